// Finding while typing, a pupil (ui/forms/pupil_chips.py) or anything on Zaken (ui/cases/search_box.py):
// when the typing rests, what stands in the field is handed over as it is by Enter. Without this script
// Enter, or leaving the field, does it.
(() => {
  const FIELD = '[class*="st-key-chips_head_"] input, .st-key-search_typed input';
  const REST_MS = 350;
  let resting = 0;

  const isField = (element) => element instanceof HTMLInputElement && element.matches(FIELD);

  const enter = (field) => {
    const press = { key: "Enter", code: "Enter", keyCode: 13, which: 13, bubbles: true };
    if (field.isConnected) field.dispatchEvent(new KeyboardEvent("keydown", press));
  };

  document.addEventListener("input", (event) => {
    if (!isField(event.target)) return;
    clearTimeout(resting);
    resting = setTimeout(enter, REST_MS, event.target);
  });

  // Whoever comes back to the field looks for somebody else.
  document.addEventListener("focusin", (event) => {
    if (isField(event.target)) event.target.select();
  });
})();
