/* Fetching layers: one broken file stops only its own layer. */
import { reportFailure } from "./failures.js";
import { indexFeatures } from "./features.js";
import { session } from "./session.js";
import { arrivals } from "./signals.js";

/** @param {string} url */
export function fetchJson(url) {
  return fetch(url, { credentials: "same-origin" }).then((answer) => {
    if (!answer.ok) throw new Error("HTTP " + answer.status);
    return answer.json();
  });
}

/**
 * Fetch a layer once. One broken file stops only its own layer; the others go on.
 * @param {string} id
 */
export function requestLayer(id) {
  const layer = session.layers[id];
  const { def } = layer;
  const given = session.given[id];
  if (layer.asked) return null;
  layer.asked = true;
  const source = given ? Promise.resolve(given) : fetchJson(session.prefix + def.url);
  return source
    .then((collection) => {
      if (!collection || !Array.isArray(collection.features)) throw new Error("not a FeatureCollection");
      layer.features = collection.features;
      indexFeatures(layer);
      layer.ready = true;
    })
    .catch((error) => {
      layer.failed = true;
      reportFailure(def.id, error);
    })
    .then(() => arrivals.emit());
}
