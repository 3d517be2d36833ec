// Loaded before Streamlit's own script: Dutch dates whatever the browser speaks, and a screen
// that empties itself as soon as its session has ended. It reads nothing of the page; what was typed
// in it is with `drafts`, the script before this one in the same file.
(() => {
  const SIGN_IN = "/aanmelden?reden=";
  const EVERY_MS = 20000;
  const FIRST_MS = 3000;
  const AGAIN_MS = 4000;
  let bar = null;
  let timer = null;
  let leaving = false;

  for (const [name, value] of [["language", "nl-NL"], ["languages", ["nl-NL", "nl"]]]) {
    Object.defineProperty(Navigator.prototype, name, { configurable: true, get: () => value });
  }

  const signInAt = (reason) => {
    const here = location.pathname + location.search;
    const back = reason === "afgemeld" || here === "/" ? "" : `&naar=${encodeURIComponent(here)}`;
    return SIGN_IN + reason + back;
  };

  // What is not on the server yet is only here: then this page stays, and shows nothing of itself.
  const leave = (reason) => {
    if (leaving) return;
    leaving = true;
    document.documentElement.classList.add("signed-out");
    if (!drafts.isKept()) return stay(reason);
    document.body?.replaceChildren();
    location.replace(signInAt(reason));
  };

  const stay = (reason) => {
    const way = document.createElement("a");
    way.textContent = "Aanmelden in een nieuw tabblad";
    way.href = signInAt(reason);
    way.target = "_blank";
    bar?.remove();
    bar = banner(
      "Je bent niet meer aangemeld, en het laatste wat je typte is nog niet bewaard. Sluit dit "
      + "scherm niet. Meld je aan in een nieuw tabblad; dan wordt het bewaard en ga je hier verder.",
      way,
    );
    const lookAgain = setInterval(async () => {
      if (!(await drafts.send())) return;
      clearInterval(lookAgain);
      location.reload();
    }, AGAIN_MS);
  };

  const banner = (words, ...more) => {
    const element = document.createElement("div");
    element.className = "session-warning";
    element.setAttribute("role", "alert");
    const text = document.createElement("p");
    text.textContent = words;
    element.append(text, ...more);
    document.body.append(element);
    return element;
  };

  const look = async (method = "GET") => {
    let answer;
    try {
      answer = await fetch("/aanwezig", { method, cache: "no-store", redirect: "error" });
    } catch {
      return next(EVERY_MS); // The line is down: Streamlit says so itself.
    }
    if (answer.status === 401) {
      const { reason } = await answer.json().catch(() => ({}));
      return leave(reason || "opnieuw");
    }
    if (!answer.ok) return next(EVERY_MS);
    const { seconds, warn_at: warnAt } = await answer.json();
    warn(seconds, warnAt);
    const untilWarning = (seconds - warnAt) * 1000;
    next(untilWarning > 0 ? Math.min(EVERY_MS, untilWarning + 50) : AGAIN_MS);
  };

  const next = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(look, ms);
  };

  const span = (seconds) =>
    seconds > 90 ? "twee minuten" : seconds > 45 ? "één minuut" : "minder dan een minuut";

  const warn = (seconds, warnAt) => {
    if (leaving) return;
    if (seconds > warnAt) {
      bar?.remove();
      bar = null;
      return;
    }
    if (!bar) {
      const stayButton = document.createElement("button");
      stayButton.type = "button";
      stayButton.textContent = "Blijf aangemeld";
      stayButton.addEventListener("click", () => look("POST"));
      bar = banner("", stayButton);
    }
    const words = `Je bent een tijd niet bezig geweest. Over ${span(seconds)} word je afgemeld.`;
    if (bar.firstChild.textContent !== words) bar.firstChild.textContent = words;
  };

  const Line = window.WebSocket;
  window.WebSocket = class extends Line {
    constructor(...given) {
      super(...given);
      this.addEventListener("close", () => setTimeout(look, 300));
    }
  };

  const signOut = async () => {
    const isKept = await drafts.send();
    if (!isKept && !confirm("Het laatste wat je typte is nog niet bewaard. Toch afmelden?")) return;
    leaving = true; // The closing of the screen is meant: no other reason may win.
    const options = { method: "POST", cache: "no-store", redirect: "manual", keepalive: true };
    await fetch("/afmelden", options).catch(() => null);
    document.body?.replaceChildren();
    location.replace(signInAt("afgemeld"));
  };

  // Streamlit opens links in a new tab; the door's own pages belong in this one.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || link.closest(".session-warning")) return;
    if (new URL(link.href).origin !== location.origin) return;
    const path = new URL(link.href).pathname;
    if (path !== "/afmelden" && path !== "/aanmelden") return;
    event.preventDefault();
    event.stopPropagation();
    if (path === "/afmelden") signOut();
    else location.assign(path);
  }, true);

  drafts.signedOut(() => look());
  next(FIRST_MS);
  document.addEventListener("visibilitychange", () => document.hidden || look());
  window.addEventListener("pageshow", (event) => event.persisted && look());
})();
