/* The line of whom the map is owed to. In a small frame it would cover the map: there its review stamp and one name
 * stay, and a press on the name shows the whole line. */
import { htmlElement } from "../core/dom.js";
import { forgetFurniture } from "../core/furniture.js";
import { session } from "../core/session.js";
import { word } from "../core/words.js";

// px of the frame
const NARROW = 640;
const LOW = 320;
/** Leaflet's control, with members that its types do not promise. @type {any} */
let line = null;
let whole = null;
let stamp = null;
let button = null;
let small = false;
let open = false;
let notified = "";

/** @param {LeafletMap} map */
export function prepareCredit(map) {
  line = /** @type {any} */ (map.attributionControl);
  line.setPrefix(false);
  line._update = () => {}; // Leaflet would rewrite it as HTML whenever a layer comes or goes
  line._container.textContent = "";
  whole = htmlElement("span", "atlas-credit-whole", line._container);
  stamp = htmlElement("span", "atlas-credit-stamp", line._container);
  button = htmlElement("button", "atlas-credit-button", line._container);
  button.type = "button";
  button.addEventListener("click", () => turn(!open));
  line._container.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open) {
      event.stopPropagation();
      turn(false);
    }
  });
  map.on("click", () => {
    if (open) turn(false);
  });
  show();
}

/** Say the line in the current language: plain text, never parsed as HTML. */
export function sayCredit() {
  const now = `${session.lang} ${isForeign()}`;
  if (notified === now) return;
  notified = now;
  const { credit, review } = isForeign() ? session.manifest.foreign : session.manifest;
  const said = (texts) => (texts || {})[session.lang];
  whole.textContent = [said(credit), word("prefix")].filter(Boolean).join(" · ");
  stamp.textContent = said(review) || "";
  button.textContent = word("credit_short");
  button.title = word("credit_fold");
  forgetFurniture();
  foldCredit();
}

/* An approval covers the map as it is shipped, not one with something of a visitor's on it. */
function isForeign() {
  const { own, drafts, foreign } = session.state || {};
  return Boolean(session.manifest.foreign && (foreign || (own && own.layers) || (drafts && drafts.length)));
}

/** Fold the line where the frame is small, unfold it where it is not. */
export function foldCredit() {
  const { clientWidth, clientHeight } = session.map.getContainer();
  const now = clientWidth < NARROW || clientHeight < LOW;
  if (now === small) return;
  small = now;
  turn(false);
}

/** @param {boolean} opened */
function turn(opened) {
  open = opened;
  show();
  forgetFurniture();
}

function show() {
  line._container.classList.toggle("is-folded", small);
  whole.hidden = small && !open;
  stamp.hidden = !small || open; // the whole line holds it, too
  button.hidden = !small;
  button.setAttribute("aria-expanded", String(open));
}
