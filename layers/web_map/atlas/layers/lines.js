/* Corridors: one hit path per feature takes clicks; ink per mode of transport below it (symbols/strokes.js). */
import { darker, typeColour } from "../core/colours.js";
import { nameOf } from "../core/names.js";
import { session } from "../core/session.js";
import { strokesOf } from "../symbols/strokes.js";
import { eachFeature, markElement, restyle } from "./elements.js";
import { LanePolyline } from "./lane_polyline.js";
import { edgesOf, lanesOf } from "./lanes.js";

/** Feature id -> its line. */
export const drawnLines = new Map();

const parts = new WeakMap();

/** @param {Feature['geometry']} geometry */
function partsOf(geometry) {
  if (!parts.has(geometry)) {
    const courses = geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates;
    parts.set(
      geometry,
      courses.map((part) => part.map(([lon, lat]) => L.latLng(lat, lon))),
    );
  }
  return parts.get(geometry);
}

const edges = new Map(); // layer id -> edges of all its lines, shown or not: lanes do not jump with a filter

/** @param {Layer} layer */
function edgesIn(layer) {
  if (!edges.has(layer.def.id)) {
    const placed = layer.features.filter((feature) => feature.geometry && /LineString$/.test(feature.geometry.type));
    edges.set(
      layer.def.id,
      edgesOf(placed.map((feature) => ({ kind: feature.properties.kind, parts: partsOf(feature.geometry) }))),
    );
  }
  return edges.get(layer.def.id);
}

/**
 * @param {Feature} feature
 * @param {Layer} layer
 * @returns {Leg[]}
 */
function legsOf({ geometry, properties }, layer) {
  return partsOf(geometry).map((points, i) =>
    Object.assign({ points, lanes: lanesOf(points, properties.kind, edgesIn(layer)) }, (properties.legs || [])[i]),
  );
}

/**
 * Legs of one look share one polyline: dashes then run on from leg to leg.
 * @param {Leg[]} legs
 */
function groupsOf(legs) {
  /** @type {Map<string, Leg[]>} */
  const groups = new Map();
  legs.forEach((leg) => {
    const look = `${leg.schematic ? "~" : ""}${leg.mode || ""}`;
    groups.set(look, (groups.get(look) || []).concat([leg]));
  });
  return groups;
}

/**
 * @param {Leg[]} legs
 * @param {object} style
 */
function polyline(legs, style) {
  const lanes = legs.map((leg) => leg.lanes);
  const usual = { pane: "atlas-lines", interactive: false, smoothFactor: 1.2, lanes };
  return new LanePolyline(
    legs.map((leg) => leg.points),
    Object.assign(usual, style),
  );
}

const ROUND = { lineCap: "round", lineJoin: "round" };
const ARROW = { ...ROUND, noClip: true, smoothFactor: 0 };
const HIT = { pane: "atlas-hits", className: "atlas-hit", weight: 14, opacity: 0, color: "#000" };

/* Wide, light and below the route's own ink, with a thin dark rim; from bottom to top. */
const GLOW = [
  { color: "#1d2733", weight: 15.5, opacity: 0.75, ...ROUND, className: "atlas-glow" },
  { color: "#ffffff", weight: 13, opacity: 1, ...ROUND, className: "atlas-glow" },
];

/**
 * @param {Feature} feature
 * @param {Layer} layer
 */
function makeLine(feature, layer) {
  const { properties } = feature;
  const colour = typeColour(properties.platform_type, properties.kind);
  const legs = legsOf(feature, layer);
  const groups = groupsOf(legs);
  const part = (stroke) => stroke.on("add", () => markElement(stroke._path, feature, false));
  const ink = (some, style) => part(polyline(some, style));
  /** @type {Line} */
  const line = { feature, legs, colour, inks: [], glow: GLOW.map((style) => ink(legs, style)) };
  groups.forEach((members) =>
    strokesOf(members[0].mode, members[0].schematic, colour).reduce((like, style) => {
      line.inks.push(ink(members, like ? Object.assign({ like }, style) : style));
      return like || line.inks[line.inks.length - 1];
    }, null),
  );
  line.arrow = ink([], { color: darker(colour), weight: 2.2, ...ARROW });
  line.arrowCasing = ink([], { color: "#ffffff", weight: 4.6, ...ARROW });
  const like = groups.size === 1 ? line.inks[0] : undefined;
  line.hit = polyline(legs, { like, ...HIT });
  line.hit.on("add", () => markElement(line.hit._path, feature, true));
  line.all = line.inks.concat([line.arrowCasing, line.arrow, line.hit]);
  return line;
}

/** Draw the shown corridors; lines are made once and only put on or taken off the map. Returns whether any was. */
export function drawLines() {
  const { map } = session;
  let changed = false;
  eachFeature("lines", (feature, visible, layer) => {
    const { id } = feature.properties;
    let line = drawnLines.get(id);
    if (visible && !line) drawnLines.set(id, (line = makeLine(feature, layer)));
    if (!line) return;
    if (Boolean(line.visible) !== visible) {
      line.all.forEach((ink) => (visible ? ink.addTo(map) : ink.remove()));
      line.visible = visible;
      changed = true;
    }
    const lit = visible && session.selected === id;
    if (lit !== Boolean(line.lit)) lightUp(line, lit);
    if (!visible) return;
    line.all.forEach((ink) => restyle(ink._path, id));
    line.hit._path.setAttribute("aria-label", nameOf(feature.properties));
  });
  return changed;
}

/**
 * @param {Line} line
 * @param {boolean} lit
 */
function lightUp(line, lit) {
  line.lit = lit;
  line.glow
    .slice()
    .reverse()
    .forEach((ink) => (lit ? ink.addTo(session.map).bringToBack() : ink.remove()));
}

/** Bounds of the corridors shown, or null; flights count only where nothing goes by land or water. */
export function lineBounds() {
  const legs = Array.from(drawnLines.values())
    .filter((line) => line.visible)
    .flatMap((line) => line.legs);
  const ground = legs.filter((leg) => leg.mode !== "air");
  const bounds = L.latLngBounds([]);
  (ground.length ? ground : legs).forEach((leg) => leg.points.forEach((point) => bounds.extend(point)));
  return bounds.isValid() ? bounds : null;
}
