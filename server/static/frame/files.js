// The buttons that hand out a file (ui/download.py). The file is asked for by a script, so that a
// refusal comes on the page, and no address is left that somebody else could follow.
(() => {
  const BUTTON = "button[data-file]";
  const LOST = "Geen verbinding. Het bestand is niet gekomen; druk nog een keer als de verbinding terug is.";
  const GONE = "Deze knop is verlopen. Laad de pagina opnieuw en druk dan nog een keer.";
  const SIGNED_OUT = "Je bent niet meer aangemeld. Meld je aan en druk dan nog een keer.";
  const BUSY = "Bestand wordt gemaakt …";
  const KEPT_MS = 60000;
  const NEXT = "X-Bestand-Volgende";
  let line = null;
  let way = null;

  const say = (words, kind) => {
    if (!line) {
      line = document.createElement("div");
      line.setAttribute("role", "status");
      document.body.append(line);
    }
    line.className = `saving-line ${kind}`;
    line.textContent = words;
    if (way) line.append(" ", way);
    way = null;
  };

  // What is typed on this page is on the server; one comes back to it.
  const offerWay = (address) => {
    const here = encodeURIComponent(location.pathname + location.search);
    way = document.createElement("a");
    way.href = `${address}?naar=${here}`;
    way.textContent = "Nu bevestigen";
  };

  const nameIn = (answer) => {
    const named = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") ?? "");
    return named ? decodeURIComponent(named[1]) : "bestand";
  };

  const save = async (answer) => {
    const address = URL.createObjectURL(await answer.blob());
    const link = document.createElement("a");
    link.href = address;
    link.download = nameIn(answer);
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
  };

  const ask = async (button) => {
    const options = {
      method: "POST",
      headers: { "X-Bestand": "1" },
      cache: "no-store",
      redirect: "error",
    };
    const answer = await fetch(`/bestand/${button.dataset.file}`, options);
    const next = answer.headers.get(NEXT);
    if (next) button.dataset.file = next;
    return answer;
  };

  const fetchFile = async (button) => {
    let answer = await ask(button);
    // The answer to an earlier press was lost on the way.
    if (answer.status === 409) answer = await ask(button);
    if (answer.ok) {
      await save(answer);
      return "";
    }
    const refusal = await answer.json().catch(() => ({}));
    if (refusal.goes_to) offerWay(refusal.goes_to);
    return refusal.sentence ?? (answer.status === 401 ? SIGNED_OUT : GONE);
  };

  const press = async (button) => {
    button.setAttribute("aria-busy", "true");
    say(BUSY, "busy");
    try {
      say(await fetchFile(button), "down");
    } catch {
      say(LOST, "down");
    } finally {
      button.removeAttribute("aria-busy");
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(BUTTON);
    if (button && !button.hasAttribute("aria-busy")) press(button);
  });
})();
