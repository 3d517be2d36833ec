// The buttons beside a text that goes to another program (ui/copy_text.py): at the press itself, since
// a browser lets nobody copy or share later. Says what happened, and how to do it by hand if it failed.
(() => {
  const PLACE = '[class*="st-key-copy_text_"]';
  const COPY = '[class*="st-key-copy_button_"] button';
  const SHARE = '[class*="st-key-share_button_"] button';
  const STAYS_MS = 4000;
  const COPIED = "Gekopieerd";
  const FAILED = "Kopiëren lukt hier niet. Houd je vinger op de tekst en kies Kopieer.";
  let line = null;
  let timer = 0;

  const say = (words, kind) => {
    if (!line) {
      line = document.createElement("div");
      line.setAttribute("role", "status");
      document.body.append(line);
    }
    line.className = `saving-line ${kind}`;
    line.textContent = words;
    clearTimeout(timer);
    timer = setTimeout(() => (line.textContent = ""), STAYS_MS);
  };

  // Without https a browser has no clipboard to write to, but still copies what is selected.
  const copySelected = (text) => {
    const field = document.createElement("textarea");
    field.value = text;
    field.setAttribute("readonly", "");
    field.style.cssText = "position:fixed;top:0;opacity:0";
    document.body.append(field);
    field.select();
    try {
      return document.execCommand("copy");
    } finally {
      field.remove();
    }
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copySelected(text);
    }
  };

  const share = async (text) => {
    try {
      await navigator.share({ text });
    } catch (problem) {
      // Who closes the sheet again has changed his mind.
      if (problem.name !== "AbortError") say((await copy(text)) ? COPIED : FAILED, "busy");
    }
  };

  if (typeof navigator.share === "function") document.documentElement.dataset.canShare = "";

  document.addEventListener(
    "click",
    async (event) => {
      const button = event.target.closest?.(`${COPY}, ${SHARE}`);
      const text = button?.closest(PLACE)?.querySelector("pre")?.textContent;
      if (!text) return;
      if (button.matches(SHARE)) await share(text);
      else say((await copy(text)) ? COPIED : FAILED, "copied");
    },
    true,
  );
})();
