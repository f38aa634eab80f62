/* The numbers that a list beside the map gives to places: pins of neighbours stand side by side. */
import { htmlElement } from "../core/dom.js";
import { session } from "../core/session.js";

/** @type {[number, number]} */
const SIZE = [22, 30];
/* Where a pin may stand from its place, px: the lower number in its place. */
const ASIDE = [
  [0, 0],
  [22, 0],
  [-22, 0],
  [0, -24],
  [0, 24],
  [20, -24],
  [-20, -24],
  [44, 0],
  [-44, 0],
];

/** @param {{ lon: number, lat: number, label?: string }} each */
export function pin(each) {
  const mark = htmlElement("span", "", null, String(each.label || ""));
  return L.marker([each.lat, each.lon], {
    pane: "atlas-drafts",
    interactive: false,
    keyboard: false,
    icon: L.divIcon({ className: "atlas-number", iconSize: SIZE, iconAnchor: [SIZE[0] / 2, SIZE[1]], html: mark }),
  });
}

/**
 * Set the pins of a group apart where they would cover each other.
 * @param {L.LayerGroup} group
 */
export function placePins(group) {
  const taken = [];
  group.eachLayer((each) => {
    if (!(each instanceof L.Marker)) return;
    const at = session.map.latLngToContainerPoint(each.getLatLng());
    const isFree = (by) =>
      taken.every((one) => Math.abs(one.x - at.x - by[0]) >= SIZE[0] || Math.abs(one.y - at.y - by[1]) >= SIZE[1] - 6);
    const by = ASIDE.find(isFree) || ASIDE[0];
    taken.push(at.add(L.point(by[0], by[1])));
    each.getElement().style.translate = `${by[0]}px ${by[1]}px`;
  });
}
