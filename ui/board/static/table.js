// A chart as a table, with a button in each row that can be pressed.

import { el } from "./dom.js";

/** The table of a chart; `press(part)` is called for the row of a part. */
export function tableOf(title, chart, press) {
  const parts = partsOf(chart);
  const { head, rows } = chart.table;
  const isNumber = head.map((_, place) => place > 0 && rows.every((row) => /^[\d<–-]|^$/.test(String(row[place]))));
  const kind = (place) => (isNumber[place] ? "number" : null);
  const withPress = parts.some(Boolean);
  const heads = head.map((word, place) => el("th", { scope: "col", class: kind(place) }, word));
  const body = rows.map((row, line) => {
    const cells = row.map((word, place) =>
      place === 0 ? el("th", { scope: "row" }, String(word)) : el("td", { class: kind(place) }, String(word)),
    );
    const action = parts[line] ? rowButton(chart.presses[parts[line]], row[0], () => press(parts[line])) : null;
    return el("tr", {}, cells, withPress ? el("td", { class: "action" }, action) : null);
  });
  const last = withPress ? el("td", { class: "action" }) : null;
  return el(
    "table",
    { class: "board-table" },
    el("caption", {}, title),
    el("thead", {}, el("tr", {}, heads, last)),
    el("tbody", {}, body),
  );
}

function rowButton(press, name, act) {
  const word = press.kind === "filter" ? "Kies" : "Bekijk";
  return el("button", { type: "button", class: "board-link", "aria-label": `${word}: ${name}`, onclick: act }, word);
}

// Which part each row is about: given with the table, or the points of the picture one by one.
function partsOf(chart) {
  const { rows, parts } = chart.table;
  const presses = chart.presses ?? {};
  const known = parts ?? drawnParts(chart);
  if (known.length !== rows.length) return rows.map(() => null);
  return known.map((part) => (part in presses ? part : null));
}

function drawnParts(chart) {
  const codes = chart.data.flatMap((trace) => trace.customdata ?? []).map((one) => (Array.isArray(one) ? one[0] : one));
  return [...new Set(codes)];
}
