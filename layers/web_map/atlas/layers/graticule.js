/* Thin lines each 10 degrees, only at the scale of whole routes; their labels stand at the frame's edge. */
import { htmlElement } from "../core/dom.js";
import { session } from "../core/session.js";

const STEP = 10;
const BELOW_ZOOM = 6;
// routes and land run on beyond 180 degrees
const WEST = -360;
const EAST = 540;
let lines = null;
let labels = null;

/** @param {LeafletMap} map */
export function prepareGraticule(map) {
  const paths = /** @type {[number, number][][]} */ ([]);
  for (let lon = WEST; lon <= EAST; lon += STEP)
    paths.push([
      [-80, lon],
      [84, lon],
    ]);
  for (let lat = -80; lat <= 80; lat += STEP)
    paths.push([
      [lat, WEST],
      [lat, EAST],
    ]);
  lines = L.polyline(paths, {
    pane: "atlas-graticule",
    renderer: L.canvas({ padding: 0.2, pane: "atlas-graticule" }),
    interactive: false,
    color: "#8a949b",
    weight: 0.6,
    opacity: 0.45,
    noClip: false,
  });
  labels = htmlElement("div", "atlas-graticule-labels", map.getContainer());
  labels.setAttribute("aria-hidden", "true");
  map.on("move", placeLabels);
}

const degrees = (value, [plus, minus]) => `${Math.abs(value)}°${value > 0 ? plus : value < 0 ? minus : ""}`;

/** Show or hide for the current zoom. */
export function drawGraticule() {
  if (!lines) return;
  const wanted = session.map.getZoom() < BELOW_ZOOM;
  if (wanted !== session.map.hasLayer(lines)) wanted ? lines.addTo(session.map) : lines.remove();
  placeLabels();
}

function placeLabels() {
  labels.textContent = "";
  const { map } = session;
  if (!map.hasLayer(lines)) return;
  const bounds = map.getBounds();
  const size = map.getSize();
  const put = (text, x, y, side) => {
    const label = htmlElement("span", "is-" + side, labels, text);
    label.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  };
  // figures of the finer lines would run into each other; at the equator a degree is as high as it is wide
  const degree = (256 * Math.pow(2, map.getZoom())) / 360;
  const apart = (room, ...steps) => steps.find((step) => step * degree >= room) || 90;
  const each = map.getZoom() < 3 ? apart(48, 30, 60) : STEP;
  const up = apart(16, STEP, 30, 60);
  for (
    let lon = Math.ceil(Math.max(bounds.getWest(), WEST) / each) * each;
    lon < Math.min(bounds.getEast(), EAST);
    lon += each
  ) {
    const x = map.latLngToContainerPoint([0, lon]).x;
    if (x > 90 && x < size.x - 60) put(degrees(((lon + 540) % 360) - 180, ["E", "W"]), x, 0, "top");
  }
  for (
    let lat = Math.ceil(Math.max(bounds.getSouth(), -80) / up) * up;
    lat < Math.min(bounds.getNorth(), 84);
    lat += up
  ) {
    const y = map.latLngToContainerPoint([lat, 0]).y;
    if (y > 40 && y < size.y - 40) put(degrees(lat, ["N", "S"]), size.x - session.inset.right, y, "right");
  }
}
