/* Courses of rivers and corridors on screen: where they run in the frame, and where they are straight. */
import { session } from "../core/session.js";

const worlds = new WeakMap(); // feature -> [[x, y] at zoom 0] per part, projected once

/** @param {Feature} feature */
export function worldOf(feature) {
  if (!worlds.has(feature)) {
    const { type, coordinates } = feature.geometry;
    const parts = type === "LineString" ? [coordinates] : coordinates;
    worlds.set(
      feature,
      parts.map((part) => part.map(([lon, lat]) => L.CRS.EPSG3857.latLngToPoint(L.latLng(lat, lon), 0))),
    );
  }
  return worlds.get(feature);
}

const boxes = new WeakMap(); // part of a course -> its bounds at zoom 0

/**
 * Whether any of a part can be in the frame: most of a long route is not.
 * @param {Point2[]} part
 * @param {number} scale
 * @param {Point2} origin
 * @param {Point2} shift
 * @param {Point2} size
 */
export function isNear(part, scale, origin, shift, size) {
  if (!boxes.has(part)) boxes.set(part, L.bounds(/** @type {any} */ (part)));
  const { min, max } = boxes.get(part);
  const x = shift.x - origin.x;
  const y = shift.y - origin.y;
  return max.x * scale + x > 0 && max.y * scale + y > 0 && min.x * scale + x < size.x && min.y * scale + y < size.y;
}

/**
 * Stretches of a course, `width` px long on screen, straightest first.
 * @param {Feature} feature
 * @param {number} width
 * @param {Point2} shift
 */
export function stretches(feature, width, shift) {
  const { map } = session;
  const scale = Math.pow(2, map.getZoom());
  const origin = map.getPixelOrigin();
  const size = map.getSize();
  const found = [];
  worldOf(feature).forEach((part) => {
    if (!isNear(part, scale, origin, shift, size)) return;
    const course = part.map((p) => [p.x * scale - origin.x + shift.x, p.y * scale - origin.y + shift.y]);
    let last = -Infinity;
    let run = 0;
    for (let i = 0; i < course.length - 1; i += 1) {
      const [x, y] = course[i];
      run += i ? Math.hypot(x - course[i - 1][0], y - course[i - 1][1]) : 0;
      if (run - last < 24 || x < 0 || y < 0 || x > size.x || y > size.y) continue;
      last = run;
      let way = 0;
      let j = i;
      while (j < course.length - 1 && Math.hypot(course[j][0] - x, course[j][1] - y) < width) {
        j += 1;
        way += Math.hypot(course[j][0] - course[j - 1][0], course[j][1] - course[j - 1][1]);
      }
      const [ex, ey] = course[j];
      const chord = Math.hypot(ex - x, ey - y);
      if (chord < width) continue;
      let angle = (Math.atan2(ey - y, ex - x) * 180) / Math.PI;
      if (angle > 90) angle -= 180;
      else if (angle < -90) angle += 180;
      const middle = course[Math.floor((i + j) / 2)];
      found.push({ x: (x + ex) / 2, y: (y + ey) / 2, angle, bend: way / chord + Math.abs(angle) / 400, middle });
    }
  });
  return found.sort((a, b) => a.bend - b.bend).slice(0, 24);
}

/* A turned label takes small squares along its base line instead of one wide rectangle. */
export function squares({ x, y, angle }, { w, h }) {
  const turn = (angle * Math.PI) / 180;
  const n = Math.max(1, Math.ceil(w / h));
  return Array.from({ length: n }, (_, i) => {
    const t = ((i + 0.5) / n - 0.5) * w;
    return { x: x + t * Math.cos(turn) - h / 2, y: y + t * Math.sin(turn) - h / 2, w: h, h };
  });
}
