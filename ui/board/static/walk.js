// Walking the points of a chart by keyboard: arrows, Home, End, and Enter to press.

const SILENT = new Set(["skip", "none"]);
// Longer than plotly waits between two labels.
const MS_OF_PLOTLY = 80;
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
export function codeOf({ customdata }, pointNumber) {
  const code = Array.isArray(customdata) ? customdata[pointNumber] : customdata;
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

  /** Nothing is chosen any more, as after a new drawing. */
  leave() {
    this.place = -1;
    this.plot.ring.hidden = true;
    if (this.plot.canvas._fullLayout) this.plotly().Fx.unhover(this.plot.canvas);
  }

  #key(event) {
    if (event.target !== this.plot.frame || !this.plot.canvas._fullData) return;
    const points = pointsOf(this.plot.canvas._fullData);
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
    this.plotly().Fx.hover(this.plot.canvas, [point]);
    // Plotly shows the label a moment later when keys come quickly.
    if (!this.#reached(points, place)) setTimeout(() => this.#reached(points, place), MS_OF_PLOTLY);
  }

  // The label of the point is there: draw the box around it and say its words. Plotly sends no
  // event for a label that was asked for, so this looks where plotly keeps what it shows.
  #reached(points, place) {
    const [there] = this.plot.canvas._hoverdata ?? [];
    const point = points[place];
    const isThere = there?.curveNumber === point.curveNumber && there?.pointNumber === point.pointNumber;
    if (isThere && this.place === place) {
      this.#ring(this.#boxOf(point, there.bbox));
      this.say(this.#words(point, place, points.length));
    }
    return isThere;
  }

  // The box of a bar or dot as it is drawn; of a place on a line plotly knows the box itself.
  #boxOf({ curveNumber, pointNumber }, known) {
    const { canvas } = this.plot;
    const drawn = [...canvas.querySelectorAll(":is(.barlayer, .scatterlayer) .point")].find((one) => {
      const [trace] = one.closest(".trace")?.__data__ ?? [];
      return trace?.trace.index === curveNumber && one.__data__.i === pointNumber;
    });
    if (!drawn) return known;
    const [around, box] = [canvas, drawn].map((one) => one.getBoundingClientRect());
    return { x0: box.left - around.left, x1: box.right - around.left, y0: box.top - around.top, y1: box.bottom - around.top };
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
    const trace = this.plot.canvas._fullData[point.curveNumber];
    const lines = [...this.plot.canvas.querySelectorAll(".hoverlayer .hovertext text")];
    const label = lines.map((line) => [...line.querySelectorAll("tspan")].map((part) => part.textContent).join(" ") || line.textContent);
    const along = trace.orientation === "h" ? trace.y : trace.x;
    const words = [...new Set(label)].join(" ").trim() || `${along?.[point.pointNumber] ?? ""}`;
    const word = this.pressWord(codeOf(trace, point.pointNumber));
    return `${words}. ${place + 1} van ${count}.${word ? ` ${word}` : ""}`;
  }

  #act(point) {
    this.press(codeOf(this.plot.canvas._fullData[point.curveNumber], point.pointNumber));
  }
}
