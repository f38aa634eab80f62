/* Which feature of uploaded layers lies nearest to a place in pixels of zoom 0. */

/**
 * @param {{ layers: OwnLayer[]; isKept(layer: OwnLayer, row: number): boolean }} own
 * @param {number} x
 * @param {number} y
 * @param {number} reach
 */
export function nearestPoint(own, x, y, reach) {
  let best = reach;
  let found = null;
  own.layers.forEach((layer) =>
    layer.rows.forEach((row, i) => {
      const gap = Math.hypot(layer.points[2 * i] - x, layer.points[2 * i + 1] - y);
      if (gap < best && own.isKept(layer, row)) {
        best = gap;
        found = { layer, row };
      }
    }),
  );
  return found;
}

/**
 * @param {{ layers: OwnLayer[]; isKept(layer: OwnLayer, row: number): boolean }} own
 * @param {number} x
 * @param {number} y
 * @param {number} reach
 */
export function nearestPath(own, x, y, reach) {
  let best = reach;
  let near = null;
  let around = null;
  own.layers.forEach((layer) => {
    const { starts, shapes, areas, pathRows } = layer;
    for (let i = 0; i < shapes.length;) {
      // the rings of one area lie together: inside an odd number of them is inside
      const first = i;
      let gap = Infinity;
      let inside = false;
      for (; i < shapes.length && shapes[i] === shapes[first] && areas[i] === areas[first]; i += 1) {
        const met = along(layer.path, starts[i], starts[i + 1], x, y);
        gap = Math.min(gap, met.gap);
        inside = inside !== (met.crossed && Boolean(areas[i]));
      }
      if (!own.isKept(layer, pathRows[first])) continue;
      if (gap < best) {
        best = gap;
        near = { layer, row: pathRows[first] };
      }
      if (inside) around = { layer, row: pathRows[first] }; // what was drawn last lies on top
    }
  });
  return near || around;
}

/**
 * One line or ring: how near it comes, and whether a ray to the right crosses it an odd number of times.
 * @param {Float64Array} path
 * @param {number} from
 * @param {number} to
 * @param {number} x
 * @param {number} y
 */
function along(path, from, to, x, y) {
  let gap = Infinity;
  let crossed = false;
  for (let k = from; k + 1 < to; k += 1) {
    const ax = path[2 * k] - x;
    const ay = path[2 * k + 1] - y;
    const dx = path[2 * k + 2] - x - ax;
    const dy = path[2 * k + 3] - y - ay;
    const share = Math.max(0, Math.min(1, -(ax * dx + ay * dy) / (dx * dx + dy * dy || 1)));
    gap = Math.min(gap, Math.hypot(ax + share * dx, ay + share * dy));
    if (ay > 0 !== ay + dy > 0 && ax - (ay * dx) / dy > 0) crossed = !crossed;
  }
  return { gap, crossed };
}
