// Sends what is typed to the server while it is typed, and says under each form how that stands.
// Nothing is kept in the browser but the memory of this page: what is not on the server yet.
const drafts = (() => {
  const PATH = "/concept";
  const SEND_AFTER_MS = 2000;
  const TRY_AGAIN_MS = 4000;
  const HELLO_MS = 20000;
  const PATIENCE_MS = 20000;
  const LARGEST_KEEPALIVE = 60000;
  const KEY = "st-key-";
  const SAVING = "wordt bewaard …";
  const NO_LINE = "niet verbonden, we blijven het proberen";
  const NOT_KEPT = "nog niet bewaard, we blijven het proberen";
  const SIGNED_OUT = "nog niet bewaard: je bent niet meer aangemeld";
  const TOO_LONG = "niet bewaard: de tekst is te lang; kort hem in";
  const MOVED = "Je ging met dit formulier verder op een ander scherm.";
  const STORED = "Dit formulier is op een ander scherm opgeslagen of weggegooid.";

  // Prefix of the keys of its widgets -> what this page knows of the form.
  const forms = new Map();
  let number = 0;
  let timer = null;
  let isSending = false;
  let failure = "";
  let isSignedOut = false;
  let stream = null;
  let stopping = "";
  let typedIn = null;
  let whenSignedOut = () => {};

  // --- which form is this field of -----------------------------------------------------------------

  const lines = () => [...document.querySelectorAll("[data-concept]")];

  const isText = (element) =>
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement && element.type === "text");

  const keyOf = (element) => {
    const place = element.closest(`[class*="${KEY}"]`);
    const name = place && [...place.classList].find((one) => one.startsWith(KEY));
    return name ? name.slice(KEY.length) : "";
  };

  const placeOf = (element) => {
    if (!isText(element)) return null;
    const key = keyOf(element);
    const line = key && lines().find((one) => key.startsWith(one.dataset.prefix));
    if (!line) return null;
    const field = key.slice(line.dataset.prefix.length);
    if (!line.dataset.fields.split(" ").includes(field)) return null;
    return { form: formOf(line), field };
  };

  const formOf = (line) => {
    const prefix = line.dataset.prefix;
    if (!forms.has(prefix)) {
      forms.set(prefix, {
        prefix, typed: new Map(), dirty: new Map(), state: "", at: line.dataset.at || "",
        ms: Number(line.dataset.ms || 0), isHere: true, isSpared: false,
      });
    }
    const form = forms.get(prefix);
    // Drawn anew, a form may have a new ticket: the newest counts, and this screen has the form.
    if (form.ticket && form.ticket !== line.dataset.concept) {
      [form.state, form.isHere] = ["", true];
      for (const { element } of fieldsOf(form)) element.readOnly = false;
    }
    form.ticket = line.dataset.concept;
    return form;
  };

  const fieldsOf = (form) =>
    [...document.querySelectorAll(`[class*="${KEY}${form.prefix}"] :is(textarea, input)`)]
      .filter((element) => isText(element) && keyOf(element).startsWith(form.prefix))
      .map((element) => ({ element, field: keyOf(element).slice(form.prefix.length) }));

  const dirtyForms = () => [...forms.values()].filter((form) => form.dirty.size);
  const isKept = () => dirtyForms().length === 0;

  // --- the line that is always true ----------------------------------------------------------------

  const textOf = (form) => {
    if (form.state === "moved" || (form.state === "ended" && !form.isHere)) {
      const kept = form.isSpared ? ` Wat je hier nog typte, is apart bewaard om ${form.at}.` : "";
      return (form.state === "moved" ? MOVED : STORED) + kept;
    }
    if (form.state === "long") return TOO_LONG;
    if (form.dirty.size) return failure || SAVING;
    if (form.state === "empty") return "";
    return form.at ? `bewaard ${form.at}` : "";
  };

  const stateOf = (form) => {
    if (["moved", "ended", "long"].includes(form.state)) return form.state;
    if (form.dirty.size) return failure ? "offline" : "saving";
    return form.at && form.state !== "empty" ? "kept" : "";
  };

  const show = () => {
    for (const line of lines()) {
      const form = forms.get(line.dataset.prefix);
      if (!form) continue;
      // The server may know of something newer: a choice was kept as well.
      if (Number(line.dataset.ms || 0) > form.ms) {
        form.ms = Number(line.dataset.ms);
        form.at = line.dataset.at;
        if (form.state === "empty") form.state = "kept";
      }
      const [text, state] = [textOf(form), stateOf(form)];
      const words = line.querySelector("span") || line;
      if (words.textContent !== text) {
        // Read out only what somebody has to know; not each "bewaard".
        const isNews = ["moved", "ended", "offline", "long"].includes(state);
        line.setAttribute("aria-live", isNews ? "polite" : "off");
        words.textContent = text;
      }
      if (line.dataset.state !== state) line.dataset.state = state;
      wayOn(line, form, state);
    }
  };

  const wayOn = (line, form, state) => {
    const isElsewhere = state === "moved" || state === "ended";
    const label = state === "moved" ? "Ga hier verder" : "Nieuw formulier beginnen";
    let button = line.querySelector("button");
    if (!isElsewhere) return button?.remove();
    if (state === "moved") for (const { element } of fieldsOf(form)) element.readOnly = true;
    if (button?.textContent === label) return;
    button?.remove();
    button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => goOnHere(form, state === "moved"));
    line.append(button);
  };

  const goOnHere = async (form, isClaimed) => {
    if (isClaimed && !(await post([{ ...bare(form), is_claimed: true }], {}))) return;
    location.reload();
  };

  // --- sending -------------------------------------------------------------------------------------

  const bare = (form) => ({ ticket: form.ticket, number: ++number });

  const post = async (items, more) => {
    const body = JSON.stringify({ forms: items, is_visible: !document.hidden, ...more });
    const answer = await fetch(PATH, {
      method: "POST",
      cache: "no-store",
      redirect: "error",
      keepalive: body.length < LARGEST_KEEPALIVE,
      headers: { "Content-Type": "application/json", "X-Concept": "1" },
      signal: AbortSignal.timeout?.(PATIENCE_MS),
      body,
    }).catch(() => null);
    isSignedOut = answer?.status === 401;
    failure = answer?.ok ? "" : isSignedOut ? SIGNED_OUT : answer ? NOT_KEPT : NO_LINE;
    if (isSignedOut) whenSignedOut();
    if (answer?.status === 413 || answer?.status === 400) return { tooLong: true };
    return answer?.ok ? answer.json().catch(() => null) : null;
  };

  const sent = (form) => {
    // What was kept before the form went elsewhere needs no draft of its own: that would be the
    // newest, and stand in the place of what was typed there since.
    const isElsewhere = form.state === "moved" || form.state === "ended";
    const isSpare = isElsewhere && form.dirty.size > 0;
    const values = Object.fromEntries(isSpare ? form.typed : form.dirty);
    return { form, values, isSpare, item: { ...bare(form), values, has_spare: isSpare } };
  };

  const take = ({ form, values, isSpare }, answer) => {
    if (answer.state === "old") return;
    if (answer.at) [form.at, form.ms] = [answer.at, answer.ms];
    if (answer.state === "refused") return; // Somebody else is signed in: it waits for its writer.
    form.state = answer.state;
    form.isHere = answer.is_here !== false;
    form.isSpared ||= Boolean(answer.is_spared);
    const isTaken = ["kept", "empty"].includes(answer.state) || answer.is_here || isSpare;
    if (!isTaken) return;
    for (const [field, text] of Object.entries(values)) {
      if (form.dirty.get(field) === text) form.dirty.delete(field);
    }
  };

  const send = async (more = {}) => {
    clearTimeout(timer);
    timer = null;
    const parcels = dirtyForms().filter((form) => form.state !== "long").map(sent);
    if (!parcels.length && !Object.keys(more).length) return true;
    isSending = true;
    const answer = await post(parcels.map(({ item }) => item), more);
    isSending = false;
    if (answer?.tooLong) {
      for (const { form } of parcels) form.state = "long";
    } else if (answer) {
      parcels.forEach((parcel, at) => take(parcel, answer.forms[at]));
    }
    show();
    const isRefused = answer?.forms?.some((one) => one.state === "refused");
    if (!isKept()) later(failure || isRefused ? TRY_AGAIN_MS : SEND_AFTER_MS / 4);
    return isKept();
  };

  const later = (ms) => {
    timer ??= setTimeout(() => (isSending ? ((timer = null), later(200)) : send()), ms);
  };

  const now = () => {
    if (!isKept()) send();
  };

  const hello = async () => {
    const known = lines().map(formOf).filter((form) => form.at || form.typed.size);
    if (document.hidden || !known.length) return;
    listen();
    const answer = await post(known.map(bare), {});
    if (!answer?.forms) return;
    known.forEach((form, at) => {
      const { state, is_here } = answer.forms[at];
      if (state !== "moved" && state !== "ended") return;
      [form.state, form.isHere] = [state, is_here !== false];
    });
    show();
    now();
  };

  // Also when the page has no form now: one that was left on the way here is free from now on. One
  // ticket is enough to say so, for they are all of this screen.
  const goodbye = () => {
    lines().map(formOf);
    const known = [...forms.values()].filter((form) => form.ticket).slice(-1);
    const parcels = [...new Set([...dirtyForms(), ...known])].map(sent);
    if (!parcels.length) return;
    post(parcels.map(({ item }) => item), { is_visible: false }).then((answer) => {
      if (answer?.forms) parcels.forEach((parcel, at) => take(parcel, answer.forms[at]));
      show();
      if (!isKept()) later(TRY_AGAIN_MS);
    });
  };

  // --- what the server says by itself --------------------------------------------------------------

  const listen = () => {
    if (stream || document.hidden || isSignedOut) return;
    stream = new EventSource(`${PATH}/berichten`);
    stream.addEventListener("look", () => hello());
    stream.addEventListener("stop", async (event) => {
      await send({ has_stopped: event.data });
      deaf();
      notice(isKept() ? "De server stopt even. Wat je typte is bewaard; blijf op dit scherm, het "
        + "gaat zo weer verder." : "De server stopt even. Blijf op dit scherm: het laatste wat "
        + "je typte is nog niet bewaard.");
    });
    stream.addEventListener("error", () => stream?.readyState === EventSource.CLOSED && deaf());
  };

  const deaf = () => {
    stream?.close();
    stream = null;
  };

  const notice = (text) => {
    stopping = text;
    let bar = document.querySelector(".server-stops");
    if (!bar) {
      bar = document.createElement("div");
      bar.className = "session-warning server-stops";
      bar.setAttribute("role", "status");
      bar.append(document.createElement("p"));
      document.body.append(bar);
    }
    bar.firstChild.textContent = text;
    const lookAgain = setInterval(async () => {
      const answer = await fetch("/aanwezig", { cache: "no-store" }).catch(() => null);
      if (!answer || bar.textContent !== stopping) return;
      clearInterval(lookAgain);
      bar.remove();
    }, TRY_AGAIN_MS);
  };

  // --- what happens on the page --------------------------------------------------------------------

  document.addEventListener("input", (event) => {
    const place = placeOf(event.target);
    if (!place) return;
    const { form, field } = place;
    form.typed.set(field, event.target.value);
    form.dirty.set(field, event.target.value);
    if (form.state === "long" || form.state === "empty") form.state = "";
    listen();
    show();
    later(SEND_AFTER_MS);
  }, true);

  document.addEventListener("focusin", (event) => {
    if (!placeOf(event.target)) return;
    typedIn = event.target;
    listen();
  }, true);
  document.addEventListener("focusout", () => now(), true);
  document.addEventListener("pointerdown", (event) => {
    if (event.target !== document.activeElement) now();
  }, true);
  // A phone leaves the cursor in the field when a button is pressed; then the page would not know
  // of the last words.
  document.addEventListener("click", (event) => {
    const field = document.activeElement;
    if (event.isTrusted && event.target.closest?.("button, a") && placeOf(field)) field.blur();
  }, true);
  window.addEventListener("popstate", () => now(), true);
  window.addEventListener("online", () => now());
  window.addEventListener("pagehide", goodbye);
  window.addEventListener("beforeunload", (event) => {
    now();
    if (failure && !isKept()) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      goodbye();
      deaf();
    } else {
      hello();
    }
  });
  setInterval(hello, HELLO_MS);

  // Streamlit draws fields and lines anew: what is not kept yet is put back, and the line is right.
  const putBack = () => {
    for (const form of dirtyForms()) {
      for (const { element, field } of fieldsOf(form)) {
        const text = form.dirty.get(field);
        if (text === undefined || element.value === text) continue;
        if (element === document.activeElement) continue;
        const isLong = element instanceof HTMLTextAreaElement;
        const kind = isLong ? HTMLTextAreaElement : HTMLInputElement;
        Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(element, text);
        element.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
  };

  // While there is no server Streamlit shuts its fields, and a word would break off. Those that are
  // kept here stay open: what is typed meanwhile is sent like the rest. Done before the browser draws,
  // so that the cursor stays where it is.
  const isConnected = () =>
    document.querySelector("[data-test-connection-state]")?.dataset.testConnectionState ===
    "CONNECTED";

  const keepOpen = () => {
    if (isConnected()) return;
    for (const line of lines()) {
      for (const { element, field } of fieldsOf(line.dataset)) {
        if (element.disabled && line.dataset.fields.split(" ").includes(field)) {
          element.disabled = false;
        }
      }
    }
  };

  // Streamlit's dialog about the connection waits for it (server/streamlit_inside/dutch_words.py): it
  // shuts the page, with the words in it and the way to sign in again.
  window.isTypedInOffline = () =>
    !isConnected() && (!isKept() || Boolean(placeOf(document.activeElement)));

  let hasChanged = null;
  const look = () => {
    hasChanged = null;
    if (typedIn && !typedIn.isConnected) {
      typedIn = null;
      now();
    }
    const isNew = (line) => line.dataset.at && !forms.has(line.dataset.prefix);
    const hasNew = lines().some(isNew);
    lines().forEach(formOf);
    if (hasNew) hello();
    putBack();
    show();
  };
  new MutationObserver(() => { hasChanged ??= setTimeout(look, 30); })
    .observe(document.documentElement, { childList: true, subtree: true });
  new MutationObserver(keepOpen).observe(document.documentElement, {
    subtree: true,
    attributeFilter: ["disabled", "data-test-connection-state"],
  });

  return {
    isKept,
    send,
    signedOut: (act) => { whenSignedOut = act; },
  };
})();
