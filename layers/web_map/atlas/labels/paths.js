/* Names of rivers and corridors along their course. */
import { baseFeatures } from "../core/base_layers.js";
import { darker } from "../core/colours.js";
import { labelOf, legendTitle, shortOf } from "../core/names.js";
import { session } from "../core/session.js";
import { drawnLines } from "../layers/lines.js";
import { isNear, squares, stretches, worldOf } from "./courses.js";
import { avoidRoom, isDisliked, isFree, takeRoom } from "./room.js";
import { putLabel } from "./sheet.js";
import { measureLabel } from "./text.js";

/**
 * @param {Feature} feature
 * @param {string} name
 * @param {number} lift
 * @param {number} most
 * @param {{ shift: Point2; text?: string; bold?: boolean; colour?: string; id?: string }} more
 */
function along(feature, name, lift, most, more) {
  const { properties } = feature;
  const shift = more.shift;
  const text = measureLabel(more.text || labelOf(properties), name, true);
  const placed = [];
  const spots = stretches(feature, text.w, shift);
  const lay = (bold) =>
    spots.forEach((spot) => {
      if (placed.length >= most || spot.bend > 1.6) return;
      if (placed.some((other) => Math.hypot(other.x - spot.x, other.y - spot.y) < 420)) return;
      const turn = (spot.angle * Math.PI) / 180;
      const lifts = name === "line" ? [lift, -lift, lift + 8, -lift - 8] : [lift, -lift];
      lifts.some((by) => {
        const at = { x: spot.x + by * Math.sin(turn), y: spot.y - by * Math.cos(turn), angle: spot.angle };
        const room = squares(at, text);
        if (!room.every(isFree) || (!bold && room.some(isDisliked))) return false;
        room.forEach(takeRoom);
        const key = `${name}:${properties.id}:${placed.length}`;
        putLabel(key, text, at.x - text.w / 2 - shift.x, at.y - text.h / 2 - shift.y, {
          angle: spot.angle,
          colour: more.colour,
          id: more.id,
        });
        placed.push(at);
        return true;
      });
    });
  lay(false);
  if (!placed.length && more.bold) lay(true); // a chosen route is named, though it be upon another line
  return placed.length;
}

/**
 * Tell the labels where corridors run in the frame.
 * @param {Point2} shift
 */
export function avoidLines(shift) {
  const { map } = session;
  const scale = Math.pow(2, map.getZoom());
  const origin = map.getPixelOrigin();
  const size = map.getSize();
  drawnLines.forEach((line) => {
    if (line.visible)
      worldOf(line.feature)
        .filter((part) => isNear(part, scale, origin, shift, size))
        .forEach((part) =>
          part.reduce((a, p) => {
            const b = { x: p.x * scale - origin.x + shift.x, y: p.y * scale - origin.y + shift.y };
            const n = a ? Math.ceil(Math.max(Math.abs(b.x - a.x), Math.abs(b.y - a.y)) / 8) : 0;
            const seen =
              a &&
              Math.max(a.x, b.x) > 0 &&
              Math.max(a.y, b.y) > 0 &&
              Math.min(a.x, b.x) < size.x &&
              Math.min(a.y, b.y) < size.y;
            for (let i = 0; seen && i < Math.min(n, 400); i += 1) {
              avoidRoom({ x: a.x + ((b.x - a.x) * i) / n - 3, y: a.y + ((b.y - a.y) * i) / n - 3, w: 6, h: 6 });
            }
            return b;
          }, null),
        );
  });
}

/**
 * Corridors first (they are the theme), then rivers.
 * @param {Point2} shift
 */
export function labelPaths(shift) {
  const titled = new Set(); // one name per corridor is enough: its routes share a colour
  const lines = Array.from(drawnLines.values()).filter((line) => line.visible);
  const chosen = (line) => line.feature.properties.id === session.selected;
  lines
    .sort((a, b) => Number(chosen(b)) - Number(chosen(a)))
    .forEach((line) => {
      const { id, kind } = line.feature.properties;
      const name = shortOf(line.feature.properties) || legendTitle("corridor", kind);
      if (titled.has(name) || (session.emphasis && !session.emphasis.has(id))) return;
      const text = chosen(line) ? null : name;
      if (along(line.feature, "line", 15, 1, { shift, text, bold: chosen(line), colour: darker(line.colour), id }))
        titled.add(name);
    });
  if (session.map.getZoom() < 6.5) return;
  baseFeatures("rivers").forEach((feature) => along(feature, "river", 9, 3, { shift }));
}
