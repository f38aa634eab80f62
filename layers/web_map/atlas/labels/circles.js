/* Notes on the circles of published area. */
import { darker, typeColour } from "../core/colours.js";
import { word } from "../core/words.js";
import { areaCircles } from "../layers/extents.js";
import { isFree, takeRoom } from "./room.js";
import { putLabel } from "./sheet.js";
import { measureLabel } from "./text.js";

/* What a circle of published area is called: schematic, or the area approved in such a year. */
function noteOf({ area_approved_year: year }) {
  return Number(year) > 0 ? word("approved_area").replace("{year}", String(Number(year))) : word("schematic_area");
}

/**
 * Around each circle of published area, on its line.
 * @param {Point2} shift
 */
export function labelCircles(shift) {
  areaCircles().forEach(({ mark, radius }) => {
    const text = measureLabel(noteOf(mark.feature.properties), "note", true);
    for (let i = 0; i < 12; i += 1) {
      const turn = ((i % 2 ? 1 : -1) * Math.ceil(i / 2) * Math.PI) / 6 - Math.PI / 2; // from the top, to both sides
      const x = mark.x + shift.x + radius * Math.cos(turn) - text.w / 2;
      const y = mark.y + shift.y + radius * Math.sin(turn) - text.h / 2;
      if (!isFree({ x, y, w: text.w, h: text.h })) continue;
      takeRoom({ x, y, w: text.w, h: text.h });
      const colour = darker(typeColour(mark.feature.properties.platform_type));
      putLabel(`a:${mark.id}:${mark.part}`, text, x - shift.x, y - shift.y, { id: mark.id, colour });
      return;
    }
  });
}
