// The colours of the theme for plotly, which knows no variables of a style sheet.

// What ui/charts/style.py calls TEXT: the ink of the page, whatever that is.
const INK = "#000001";
const VARIABLE = /^var\((--[a-z0-9-]+)\)$/;
const FONT = '"Source Sans", "Source Sans 3", "Source Sans Pro", sans-serif';

/** The colours at this element, read once for each drawing. */
export function themeAt(element) {
  const style = getComputedStyle(element);
  const read = (name) => style.getPropertyValue(name).trim();
  const theme = {
    text: read("--st-text-color"),
    quiet: read("--st-gray-text-color"),
    surface: read("--st-secondary-background-color"),
    border: read("--st-border-color"),
    read,
  };
  theme.mark = [theme.text, theme.quiet, theme.surface, theme.border].join();
  return theme;
}

/** A copy in which the ink and every "var(--name)" are the colours of the theme. */
export function coloured(value, theme) {
  if (typeof value === "string") {
    if (value === INK) return theme.text;
    const variable = VARIABLE.exec(value);
    return variable ? theme.read(variable[1]) || value : value;
  }
  if (Array.isArray(value)) return value.map((one) => coloured(one, theme));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, coloured(one, theme)]));
}

/** What every chart starts from; its own layout has the last word. `traces`: their look, by type. */
export function template(theme, traces = {}) {
  const grid = "rgba(128, 128, 128, 0.22)";
  const axis = {
    automargin: true,
    fixedrange: true,
    gridcolor: grid,
    zerolinecolor: grid,
    tickfont: { color: theme.text },
  };
  return {
    data: coloured(traces, theme),
    layout: {
      font: { family: FONT, size: 13, color: theme.text },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      separators: ",.",
      margin: { l: 8, r: 8, t: 8, b: 8, pad: 4 },
      dragmode: false,
      hovermode: "closest",
      showlegend: false,
      hoverlabel: {
        bgcolor: theme.surface,
        bordercolor: theme.border,
        font: { family: FONT, size: 13, color: theme.text },
        align: "left",
      },
      xaxis: axis,
      yaxis: axis,
    },
  };
}
