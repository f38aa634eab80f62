/* Features of the base layers that are drawn now. */
import { session } from "./session.js";
import { isCurrent } from "./vintage.js";

/* Regions are areas whose features carry no sub-unit: told apart by id, so the manifest needs no further word. */
export const wayOf = (def) => (def.draw === "areas" && /^regions?$/.test(def.id) ? "regions" : def.draw);

export const baseFeatures = (way) =>
  session.order
    .map((id) => session.layers[id])
    .filter((layer) => layer.def.role === "base" && layer.ready && isCurrent(layer.def.id) && wayOf(layer.def) === way)
    .flatMap((layer) => layer.features)
    .filter((feature) => feature.geometry);
