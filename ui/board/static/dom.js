// Elements from words. Words are always text, never markup: a school types its own.

const SVG = "http://www.w3.org/2000/svg";

/** An element; attributes that are null or false are left out, `on...` are listeners. */
export function el(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const SHAPES = {
  info: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z", "M12 11v5.5", "M12 7.6v.1"],
  more: ["M5.5 12v.1", "M12 12v.1", "M18.5 12v.1"],
  flag: ["M6 21V4", "M6 4.5c4-2 8 2 12 0v9c-4 2-8-2-12 0"],
  close: ["M6 6l12 12", "M18 6 6 18"],
};

/** A drawn sign that says nothing to who cannot see it; the button around it has a name. */
export function icon(name) {
  const paths = SHAPES[name].map((d) => svg("path", { d }));
  return svg("svg", { class: `board-icon ${name}`, viewBox: "0 0 24 24", "aria-hidden": "true" }, paths);
}

/** A button that carries a sign and a name. */
export function iconButton(name, label, attributes = {}) {
  return el("button", { type: "button", class: "board-sign", "aria-label": label, title: label, ...attributes }, icon(name));
}

/** Put children in place when they say something else than what is there; keeps the focus. */
export function replaced(parent, data, make) {
  const now = JSON.stringify(data);
  if (parent.dataset.drawn === now) return;
  const focused = parent.contains(document.activeElement) ? document.activeElement.dataset.name : null;
  parent.dataset.drawn = now;
  parent.replaceChildren(...make());
  if (focused) [...parent.querySelectorAll("[data-name]")].find((one) => one.dataset.name === focused)?.focus();
}
