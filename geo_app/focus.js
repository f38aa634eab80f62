// Returns the keyboard focus that a download takes away: its button is disabled until the file is there, or drawn anew,
// and the browser then moves the focus to the page, out of a dialog that is still open.
(() => {
  "use strict";
  const DIALOG = '[role="dialog"]';
  let last = null; // the control that had the focus last
  let wasDisabled = false; // since it had the focus
  let wasInDialog = false;

  document.addEventListener("focusin", event => {
    last = event.target;
    wasDisabled = false;
    wasInDialog = Boolean(last.closest?.(DIALOG));
  });
  document.addEventListener("pointerdown", event => { if (!last?.contains(event.target)) last = null; }, true);

  const isLost = () => !document.activeElement || document.activeElement === document.body;

  function giveBack() {
    if (!last) return;
    if (last.isConnected) {
      if (last.disabled) wasDisabled = true;
      else if (wasDisabled && isLost()) last.focus({ preventScroll: true });
    } else if (wasInDialog && isLost()) {
      document.querySelector(DIALOG)?.querySelector(":is(button, input, a[href]):not(:disabled)")?.focus({ preventScroll: true });
    }
  }

  new MutationObserver(giveBack).observe(document.body, { subtree: true, childList: true, attributeFilter: ["disabled"] });
})();
