// The board: shows one view of the figures, switches at once to those it has, and asks the server
// for the others. It is called again at each change of data or theme, and draws the same for the same.

import { Card } from "./card.js";
import { el } from "./dom.js";
import { Head } from "./head.js";
import { showAttention, showNumbers } from "./numbers.js";
import { plotly, styleSheet } from "./plotly.js";
import { themeAt } from "./theme.js";
import { keyWith, nextNumber, storeOf } from "./views.js";

const PAPER =
  "Op papier komen alleen cijfers die naar buiten mogen. Zet 'Toon in een vergadering' aan, of maak een rapport.";
const WAIT = "De cijfers worden opgehaald …";
const WAIT_LONG = "Dit duurt langer dan gewoonlijk …";
const MS_BEFORE_WAIT = 300;
const MS_LONG = 8000;
const MS_BEFORE_MORE = 2000;
const MOST_ASKS_FOR_MORE = 3;
const TWO_COLUMNS = 860;
const GAP = 12;
const CARD = { least: 224, most: 420, phone: 320 };

const boards = new WeakMap();

/** Called by Streamlit; gives what to call when the board goes. */
export async function render(component) {
  const { parentElement, data } = component;
  // All that is needed is asked for at once.
  if (data.plotly) plotly(data.plotly).catch(() => null);
  await styleSheet(data.style);
  if (!boards.has(parentElement)) boards.set(parentElement, new Board(parentElement));
  const board = boards.get(parentElement);
  board.take(component);
  return () => {
    board.destroy();
    boards.delete(parentElement);
  };
}

class Board {
  constructor(parent) {
    this.wish = null;
    this.Plotly = null;
    this.cards = new Map();
    this.timers = [];
    this.asksForMore = 0;
    this.head = new Head(
      (name, value) => this.#choose(name, value),
      (part) => this.#leave(part),
    );
    this.wait = el("p", { class: "board-wait", role: "status" });
    this.voice = el("p", { class: "board-unseen", "aria-live": "polite" });
    this.numbers = el("ul", { class: "board-numbers", "aria-label": "De cijfers in het kort" });
    this.attention = el("ul", { class: "board-attention", "aria-label": "Wat aandacht vraagt" });
    this.charts = el("div", { class: "board-charts" });
    this.later = el("p", { class: "board-later" });
    this.body = el("div", { class: "board-body" }, this.numbers, this.attention, this.charts, this.later);
    const paper = el("p", { class: "board-paper" }, PAPER);
    this.element = el("div", { class: "board" }, this.head.element, this.wait, this.body, this.voice, paper);
    parent.replaceChildren(this.element);
    this.watch = new ResizeObserver(() => this.#fit());
    [this.element, this.head.element, this.numbers, this.attention].forEach((one) => this.watch.observe(one));
    this.refit = () => this.#fit();
    window.addEventListener("resize", this.refit);
    window.addEventListener("beforeprint", this.refit);
    window.addEventListener("afterprint", this.refit);
  }

  /** New data, or a new theme. A late answer to another wish than the last is kept and not shown. */
  take(component) {
    this.component = component;
    if (component.data !== this.envelope) {
      this.envelope = component.data;
      this.data = JSON.parse(component.data.board);
      this.views ??= storeOf(component.data.name);
      this.views.keep(this.data);
      const { asked } = component.data;
      const isAnswer = !this.wish || asked === this.wish.number || this.data.current === this.wish.key;
      if (isAnswer) {
        this.key = this.data.current;
        this.#stopWaiting();
      } else if (this.views.has(this.wish.key)) {
        this.key = this.wish.key;
      } else if (!this.views.has(this.key)) {
        this.key = this.data.current;
      }
    }
    this.element.dataset.publishable = String(this.data.publishable === true);
    this.#show();
    this.#load();
    this.#askForMore();
  }

  // What lies one press away is made in the background: asked for while nobody presses.
  #askForMore() {
    clearTimeout(this.moreTimer);
    if (!this.data.more || this.waiting || this.asksForMore >= MOST_ASKS_FOR_MORE) return;
    this.moreTimer = setTimeout(() => {
      this.asksForMore += 1;
      // Nobody chose a view: it may not go into the address, which Back may just have changed.
      this.component.setStateValue("more", nextNumber());
    }, MS_BEFORE_MORE * 2 ** this.asksForMore);
  }

  #load() {
    if (this.Plotly || this.isLoading || !this.envelope.plotly) return;
    this.isLoading = true;
    plotly(this.envelope.plotly)
      .then((Plotly) => (this.Plotly = Plotly))
      .catch(() => (this.hasFailed = true))
      .finally(() => {
        this.isLoading = false;
        if (this.element.isConnected) this.#show();
      });
  }

  #show() {
    const view = this.views.get(this.key);
    const values = (this.waiting ? this.wish.key : this.key).split("|");
    this.head.show(this.data, view, this.views.options, values);
    showNumbers(this.numbers, view.numbers ?? [], (number) => this.#press(number.press, "numbers", number.key));
    showAttention(this.attention, view.attention ?? [], (line, place) => this.#press(line.press, "attention", String(place)));
    this.later.textContent = view.later ?? "";
    this.later.hidden = !view.later;
    const charts = view.charts ?? {};
    this.#place(Object.keys(charts));
    const theme = themeAt(this.element);
    for (const [key, card] of this.cards) {
      card.take(this.views.charts[key], charts[key], theme, this.Plotly, this.hasFailed === true);
    }
    this.#fit();
    this.element.dataset.view = this.key;
  }

  #place(keys) {
    for (const [key, card] of this.cards) {
      if (keys.includes(key)) continue;
      card.destroy();
      card.element.remove();
      this.cards.delete(key);
    }
    for (const key of keys) {
      if (this.cards.has(key)) continue;
      const card = new Card(key, {
        press: (part) => this.#press(this.views.get(this.key).charts[key].presses[part], key, part),
        open: () => this.#tell("open", { figure: key }),
        share: () => this.#tell("share", { chart: key }),
        say: (words) => (this.voice.textContent = words),
      });
      this.cards.set(key, card);
      this.charts.append(card.element);
    }
  }

  #press(press, chart, part) {
    if (!press) return;
    if (press.kind === "filter") this.#choose(press.name, press.value);
    else if (press.kind === "figure") this.#tell("open", { figure: press.key });
    else this.#tell("press", { view: this.key, chart: press.chart ?? chart, part: press.part ?? part });
  }

  // Who shows the screen to others does not wait with exact numbers on it.
  #leave(part) {
    this.body.hidden = true;
    this.wait.textContent = WAIT;
    setTimeout(() => (this.body.hidden = false), MS_LONG * 2);
    this.#tell("press", { view: this.key, chart: "page", part });
  }

  #tell(event, value) {
    this.component.setTriggerValue(event, value);
  }

  #choose(name, value) {
    const from = this.waiting ? this.wish.key : this.key;
    const key = keyWith(from, this.views.get(this.key).filters, name, value);
    if (key === from) return;
    this.wish = { key, number: nextNumber() };
    clearTimeout(this.moreTimer);
    this.asksForMore = 0;
    if (this.views.has(key)) {
      this.key = key;
      this.#stopWaiting();
      this.#show();
    } else {
      this.#startWaiting();
    }
    this.component.setStateValue("view", { key, number: this.wish.number });
  }

  #startWaiting() {
    this.#stopWaiting();
    this.waiting = true;
    this.body.setAttribute("aria-busy", "true");
    this.timers = [
      setTimeout(() => {
        this.body.classList.add("is-late");
        this.wait.textContent = WAIT;
      }, MS_BEFORE_WAIT),
      setTimeout(() => (this.wait.textContent = WAIT_LONG), MS_LONG),
    ];
    this.#show();
  }

  #stopWaiting() {
    this.waiting = false;
    this.timers.forEach(clearTimeout);
    this.timers = [];
    this.wait.textContent = "";
    this.body.removeAttribute("aria-busy");
    this.body.classList.remove("is-late");
  }

  // Two rows of charts take what the screen leaves below the numbers, within limits.
  #fit() {
    const width = this.element.clientWidth;
    const columns = width >= TWO_COLUMNS ? 2 : 1;
    this.element.dataset.width = columns === 2 ? "wide" : width < 560 ? "phone" : "tablet";
    const scroller = scrollerOf(this.element);
    const top = this.charts.getBoundingClientRect().top + (scroller?.scrollTop ?? 0);
    const room = (window.innerHeight - top - GAP) / 2 - GAP / 2;
    const height = columns === 1 ? CARD.phone : Math.min(Math.max(Math.floor(room), CARD.least), CARD.most);
    this.element.style.setProperty("--board-card", `${height}px`);
    const cards = [...this.cards.values()];
    cards.forEach((card) => card.measure());
    cards.forEach((card) => card.draw());
  }

  destroy() {
    this.#stopWaiting();
    clearTimeout(this.moreTimer);
    this.watch.disconnect();
    window.removeEventListener("resize", this.refit);
    window.removeEventListener("beforeprint", this.refit);
    window.removeEventListener("afterprint", this.refit);
    this.cards.forEach((card) => card.destroy());
    this.element.remove();
  }
}

function scrollerOf(element) {
  for (let one = element.parentElement; one; one = one.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  }
  return document.scrollingElement;
}
