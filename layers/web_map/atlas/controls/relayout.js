/* After zoom or pan: places on screen change, the drawn set does not. One pass for each movement, none within a
 * render. */
import { session } from "../core/session.js";
import { requestWanted } from "../core/vintage.js";
import { drawLabels } from "../labels/pass.js";
import { drawArrows } from "../layers/arrows.js";
import { drawExtents } from "../layers/extents.js";
import { drawGraticule } from "../layers/graticule.js";
import { layoutPoints } from "../layers/mark_layout.js";

let zoomed = false;
let quiet = 0;
let moved = false;

/* Leaflet moves things by translate3d, which makes each of them a layer to the compositor, and every mark and name that
 * lies over one a layer, too: fifty of them cost a click more than all drawing. Flat transforms (Leaflet's own way for
 * one old browser) keep the map in one layer; while it moves, the whole pane becomes one. */
Object.assign(L.Browser, { ie3d: true });

/** @param {LeafletMap} map */
export function prepareRelayout(map) {
  const { classList } = map.getContainer();
  map.on("movestart", () => classList.add("atlas-moving"));
  map.on("moveend", () => classList.remove("atlas-moving"));
  map.on("zoomend", () => {
    zoomed = true;
  }); // Leaflet always fires moveend after it
  map.on("moveend", () => {
    relayout(zoomed);
  });
}

/**
 * Lay out what depends on the frame; `all`: also what depends on the zoom level.
 * @param {boolean} all
 */
export function relayout(all) {
  if (!session.drawn) return;
  if (quiet) {
    moved = true;
    return;
  }
  requestWanted();
  if (all) {
    zoomed = false;
    layoutPoints();
    drawExtents();
  }
  drawArrows();
  drawGraticule();
  drawLabels();
}

/**
 * Run movements whose layout the caller does himself; returns whether the map moved.
 * @param {() => void} act
 */
export function withoutRelayout(act) {
  quiet += 1;
  moved = false;
  try {
    act();
  } finally {
    quiet -= 1;
  }
  zoomed = false;
  return moved;
}
