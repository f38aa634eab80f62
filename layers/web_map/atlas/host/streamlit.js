/* Talking to the host. Inside streamlit-folium: its frame and its value; elsewhere: a DOM event. Nothing else knows
 * Streamlit. */
import { paintings, selections } from "../core/signals.js";
import { filterAhead } from "../protocol/ahead.js";

const NARROW = 640; // px
let count = 0;
let notified = "";
const framed = () => Boolean(window.Streamlit && window.Streamlit.setComponentValue);

/**
 * In a component's frame the map fills the frame, whatever height Python named.
 * @param {LeafletMap} map
 */
export function prepareFrame(map) {
  map.getContainer().classList.add("atlas");
  paintings.on(tellPainted);
  selections.on(tellHost);
  if (!framed()) return;
  document.documentElement.classList.add("atlas-framed");
  map.getContainer().classList.add("atlas-fill");
  hearFilters();
}

/* A filter's box has the key `field-code`, which Streamlit makes a class of the element around it. Its boxes take
 * presses and send no "change"; a click on the words may be followed by one on the input. */
function hearFilters() {
  const DOUBLE = 40; // ms
  let last = "";
  let at = -Infinity;
  const hear = ({ target, timeStamp }) => {
    const box = target.closest && target.closest("label");
    const around = box && box.closest('[class*="st-key-"]');
    const key =
      around &&
      box.querySelector('input[type="checkbox"]:enabled') &&
      /st-key-([a-z_0-9]+)-([a-z0-9-]+)/.exec(around.className);
    if (!key || (key[0] === last && timeStamp - at < DOUBLE)) return;
    [last, at] = [key[0], timeStamp];
    filterAhead(key[1], key[2]);
  };
  try {
    const page = window.parent.document;
    page.addEventListener("click", hear, true);
    window.addEventListener("pagehide", () => page.removeEventListener("click", hear, true));
  } catch (error) {
    /* cross-origin: the server's answer is all there is */
  }
}

/**
 * Ask for `address`, each once: whoever waits there goes on with the rest of the page now.
 * @param {string} address
 */
function tellPainted(address) {
  if (notified === address || !framed()) return;
  notified = address;
  fetch(address, { cache: "no-store" }).catch(() => {
    /* nobody waits for ever */
  });
}

/**
 * Say the language to assistive technology: of this document; the page around a frame says its own
 * (geo_app/shell/localise_controls.js).
 * @param {Lang} lang
 */
export function tellLanguage(lang) {
  const tag = lang === "en" ? "en" : "zh-CN";
  const page = document.documentElement;
  if (page.lang !== tag) page.lang = tag; // set anew, even to the same, it costs the whole document's style
}

/**
 * On a phone the open sidebar covers the map: fold it when the host shows a new selection.
 * @param {State} before
 * @param {State} state
 */
export function makeWay(before, state) {
  if (!state.selected || (before && before.selected === state.selected) || !framed()) return;
  try {
    const page = window.parent;
    if (page.innerWidth >= NARROW) return;
    const fold = /** @type {HTMLElement} */ (
      page.document.querySelector(
        '[data-testid="stSidebar"][data-collapsed="false"] [data-testid="stSidebarCollapseButton"] button',
      )
    );
    if (fold) fold.click();
  } catch (error) {
    /* cross-origin */
  }
}

/**
 * Report a choice: `id`, or null and more of what was clicked. `n` rises with every click, also over reloads, so none
 * is taken twice.
 * @param {string} id
 * @param {object} more
 */
function tellHost(id, more) {
  count = Math.max(count + 1, Date.now());
  const drawing = { id, n: count, ...more };
  if (framed()) {
    const value = { last_active_drawing: drawing };
    const data = window.__GLOBAL_DATA__;
    // streamlit-folium compares with these before it sends by itself, 250 ms later: keep it quiet.
    if (data) {
      data.last_active_drawing = drawing;
      data.previous_data = value;
    }
    window.Streamlit.setComponentValue(value);
  }
  document.dispatchEvent(new CustomEvent("atlas:select", { detail: drawing }));
}
