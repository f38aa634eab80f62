/* What the frame shows: the whole municipality, a whole route, or where the visitor went. */
import { forgetFurniture, legendWidth } from "../core/furniture.js";
import { session } from "../core/session.js";
import { lineBounds } from "../layers/lines.js";
import { adoptView, clearView, dropBadView, writeView } from "../protocol/address.js";
import { parseView } from "../protocol/view.js";
import { relayout, withoutRelayout } from "./relayout.js";

const STILL = /** @type {L.ZoomPanOptions} */ ({ animate: false, reset: true });
const LEAST_ZOOM = -2; // all that a scene can ask for fits a phone

/** How far a visitor may zoom out where nothing that is shown asks for more. */
export const USUAL_LEAST_ZOOM = 2;

let silent = 0;
let moved = false;
let fitted = null;
let viewRead = false;
let linked = null;

/**
 * Run a movement that is ours, not the visitor's.
 * @param {() => void} act
 */
export function withoutTrace(act) {
  silent += 1;
  try {
    act();
  } finally {
    silent -= 1;
  }
}

/** @param {LeafletMap} map */
export function prepareFit(map) {
  map.on("moveend", () => {
    if (silent) return;
    moved = true;
    linked = null;
    writeView();
  });
  // Leaflet's own answer to a resize would look like a move of the visitor's.
  L.DomEvent.off(/** @type {any} */ (window), "resize", map._onResize, map);
  if (window.ResizeObserver) new ResizeObserver(adapt).observe(map.getContainer());
  else window.addEventListener("resize", adapt);
}

/* A new frame size keeps the centre; before the visitor has moved, it fits anew. */
let frame = "";

function adapt() {
  let resized = false;
  const zoom = session.map.getZoom();
  withoutRelayout(() => {
    // once, at the end
    resized = takeSize();
    if (resized && session.inset && !moved) fit();
  });
  if (resized && session.inset) relayout(session.map.getZoom() !== zoom); // nothing has been drawn before
}

/** Tell Leaflet the size that the frame has now; returns whether it is another than before. */
export function takeSize() {
  const { map } = session;
  const box = map.getContainer();
  const now = `${box.clientWidth}x${box.clientHeight}`;
  if (!box.clientWidth || !box.clientHeight || frame === now) return false;
  frame = now;
  forgetFurniture();
  withoutTrace(() => {
    map.invalidateSize({ animate: false, pan: true });
    if (linked) map.setView(linked.center, linked.zoom, STILL); // exactly, not to the nearest pixel
  });
  return true;
}

function target() {
  const given = stateBounds(session.state);
  if (given) return given;
  const route = session.state.fit === "route" ? lineBounds() : null;
  return route || L.latLngBounds(session.manifest.home);
}

/** Bounds that the state itself names ([west, south, east, north]), or null. */
/** @param {State} state */
function stateBounds({ bounds }) {
  if (!Array.isArray(bounds) || bounds.length !== 4 || !bounds.every(Number.isFinite)) return null;
  const [west, south, east, north] = bounds;
  return L.latLngBounds([
    [south, west],
    [north, east],
  ]);
}

/** Whether the visitor has gone elsewhere since the last fit. */
export const hasMoved = () => moved;

function fit() {
  const { map, inset } = session;
  const size = map.getSize();
  // In a wide frame there is room to spare beside the legend; in a narrow one it may lie over the map.
  const legend = legendWidth();
  const bounds = target();
  map.options.minZoom = LEAST_ZOOM; // what is to be shown must fit, be the frame ever so small
  const before = L.point(12, 14);
  const beside = L.point(12 + legend, 14);
  const after = L.point(14, 30 + inset.bottom); // a card at the side moves no map: only what it covers comes out
  const zoomFor = (corner) => map.getBoundsZoom(bounds, false, corner.add(after));
  const left = size.x - legend > 560 && zoomFor(before) - zoomFor(beside) <= 0.5 ? beside : before;
  withoutTrace(() => {
    map.fitBounds(bounds, { animate: false, paddingTopLeft: left, paddingBottomRight: after });
    map.setMinZoom(Math.min(USUAL_LEAST_ZOOM, map.getZoom())); // back out of a closer look, but no further
  });
}

/** The link's own view is left: a new size of the frame need not keep it. */
export function forgetLink() {
  linked = null;
}

/**
 * Take the next movement for ours, not the visitor's.
 * @param {LeafletMap} map
 */
export function untilMoved(map) {
  silent += 1;
  map.once("moveend", () => {
    silent -= 1;
  });
}

/**
 * Fit when `fit` changed (or corridors arrived late); the link's own view comes first, once.
 * @param {State} state
 */
export function fitState(state) {
  if (!viewRead) {
    viewRead = true;
    const view = parseView(state.view);
    if (view) {
      moved = true;
      fitted = key(state);
      adoptView(state.view);
      linked = view;
      session.map.options.minZoom = Math.min(USUAL_LEAST_ZOOM, view.zoom);
      withoutTrace(() => session.map.setView(view.center, view.zoom, STILL));
      return;
    }
    dropBadView();
  }
  const now = key(state);
  if (now === fitted) return;
  const changed = fitted === null || fitted.split("|")[0] !== now.split("|")[0];
  fitted = now;
  if (changed) {
    moved = false;
    linked = null;
    clearView();
  }
  if (!moved) fit();
}

/* "route" is fitted again when the lines it depends on have come. */
const key = (state) => `${state.bounds || state.fit || "city"}|${state.fit === "route" && lineBounds() ? "lines" : ""}`;

/** The reset button: the fitted view again, and no view in the address. */
export function resetView() {
  moved = false;
  linked = null;
  clearView();
  fit();
}
