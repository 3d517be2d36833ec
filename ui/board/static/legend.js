// The legend of a chart, as words below it: plotly's own takes a line for each word on a phone.

import { el, replaced } from "./dom.js";

/** Name, shape and colour of each trace that has a name, once; `looks` are the traces of the template. */
export function legendOf(traces, looks = {}) {
  const seen = {};
  const items = traces.map((trace) => {
    const place = (seen[trace.type] = (seen[trace.type] ?? -1) + 1);
    const of = looks[trace.type] ?? [];
    const look = of.length ? of[place % of.length] : {};
    return item({ ...look, ...trace }, { ...look.marker, ...trace.marker }, { ...look.line, ...trace.line });
  });
  return items.filter((one, place) => one && items.findIndex((other) => other?.name === one.name) === place);
}

function item(trace, marker, line) {
  if (!trace.name || trace.showlegend === false) return null;
  const isLine = (trace.mode ?? "").includes("lines");
  const colour = isLine ? line.color : marker.color;
  return {
    name: trace.name,
    shape: isLine ? (line.dash ? "dotted" : "line") : trace.type === "bar" ? "square" : "dot",
    colour: Array.isArray(colour) ? colour[0] : colour,
  };
}

/** Draw it, in colours that are those of the theme already. */
export function showLegend(list, items) {
  list.hidden = items.length === 0;
  replaced(list, items, () =>
    items.map(({ name, shape, colour }) => {
      const swatch = el("span", { class: `board-swatch ${shape}` });
      swatch.style.setProperty("--swatch", colour);
      return el("li", {}, swatch, name);
    }),
  );
}
