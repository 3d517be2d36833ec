// The line on top: the title, the filters, up to when the figures go, and that they are for inside.

import { el } from "./dom.js";

const TITLE = "Trends";

export class Head {
  /** `choose(name, value)` is called when a filter changes, `act(part)` when an action is pressed. */
  constructor(choose, act) {
    this.choose = choose;
    this.act = act;
    this.selects = new Map();
    this.filters = el("div", { class: "board-filters", role: "group", "aria-label": "Filters" });
    this.until = el("span", { class: "board-until" });
    this.intern = el("span", { class: "board-intern" });
    this.title = el("h1");
    this.actions = el("span", { class: "board-actions" });
    this.element = el(
      "header",
      { class: "board-head" },
      this.title,
      this.filters,
      el("p", { class: "board-meta" }, this.until, this.intern, this.actions),
    );
  }

  /** Draw the filters of a view, with the values that were chosen last. */
  show(data, view, options, values) {
    this.title.textContent = data.title ?? TITLE;
    this.title.hidden = data.title === "";
    this.until.textContent = view.until ?? data.until ?? "";
    this.intern.textContent = data.intern || "";
    this.intern.title = data.internTitle ?? "";
    this.intern.hidden = !data.intern;
    view.filters.forEach((filter, place) => this.#filter(filter, options[filter.options], values[place]));
    for (const [name, select] of this.selects) {
      if (!view.filters.some((filter) => filter.name === name)) this.#drop(name, select);
    }
    this.#actions(data.actions ?? []);
  }

  #filter(filter, options, value) {
    let select = this.selects.get(filter.name);
    if (!select) {
      select = el("select", { "aria-label": filter.label, title: filter.label, "data-name": filter.name });
      select.addEventListener("change", () => this.choose(filter.name, select.value));
      this.selects.set(filter.name, select);
      this.filters.append(el("span", { class: "board-filter" }, select));
    }
    const drawn = JSON.stringify(options);
    if (select.dataset.drawn !== drawn) {
      select.dataset.drawn = drawn;
      select.replaceChildren(...options.map(([code, label]) => el("option", { value: code }, label)));
    }
    if (select.value !== value) select.value = value;
    select.parentElement.hidden = options.length < 2;
    // The first of a list does not limit: a filter that does is marked.
    select.classList.toggle("is-set", options.length > 0 && select.value !== options[0][0]);
  }

  #drop(name, select) {
    this.selects.delete(name);
    select.parentElement.remove();
  }

  #actions(actions) {
    const drawn = JSON.stringify(actions);
    if (this.actions.dataset.drawn === drawn) return;
    this.actions.dataset.drawn = drawn;
    this.actions.replaceChildren(
      ...actions.map(([part, label]) =>
        el("button", { type: "button", class: "board-link", onclick: () => this.act(part) }, label),
      ),
    );
  }
}
