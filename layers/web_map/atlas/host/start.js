/* The map's beginning: panes, manifest, rooms. */
import { prepareControls } from "../controls/controls.js";
import { USUAL_LEAST_ZOOM, prepareFit, withoutTrace } from "../controls/fit.js";
import { hideLoading, showLoading } from "../controls/loading.js";
import { prepareRelayout } from "../controls/relayout.js";
import { prepareTiles } from "../controls/tiles.js";
import { reportFailure } from "../core/failures.js";
import { fetchJson } from "../core/requests.js";
import { session } from "../core/session.js";
import { arrivals } from "../core/signals.js";
import { requestWanted } from "../core/vintage.js";
import { prepareLabels } from "../labels/sheet.js";
import { prepareGraticule } from "../layers/graticule.js";
import { preparePoints } from "../layers/mark_layout.js";
import { preparePicking } from "../picking/picking.js";
import { prepareAddress } from "../protocol/address.js";
import { prepareAhead } from "../protocol/ahead.js";
import { prepareSymbols } from "../symbols/paints.js";
import { drawState, scheduleRender, tellState, updateState } from "./render.js";
import { prepareFrame } from "./streamlit.js";

/* Fixed z order: one pane per kind of ink, so that late data never lands on top. */
/** @type {[name: string, z: number][]} */
const PANES = [
  ["atlas-base", 210],
  ["atlas-graticule", 230],
  ["atlas-areas", 300],
  ["atlas-halos", 340],
  ["atlas-lines", 400],
  ["atlas-hits", 410],
  ["atlas-leaders", 560],
  ["atlas-labels", 600],
  ["atlas-marks", 620],
  ["atlas-stacks", 630],
  ["atlas-drafts", 640],
];

/**
 * Prepare the map and load manifest (an address or the object) and layers; drawing follows as data arrives.
 * @param {LeafletMap} map
 * @param {StartOptions} options
 */
export function startAtlas(map, options) {
  window.openMap = session.map = map;
  session.prefix = options.prefix || String(options.manifest).replace(/[^/]*$/, ""); // layers lie beside the manifest
  prepareFrame(map);
  prepareAhead({ draw: drawState, update: updateState });
  const given = options.manifest;
  // first of all: all else waits for it
  const manifest = typeof given === "string" ? fetchJson(given) : Promise.resolve(given);
  showLoading(map);
  // Places are known to half a kilometre at best: closer than this the map would only pretend.
  Object.assign(map.options, {
    zoomSnap: 0.25,
    zoomDelta: 0.75,
    wheelPxPerZoomLevel: 90,
    minZoom: USUAL_LEAST_ZOOM,
    maxZoom: 13,
  });
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    map._zoomAnimated = false; // Leaflet asks this before it animates a zoom
    map.options.inertia = false;
  }
  PANES.forEach(([name, z]) => {
    (map.getPane(name) || map.createPane(name)).style.zIndex = String(z);
  });
  session.given = options.data || {};
  session.tiles = options.tiles || null;
  session.homeless = options.address === false; // a host with an address of its own
  return manifest.then(begin).catch((error) => {
    hideLoading();
    reportFailure("manifest", error);
  });
}

/** @param {Manifest} manifest */
function begin(manifest) {
  session.manifest = manifest;
  session.given = Object.assign({}, manifest.data, session.given);
  session.order = manifest.layers.map((def) => def.id);
  manifest.layers.forEach((def) => {
    session.layers[def.id] = { def, features: [], asked: false, ready: false, failed: false };
  });
  const map = session.map;
  arrivals.on(scheduleRender);
  tellState();
  const loads = requestWanted(); // all at once, before anything is made
  // A map without a view cannot project: give it one before any layer is added.
  withoutTrace(() => {
    if (!map._loaded) map.fitBounds(manifest.home, { animate: false });
  });
  prepareSymbols();
  preparePicking(map);
  preparePoints(map);
  prepareLabels(map);
  prepareControls(map);
  prepareTiles(map);
  prepareGraticule(map);
  prepareFit(map);
  prepareAddress();
  session.started = true;
  prepareRelayout(map);
  scheduleRender(); // data that is in the page has arrived already
  return Promise.all(loads);
}
