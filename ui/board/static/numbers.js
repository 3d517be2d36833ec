// The five numbers with their small line, and the lines that ask attention.

import { el, icon, replaced, svg } from "./dom.js";

const WIDTH = 76;
const HEIGHT = 24;

/** Draw the five numbers; `press(number)` is called with the one that is pressed. */
export function showNumbers(list, numbers, press) {
  list.hidden = numbers.length === 0;
  replaced(list, numbers, () => numbers.map((number) => card(number, press)));
}

function card(number, press) {
  const label = number.press
    ? el("button", { type: "button", "data-name": number.key, onclick: () => press(number) }, number.label)
    : number.label;
  const tone = number.tone ? "is-late" : null;
  const value = el("span", { class: `board-value ${tone && !number.note ? tone : ""}` }, number.value);
  return el(
    "li",
    { class: number.press ? "board-number presses" : "board-number" },
    el("h2", {}, label),
    spark(number.spark, number.spark_before),
    el("p", { class: "board-measure" }, value, " ", el("span", { class: "board-unit" }, number.unit ?? "")),
    number.note ? el("p", { class: tone ? `board-note ${tone}` : "board-note" }, number.note) : null,
    number.before ? el("p", { class: "board-before" }, number.before) : null,
  );
}

function spark(now, before) {
  const years = [before ?? [], now ?? []];
  const values = years.flat().filter((value) => value !== null);
  if (!(now ?? []).some((value) => value !== null)) return null;
  const most = Math.max(...values, 1);
  const long = Math.max(...years.map((year) => year.length), 2);
  const point = (value, place) =>
    `${((place / (long - 1)) * (WIDTH - 4) + 2).toFixed(1)} ${(HEIGHT - 2 - (value / most) * (HEIGHT - 4)).toFixed(1)}`;
  const line = (year, name) => (year.length > 1 ? svg("path", { class: name, d: path(year, point) }) : null);
  return svg(
    "svg",
    { class: "board-spark", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, "aria-hidden": "true" },
    line(years[0], "before"),
    line(years[1], "now"),
  );
}

// A missing value is a gap in the line.
function path(year, point) {
  let pen = "M";
  const steps = [];
  year.forEach((value, place) => {
    if (value === null) pen = "M";
    else {
      steps.push(pen + point(value, place));
      pen = "L";
    }
  });
  return steps.join("");
}

/** Draw at most three lines that ask attention; `press(line, place)` is called when one is pressed. */
export function showAttention(list, lines, press) {
  list.hidden = lines.length === 0;
  replaced(list, lines, () =>
    lines.slice(0, 3).map((line, place) =>
      el(
        "li",
        { class: "board-line" },
        icon("flag"),
        el("span", {}, line.text),
        line.press
          ? el(
              "button",
              {
                type: "button",
                class: "board-link",
                "data-name": `line ${place}`,
                "aria-label": `${line.action}: ${line.text}`,
                onclick: () => press(line, place),
              },
              line.action,
            )
          : null,
      ),
    ),
  );
}
