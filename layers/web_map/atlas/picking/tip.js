/* The name of what is under the pointer. */
import { htmlElement } from "../core/dom.js";
import { featureById } from "../core/features.js";
import { nameOf, nameOfPart } from "../core/names.js";
import { session } from "../core/session.js";
import { markOf } from "../layers/marks.js";

let tip = null;

/**
 * Make the box that names what is under the pointer.
 * @param {HTMLElement} container
 */
export function prepareTip(container) {
  tip = htmlElement("div", "atlas-tip", container);
  tip.hidden = true;
}

/**
 * @param {string} id
 * @param {any} event
 * @param {L.Point} [point]
 * @param {Element} [target]
 */
export function showTip(id, event, point, target) {
  const feature = id && featureById(id);
  if (!feature) return;
  const mark = markOf(target || event.target);
  tip.textContent = mark ? nameOfPart(feature.properties, mark.part) : nameOf(feature.properties);
  tip.hidden = false;
  placeTip(point || session.map.mouseEventToContainerPoint(event));
}

/** @param {any} event */
export function moveTip(event) {
  if (!tip.hidden) placeTip(session.map.mouseEventToContainerPoint(event));
}

export function hideTip() {
  if (tip) tip.hidden = true;
}

/**
 * Above right of the pointer; on the other side where the frame ends.
 * @param {L.Point} point
 */
function placeTip(point) {
  const size = session.map.getSize();
  const left = point.x + 16 + tip.offsetWidth > size.x ? point.x - 12 - tip.offsetWidth : point.x + 16;
  const top = point.y - 14 - tip.offsetHeight < 0 ? point.y + 20 : point.y - 14 - tip.offsetHeight;
  tip.style.transform = `translate(${Math.round(Math.max(2, left))}px, ${Math.round(top)}px)`;
}
