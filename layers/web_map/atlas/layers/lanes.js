/* Routes of different corridors that share a track run side by side, so that neither hides the other.
 *
 * Shared track shares vertices (the build sees to it): an edge that two corridor kinds use gets a lane each.
 * Lanes are shifts in px, so they close up on the ground as the map is zoomed in. */

const WIDTH = 5.6;
const keyOf = (point) => point.key || (point.key = point.lng.toFixed(5) + "," + point.lat.toFixed(5));

const edgeKey = (a, b) => {
  const p = keyOf(a);
  const q = keyOf(b);
  return p < q ? p + " " + q : q + " " + p;
};

/**
 * Which corridor kinds run over each edge of the given legs: edge -> sorted list of kinds.
 * @param {{ kind: string; parts: L.LatLng[][] }[]} lines
 */
export function edgesOf(lines) {
  const edges = new Map();
  lines.forEach(({ kind, parts }) =>
    parts.forEach((points) =>
      points.forEach((point, i) => {
        if (!i) return;
        const key = edgeKey(points[i - 1], point);
        const kinds = edges.get(key) || [];
        if (!kinds.includes(kind)) edges.set(key, kinds.concat([kind]).sort());
      }),
    ),
  );
  return edges;
}

/**
 * Shift of each vertex (px, to the right of travel): the mean of its two edges, for a soft change of lane.
 * @param {Point2[]} points
 * @param {string} kind
 * @param {Map<string, string[]>} edges
 */
export function lanesOf(points, kind, edges) {
  const shifts = points.slice(1).map((point, i) => {
    const kinds = edges.get(edgeKey(points[i], point)) || [];
    return kinds.length > 1 ? (kinds.indexOf(kind) - (kinds.length - 1) / 2) * WIDTH : 0;
  });
  if (!shifts.some(Boolean)) return null;
  return points.map(
    (_, i) =>
      ((shifts[i - 1] === undefined ? shifts[i] : shifts[i - 1]) +
        (shifts[i] === undefined ? shifts[i - 1] : shifts[i])) /
      2,
  );
}

/**
 * The vertex at least 14 px away: from afar, vertices stand too close to tell the direction of travel.
 * @param {Point2[]} points
 * @param {number} i
 * @param {number} step
 */
function farPoint(points, i, step) {
  let j = i;
  while (points[j + step] && Math.hypot(points[j].x - points[i].x, points[j].y - points[i].y) < 14) j += step;
  return points[j];
}

/**
 * Projected points moved into their lane.
 * @param {Point2[]} points
 * @param {number[] | null} lanes
 */
export function shiftPoints(points, lanes) {
  if (!lanes) return points;
  return points.map((point, i) => {
    const before = farPoint(points, i, -1);
    const after = farPoint(points, i, 1);
    const dx = after.x - before.x;
    const dy = after.y - before.y;
    const length = Math.hypot(dx, dy);
    return length ? L.point(point.x - (dy / length) * lanes[i], point.y + (dx / length) * lanes[i]) : point;
  });
}
