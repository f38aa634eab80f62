/* Which feature of a visitor's own layers lies under the pointer: its name on hover; a click opens its row on the
 * page. */
import { htmlElement, readable } from "../core/dom.js";
import { session } from "../core/session.js";
import { selections } from "../core/signals.js";
import { letTake } from "../picking/picking.js";
import { ownShown } from "./canvas.js";
import { nearestPath, nearestPoint } from "./hits.js";

const REACH = 9; // px around the pointer
const STILL = 500; // ms that the table stands still
const WAIT = 20000; // ms until a section that opens must have it
const TABLE = ".st-key-own-table";
let tip = null;
let waiting = 0;
let bringing = null;

/**
 * The own feature at a place on the map, {layer, row}, or null: the nearest point within reach, else line or edge,
 * else area.
 * @param {L.LatLng} latlng
 */
function ownAt(latlng) {
  const own = ownShown();
  if (!own) return null;
  const { scale, zoom } = own.view;
  const at = session.map.project(latlng, zoom);
  const x = at.x / scale;
  const y = at.y / scale;
  return nearestPoint(own, x, y, REACH / scale) || nearestPath(own, x, y, REACH / scale);
}

/* Where clicks on the ground are asked for, they are all meant for the ground. */
const isHeard = () => Boolean(session.state && !session.state.points && session.state.own && session.state.own.heard);

/**
 * A click at a place: true where the host hears of own features and one lies there; it is told which.
 * @param {L.LatLng} latlng
 */
function chooseOwn(latlng) {
  const found = isHeard() && ownAt(latlng);
  if (!found) return false;
  selections.emit(null, { own: [found.layer.number, found.row] });
  bringTable();
  return true;
}

/* The row is shown far below the map, maybe in a section that the host opens only now and that grows while it is
 * filled: the table is kept in the middle until it stands still, or the visitor does something himself. */
function bringTable() {
  try {
    const host = window.parent;
    const page = host.document;
    const stop = new AbortController();
    if (bringing) bringing.abort();
    bringing = stop;
    ["wheel", "touchmove", "pointerdown", "keydown"].forEach((kind) => {
      page.addEventListener(kind, () => stop.abort(), { signal: stop.signal, capture: true, passive: true });
    });
    const began = host.performance.now();
    let since = began;
    let top = NaN;
    const follow = (now) => {
      if (stop.signal.aborted) return;
      const table = page.querySelector(TABLE);
      if (!table || table.getBoundingClientRect().top !== top) {
        since = now;
        if (table) table.scrollIntoView({ block: "center" });
        top = table ? table.getBoundingClientRect().top : NaN;
      }
      if (now - since < STILL && now - began < WAIT) host.requestAnimationFrame(follow);
      else stop.abort();
    };
    host.requestAnimationFrame(follow);
  } catch (error) {
    /* cross-origin */
  }
}

/**
 * Show the name of the own feature under the pointer; once, when the first layer comes.
 * @param {LeafletMap} map
 */
export function prepareOwnNames(map) {
  tip = htmlElement("div", "atlas-tip", map.getContainer());
  tip.hidden = true;
  letTake(chooseOwn);
  map.on("mousemove", hover);
  map.on("mouseout movestart", () => {
    tip.hidden = true;
  });
}

/** @param {any} event */
function hover(event) {
  if (waiting) return;
  waiting = requestAnimationFrame(() => {
    waiting = 0;
    const found = ownAt(event.latlng);
    const name = found && found.layer.names[found.row];
    session.map.getContainer().classList.toggle("is-over-own", Boolean(found) && isHeard());
    tip.hidden = !name;
    if (!name) return;
    tip.textContent = readable(name);
    const point = session.map.latLngToContainerPoint(event.latlng);
    tip.style.transform = `translate(${Math.round(point.x + 14)}px, ${Math.round(Math.max(2, point.y - 30))}px)`;
  });
}
