/* Elements of thematic features: the contract's attributes, emphasis and selection as classes. */
import { reportFailure } from "../core/failures.js";
import { nameOf } from "../core/names.js";
import { session } from "../core/session.js";

/**
 * Walk thematic features drawn in one way: `visit(feature, visible, layer)`; unplaced ones are left out.
 * @param {string} way
 * @param {(feature: Feature, visible: boolean, layer: Layer) => void} visit
 */
export function eachFeature(way, visit) {
  session.order.forEach((layerId) => {
    const layer = session.layers[layerId];
    if (layer.def.role === "base" || layer.def.draw !== way || !layer.ready) return;
    layer.features.forEach((feature) => {
      if (!feature.geometry || feature.broken) return;
      try {
        visit(feature, session.shown.has(feature.properties.id), layer);
      } catch (error) {
        feature.broken = true; // one unreadable geometry must not stop its neighbours
        reportFailure(layerId, error);
      }
    });
  });
}

/**
 * Contract attributes of the one element that stands for a feature (`whole`) or of a part of it.
 * @param {Element} element
 * @param {Feature} feature
 * @param {boolean} whole
 */
export function markElement(element, feature, whole) {
  element.setAttribute(whole ? "data-feature-id" : "data-part-of", feature.properties.id);
  if (!whole) return;
  element.setAttribute("role", "button");
  element.setAttribute("tabindex", "0");
  element.setAttribute("aria-label", nameOf(feature.properties));
}

/**
 * Emphasis and selection as classes: style only, nothing is made anew.
 * @param {Element} element
 * @param {string} id
 */
export function restyle(element, id) {
  if (!element) return;
  element.classList.toggle("is-faded", Boolean(session.emphasis && !session.emphasis.has(id)));
  element.classList.toggle("is-selected", session.selected === id);
}
