/* Outlines of base features as paths in pixels of zoom 0, made once. */
import { toWorld } from "../core/geometry.js";
import { session } from "../core/session.js";

let middle = null;

export function middleOf() {
  if (!middle) {
    const { lat, lng } = L.latLngBounds(session.manifest.home).getCenter();
    const [x, y] = toWorld([lng, lat]);
    middle = { x, y };
  }
  return middle;
}

/* A feature's outline with its bounds, both in pixels of zoom 0 from the middle; made once. */
const outlines = new WeakMap();

/** @param {Feature} feature */
export function outlineOf(feature) {
  if (!outlines.has(feature)) {
    const { type, coordinates } = feature.geometry;
    const bounds = L.bounds([]);
    const path = new Path2D();
    const edge = new Path2D();
    const { x, y } = middleOf();
    const rings = { LineString: [coordinates], MultiPolygon: coordinates.flat() }[type] || coordinates;
    rings.forEach((ring) => {
      const world = toWorld(ring.flatMap(([lon, lat]) => [lon, lat]));
      const isCut = (i) => Math.abs(ring[i][0]) === 180;
      for (let i = 0; i < world.length; i += 2) {
        const at = L.point(world[i] - x, world[i + 1] - y);
        bounds.extend(at);
        if (i) path.lineTo(at.x, at.y);
        else path.moveTo(at.x, at.y);
        // where land is cut in two at 180 degrees is no coast
        if (i && !(isCut(i / 2) && isCut(i / 2 - 1))) edge.lineTo(at.x, at.y);
        else edge.moveTo(at.x, at.y);
      }
      if (/Polygon$/.test(type)) path.closePath();
    });
    outlines.set(feature, { path, edge, bounds });
  }
  return outlines.get(feature);
}
