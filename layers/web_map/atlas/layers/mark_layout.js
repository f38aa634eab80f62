/* Where marks stand at this zoom, and how large they are. */
import { session } from "../core/session.js";
import { setApart } from "./displacement.js";
import { drawLeaders, prepareLeaders } from "./leaders.js";
import { isCrowd, shownMarks } from "./marks.js";

// below this zoom, and from this many marks on, low ranks are small
const CLOSE = 9;
const MINOR_RANK = 3;
const CROWD = 50;
let signature = "";

/** @param {LeafletMap} map */
export function preparePoints(map) {
  prepareLeaders(map);
  map.on("zoomanim", animate);
  map.on("zoomstart", () => map.getContainer().classList.add("atlas-zooming"));
  map.on("zoomend", () => map.getContainer().classList.remove("atlas-zooming"));
}

/* Seen from afar the city is small: its marks shrink, so that they do not hide a continent. */
const sizeAt = (zoom) => (zoom < 2.8 ? 0.2 : zoom < 5 ? 0.34 : zoom < 7 ? 0.66 : zoom < 8.5 ? 0.92 : 1);

/* In a crowd, features of low rank are small shapes without pictogram until the map is zoomed in. */
const minorSizeAt = (zoom) => Math.min(0.5, sizeAt(zoom) * 0.75);

const isMinor = (mark) => mark.rank >= MINOR_RANK && !mark.node && !(session.emphasis && session.emphasis.has(mark.id));

/**
 * Not L.DomUtil.setPosition: its translate3d makes each mark a layer of its own to the compositor, and hundreds of
 * layers took 60 ms of every click.
 * @param {Mark} mark
 * @param {number} x
 * @param {number} y
 */
function put(mark, x, y) {
  const { style } = mark.element;
  if (mark.flat) [style.left, style.top] = [`${Math.round(x)}px`, `${Math.round(y)}px`];
  else style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
}

/** Place the marks for this zoom, set apart where they collide. Skipped when nothing that matters changed. */
export function layoutPoints() {
  const { map } = session;
  const marks = shownMarks();
  const zoom = map.getZoom();
  const scale = Math.pow(2, zoom);
  const origin = map.getPixelOrigin();
  const crowded = zoom < CLOSE && marks.filter((mark) => !mark.node).length >= CROWD;
  marks.forEach((mark) => {
    mark.small = crowded && isMinor(mark);
  });
  const present = marks.map((mark) => mark.id + mark.part + (mark.small ? "s" : "")).join();
  const emphasised = session.emphasis ? Array.from(session.emphasis).join() : "";
  const now = [zoom, origin.x, origin.y, present, emphasised].join("|");
  if (now === signature) return;
  signature = now;
  marks.forEach((mark) => {
    mark.x = mark.wx * scale;
    mark.y = mark.wy * scale;
  });
  const size = sizeAt(zoom);
  const pane = map.getPane("atlas-marks");
  const station = zoom < 2.8 ? 0.62 : 1;
  pane.style.setProperty("--mark", String(size));
  pane.style.setProperty("--minor", String(minorSizeAt(zoom)));
  pane.style.setProperty("--station", String(station));
  map.getContainer().classList.toggle("atlas-afar", size < 0.6);
  // Stations of a route keep size and place, and what is emphasised its place: others step aside.
  marks.forEach((mark) => {
    mark.firm = mark.node || Boolean(session.emphasis && session.emphasis.has(mark.id));
    mark.whole = mark.full * (mark.node ? station : size);
    mark.reach = mark.small ? mark.full * minorSizeAt(zoom) : mark.whole;
    mark.element.classList.toggle("is-minor", mark.small);
  });
  setApart(marks, zoom);
  marks.forEach((mark) => {
    mark.x -= origin.x;
    mark.y -= origin.y;
    put(mark, mark.x + mark.dx, mark.y + mark.dy);
  });
  drawLeaders(marks);
}

/**
 * While Leaflet animates a zoom, marks travel to where their true place will be, keeping their offset.
 * @param {any} event
 */
function animate(event) {
  if (isCrowd()) return;
  const { map } = session;
  const scale = Math.pow(2, event.zoom);
  const origin = map
    .project(event.center, event.zoom)
    .subtract(map.getSize().divideBy(2))
    .add(L.DomUtil.getPosition(map.getPane("mapPane")));
  shownMarks().forEach((mark) => put(mark, mark.wx * scale - origin.x + mark.dx, mark.wy * scale - origin.y + mark.dy));
}
