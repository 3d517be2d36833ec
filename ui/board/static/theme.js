// The colours of the theme for plotly, which knows no variables of a style sheet.

// What ui/charts/style.py calls TEXT: the ink of the page, whatever that is.
const INK = "#000001";
const VARIABLE = /^var\((--[a-z0-9-]+)\)$/;
const THIN = /^rgba\((\d+), (\d+), (\d+), (0?\.\d+)\)$/;
const HEX = /^#[0-9a-f]{6}$/i;
const LIGHTER = 0.4;
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
  theme.isDark = lightOf(theme.surface) < 0.5;
  theme.mark = [theme.text, theme.quiet, theme.surface, theme.border].join();
  return theme;
}

/**
 * A copy in the colours of the theme: the ink, and every "var(--name)". On dark paper thin colours
 * and lines get more light; what is full stays, since it carries light words.
 */
export function coloured(value, theme, name = "") {
  if (typeof value === "string") return colour(value, theme, name === "line");
  if (Array.isArray(value)) return value.map((one) => coloured(one, theme, name));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, coloured(one, theme, key === "color" ? name : key)]),
  );
}

function colour(value, theme, isLine) {
  if (value === INK) return theme.text;
  const variable = VARIABLE.exec(value);
  if (variable) return theme.read(variable[1]) || value;
  if (!theme.isDark) return value;
  const thin = THIN.exec(value);
  if (thin) return `rgba(${lighter(thin.slice(1, 4).map(Number))}, ${thin[4]})`;
  return isLine && HEX.test(value) ? `rgb(${lighter(channels(value))})` : value;
}

const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const lighter = (parts) => parts.map((part) => Math.round(part + (255 - part) * LIGHTER)).join(", ");
const lightOf = (hex) => (HEX.test(hex) ? channels(hex).reduce((sum, part) => sum + part, 0) / 765 : 1);

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
      xaxis: { ...axis, tickangle: 0 },
      yaxis: axis,
    },
  };
}
