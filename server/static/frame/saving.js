// Says from a press until its answer that something is being saved, and what is known of it when the
// line is slow or gone. It claims nothing: what is stored is said by the receipt that the server sends.
(() => {
  // The acts of a form, by the keys that ui/forms gives them, and whatever stands in a save bar.
  const ACTS = ["submit", "second", "save", "send", "pass_on"];
  const SAVES = [".st-key-save_bar", ...ACTS.map((act) => `[class*="st-key-"][class*="_${act}"]`)].join();
  const BUTTON = 'main button, [role="dialog"] button, [data-testid="stMain"] button, .phone-bar a';
  // A press that is answered by a script of ours (sharing.js, files.js).
  const ANSWERED_HERE = '[class*="st-key-copy_button_"], [class*="st-key-share_button_"], [data-file]';
  const SHOW_MS = { save: 150, load: 900 };
  const SLOW_MS = 8000;
  // A press that asks nothing of the server has no answer to wait for; a save always asks, also when
  // a busy page does so late.
  const FORGOTTEN_MS = { save: 5000, load: 130 };
  // What comes in one answer comes within this time of each other.
  const QUIET_MS = 350;
  // Streamlit connects anew within this time when the line only blinked.
  const BLINK_MS = 1500;
  const STAYS_MS = 20000;
  const WORDS = {
    save: "Wordt opgeslagen …",
    load: "Wordt opgehaald …",
    slowSave: "Wordt nog opgeslagen … De verbinding is traag. Laat dit scherm open.",
    slowLoad: "De verbinding is traag. Nog even geduld …",
    downSave:
      "Geen verbinding. Het is niet zeker dat dit is opgeslagen. Laat dit scherm open: je ziet het " +
      "zodra de verbinding terug is.",
    downLoad: "Geen verbinding. We blijven het proberen.",
    downIdle: "Geen verbinding. Opslaan kan zodra die terug is; we blijven het proberen.",
    again:
      "Weer verbonden. Staat er geen bevestiging? Druk dan nog een keer: het wordt nooit dubbel " +
      "opgeslagen.",
  };
  // Asked right after a save is sent: the server answers it at once, so what comes after that answer
  // comes after the save, and what came before it is the answer to something else (a field left just
  // before the press). The bytes of Streamlit's own heartbeat and of its answer.
  const ARE_YOU_THERE = new Uint8Array([0x88, 0x01, 0x01]);
  const I_AM = [0xd0, 0x01, 0x01];
  const LARGEST_I_AM = 100;
  // After so long without a word the answer to it is not waited for any more.
  const LOST_MS = 15000;
  const KEY = "st-key-";
  const LATIN = new TextDecoder("latin1");
  let press = null;
  let quiet = 0;
  let line = null;

  const say = (words, kind) => {
    if (!line) {
      line = document.createElement("div");
      line.setAttribute("role", "status");
      document.body.append(line);
    }
    line.className = `saving-line ${kind}`;
    // What says the same again is not read aloud again.
    if (line.textContent !== words) line.textContent = words;
  };

  const hush = () => {
    if (!line) return;
    line.className = "saving-line";
    line.textContent = "";
  };

  const end = () => {
    for (const timer of press?.timers ?? []) clearTimeout(timer);
    press = null;
    hush();
  };

  const isIdle = () =>
    document.querySelector("[data-test-script-state]")?.dataset.testScriptState === "notRunning";

  const isConnected = () =>
    document.querySelector("[data-test-connection-state]")?.dataset.testConnectionState ===
    "CONNECTED";

  // The line is spoken of as it is: slow or gone, not merely waiting.
  const showDown = () => {
    if (!press || press.isDown) return;
    press.isDown = true;
    for (const timer of press.timers) clearTimeout(timer);
    say(press.isSave ? WORDS.downSave : WORDS.downLoad, "down");
  };

  // The key of the pressed button, as a pattern: the class has a dash for what a class cannot hold.
  const keyOf = (button) => {
    const place = button.closest(`[class*="${KEY}"]`);
    const name = place && [...place.classList].find((one) => one.startsWith(KEY));
    return name ? new RegExp(name.slice(KEY.length).replace(/\W/g, "[^]")) : /(?:)/;
  };

  const isOfPress = (data) =>
    !press.isSave || typeof data === "string" || press.key.test(LATIN.decode(data));

  const isThere = (data) => {
    if (!(data instanceof ArrayBuffer) || data.byteLength > LARGEST_I_AM) return false;
    const end = new Uint8Array(data).slice(-I_AM.length);
    return I_AM.every((byte, at) => end[at] === byte);
  };

  const begin = (isSave, button) => {
    // What is still being saved is more to know than that something else is fetched as well.
    if (press?.isSave && press.isSent && !press.isDown) return;
    end();
    const kind = isSave ? "save" : "load";
    press = {
      isSave, key: keyOf(button), isDown: false, isSent: false, isTaken: false, isAnswered: false,
      timers: [], words: "",
    };
    if (!isConnected() || !navigator.onLine) return showDown();
    press.timers = [
      setTimeout(() => tell(WORDS[kind]), SHOW_MS[kind]),
      setTimeout(() => tell(isSave ? WORDS.slowSave : WORDS.slowLoad), SLOW_MS),
      setTimeout(() => press && !press.isSent && end(), FORGOTTEN_MS[kind]),
    ];
  };

  // Said of what was sent; of what is sent later, as soon as it is.
  const tell = (words) => {
    press.words = words;
    if (press.isSent) say(words, "busy");
  };

  // Whether this is what was pressed, sent now.
  const sent = (data) => {
    if (!press || press.isSent || !isOfPress(data)) return false;
    press.isSent = true;
    if (press.words && !press.isDown) tell(press.words);
    return press.isSave;
  };

  const heard = (event) => {
    if (!press?.isSent) return;
    press.isTaken ||= !press.isSave || press.isDown || isThere(event.data);
    press.isAnswered = true;
    clearTimeout(quiet);
    quiet = setTimeout(settle, press.isTaken ? QUIET_MS : LOST_MS);
  };

  const settle = () => {
    if (!press?.isAnswered) return;
    // Half an answer: the rest still has to come.
    if (!isIdle()) quiet = setTimeout(settle, QUIET_MS);
    else if (press.isDown && press.isSave) cameBack();
    else end();
  };

  // On a new line Streamlit does not always ask for the page anew; then there is nothing to hear.
  const cameOn = () => {
    press.isAnswered = true;
    clearTimeout(quiet);
    quiet = setTimeout(settle, BLINK_MS);
  };

  const cameBack = () => {
    end();
    say(WORDS.again, "again");
    setTimeout(() => line.classList.contains("again") && hush(), STAYS_MS);
  };

  // Without a press too: a button is grey then, and one wants to know why.
  let wasConnected = false;
  let blink = 0;
  const follow = () => {
    if (isConnected()) {
      if (blink && press?.isDown) cameOn();
      wasConnected = true;
      clearTimeout(blink);
      blink = 0;
      if (line?.classList.contains("idle")) hush();
    } else if (wasConnected && !blink) {
      blink = setTimeout(() => press || say(WORDS.downIdle, "down idle"), BLINK_MS);
    }
  };
  new MutationObserver(follow).observe(document, {
    subtree: true,
    childList: true,
    attributeFilter: ["data-test-connection-state"],
  });

  const Line = window.WebSocket;
  window.WebSocket = class extends Line {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", heard);
      this.addEventListener("close", showDown);
    }

    send(data) {
      const isSave = sent(data);
      super.send(data);
      if (isSave) super.send(ARE_YOU_THERE);
    }
  };

  addEventListener("offline", showDown);
  document.addEventListener(
    "click",
    (event) => {
      const button = event.target.closest?.(BUTTON);
      if (!button || button.disabled || button.closest(ANSWERED_HERE)) return;
      begin(Boolean(button.closest(SAVES)), button);
    },
    true,
  );
})();
