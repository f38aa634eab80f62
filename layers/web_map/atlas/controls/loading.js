/* A quiet line in the middle until the marks are painted; before the language is known, a moving bar alone. */
import { htmlElement } from "../core/dom.js";
import { session } from "../core/session.js";
import { word } from "../core/words.js";

let box = null;
let line = null;

/**
 * Show it, and take away what Leaflet or folium put there by itself: ours comes with the manifest.
 * @param {LeafletMap} map
 */
export function showLoading(map) {
  if (map.attributionControl) map.attributionControl.remove();
  map.attributionControl = null;
  box = htmlElement("div", "atlas-loading", map.getContainer());
  box.setAttribute("role", "status");
  htmlElement("div", "atlas-loading-bar", box);
  line = htmlElement("div", "", box);
}

/** The words, once the language is known; the manifest that holds all others is on its way. */
export const sayLoading = () => {
  if (box) line.textContent = (window.AtlasLoading || {})[session.state.lang || "zh"] || word("loading");
};

export function hideLoading() {
  if (box) box.remove();
  box = null;
}
