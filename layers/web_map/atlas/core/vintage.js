/* Base layers that are fetched when needed: the other vintage of the districts (the plan's 38, today's 37), and land,
 * which the paper alone shows as long as no coast can come into the frame. */
import { requestLayer } from "./requests.js";
import { session } from "./session.js";

const USUAL = "38"; // the plan's own
const vintageOf = (id) => session.layers[id].def.district_vintage || null;

/**
 * Note which vintage the state asks for; a vintage nobody has falls back to the usual one.
 * @param {State} state
 */
export function chooseVintage(state) {
  const known = session.order.map(vintageOf).filter(Boolean);
  const asked = String((state && state.district_vintage) || USUAL);
  session.vintage = [asked, USUAL].find((vintage) => known.includes(vintage)) || known[0] || null;
}

/** Whether a layer belongs to every vintage or to the chosen one. */
const isWanted = (id) => (!vintageOf(id) || vintageOf(id) === session.vintage) && !isOnlyBeyond(id);

const AROUND = 0.5; // of the frame: what dragging shows before anything can be fetched

/**
 * A layer's `beyond` names a box (west, south, east, north) where it has nothing to show.
 * @param {string} id
 */
function isOnlyBeyond(id) {
  const { def, asked } = session.layers[id];
  const { map } = session;
  if (!def.beyond || asked) return false;
  if (!session.inset) return true; // nothing has been fitted yet
  const [west, south, east, north] = def.beyond;
  return L.latLngBounds([
    [south, west],
    [north, east],
  ]).contains(map.getBounds().pad(AROUND));
}

/** Fetch what the frame as it is now needs; returns a promise for each layer that was not asked for before. */
export const requestWanted = () => session.order.filter(isWanted).map(requestLayer);

/**
 * Whether a layer is to be drawn now: until the chosen vintage has arrived, the former one stays.
 * @param {string} id
 */
export function isCurrent(id) {
  if (isWanted(id)) return true;
  const arrived = session.order.some(
    (other) => vintageOf(other) === session.vintage && (session.layers[other].ready || session.layers[other].failed),
  );
  return !arrived && session.layers[id].ready && session.before === vintageOf(id);
}

/** Remember what is drawn, so that the next vintage can take its place without a gap. */
export function settleVintage() {
  const here = session.order.some((id) => vintageOf(id) === session.vintage && session.layers[id].ready);
  if (here) session.before = session.vintage;
}

/**
 * The district of this code: of the current vintage, else of another, which is fetched for it.
 * @param {string | number} adcode
 */
export function districtOf(adcode) {
  const base = session.order.filter(
    (id) => session.layers[id].def.role === "base" && session.layers[id].def.draw === "areas",
  );
  const found = base
    .sort((a, b) => Number(isCurrent(b)) - Number(isCurrent(a)))
    .map((id) =>
      session.layers[id].features.find(
        (feature) => String(feature.properties.adcode) === String(adcode) && feature.geometry,
      ),
    )
    .find(Boolean);
  if (!found) base.filter((id) => vintageOf(id)).forEach(requestLayer);
  return found || null;
}
