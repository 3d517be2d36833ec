// Loaded before Streamlit's own script: Dutch dates whatever the browser speaks, and a screen
// that empties itself as soon as its session has ended. It reads nothing of the page.
(() => {
  const SIGN_IN = "/aanmelden?reden=";
  const EVERY_MS = 20000;
  const WARN_SECONDS = 120;
  let bar = null;
  let leaving = false;

  for (const [name, value] of [["language", "nl-NL"], ["languages", ["nl-NL", "nl"]]]) {
    Object.defineProperty(Navigator.prototype, name, { configurable: true, get: () => value });
  }

  const leave = (reason) => {
    if (leaving) return;
    leaving = true;
    document.body?.replaceChildren();
    location.replace(SIGN_IN + reason);
  };

  const look = async (method = "GET") => {
    let answer;
    try {
      answer = await fetch("/aanwezig", { method, cache: "no-store", redirect: "error" });
    } catch {
      return; // The line is down: Streamlit says so itself.
    }
    if (answer.status === 401) return leave("tijd");
    if (answer.ok) warn((await answer.json()).seconds);
  };

  const warn = (seconds) => {
    if (seconds > WARN_SECONDS) {
      bar?.remove();
      bar = null;
    } else if (!bar) {
      bar = document.createElement("div");
      bar.className = "session-warning";
      bar.setAttribute("role", "alert");
      const text = document.createElement("p");
      text.textContent = "Je bent een tijd niet bezig geweest. Over twee minuten sluit dit scherm.";
      const stay = document.createElement("button");
      stay.type = "button";
      stay.textContent = "Verder werken";
      stay.addEventListener("click", () => look("POST"));
      bar.append(text, stay);
      document.body.append(bar);
    }
  };

  const Line = window.WebSocket;
  window.WebSocket = class extends Line {
    constructor(...given) {
      super(...given);
      this.addEventListener("close", () => setTimeout(look, 300));
    }
  };

  const signOut = async () => {
    leaving = true; // The closing of the screen is meant: no other reason may win.
    const options = { method: "POST", cache: "no-store", redirect: "manual", keepalive: true };
    await fetch("/afmelden", options).catch(() => null);
    leaving = false;
    leave("afgemeld");
  };

  // Streamlit opens links in a new tab; the door's own pages belong in this one.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || new URL(link.href).origin !== location.origin) return;
    const path = new URL(link.href).pathname;
    if (path !== "/afmelden" && path !== "/aanmelden") return;
    event.preventDefault();
    event.stopPropagation();
    if (path === "/afmelden") signOut();
    else location.assign(path);
  }, true);

  setInterval(look, EVERY_MS);
  document.addEventListener("visibilitychange", () => document.hidden || look());
  window.addEventListener("pageshow", (event) => event.persisted && look());
})();
