/* The look of a feature's mark. */
import { typeColour } from "../core/colours.js";
import { partOf } from "../core/names.js";
import { session } from "../core/session.js";
import { ringOf, statusOf, statusStyle } from "../core/status.js";
import { SHAPES } from "./shapes.js";

/**
 * Look of a feature's mark (of its `part`, where given) under the current time.
 * @param {Properties} properties
 * @param {number} [part]
 */
export function lookOf(properties, part) {
  const { scale, kinds } = session.manifest;
  const kind = (kinds || {})[properties.kind] || {};
  const type = properties.platform_type || kind.type;
  const shape = ((scale.types || {})[type] || {}).shape;
  const look = {
    shape: SHAPES[shape] ? shape : "circle",
    colour: typeColour(type),
    icon: kind.icon || "",
    ring: ringOf(partOf(properties, part).position_quality),
  };
  // Nodes on a route are places, not platforms: they have no status to show.
  if (shape === "ring")
    return Object.assign(look, { shape: look.icon ? "node" : "ring", fill: "none", outline: "solid" });
  return Object.assign(look, statusStyle(statusOf(properties), session.time));
}
