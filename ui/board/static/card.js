// One chart in its card: title, what stands behind (i), the menu, the picture and its table.

import { el, iconButton } from "./dom.js";
import { legendOf, showLegend } from "./legend.js";
import { CONFIG } from "./plotly.js";
import { tableOf } from "./table.js";
import { coloured, template } from "./theme.js";
import { Walk, codeOf } from "./walk.js";

const KEYS = "Met de pijltjestoetsen loop je langs de punten.";
// A few pixels short is no reason to scroll.
const SQUEEZED = 1.06;
let lastId = 0;

export class Card {
  /** `acts`: press(part), open(), share(), say(words). */
  constructor(key, acts) {
    this.key = key;
    this.acts = acts;
    this.id = `board-${key}-${++lastId}`;
    this.asTable = false;
    this.Plotly = null;
    this.#build();
  }

  #build() {
    const { id } = this;
    this.title = el("h2", { id });
    this.subtitle = el("p", { class: "board-subtitle" });
    this.infoButton = iconButton("info", "Uitleg", { "aria-expanded": "false", "aria-controls": `${id}-info` });
    this.moreButton = iconButton("more", "Meer", { "aria-expanded": "false", "aria-controls": `${id}-more` });
    this.info = el("div", { class: "board-info", id: `${id}-info`, role: "region", hidden: true });
    this.tableButton = this.#choice("Als tabel", () => this.#showTable(!this.asTable));
    this.menu = el(
      "div",
      { class: "board-menu", id: `${id}-more`, hidden: true },
      this.tableButton,
      this.#choice("Verdieping", () => this.acts.open(), "board-inside"),
      this.#choice("Delen of bewaren", () => this.acts.share(), "board-inside"),
    );
    this.canvas = el("div", { class: "board-canvas", role: "img" });
    this.ring = el("div", { class: "board-ring", hidden: true });
    this.frame = el("div", { class: "board-plot", tabindex: "0", role: "application" }, this.canvas, this.ring);
    this.legend = el("ul", { class: "board-legend", hidden: true });
    this.words = el("p", { class: "board-words", hidden: true });
    this.sheet = el("div", { class: "board-sheet", role: "region", tabindex: "0", hidden: true });
    const signs = el("div", { class: "board-signs" }, this.infoButton, this.moreButton, this.menu);
    const head = el("div", { class: "board-cardhead" }, this.title, this.subtitle, signs);
    this.body = el("div", { class: "board-cardbody" }, this.frame, this.legend, this.words, this.sheet, this.info);
    this.element = el("section", { class: "board-card", "aria-labelledby": id, "data-chart": this.key }, head, this.body);
    this.#folds(signs);
    this.#touches();
    this.walk = new Walk(this, {
      plotly: () => this.Plotly,
      say: (words) => this.acts.say(words),
      press: (code) => this.#press(code),
      pressWord: (code) => this.#pressWord(code),
    });
  }

  // A choice named board-inside is not there for others in the room (board.css).
  #choice(words, act, name = null) {
    const choose = () => {
      this.#fold(this.moreButton, this.menu, false);
      this.moreButton.focus();
      act();
    };
    return el("button", { type: "button", class: name, onclick: choose }, words);
  }

  // Escape and a press elsewhere shut what is open.
  #folds(signs) {
    for (const [button, panel] of [[this.infoButton, this.info], [this.moreButton, this.menu]]) {
      button.addEventListener("click", () => this.#fold(button, panel, panel.hidden));
      const shut = (event) => {
        if (event.key !== "Escape" || panel.hidden) return;
        this.#fold(button, panel, false);
        button.focus();
        event.stopPropagation();
      };
      button.addEventListener("keydown", shut);
      panel.addEventListener("keydown", shut);
    }
    signs.addEventListener("focusout", (event) => {
      if (!signs.contains(event.relatedTarget)) this.#fold(this.moreButton, this.menu, false);
    });
    this.elsewhere = (event) => {
      if (!signs.contains(event.target)) this.#fold(this.moreButton, this.menu, false);
    };
    document.addEventListener("pointerdown", this.elsewhere);
  }

  #fold(button, panel, isOpen) {
    panel.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
  }

  // Plotly takes every finger that lets go for a press, also one that scrolled the page. A browser
  // sends the events of a mouse after a tap only, so those are listened to.
  #touches() {
    this.byFinger = false;
    this.frame.addEventListener("touchstart", () => (this.byFinger = true), { capture: true, passive: true });
    this.frame.addEventListener("mousedown", () => (this.byFinger = false), { capture: true });
  }

  /**
   * Take this chart of a view: words at once, the picture at the next `draw`. `known`: what is the
   * same for all views; `Plotly` null: no picture yet, or none at all when that has failed.
   */
  take(known, chart, theme, Plotly, hasFailed) {
    const given = [known, chart, theme.mark, Plotly, hasFailed];
    if (this.given?.every((one, place) => one === given[place])) return;
    Object.assign(this, { given, known, chart, Plotly, hasFailed });
    this.isEmpty = chart.data.length === 0;
    this.title.textContent = known.title;
    this.subtitle.textContent = chart.subtitle ?? "";
    this.infoButton.setAttribute("aria-label", `Uitleg bij ${known.title}`);
    this.moreButton.setAttribute("aria-label", `Meer bij ${known.title}`);
    this.info.setAttribute("aria-label", `Uitleg bij ${known.title}`);
    this.sheet.setAttribute("aria-label", `${known.title} als tabel`);
    this.#tell([known.info, chart.n].filter(Boolean).join("\n\n"));
    this.frame.setAttribute("aria-label", `${known.title}. ${chart.alt} ${KEYS}`);
    this.canvas.setAttribute("aria-label", chart.alt);
    if (Plotly && !this.isEmpty) this.#prepare(theme);
    this.#arrange();
  }

  #tell(text) {
    if (this.info.dataset.drawn === text) return;
    this.info.dataset.drawn = text;
    this.info.replaceChildren(...text.split(/\n+/).map((words) => el("p", {}, words)));
    this.infoButton.hidden = text === "";
  }

  // Picture, table or one sentence: one of them at a time.
  #arrange() {
    const hasTable = this.chart.table && this.chart.table.rows.length > 0;
    const table = hasTable && (this.asTable || this.hasFailed) && !this.isEmpty;
    const words = this.isEmpty || (this.hasFailed && !hasTable);
    this.tableButton.hidden = this.isEmpty || !hasTable || this.hasFailed;
    this.tableButton.textContent = this.asTable ? "Als figuur" : "Als tabel";
    this.words.hidden = !words;
    this.words.textContent = words ? this.chart.alt : "";
    this.sheet.hidden = !table;
    this.frame.hidden = table || words;
    this.legend.hidden = table || words || this.legend.childElementCount === 0;
    this.element.classList.toggle("is-waiting", !this.Plotly && !this.hasFailed && !this.isEmpty);
    if (table) this.sheet.replaceChildren(tableOf(this.known.title, this.chart, (part) => this.#press(part)));
    else this.sheet.replaceChildren();
  }

  #showTable(isTable) {
    this.asTable = isTable;
    this.#arrange();
    if (isTable) this.sheet.focus();
    else {
      this.measure();
      this.draw();
      this.frame.focus();
    }
  }

  // What plotly is to draw, and the words of the legend: they take room before the picture does.
  #prepare(theme) {
    const own = { ...this.known.layout, ...this.chart.layout };
    const drawn = JSON.stringify([this.chart.data, own, theme.mark]);
    if (this.drawn === drawn) return;
    this.drawn = drawn;
    this.least = own.meta?.min_width ?? 0;
    const from = template(theme, own.template?.data);
    const data = coloured(this.chart.data, theme);
    showLegend(this.legend, own.showlegend ? legendOf(data, from.data) : []);
    const margin = own.showlegend ? { ...own.margin, b: from.layout.margin.b } : own.margin;
    const fixed = { template: from, autosize: false, showlegend: false };
    this.waiting = { data, layout: { ...coloured(own, theme), margin, ...fixed } };
  }

  /** Look how much room there is; all cards look before one draws, since drawing moves the page. */
  measure() {
    this.room = { width: this.frame.clientWidth, height: this.frame.clientHeight };
  }

  /** Draw what waits, in the room there is; or only fit the picture to its card. */
  draw() {
    if (!this.Plotly || this.frame.hidden || this.room.width === 0) return;
    const former = this.size;
    const { width, height } = this.#size();
    if (this.waiting) {
      const { data, layout } = this.waiting;
      this.waiting = null;
      this.walk.leave();
      this.Plotly.react(this.canvas, data, { ...layout, width, height }, CONFIG);
      if (!this.listens) this.#listen();
    } else if (this.size !== former) {
      this.walk.leave();
      this.Plotly.relayout(this.canvas, { width, height });
    }
  }

  // A picture that needs more room than there is scrolls inside its card.
  #size() {
    const { width: room, height } = this.room;
    const width = this.least > room * SQUEEZED ? this.least : room;
    this.frame.classList.toggle("scrolls", width > room);
    this.size = `${width}x${height}`;
    return { width, height };
  }

  #listen() {
    this.listens = true;
    // An event carries of each point its own customdata.
    const code = ({ points: [point] }) => codeOf(point, 0);
    const canPress = (event) => this.#pressWord(code(event)) !== "";
    this.canvas.on("plotly_click", (event) => {
      if (!this.byFinger) this.#press(code(event));
    });
    this.canvas.on("plotly_hover", (event) => this.frame.classList.toggle("presses", canPress(event)));
    this.canvas.on("plotly_unhover", () => this.frame.classList.remove("presses"));
  }

  #press(code) {
    if (code !== undefined && this.chart.presses?.[code]) this.acts.press(code);
  }

  #pressWord(code) {
    const press = code === undefined ? null : this.chart.presses?.[code];
    if (!press) return "";
    return press.kind === "filter" ? "Enter kiest dit." : "Enter opent wat erachter zit.";
  }

  destroy() {
    document.removeEventListener("pointerdown", this.elsewhere);
    if (this.Plotly && this.canvas._fullLayout) this.Plotly.purge(this.canvas);
  }
}
