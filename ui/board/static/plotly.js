// Loads plotly once, when a screen with a chart is open, and sets it to Dutch.

const MONTHS = [
  "januari", "februari", "maart", "april", "mei", "juni",
  "juli", "augustus", "september", "oktober", "november", "december",
];
const DAYS = ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"];
const DUTCH = {
  dictionary: {},
  format: {
    days: DAYS,
    shortDays: DAYS.map((day) => day.slice(0, 2)),
    months: MONTHS,
    shortMonths: ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
    date: "%d-%m-%Y",
  },
};

/** No bar of tools: nothing exact is saved as a picture from here. */
export const CONFIG = {
  locale: "nl",
  locales: { nl: DUTCH },
  displayModeBar: false,
  displaylogo: false,
  scrollZoom: false,
  doubleClick: false,
  responsive: false,
};

let loading = null;

/** A promise of plotly; one that failed is tried again at the next asking. */
export function plotly(address) {
  loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => (window.Plotly ? done(window.Plotly) : failed(new Error(address))));
    script.addEventListener("error", () => failed(new Error(address)));
    document.head.append(script);
  }).catch((problem) => {
    loading = null;
    throw problem;
  });
  return loading;
}

let styled = null;

/** A promise of the style sheet of the board: nothing is drawn before it is there. */
export function styleSheet(address) {
  styled ??= new Promise((done) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    link.addEventListener("load", done);
    link.addEventListener("error", done);
    document.head.append(link);
  });
  return styled;
}
