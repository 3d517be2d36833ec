// Links of ours inside the app (ui/inner_link.py), and where a page begins.
(() => {
  const OF_A_PAGE = ["zaak", "stap", "leerling", "nr", "doe", "regel"];
  const RECEIPT = ".st-key-receipt_on_top [data-testid='stAlert']";
  // Elsewhere one goes on where one was: in a meeting, at a figure.
  const SAID_ON_TOP = ["/zaak", "/signaal"];

  const place = () => {
    const query = new URLSearchParams(location.search);
    return location.pathname + OF_A_PAGE.map((name) => query.get(name) ?? "").join("|");
  };
  const toTop = () => document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);

  // What a person did is one step for Back, however often the server writes the address for it, or
  // writes it once more when the page is there. What comes after Back is no step at all.
  let hasActed = true;
  const acted = () => { hasActed = true; };
  for (const kind of ["pointerdown", "keydown", "click"]) addEventListener(kind, acted, true);
  addEventListener("popstate", () => { hasActed = false; }, true);

  // A step or an act is a page of its own: it begins at its top.
  const { pushState, replaceState } = history;
  history.pushState = function (...given) {
    const before = place();
    (hasActed ? pushState : replaceState).apply(this, given);
    hasActed = false;
    if (place() !== before) toTop();
  };

  // Streamlit answers to Back and Forward without loading the program again; so do these links.
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest?.("a.inside[href]");
    if (!link) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
  });

  // To a page of the door one goes in this tab: a second one would stay behind. Only to prove who is
  // there one goes beside a form that waits for it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-testid='stLinkButton'] a[href]");
    if (!link || link.origin !== location.origin || link.pathname === "/bevestigen") return;
    link.removeAttribute("target");
  }, true);

  // A switch of ours is told to the server; the page is then as the switch says.
  document.addEventListener("click", async (event) => {
    const turned = event.target.closest?.("button[data-switch]")?.dataset.switch;
    if (!turned) return;
    const options = { method: "POST", cache: "no-store", redirect: "error" };
    const answer = await fetch(turned, options).catch(() => null);
    if (answer?.ok) location.reload();
  });

  // What was stored is said at the top of the page: a new receipt is in sight.
  let seen = null;
  const lookForReceipt = () => {
    const receipt = SAID_ON_TOP.includes(location.pathname) && document.querySelector(RECEIPT);
    if (receipt && receipt !== seen) toTop();
    seen = receipt;
  };
  new MutationObserver(lookForReceipt).observe(document, { childList: true, subtree: true });
})();
