// The views that the browser has: all that it ever got of one version of the facts.

const stores = new Map();

/** The store of the board with this name; it outlives the board, for when that comes back. */
export function storeOf(name) {
  if (!stores.has(name)) stores.set(name, new Store());
  return stores.get(name);
}

class Store {
  /** Keep what came; what is of another version goes. A view that is here already stays the same object. */
  keep(data) {
    if (data.version !== this.version) {
      this.version = data.version;
      this.views = new Map();
      this.options = {};
      this.charts = data.charts;
    }
    Object.assign(this.options, data.options);
    for (const [key, view] of Object.entries(data.views)) {
      if (!this.views.has(key)) this.views.set(key, typeof view === "string" ? JSON.parse(view) : view);
    }
  }

  has(key) {
    return this.views.has(key);
  }

  get(key) {
    return this.views.get(key);
  }
}

/** The key of a view in which one filter has another value; the order is that of its filters. */
export function keyWith(key, filters, name, value) {
  const values = key.split("|");
  filters.forEach((filter, place) => {
    if (filter.name === name) values[place] = value;
  });
  return values.join("|");
}

let last = 0;

/** A number for each wish, larger than all before it, also of an earlier visit to this page. */
export function nextNumber() {
  last = Math.max(last + 1, Date.now());
  return last;
}
