/* Direction: small chevrons each 120 px along a line, in the frame only, renewed after zoom and pan. */
import { session } from "../core/session.js";
import { shiftPoints } from "./lanes.js";
import { drawnLines } from "./lines.js";

const EVERY = 120;
const ARM = 4.6;

/* Two arms of a chevron whose tip points along (ux, uy). */
/** @returns {[number, number][]} */
const chevron = (x, y, ux, uy) => [
  [x - ARM * ux + ARM * 0.8 * -uy, y - ARM * uy + ARM * 0.8 * ux],
  [x + ARM * 0.4 * ux, y + ARM * 0.4 * uy],
  [x - ARM * ux - ARM * 0.8 * -uy, y - ARM * uy - ARM * 0.8 * ux],
];

/**
 * A leg in pixels of this zoom, in its lane; worked out once for each zoom level.
 * @param {Leg} leg
 */
function courseOf(leg) {
  const zoom = session.map.getZoom();
  if (!leg.course || leg.course.zoom !== zoom) {
    leg.course = {
      zoom,
      points: shiftPoints(
        leg.points.map((latlng) => session.map.project(latlng, zoom)),
        leg.lanes,
      ),
    };
  }
  return leg.course.points;
}

/**
 * Walk one leg. The phase starts at half a step, so short legs keep one arrow.
 * @param {Leg} leg
 * @param {L.Bounds} frame
 * @param {(chevron: [number, number][]) => void} add
 */
function walk(leg, frame, add) {
  let before = null;
  let left = EVERY / 2;
  courseOf(leg).forEach((here) => {
    if (before) {
      const dx = here.x - before.x;
      const dy = here.y - before.y;
      const length = Math.hypot(dx, dy);
      while (length > 0 && left <= length) {
        const share = left / length;
        const x = before.x + dx * share;
        const y = before.y + dy * share;
        if (frame.contains([x, y])) add(chevron(x, y, dx / length, dy / length));
        left += EVERY;
      }
      left -= length;
    }
    before = here;
  });
}

/** Renew the arrows of all shown lines. */
export function drawArrows() {
  const { map } = session;
  const seen = map.getPixelBounds();
  const pad = map.getSize().multiplyBy(0.3);
  const frame = L.bounds(seen.min.subtract(pad), seen.max.add(pad));
  drawnLines.forEach((line) => {
    if (!line.visible) return;
    const arrows = [];
    line.legs.forEach((leg) =>
      walk(leg, frame, (tips) => arrows.push(tips.map(([x, y]) => map.unproject(L.point(x, y))))),
    );
    line.arrow.setLatLngs(arrows);
    line.arrowCasing.setLatLngs(arrows);
  });
}
