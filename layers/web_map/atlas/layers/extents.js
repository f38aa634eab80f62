/* What a mark stands for on the ground: its circle of position error, its published area as a circle of equal
 * size, or the districts concerned, hatched. All of it is schematic, none of it takes the pointer. */
import { darker, typeColour } from "../core/colours.js";
import { partOf } from "../core/names.js";
import { session } from "../core/session.js";
import { ringOf } from "../core/status.js";
import { districtOf } from "../core/vintage.js";
import { hatchOver } from "../symbols/paints.js";
import { markElement } from "./elements.js";
import { shownMarks } from "./marks.js";

const ALL_AREAS = 11; // from this zoom on, areas of all shown features are drawn, not the selected one's alone
const INK = "#3d4753";
const drawn = new Map(); // key -> {ink, circle}

/** Codes of the districts that a feature lies in parts of; empty for a feature with a place of its own. */
const extentOf = (properties) => (Array.isArray(properties.extent_districts) ? properties.extent_districts : []);

const isLit = (id) => id === session.selected || Boolean(session.emphasis && session.emphasis.has(id));

/** Whether the districts of this feature are hatched now. */
export const isHatched = (properties) => isLit(properties.id) && extentOf(properties).length > 0;

/**
 * A part's own figure; the whole's only where it has one place, for how a total is shared out is not published.
 * @param {Properties} properties
 * @param {number} part
 */
function areaOf(properties, part) {
  const parts = properties.parts || [];
  const own = Number((parts[part] || /** @type {Partial<Properties>} */ ({})).area_km2);
  return own > 0 ? own : parts.length > 1 ? NaN : Number(properties.area_km2);
}

/* Pixels of `metres` on the ground at this zoom and latitude. */
const pixels = (metres, lat) =>
  (metres * 256 * Math.pow(2, session.map.getZoom())) / (40075016.7 * Math.cos((lat * Math.PI) / 180));

/**
 * @param {Mark} mark
 * @param {number} metres
 * @param {L.PathOptions} style
 */
function circle(mark, metres, style) {
  // A circle that hides behind its mark would only thicken the ring.
  if (!(metres > 0) || pixels(metres, mark.latlng.lat) < mark.whole + 3) return null;
  return L.circle(
    mark.latlng,
    Object.assign({ pane: "atlas-halos", interactive: false, radius: metres, lineCap: "round" }, style),
  );
}

/** @param {Mark} mark */
function errorOf(mark) {
  const own = partOf(mark.feature.properties, mark.part);
  const dotted = ringOf(own.position_quality) === "dotted";
  return circle(mark, Number(own.position_error_km) * 1000, {
    color: INK,
    weight: 1.6,
    dashArray: dotted ? "0.1 5" : "6 5",
    fillColor: INK,
    fillOpacity: 0.06,
  });
}

/**
 * @param {Mark} mark
 * @param {boolean} chosen
 */
function areaCircle(mark, chosen) {
  const { properties } = mark.feature;
  const colour = darker(typeColour(properties.platform_type));
  return circle(mark, Math.sqrt(areaOf(properties, mark.part) / Math.PI) * 1000, {
    color: colour,
    weight: chosen ? 2 : 1.2,
    opacity: chosen ? 0.95 : 0.7,
    dashArray: "10 5",
    fill: chosen,
    fillColor: colour,
    fillOpacity: 0.07,
  });
}

/** @param {Mark} mark */
function districtsOf(mark) {
  const colour = typeColour(mark.feature.properties.platform_type);
  const features = extentOf(mark.feature.properties).map(districtOf).filter(Boolean);
  return features.length === 0
    ? null
    : L.geoJSON(/** @type {any} */ ({ type: "FeatureCollection", features }), {
        pane: "atlas-halos",
        interactive: false,
        style: {
          pane: "atlas-halos",
          interactive: false,
          color: colour,
          weight: 1.4,
          opacity: 0.75,
          fillColor: hatchOver(colour),
          fillOpacity: 1,
        },
      });
}

/* Key -> what should be drawn for the marks shown now. */
function wanted() {
  const found = new Map();
  const close = session.map.getZoom() >= ALL_AREAS;
  const want = (key, mark, make) => found.set(key, { mark, make });
  shownMarks().forEach((mark) => {
    const { properties } = mark.feature;
    const chosen = mark.id === session.selected;
    const place = `${mark.id}:${mark.part}`;
    if (chosen) want("error:" + place, mark, errorOf);
    if (extentOf(properties).length) {
      if (!isLit(mark.id) || mark.part > 0) return;
      const here = extentOf(properties).filter(districtOf); // in the key: a district may arrive later
      want(`extent:${place}:${session.vintage}:${here.length}`, mark, districtsOf);
    } else if (chosen || (close && !(session.emphasis && !isLit(mark.id)))) {
      want(`area:${place}:${chosen}`, mark, (each) => areaCircle(each, chosen));
    }
  });
  return found;
}

let zoom = null;

/** Draw what the selection, the emphasis and the zoom call for; what is there already stays. */
export function drawExtents() {
  const next = wanted();
  const moved = zoom !== session.map.getZoom(); // a circle may now be too small, or large enough
  zoom = session.map.getZoom();
  drawn.forEach((entry, key) => {
    if (next.has(key) && !(moved && entry.round)) return;
    if (entry.ink) entry.ink.remove();
    drawn.delete(key);
  });
  next.forEach(({ mark, make }, key) => {
    if (drawn.has(key)) return;
    const ink = make(mark);
    const round = !key.startsWith("extent:");
    drawn.set(key, { ink, mark, round, area: key.startsWith("area:") });
    if (!ink) return;
    ink.addTo(session.map);
    (ink.getLayers ? ink.getLayers() : [ink]).forEach((each) => markElement(each._path, mark.feature, false));
  });
}

/** Circles of published area drawn now, for their notes: {mark, radius in px}. */
export const areaCircles = () =>
  Array.from(drawn.values())
    .filter((entry) => entry.area && entry.ink)
    .map(({ mark, ink }) => ({ mark, radius: pixels(ink.getRadius(), mark.latlng.lat) }));
