// The bar at the bottom of a phone (ui/phone_bar.py): goes to a screen without loading the page
// anew, marks where one is, and shuts Meer before it can stand over what one came for.
(() => {
  const BAR = ".phone-bar";
  const BACK = ".phone-back";
  let pushed = 0;

  const push = history.pushState.bind(history);
  history.pushState = (...given) => {
    pushed += 1;
    push(...given);
  };

  const here = () => location.pathname.replace(/\/+$/, "") || "/";

  // A collection that follows the page: looking at it costs next to nothing.
  const bars = document.getElementsByClassName("phone-bar");
  let marked = {};

  const mark = () => {
    const bar = bars[0];
    if (!bar || (marked.bar === bar && marked.address === here())) return;
    marked = { bar, address: here() };
    let isListed = false;
    for (const link of bar.querySelectorAll("li a")) {
      const isHere = link.getAttribute("href") === marked.address;
      isListed ||= isHere;
      if (isHere) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    document.documentElement.toggleAttribute("data-deeper", !isListed);
  };

  const shut = () => {
    for (const more of document.querySelectorAll(`${BAR} details[open]`)) more.open = false;
  };

  // Who chose behind Meer stood in a list that is shut now: the heading of the new page takes the
  // focus, so that a screen reader says where one is and Tab goes on from there.
  const LONGEST_WAIT_MS = 15000;
  let awaited = null;

  const heading = () => document.querySelector("main h1, [role=main] h1, [data-testid=stMain] h1");

  const awaitHeading = () => {
    const before = heading();
    awaited = { before, text: before?.textContent, until: Date.now() + LONGEST_WAIT_MS };
  };

  const focusHeading = () => {
    const now = awaited && heading();
    if (!now) return;
    const isLate = Date.now() > awaited.until;
    const isNew = now !== awaited.before || now.textContent !== awaited.text;
    if (!isLate && !isNew) return;
    awaited = null;
    // Who went on meanwhile is not called back.
    if (isLate || document.activeElement?.closest?.("input, textarea, [role=dialog]")) return;
    now.setAttribute("tabindex", "-1");
    now.focus({ preventScroll: true });
  };

  // Streamlit comes to an address as by Back and Forward.
  const go = (address) => {
    shut();
    history.pushState({}, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector("main, [role=main]")?.scrollTo(0, 0);
  };

  const back = (address) => {
    if (!pushed) return go(address);
    shut();
    history.back();
  };

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(`${BAR} details`)) shut();
    const link = event.target.closest?.(`${BAR} a, ${BACK}`);
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const address = link.getAttribute("href");
    if (link.matches(BACK)) return back(address);
    if (link.closest(`${BAR} details`)) awaitHeading();
    go(address);
  });

  document.addEventListener("keydown", (event) => {
    const more = document.querySelector(`${BAR} details[open]`);
    if (event.key !== "Escape" || !more) return;
    more.open = false;
    more.querySelector("summary").focus();
  });

  // Back on a phone shuts Meer, and the page stays, where a browser asks before it goes back.
  let watcher = null;
  const watch = (event) => {
    if (!event.target.matches?.(`${BAR} details`)) return;
    watcher?.destroy();
    watcher = event.target.open && window.CloseWatcher ? new CloseWatcher() : null;
    if (watcher) watcher.onclose = shut;
  };
  document.addEventListener("toggle", watch, { capture: true });

  // Who tabs out of Meer has left it.
  document.addEventListener("focusin", (event) => {
    if (!event.target.closest(`${BAR} details`)) shut();
  });

  addEventListener("popstate", (event) => {
    // Also by the Back of the browser.
    if (event.isTrusted && pushed) pushed -= 1;
    shut();
    mark();
  });

  // The page ends where the button in sight begins, whatever stands beside that button.
  const saveBars = document.getElementsByClassName("st-key-save_bar");
  const HEIGHT = "--phone-save-bar";
  let measured = null;
  const sizes = new ResizeObserver(() => {
    document.documentElement.style.setProperty(HEIGHT, `${measured.offsetHeight}px`);
  });
  const measure = () => {
    const saveBar = saveBars[0] ?? null;
    if (saveBar === measured) return;
    sizes.disconnect();
    measured = saveBar;
    if (saveBar) sizes.observe(saveBar);
    else document.documentElement.style.removeProperty(HEIGHT);
  };

  // Also when the bar has just been drawn, or a button led to another screen.
  const follow = () => {
    mark();
    measure();
    focusHeading();
  };
  new MutationObserver(follow).observe(document, { childList: true, subtree: true });
})();
