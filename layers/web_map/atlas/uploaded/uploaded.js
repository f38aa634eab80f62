/* Uploaded layers by address: fetched once, forgotten when removed. */
import { reportFailure } from "../core/failures.js";
import { session } from "../core/session.js";
import { paintings } from "../core/signals.js";
import { word } from "../core/words.js";
import { bytesOf } from "../protocol/decode.js";
import { paintOwn, prepareOwnCanvas } from "./canvas.js";
import { prepareOwnNames } from "./pick.js";
import { unpackOwn } from "./unpack.js";

const loaded = new Map(); // address -> layer, or null while it is on its way
let focus = "";
let isPrepared = false;

/**
 * Show what the state's `own` names: layers by address, findings as marks, a place to go to.
 * @param {State} state
 */
export function drawOwn(state) {
  const own = state.own || {};
  if (!isPrepared && !own.layers) return;
  if (!isPrepared) prepare();
  const wanted = (own.layers || []).map((layer) => layer.url);
  Array.from(loaded.keys())
    .filter((url) => !wanted.includes(url))
    .forEach((url) => loaded.delete(url)); // removed is forgotten
  (own.layers || []).forEach((layer, number) => {
    if (!loaded.has(layer.url)) fetchOwn(layer.url);
    const known = loaded.get(layer.url);
    if (known) Object.assign(known, { number, kept: layer.kept ? bytesOf(layer.kept) : null });
  });
  paintOwn(wanted.map((url) => loaded.get(url)).filter(Boolean), own.marks || []);
  if (own.painted && wanted.every((url) => loaded.get(url))) paintings.emit(own.painted);
  const there = own.focus ? JSON.stringify(own.focus) : "";
  if (there && there !== focus) {
    bringIntoView();
    goTo(own.focus.to);
  }
  focus = there;
}

function prepare() {
  isPrepared = true;
  prepareOwnCanvas();
  prepareOwnNames(session.map);
}

/**
 * A place, or the box [west, south, east, north] of a layer.
 * @param {LonLat | Box} place
 */
function goTo(place) {
  const { map } = session;
  const still = { animate: false };
  if (place.length === 2) map.setView([place[1], place[0]], Math.max(map.getZoom(), 11), still);
  else
    map.fitBounds(
      [
        [place[1], place[0]],
        [place[3], place[2]],
      ],
      { padding: [24, 24], maxZoom: 12, ...still },
    );
}

/* The table that was clicked may stand far below the map. */
function bringIntoView() {
  try {
    if (window.frameElement) window.frameElement.scrollIntoView({ block: "nearest" });
  } catch (error) {
    /* cross-origin */
  }
}

/** @param {string} url */
function fetchOwn(url) {
  loaded.set(url, null);
  fetch(url, { credentials: "same-origin", cache: "no-store" })
    .then((answer) => {
      if (!answer.ok) throw new Error("HTTP " + answer.status);
      return answer.arrayBuffer();
    })
    .then((value) => {
      if (!loaded.has(url)) return;
      loaded.set(url, unpackOwn(value));
      drawOwn(session.state);
    })
    .catch((error) => {
      loaded.delete(url);
      reportFailure(word("own"), error);
    });
}
