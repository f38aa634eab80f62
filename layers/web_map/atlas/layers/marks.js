/* Marks of point features: one HTML element per placed part, made once, attached while shown.
 *
 * Not L.marker: one delegated listener and one array of coordinates keep 3,000 marks quick, and marks that
 * collide are moved off their true place (displacement.js), which L.marker cannot know. */
import { htmlElement } from "../core/dom.js";
import { nameOf } from "../core/names.js";
import { session } from "../core/session.js";
import { flatLook } from "../symbols/flat.js";
import { lookOf } from "../symbols/look.js";
import { reachOf, symbolFor } from "../symbols/symbol.js";
import { markElement, restyle } from "./elements.js";

const MANY = 400; // above this, marks are not animated while zooming and their symbols are pictures
const marks = []; // all parts of all point features, in layer and file order
const known = new Set(); // layer ids already turned into marks
const byElement = new WeakMap();
let present = []; // those shown now

/** The marks shown now. */
export const shownMarks = () => present;

/** The mark that an element belongs to, or undefined. */
export const markOf = (target) => byElement.get(target && target.closest && target.closest(".atlas-mark"));

/** @param {Layer} layer */
function addMarks(layer) {
  const rank = (kind) => ((session.manifest.kinds || {})[kind] || {}).rank || 9;
  layer.features.forEach((feature) => {
    const { geometry, properties } = feature;
    if (!geometry || !/Point$/.test(geometry.type)) return;
    const places = geometry.type === "Point" ? [geometry.coordinates] : geometry.coordinates;
    places.forEach(([lon, lat], part) => {
      if (!Number.isFinite(lon) || !Number.isFinite(lat)) return;
      const world = L.CRS.EPSG3857.latLngToPoint(L.latLng(lat, lon), 0);
      marks.push({
        id: properties.id,
        part,
        feature,
        latlng: L.latLng(lat, lon),
        wx: world.x,
        wy: world.y,
        rank: rank(properties.kind),
        node: isNode(properties),
        element: null,
        look: "",
        flat: null,
        x: 0,
        y: 0,
        dx: 0,
        dy: 0,
        reach: 12.5,
        full: 12.5,
      });
    });
  });
}

export const isCrowd = () => marks.length > MANY;
const isNode = (properties) => ["ring", "node"].includes(lookOf(properties).shape);

/* The Tab key goes through the platforms from west to east, then along the stations of the routes. */
const inReadingOrder = (a, b) =>
  Number(a.node) - Number(b.node) || a.wx - b.wx || a.wy - b.wy || (a.id < b.id ? -1 : 1);

/**
 * The element is made when first shown; its symbol is renewed only when its look changed.
 * @param {Mark} mark
 */
function dress(mark) {
  const look = lookOf(mark.feature.properties, mark.part);
  const key = Object.values(look).join("|");
  if (!mark.element) {
    mark.element = htmlElement("div", "atlas-mark leaflet-zoom-animated");
    byElement.set(mark.element, mark);
    markElement(mark.element, mark.feature, mark.part === 0);
  }
  if (mark.look !== key) {
    putOn(mark, look);
    mark.look = key;
    mark.full = reachOf(look);
    mark.element.classList.toggle("is-node", mark.node);
  }
  if (mark.part === 0 && mark.lang !== session.lang) {
    mark.element.setAttribute("aria-label", nameOf(mark.feature.properties));
    mark.lang = session.lang;
  }
}

/**
 * @param {Mark} mark
 * @param {Look} look
 */
function putOn(mark, look) {
  const { element, flat } = mark;
  element.textContent = "";
  if (flat) element.classList.remove("is-flat", flat);
  mark.flat = isCrowd() ? flatLook(look) : null;
  if (mark.flat) element.classList.add("is-flat", mark.flat);
  else element.appendChild(symbolFor(look));
}

function addArrived() {
  const before = marks.length;
  session.order.forEach((id) => {
    const layer = session.layers[id];
    if (layer.def.role === "base" || layer.def.draw !== "points" || !layer.ready || known.has(id)) return;
    known.add(id);
    addMarks(layer);
  });
  if (marks.length > before) marks.sort(inReadingOrder);
}

/* Hiding them in place by a class was measured: no quicker, and what is hidden still costs style. */
/** Attach the shown marks, detach the others; the order in the page is the order of the Tab key. */
export function drawPoints() {
  addArrived();
  // First off, then on: a mark that keeps its place is never moved, or it would lose the focus.
  marks.forEach((mark) => {
    if (mark.element && !session.shown.has(mark.id)) mark.element.remove();
  });
  present = marks.filter((mark) => session.shown.has(mark.id));
  const pane = session.map.getPane("atlas-marks");
  let next = null;
  for (let i = present.length - 1; i >= 0; i -= 1) {
    const mark = present[i];
    dress(mark);
    if (mark.element.parentNode !== pane || mark.element.nextSibling !== next) pane.insertBefore(mark.element, next);
    next = mark.element;
    restyle(mark.element, mark.id);
  }
  pane.classList.toggle("is-still", isCrowd());
}
