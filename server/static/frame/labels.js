// The label of a widget is also its name for a screen reader. Streamlit draws the one as Markdown and
// reads the other out as it was sent: with the backslashes by which typed text is no markup
// (ui.labels.plain). They are taken out of the name.
(() => {
  const ESCAPED = /\\([^a-z0-9\s])/gi;
  const LABELLED = "[aria-label*='\\\\']";

  // What was put there by us is seen as a change too, and may have backslashes that were typed.
  const ours = new WeakMap();

  const read = (element) => {
    const name = element.getAttribute("aria-label");
    if (name === null || ours.get(element) === name) return;
    const words = name.replace(ESCAPED, "$1");
    ours.set(element, words);
    if (words !== name) element.setAttribute("aria-label", words);
  };

  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") read(target);
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        if (node.matches(LABELLED)) read(node);
        node.querySelectorAll(LABELLED).forEach(read);
      }
    }
  }).observe(document, { subtree: true, childList: true, attributeFilter: ["aria-label"] });
})();
