/* The current view in the address: `view=zoom/lat/lon` of the top same-origin window, without a reload.
 *
 * Only what the visitor did is written. Streamlit rewrites the query on a rerun and drops keys it does not
 * know: the key is put back. All other keys stay byte for byte as they are. */
import { session } from "../core/session.js";
import { parseView } from "./view.js";

const EVERY = 500;
let view = null;
let home = null;
let timer = null;

/* The window whose address the visitor sees; null where we may not or should not write. */
function topWindow() {
  if (session.homeless) return null;
  try {
    const top = window.parent && window.parent.location.href ? window.parent : window;
    return /^https?:$/.test(top.location.protocol) ? top : null;
  } catch (error) {
    return null; // cross-origin
  }
}

const isView = (pair) => /^view(=|$)/.test(pair);

/** @param {string | null} wanted */
function write(wanted) {
  const top = topWindow();
  if (!top || (home !== null && top.location.pathname !== home)) return;
  const pairs = top.location.search.replace(/^\?/, "").split("&").filter(Boolean);
  const at = pairs.findIndex(isView);
  if (wanted === null ? at < 0 : at >= 0 && pairs[at] === "view=" + wanted) return;
  const others = pairs.filter((pair) => !isView(pair));
  if (wanted !== null) others.splice(at < 0 ? others.length : at, 0, "view=" + wanted);
  const query = others.length ? "?" + others.join("&") : "";
  try {
    top.history.replaceState(top.history.state, "", top.location.pathname + query + top.location.hash);
  } catch (error) {
    /* too many writes, or a sandbox: the map works without */
  }
}

export function prepareAddress() {
  const top = topWindow();
  home = top ? top.location.pathname : null;
  const watch = () => {
    clearInterval(timer);
    timer = top && !document.hidden ? setInterval(keepAddress, EVERY) : null;
  };
  document.addEventListener("visibilitychange", watch);
  watch();
}

/** Put the view back where a rewrite dropped it; a different view in the address (history) is left alone. */
export function keepAddress() {
  const top = view === null ? null : topWindow();
  if (top && !top.location.search.replace(/^\?/, "").split("&").some(isView)) write(view);
}

/** Write the map's present view. */
export function writeView() {
  const { lat, lng } = session.map.getCenter();
  view = `${session.map.getZoom().toFixed(2)}/${lat.toFixed(4)}/${lng.toFixed(4)}`;
  write(view);
}

/**
 * Keep a view that came with the link.
 * @param {string} text
 */
export function adoptView(text) {
  view = text;
}

/** Take a view out of the address that none can be read from. */
export function dropBadView() {
  const top = topWindow();
  const pair = top && top.location.search.replace(/^\?/, "").split("&").find(isView);
  if (pair !== undefined && pair !== null && !parseView(pair.slice(5))) write(null);
}

/** Forget the view and take it out of the address. */
export function clearView() {
  if (view !== null) {
    view = null;
    write(null);
  }
}
