// A press belongs to the button on which it began, also when something above it grows or shrinks
// before the finger is lifted: a browser gives such a press to what stands there by then.
(() => {
  const BUTTON = '[data-testid^="stBaseButton"]';
  // Who moves further than this, or holds on for longer, changed their mind.
  const SLOP_PX = 12;
  const LONGEST_MS = 900;
  // A phone that gives no press at all once the button has moved: as long as it may still give one.
  const NO_PRESS_MS = 350;
  let began = null;

  const forget = () => {
    clearTimeout(began?.timer);
    began = null;
  };

  const topOf = (button) => button.getBoundingClientRect().top;

  const press = (button) => {
    forget();
    if (button.isConnected && !button.disabled) button.click();
  };

  document.addEventListener(
    "pointerdown",
    (event) => {
      forget();
      const button = event.isPrimary && event.button === 0 && event.target.closest?.(BUTTON);
      if (!button || button.disabled) return;
      began = {
        button, top: topOf(button), x: event.clientX, y: event.clientY, at: event.timeStamp,
        isLifted: false,
      };
    },
    true,
  );

  const isSteady = (event) =>
    Math.hypot(event.clientX - began.x, event.clientY - began.y) <= SLOP_PX &&
    event.timeStamp - began.at <= LONGEST_MS;

  document.addEventListener(
    "pointerup",
    (event) => {
      if (!began || !event.isPrimary) return;
      if (!isSteady(event)) return forget();
      began.isLifted = true;
      if (topOf(began.button) === began.top) return;
      const { button } = began;
      began.timer = setTimeout(() => press(button), NO_PRESS_MS);
    },
    true,
  );

  for (const end of ["pointercancel", "contextmenu", "dragstart"]) {
    document.addEventListener(end, forget, true);
  }

  document.addEventListener(
    "click",
    (event) => {
      if (!began?.isLifted || !event.isTrusted) return;
      const { button } = began;
      // From the keyboard, where it began, or on what took its place: nothing to mend.
      if (event.detail === 0 || button.contains(event.target) || !button.isConnected) {
        return forget();
      }
      event.stopImmediatePropagation();
      event.preventDefault();
      press(button);
    },
    true,
  );
})();
