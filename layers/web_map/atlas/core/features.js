/* Features that have arrived, by id. */
import { joinAtDateline } from "./geometry.js";

/** Keep only features that can be read; id -> feature for lookups. */
const features = new Map();

/** @param {Layer} layer */
export function indexFeatures(layer) {
  layer.features.forEach((feature) => {
    feature.properties = feature.properties || /** @type {Properties} */ ({});
    if (feature.properties.id === undefined) feature.properties.id = String(feature.id);
    feature.layerId = layer.def.id;
    if (layer.def.draw === "lines") joinAtDateline(feature.geometry);
    if (layer.def.role !== "base") features.set(feature.properties.id, feature);
  });
}

export const featureById = (id) => features.get(id) || null;
