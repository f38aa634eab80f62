/* The door: what Python's templates (folium_map.py), the presenter and tests call of the map, as the one name `Atlas`.
 *
 * Rooms from bottom to top: core, protocol, symbols, layers, labels, picking, uploaded, controls, host. A module
 * imports from its own room and from those below it; what is heard above goes through core/signals.js. */
export { hasMoved, resetView } from "../controls/fit.js";
export { legendOfShown } from "../controls/legend_shown.js";
export { baseFeatures } from "../core/base_layers.js";
export { htmlElement as element, svgElement as svg } from "../core/dom.js";
export { session } from "../core/session.js";
export { lineBounds } from "../layers/lines.js";
export { shownMarks } from "../layers/marks.js";
export { chooseFeature as choose } from "../picking/choose.js";
export { decodeJson as decode } from "../protocol/decode.js";
export { updateState as update } from "./render.js";
export { startAtlas as start } from "./start.js";
