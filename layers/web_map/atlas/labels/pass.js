/* Labels that give way: one greedy pass by rank; what collides waits until the map is zoomed in. */
import { furniture } from "../core/furniture.js";
import { session } from "../core/session.js";
import { labelBase } from "./areas.js";
import { labelCircles } from "./circles.js";
import { avoidLines, labelPaths } from "./paths.js";
import { labelPoints, takeMarks } from "./points.js";
import { openRoom, takeRoom } from "./room.js";
import { closeSheet, openSheet } from "./sheet.js";

/** Container rectangle of what is neither covered by a card nor outside the frame. */
function startPass() {
  const { map, inset } = session;
  const size = map.getSize();
  const rim = map.getZoom() < 6 ? { top: 20, right: 38 } : { top: 3, right: 3 }; // the graticule's figures
  openRoom({ x: 3, y: rim.top, w: size.x - 3 - rim.right - inset.right, h: size.y - 3 - rim.top - inset.bottom });
  furniture().forEach(takeRoom);
}

/** Lay out all labels of the current frame. */
export function drawLabels() {
  if (!session.map.getSize().x) return;
  openSheet();
  startPass();
  const shift = L.DomUtil.getPosition(session.map.getPane("mapPane")) || L.point(0, 0);
  const marks = takeMarks(shift);
  avoidLines(shift);
  labelPoints(marks, shift);
  labelCircles(shift);
  labelPaths(shift);
  labelBase(shift);
  closeSheet();
}
