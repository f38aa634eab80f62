/* The paper: land, region tints, district and region edges, rivers. */
import { wayOf } from "../core/base_layers.js";
import { reportFailure } from "../core/failures.js";
import { session } from "../core/session.js";
import { isCurrent, settleVintage } from "../core/vintage.js";
import { INK, OUTLINE_DASH, tintOf } from "../symbols/ink.js";
import { outlineOf } from "./outlines.js";
import { Paper } from "./paper.js";

const made = new Map(); // base layer id -> inks, from bottom to top
let drawn = "";
let paper = null;
const ink = (style) => (feature) => Object.assign({ turns: [0] }, outlineOf(feature), style);

const INKS = {
  // Round the world once more on either side: a frame that looks over the Pacific shows America in its east.
  land: (features) => features.map(ink({ fill: INK.land, line: INK.coast, weight: 0.8, turns: [-1, 0, 1] })),
  // Fill and edge are separate strokes: the tint covers the seams that anti-aliasing leaves between neighbours.
  areas: (features) =>
    features
      .map((f) => {
        const tint = tintOf(f.properties.region);
        return ink({ fill: tint, line: tint, weight: 1 })(f);
      })
      .concat(features.map(ink({ line: INK.edgeDark, weight: 0.7, opacity: 0.9 }))),
  regions: (features) =>
    features.flatMap((f) => [
      ink({ line: "#ffffff", weight: 4.5, opacity: 0.75 })(f),
      ink({ line: INK.region, weight: 1.5 })(f),
    ]),
  // Schematic extents: dashed like everything schematic, and never a boundary.
  outlines: (features) => features.map(ink({ line: INK.outline, weight: 1.5, opacity: 0.85, dash: OUTLINE_DASH })),
  rivers: (features) =>
    features.map((f) =>
      ink({ line: INK.river, weight: /changjiang/.test(f.properties.id) ? 2.6 : 1.7, opacity: 0.95 })(f),
    ),
};

/** Put the base layers that have arrived on the map, in manifest order; of the districts' vintages the current one. */
export function drawBase() {
  settleVintage();
  const shown = session.order.filter((id) => {
    const { def, ready } = session.layers[id];
    return def.role === "base" && ready && isCurrent(id) && INKS[wayOf(def)];
  });
  session.map.getContainer().classList.toggle(
    "atlas-inland",
    session.order.some((id) => session.layers[id].def.beyond && !shown.includes(id)),
  );
  if (shown.join() === drawn) return;
  drawn = shown.join();
  shown
    .filter((id) => !made.has(id))
    .forEach((id) => {
      try {
        made.set(id, INKS[wayOf(session.layers[id].def)](session.layers[id].features.filter((f) => f.geometry)));
      } catch (error) {
        made.set(id, []);
        reportFailure(id, error);
      }
    });
  const inks = shown.flatMap((id) => made.get(id));
  if (paper) {
    paper.inks = inks;
    paper.paint();
  } else {
    paper = new Paper();
    paper.inks = inks;
    paper.addTo(session.map);
  }
}
