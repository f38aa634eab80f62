/* Choosing a feature. */
import { session } from "../core/session.js";
import { selections } from "../core/signals.js";
import { drawLabels } from "../labels/pass.js";
import { drawAreas } from "../layers/areas.js";
import { restyle } from "../layers/elements.js";
import { drawExtents } from "../layers/extents.js";
import { drawLines } from "../layers/lines.js";
import { shownMarks } from "../layers/marks.js";

/**
 * Select at once here; the host hears of it and may answer with a new state.
 * @param {string} id
 */
export function chooseFeature(id) {
  session.map.closePopup();
  session.selected = session.chosen = id;
  shownMarks().forEach((mark) => restyle(mark.element, mark.id));
  drawAreas();
  drawLines();
  drawExtents();
  drawLabels();
  selections.emit(id);
}
