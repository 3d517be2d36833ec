// The views that the browser has: all that it ever got of one version of the facts.

let version = null;
let views = new Map();

/** Keep what came; views of another version are dropped. A view that is here already stays the same object. */
export function keep(data) {
  if (data.version !== version) {
    version = data.version;
    views = new Map();
  }
  for (const [key, view] of Object.entries(data.views)) {
    if (!views.has(key)) views.set(key, typeof view === "string" ? JSON.parse(view) : view);
  }
}

export const has = (key) => views.has(key);
export const get = (key) => views.get(key);

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
