/* The line of whom the map is owed to. In a small frame it would cover the map: there its review stamp and one name stay,
 * and a press on the name shows the whole line. */
(function (Atlas) {
  "use strict";
  const session = Atlas.session;
  const NARROW = 640, LOW = 320; // px of the frame
  let line = null, whole = null, stamp = null, button = null, small = false, open = false, notified = "";

  Atlas.prepareCredit = function prepareCredit(map) {
    line = map.attributionControl;
    line.setPrefix(false);
    line._update = () => {}; // Leaflet would rewrite it as HTML whenever a layer comes or goes
    line._container.textContent = "";
    whole = Atlas.element("span", "atlas-credit-whole", line._container);
    stamp = Atlas.element("span", "atlas-credit-stamp", line._container);
    button = Atlas.element("button", "atlas-credit-button", line._container);
    button.type = "button";
    button.addEventListener("click", () => turn(!open));
    line._container.addEventListener("keydown", (event) => { if (event.key === "Escape" && open) { event.stopPropagation(); turn(false); } });
    map.on("click", () => { if (open) turn(false); });
    show();
  };

  /** Say the line in the current language: plain text, never parsed as HTML. */
  Atlas.sayCredit = function sayCredit() {
    const now = `${session.lang} ${isForeign()}`;
    if (notified === now) return;
    notified = now;
    const { credit, review } = isForeign() ? session.manifest.foreign : session.manifest, said = (texts) => (texts || {})[session.lang];
    whole.textContent = [said(credit), Atlas.word("prefix")].filter(Boolean).join(" · ");
    stamp.textContent = said(review) || "";
    button.textContent = Atlas.word("credit_short");
    button.title = Atlas.word("credit_fold");
    Atlas.forgetFurniture();
    Atlas.foldCredit();
  };

  /* An approval covers the map as it is shipped, not one with something of a visitor's on it. */
  function isForeign() {
    const { own, drafts, foreign } = session.state || {};
    return Boolean(session.manifest.foreign && (foreign || (own && own.layers) || (drafts && drafts.length)));
  }

  /** Fold the line where the frame is small, unfold it where it is not. */
  Atlas.foldCredit = function foldCredit() {
    const { clientWidth, clientHeight } = session.map.getContainer();
    const now = clientWidth < NARROW || clientHeight < LOW;
    if (now === small) return;
    small = now;
    turn(false);
  };

  function turn(opened) {
    open = opened;
    show();
    Atlas.forgetFurniture();
  }

  function show() {
    line._container.classList.toggle("is-folded", small);
    whole.hidden = small && !open;
    stamp.hidden = !small || open; // the whole line holds it, too
    button.hidden = !small;
    button.setAttribute("aria-expanded", String(open));
  }
})(window.Atlas);
