/* Names of districts and regions: within their own area, where room is left, or not at all. */
import { baseFeatures } from "../core/base_layers.js";
import { isInside } from "../core/geometry.js";
import { labelOf, legendTitle, nameOf } from "../core/names.js";
import { session } from "../core/session.js";
import { isFree, takeRoom } from "./room.js";
import { putLabel } from "./sheet.js";
import { measureLabel } from "./text.js";

const FINE_ZOOM = 10; // from here on edges are asked vertex by vertex
const NEAR = [
  [0, 0],
  [0, -15],
  [0, 15],
  [-22, 0],
  [22, 0],
];
const WIDER = [30, 50, 70].flatMap((r) => [
  [0, -r],
  [0, r],
  [-r, 0],
  [r, 0],
  [-r, -r],
  [r, -r],
  [-r, r],
  [r, r],
]);
const ACROSS = 8; // the part of an area that is in the frame is searched at 8 by 8 places
const shortName = (properties) => properties["short_" + session.lang] || nameOf(properties);

/* The legend's short title serves on the map, too. */
const regionName = (properties) => legendTitle("region", properties.region) || labelOf(properties);

const NAMES = {
  region: regionName,
  district: shortName,
  outline: (properties) => properties["label_" + session.lang] || "",
};
const STYLE = { outline: "note" };
const shapes = new WeakMap(); // feature -> {rings, coarse, box} at zoom 0, projected once

/** @param {Feature} feature */
function shapeOf(feature) {
  if (!shapes.has(feature)) {
    const { type, coordinates } = feature.geometry;
    const rings = (type === "Polygon" ? [coordinates] : coordinates)
      .flat()
      .map((ring) => ring.map(([lon, lat]) => L.CRS.EPSG3857.latLngToPoint(L.latLng(lat, lon), 0)));
    const afar = Math.pow(2, FINE_ZOOM); // simplified to a pixel and a half there
    const coarse = rings.map((ring) =>
      L.LineUtil.simplify(
        ring.map((p) => p.multiplyBy(afar)),
        1.5,
      ).map((p) => p.divideBy(afar)),
    );
    shapes.set(feature, { rings, coarse, box: L.bounds(rings.flat()) });
  }
  return shapes.get(feature);
}

/**
 * Whether the letters in a container rectangle lie in the area: tested at both ends, between and in the middle.
 * @param {{ rings: Point2[][]; coarse: Point2[][]; box: L.Bounds }} shape
 * @param {Rect} rect
 * @param {{ scale: number; x: number; y: number }} view
 */
function holds(shape, rect, view) {
  const rings = session.map.getZoom() < FINE_ZOOM ? shape.coarse : shape.rings;
  return [0.5, 0.02, 0.98, 0.26, 0.74].every((along) =>
    [0.2, 0.8].every((down) =>
      isInside(rings, (rect.x + rect.w * along + view.x) / view.scale, (rect.y + rect.h * down + view.y) / view.scale),
    ),
  );
}

/**
 * Middles to try: the area's own place and around it, then all over what is in the frame, nearest first.
 * @param {{ rings: Point2[][]; coarse: Point2[][]; box: L.Bounds }} shape
 * @param {Point2} at
 * @param {string} name
 * @param {{ scale: number; x: number; y: number }} view
 */
function middles(shape, at, name, view) {
  const size = session.map.getSize();
  const close = NEAR.concat(name === "region" ? WIDER : []).map(([dx, dy]) => [at.x + dx, at.y + dy]);
  const clamp = (value, most) => Math.max(0, Math.min(most, value));
  const left = clamp(shape.box.min.x * view.scale - view.x, size.x);
  const right = clamp(shape.box.max.x * view.scale - view.x, size.x);
  const top = clamp(shape.box.min.y * view.scale - view.y, size.y);
  const bottom = clamp(shape.box.max.y * view.scale - view.y, size.y);
  if (right - left < 20 || bottom - top < 12) return [];
  const far = [];
  for (let i = 0; i < ACROSS; i += 1)
    for (let j = 0; j < ACROSS; j += 1) {
      far.push([left + ((i + 0.5) * (right - left)) / ACROSS, top + ((j + 0.5) * (bottom - top)) / ACROSS]);
    }
  /** @param {number[]} at */
  const distance = ([x, y]) => Math.hypot(x - at.x, y - at.y);
  return close.concat(far.sort((a, b) => distance(a) - distance(b)));
}

/* Places for a name and, once asked, whether they lie inside: kept while frame and name stay, for a filter changes
 * neither. */
const kept = new WeakMap();

/**
 * @param {Feature} feature
 * @param {{ rings: Point2[][]; coarse: Point2[][]; box: L.Bounds }} shape
 * @param {LabelText} text
 * @param {Point2} at
 * @param {string} name
 * @param {{ scale: number; x: number; y: number }} view
 */
function placesOf(feature, shape, text, at, name, view) {
  const { x, y } = session.map.getSize();
  const key = [view.scale, view.x, view.y, x, y, text.w].join();
  if (!kept.has(feature) || kept.get(feature).key !== key) {
    const places = middles(shape, at, name, view).map((middle) => ({
      rect: { x: middle[0] - text.w / 2, y: middle[1] - text.h / 2, w: text.w, h: text.h },
      inside: null,
    }));
    kept.set(feature, { key, places });
  }
  return kept.get(feature).places;
}

/**
 * @param {Feature} feature
 * @param {string} name
 * @param {Point2} shift
 */
function labelArea(feature, name, shift) {
  const [lon, lat] = feature.properties.label || [];
  if (!Number.isFinite(lon) || !Number.isFinite(lat)) return;
  const { map } = session;
  const origin = map.getPixelOrigin();
  const view = { scale: Math.pow(2, map.getZoom()), x: origin.x - shift.x, y: origin.y - shift.y };
  const shape = shapeOf(feature);
  const text = measureLabel(NAMES[name](feature.properties), STYLE[name] || name, true);
  if (text.w > (shape.box.max.x - shape.box.min.x) * view.scale) return;
  const place = placesOf(feature, shape, text, map.latLngToContainerPoint([lat, lon]), name, view).find((each) => {
    if (each.inside === false || !isFree(each.rect)) return false;
    if (each.inside === null) each.inside = holds(shape, each.rect, view);
    return each.inside;
  });
  if (!place) return;
  const free = place.rect;
  takeRoom({ x: free.x - 4, y: free.y - 3, w: free.w + 8, h: free.h + 6 });
  putLabel(`${name}:${feature.properties.id}`, text, free.x - shift.x, free.y - shift.y, {});
}

/**
 * Regions while the city is seen whole, districts and schematic extents from the zoom at which their names fit.
 * @param {Point2} shift
 */
export function labelBase(shift) {
  const zoom = session.map.getZoom();
  if (zoom >= 6 && zoom < 8.9) baseFeatures("regions").forEach((feature) => labelArea(feature, "region", shift));
  if (zoom >= 9) baseFeatures("outlines").forEach((feature) => labelArea(feature, "outline", shift));
  if (zoom >= 7.2) baseFeatures("areas").forEach((feature) => labelArea(feature, "district", shift));
}
