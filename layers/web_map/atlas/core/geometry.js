/* Geometry without a map: projection to pixels of zoom 0, the date line, points in rings. */

/**
 * Degrees (lon, lat, lon, lat …) to pixels of zoom 0, as Leaflet's own projection has them.
 * @param {ArrayLike<number>} degrees
 */
export function toWorld(degrees) {
  const world = new Float64Array(degrees.length);
  const rad = Math.PI / 180;
  for (let i = 0; i < degrees.length; i += 2) {
    const sine = Math.sin(Math.max(Math.min(85.0511, degrees[i + 1]), -85.0511) * rad);
    world[i] = 256 * (degrees[i] / 360 + 0.5);
    world[i + 1] = 256 * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
  }
  return world;
}

/**
 * A route cut at 180 degrees runs on beyond it, where a frame shows both halves as one.
 * @param {Feature['geometry']} geometry
 */
export function joinAtDateline(geometry) {
  if (!geometry || geometry.type !== "MultiLineString") return;
  let before = null;
  geometry.coordinates.forEach((part) => {
    const [first] = part;
    const cut = before && first && Math.abs(before[0]) > 179.9 && Math.abs(first[0] - before[0]) > 180;
    const turn = cut ? 360 * Math.sign(before[0]) : 0;
    if (turn)
      part.forEach((point) => {
        point[0] += turn;
      });
    before = part[part.length - 1];
  });
}

/**
 * Even-odd rule over all rings.
 * @param {Point2[][]} rings
 * @param {number} x
 * @param {number} y
 */
export function isInside(rings, x, y) {
  let inside = false;
  rings.forEach((ring) => {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const a = ring[i];
      const b = ring[j];
      if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
    }
  });
  return inside;
}
