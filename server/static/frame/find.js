// Finding while typing: a pupil (ui/forms/pupil_chips.py), anything on Zaken (ui/cases/search_box.py), a
// line of a list of Beheer (ui/office/paged.py):
// when the typing rests, what stands in the field is handed over as it is by Enter. Without this script
// Enter, or leaving the field, does it.
(() => {
  const HEAD = ".st-key-search_head input";
  const TYPED = ".st-key-search_typed input";
  const LISTS = `[class*="st-key-office_search_"] input`;
  const FIELD = `[class*="st-key-chips_head_"] input, ${TYPED}, ${HEAD}, ${LISTS}`;
  const REST_MS = 350;
  // What is found in the head is on another screen: that waits for a word.
  const REST_IN_HEAD_MS = 700;
  let resting = 0;

  const isField = (element) => element instanceof HTMLInputElement && element.matches(FIELD);

  const enter = (field) => {
    const press = { key: "Enter", code: "Enter", keyCode: 13, which: 13, bubbles: true };
    if (field.isConnected) field.dispatchEvent(new KeyboardEvent("keydown", press));
  };

  document.addEventListener("input", (event) => {
    if (!isField(event.target)) return;
    const isHead = event.target.matches(HEAD);
    if (isHead) sought = event.target.value;
    clearTimeout(resting);
    resting = setTimeout(enter, isHead ? REST_IN_HEAD_MS : REST_MS, event.target);
  });

  // Who began to type in the head goes on in the field of Zaken, with what was typed meanwhile.
  let sought = "";
  const goOn = () => {
    const field = sought && document.querySelector(TYPED);
    if (!field) return;
    if (field.value !== sought) {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, sought);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    sought = "";
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  };
  new MutationObserver(goOn).observe(document, { childList: true, subtree: true });

  // Who left the field before it was handed over looks for something else.
  document.addEventListener("focusout", (event) => {
    if (event.relatedTarget && event.target.matches?.(HEAD)) sought = "";
  });

  // Whoever comes back to the field looks for somebody else.
  document.addEventListener("focusin", (event) => {
    if (isField(event.target)) event.target.select();
  });
})();
