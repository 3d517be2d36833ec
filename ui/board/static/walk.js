// Walking the points of a chart by keyboard: arrows, Home, End, and Enter to press.

const SILENT = new Set(["skip", "none"]);
const STEP = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** The points that say something, in reading order: row by row where bars lie, else line by line. */
export function pointsOf(traces) {
  const points = [];
  traces.forEach((trace, curveNumber) => {
    if (SILENT.has(trace.hoverinfo) || trace.visible === false) return;
    const values = (trace.orientation === "h" ? trace.x : trace.y) ?? [];
    values.forEach((value, pointNumber) => {
      if (value !== null && value !== undefined) points.push({ curveNumber, pointNumber });
    });
  });
  if (traces.some((trace) => trace.type === "bar")) {
    points.sort((one, other) => one.pointNumber - other.pointNumber || one.curveNumber - other.curveNumber);
  }
  return points;
}

/** The code of a point, by which its press is known. */
export function codeOf(trace, pointNumber) {
  const code = Array.isArray(trace.customdata) ? trace.customdata[pointNumber] : trace.customdata;
  return Array.isArray(code) ? code[0] : code;
}

export class Walk {
  /** `plot`: {frame, canvas, ring}; `say(words)` speaks; `press(code)` acts. */
  constructor(plot, { plotly, say, press, pressWord }) {
    Object.assign(this, { plot, plotly, say, press, pressWord });
    this.place = -1;
    plot.frame.addEventListener("keydown", (event) => this.#key(event));
    plot.frame.addEventListener("blur", () => this.leave());
  }

  /** After a new drawing nothing is chosen. */
  leave() {
    this.place = -1;
    this.plot.ring.hidden = true;
    if (this.plot.canvas._fullLayout) this.plotly().Fx.unhover(this.plot.canvas);
  }

  #key(event) {
    if (event.target !== this.plot.frame || !this.plot.canvas.data) return;
    const points = pointsOf(this.plot.canvas.data);
    if (event.key in STEP) this.#go(points, this.#next(points.length, STEP[event.key]));
    else if (event.key === "Home") this.#go(points, 0);
    else if (event.key === "End") this.#go(points, points.length - 1);
    else if (event.key === "Escape") this.leave();
    else if ((event.key === "Enter" || event.key === " ") && this.place >= 0) this.#act(points[this.place]);
    else return;
    event.preventDefault();
  }

  #next(count, step) {
    if (this.place < 0) return step > 0 ? 0 : count - 1;
    return Math.min(Math.max(this.place + step, 0), count - 1);
  }

  #go(points, place) {
    const point = points[place];
    if (!point) return;
    this.place = place;
    const { canvas } = this.plot;
    const box = this.#boxOf(point);
    this.plotly().Fx.hover(canvas, [point]);
    this.#ring(box);
    this.say(this.#words(point, place, points.length));
  }

  // Plotly gives the box of a point with its hover event.
  #boxOf(point) {
    const { canvas } = this.plot;
    let box = null;
    const catchBox = (event) => {
      box = event.points[0]?.bbox ?? null;
    };
    canvas.on("plotly_hover", catchBox);
    this.plotly().Fx.unhover(canvas);
    this.plotly().Fx.hover(canvas, [point]);
    canvas.removeListener("plotly_hover", catchBox);
    return box;
  }

  #ring(box) {
    const { ring, frame, canvas } = this.plot;
    ring.hidden = !box;
    if (!box) return;
    const pad = 4;
    Object.assign(ring.style, {
      left: `${box.x0 - pad}px`,
      top: `${box.y0 - pad}px`,
      width: `${Math.max(box.x1 - box.x0, 4) + 2 * pad}px`,
      height: `${Math.max(box.y1 - box.y0, 4) + 2 * pad}px`,
    });
    const middle = (box.x0 + box.x1) / 2;
    if (canvas.offsetWidth > frame.clientWidth) frame.scrollLeft = middle - frame.clientWidth / 2;
  }

  // What the label in the picture says, and what Enter does.
  #words(point, place, count) {
    const trace = this.plot.canvas.data[point.curveNumber];
    const lines = [...this.plot.canvas.querySelectorAll(".hoverlayer .hovertext text")];
    const label = lines.map((line) => [...line.querySelectorAll("tspan")].map((part) => part.textContent).join(" ") || line.textContent);
    const along = trace.orientation === "h" ? trace.y : trace.x;
    const words = [...new Set(label)].join(" ").trim() || `${along?.[point.pointNumber] ?? ""}`;
    const word = this.pressWord(codeOf(trace, point.pointNumber));
    return `${words}. ${place + 1} van ${count}.${word ? ` ${word}` : ""}`;
  }

  #act(point) {
    this.press(codeOf(this.plot.canvas.data[point.curveNumber], point.pointNumber));
  }
}
