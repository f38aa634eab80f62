// Returns the keyboard focus that a download takes away: its button is disabled until the file is there, or drawn anew,
// and the browser moves the focus to the page, or the open dialog moves it to its first control.
(() => {
  "use strict";
  const DIALOG = '[role="dialog"]';
  let last = null; // the control that had the focus last
  let wasDisabled = false; // since it had the focus
  let wasInDialog = false;
  let hasMoved = false; // the visitor has gone elsewhere while it was disabled

  document.addEventListener("focusin", event => {
    if (wasDisabled && !hasMoved) return; // nobody's choice
    last = event.target;
    wasDisabled = hasMoved = false;
    wasInDialog = Boolean(last.closest?.(DIALOG));
  });
  const move = event => { if (event.isTrusted && !last?.contains(event.target)) hasMoved = true; };
  document.addEventListener("pointerdown", move, true);
  document.addEventListener("keydown", event => { if (event.key === "Tab") hasMoved = true; }, true);

  const isLost = () => !document.activeElement || document.activeElement === document.body;

  function giveBack() {
    if (!last) return;
    if (last.isConnected) {
      if (last.disabled && !wasDisabled) {
        wasDisabled = true;
        hasMoved = false;
      } else if (!last.disabled && wasDisabled) {
        wasDisabled = false;
        if (!hasMoved) last.focus({ preventScroll: true });
      }
      return;
    }
    wasDisabled = false;
    if (wasInDialog && isLost()) {
      document.querySelector(DIALOG)?.querySelector(":is(button, input, a[href]):not(:disabled)")?.focus({ preventScroll: true });
    }
  }

  new MutationObserver(giveBack).observe(document.body, { subtree: true, childList: true, attributeFilter: ["disabled"] });
})();
