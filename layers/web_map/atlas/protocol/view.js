/* A view as links hold it. */

/**
 * "zoom/lat/lon" -> {zoom, center}, or null when not finite or out of range.
 * @param {unknown} text
 * @returns {{ zoom: number; center: [lat: number, lon: number] } | null}
 */
export function parseView(text) {
  const parts = typeof text === "string" ? text.split("/") : [];
  if (parts.length !== 3 || parts.some((part) => !/^-?\d+(\.\d+)?$/.test(part))) return null;
  const [zoom, lat, lon] = parts.map(Number);
  // views run on beyond 180 degrees
  if (zoom < 0 || zoom > 20 || Math.abs(lat) > 85 || Math.abs(lon) > 540) return null;
  return { zoom, center: [lat, lon] };
}
