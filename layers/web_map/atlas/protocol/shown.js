/* Which features a state shows. */
import { bytesOf } from "./decode.js";

/** Set of shown feature ids. `state.shown`: bits over all themes in manifest order; absent: everything. */
export function shownFeatures(state, { layers, order }) {
  const shown = new Set();
  const bits = typeof state.shown === "string" ? bytesOf(state.shown) : state.shown;
  let first = 0;
  order.forEach((id) => {
    const layer = layers[id];
    const { def } = layer;
    const from = first;
    if (def.role === "base") return;
    first += def.count; // also where the layer itself did not arrive
    if (layer.ready)
      layer.features.forEach((feature, i) => {
        if (!bits || (bits[(from + i) >> 3] >> ((from + i) & 7)) & 1) shown.add(feature.properties.id);
      });
  });
  return shown;
}
