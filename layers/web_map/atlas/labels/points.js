/* Names of marks: around them, else for those of first rank at the edge of the crowd. */
import { labelOf } from "../core/names.js";
import { session } from "../core/session.js";
import { word } from "../core/words.js";
import { isHatched } from "../layers/extents.js";
import { tieLabels } from "../layers/leaders.js";
import { shownMarks } from "../layers/marks.js";
import { isDisliked, isFree, labelFrame, takeRoom } from "./room.js";
import { putLabel } from "./sheet.js";
import { measureLabel } from "./text.js";

const MOST = 220;
let ties = "";
const roomOf = (mark) => (mark.id === session.selected ? mark.whole + 7 : mark.reach); // its ring; a small mark grows

/**
 * Marks and their leaders are obstacles; returns the marks in the frame.
 * @param {Point2} shift
 */
export function takeMarks(shift) {
  const frame = labelFrame();
  return shownMarks().filter((mark) => {
    const x = mark.x + mark.dx + shift.x;
    const y = mark.y + mark.dy + shift.y;
    const r = roomOf(mark);
    if (x < -r || y < -r || x > frame.x + frame.w + r || y > frame.y + frame.h + r) return false;
    if (session.emphasis && !session.emphasis.has(mark.id)) return true; // a faded mark may lie under a name
    takeRoom({ x: x - r, y: y - r, w: 2 * r, h: 2 * r });
    if (mark.led)
      for (let t = 0; t <= 1; t += 0.2) {
        takeRoom({ x: mark.x + mark.dx * t + shift.x - 2, y: mark.y + mark.dy * t + shift.y - 2, w: 4, h: 4 });
      }
    return true;
  });
}

/* Right, left, below, above, then the corners: the usual order of preference on maps. */
function placesAround(x, y, r, { w, h }) {
  const g = r + 2;
  return [
    [x + g, y - h / 2, "left"],
    [x - g - w, y - h / 2, "right"],
    [x - w / 2, y + g, "center"],
    [x - w / 2, y - g - h, "center"],
    [x + g * 0.75, y - g * 0.6 - h, "left"],
    [x + g * 0.75, y + g * 0.6, "left"],
    [x - g * 0.75 - w, y - g * 0.6 - h, "right"],
    [x - g * 0.75 - w, y + g * 0.6, "right"],
  ];
}

/* First-rank names in a crowd stand at its edge, tied to their mark by a line that runs under the others. */
function callOut(mark, { w, h }, shift, farthest) {
  const cx = mark.x + mark.dx + shift.x;
  const cy = mark.y + mark.dy + shift.y;
  for (let r = 36; r <= farthest; r += 8) {
    for (let i = 0; i < 24; i += 1) {
      const turn = ((i % 2 ? 1 : -1) * Math.ceil(i / 2) * Math.PI) / 12; // from the right, to both sides
      const cos = Math.cos(turn);
      const sin = Math.sin(turn);
      const x = cx + r * cos;
      const y = cy + r * sin;
      const side = Math.abs(cos) < 0.4 ? "center" : cos > 0 ? "left" : "right";
      const left = { left: x + 3, right: x - 3 - w, center: x - w / 2 }[side];
      const top = side === "center" ? (sin > 0 ? y + 2 : y - 2 - h) : y - h / 2;
      const box = { x: left - 3, y: top - 2, w: w + 6, h: h + 4 };
      if (!isFree(box) || isDisliked(box)) continue;
      ties += `M${(cx - shift.x).toFixed(1)} ${(cy - shift.y).toFixed(1)}`;
      ties += `L${(x - shift.x).toFixed(1)} ${(y - shift.y).toFixed(1)}`;
      for (let t = 18; t < r; t += 5) takeRoom({ x: cx + t * cos - 2, y: cy + t * sin - 2, w: 4, h: 4 });
      return [left, top, side];
    }
  }
  return null;
}

/* No room at all, as on a phone full of marks: the place that lies in the frame, or nearest to it. */
function leastBad(around, { w, h }) {
  const frame = labelFrame();
  const out = ([x, y]) =>
    Math.max(0, frame.x - x, x + w - frame.x - frame.w) + Math.max(0, frame.y - y, y + h - frame.y - frame.h);
  return around.reduce((best, place) => (out(place) < out(best) ? place : best));
}

/**
 * @param {Mark[]} marks
 * @param {Point2} shift
 */
export function labelPoints(marks, shift) {
  ties = "";
  const wanted = new Map(); // the first part in the frame speaks for its feature
  marks.forEach((mark) => {
    if (!wanted.has(mark.id)) wanted.set(mark.id, mark);
  });
  const chosen = (mark) => (mark.id === session.selected ? 0 : 1);
  const faded = (mark) => (session.emphasis && !session.emphasis.has(mark.id) ? 1 : 0);
  const queue = Array.from(wanted.values())
    .sort((a, b) => chosen(a) - chosen(b) || faded(a) - faded(b) || a.rank - b.rank || (a.id < b.id ? -1 : 1))
    .slice(0, MOST);
  queue.forEach((mark) => {
    // At route scale only the stations of the route are named; platforms wait until the city is seen.
    const afar = session.map.getZoom() < 6 && !mark.feature.properties.corridors;
    if ((faded(mark) || afar) && mark.id !== session.selected) return;
    const name = mark.id === session.selected ? "chosen" : mark.rank <= 1 ? "first" : "point";
    const note = isHatched(mark.feature.properties) ? word("extent_note") : "";
    const text = measureLabel(labelOf(mark.feature.properties), name, false, note);
    const around = placesAround(mark.x + mark.dx + shift.x, mark.y + mark.dy + shift.y, roomOf(mark), text);
    const open = around.filter(([x, y]) => isFree({ x, y, w: text.w, h: text.h }));
    let free = open.find(([x, y]) => !isDisliked({ x, y, w: text.w, h: text.h })) || open[0];
    if (!free && name !== "point")
      free = callOut(mark, text, shift, name === "chosen" ? 420 : 140) || (name === "chosen" && leastBad(around, text));
    if (!free) return;
    takeRoom({ x: free[0], y: free[1], w: text.w, h: text.h });
    putLabel("p:" + mark.id, text, free[0] - shift.x, free[1] - shift.y, { align: free[2], id: mark.id });
  });
  tieLabels(ties);
}
