/* Pens for uploaded layers. Points are squares of a few pixels. */
import { session } from "../core/session.js";

const LOOK = {
  own: { ink: "#b34700", fill: "rgba(217,95,2,0.25)", point: "#d95f02", rim: "#ffffff" },
  preview: { ink: "#00695c", fill: "rgba(0,121,107,0.12)", point: "#00796b", rim: "#ffffff" },
};

const MARK = { error: "#8f0d12", warning: "#8f0d12", note: "#4d5660" };
const MANY = 2000; // points: more are smaller
let sheet = null;
export const isKept = (layer, row) => !layer.kept || Boolean((layer.kept[row >> 3] >> (row & 7)) & 1);

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {OwnLayer} layer
 * @param {OwnView} view
 */
export function paintPaths(pen, layer, view) {
  const look = LOOK[layer.role];
  const { path, starts, shapes, areas, pathRows } = layer;
  let drawn = 0;
  pen.lineWidth = 1.6;
  pen.strokeStyle = look.ink;
  pen.fillStyle = look.fill;
  pen.setLineDash(layer.role === "preview" ? [5, 4] : []);
  for (let i = 0; i < shapes.length;) {
    // the rings of one area lie together
    const first = i;
    const shape = shapes[i];
    pen.beginPath();
    for (; i < shapes.length && shapes[i] === shape && areas[i] === areas[first]; i += 1) {
      for (let k = starts[i]; k < starts[i + 1]; k += 1) {
        const x = path[2 * k] * view.scale - view.left;
        const y = path[2 * k + 1] * view.scale - view.top;
        if (k === starts[i]) pen.moveTo(x, y);
        else pen.lineTo(x, y);
      }
      if (areas[first]) pen.closePath();
    }
    if (!isKept(layer, pathRows[first])) continue;
    if (areas[first]) pen.fill("evenodd");
    pen.stroke();
    drawn += 1;
  }
  pen.setLineDash([]);
  return drawn;
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {OwnLayer} layer
 * @param {OwnView} view
 * @param {L.Point} whole
 */
export function paintPoints(pen, layer, view, whole) {
  return layer.rows.length > MANY ? paintMany(pen, layer, view) : paintFew(pen, layer, view, whole);
}

/**
 * Small squares of one colour: a rim for all first, then the squares, each at whole pixels.
 * @param {CanvasRenderingContext2D} pen
 * @param {OwnLayer} layer
 * @param {OwnView} view
 * @param {L.Point} whole
 */
function paintFew(pen, layer, view, whole) {
  const look = LOOK[layer.role];
  const { points, rows } = layer;
  const places = [];
  for (let i = 0; i < rows.length; i += 1) {
    const x = Math.round(points[2 * i] * view.scale - view.left);
    const y = Math.round(points[2 * i + 1] * view.scale - view.top);
    if (x > -9 && y > -9 && x < whole.x + 9 && y < whole.y + 9 && isKept(layer, rows[i])) places.push(x, y);
  }
  pen.fillStyle = look.rim;
  for (let i = 0; i < places.length; i += 2) pen.fillRect(places[i] - 5, places[i + 1] - 5, 10, 10);
  pen.fillStyle = look.point;
  for (let i = 0; i < places.length; i += 2) pen.fillRect(places[i] - 3, places[i + 1] - 3, 7, 7);
  return places.length / 2;
}

/**
 * Smaller squares without a rim, written into a picture that is laid down whole: a call of the pen for each took most
 * of the time from the layer's arrival to its sight.
 * @param {CanvasRenderingContext2D} pen
 * @param {OwnLayer} layer
 * @param {OwnView} view
 */
function paintMany(pen, layer, view) {
  const { points, rows } = layer;
  const { width, height } = pen.canvas;
  const ratio = width / parseFloat(pen.canvas.style.width);
  const picture = new ImageData(width, height);
  const pixels = new Uint32Array(picture.data.buffer);
  const side = Math.round(3 * ratio);
  const ink = pixel(LOOK[layer.role].point);
  const scale = view.scale * ratio;
  const west = view.left * ratio + side / 2;
  const north = view.top * ratio + side / 2;
  let drawn = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const left = Math.round(points[2 * i] * scale - west);
    const top = Math.round(points[2 * i + 1] * scale - north);
    if (!(left > -side && top > -side && left < width && top < height) || !isKept(layer, rows[i])) continue;
    const right = Math.min(left + side, width);
    const foot = Math.min(top + side, height);
    for (let y = Math.max(top, 0); y < foot; y += 1) {
      for (let at = y * width + Math.max(left, 0); at < y * width + right; at += 1) pixels[at] = ink;
    }
    drawn += 1;
  }
  if (!sheet) sheet = document.createElement("canvas");
  Object.assign(sheet, { width, height });
  sheet.getContext("2d").putImageData(picture, 0, 0);
  pen.save();
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.drawImage(sheet, 0, 0); // over what lies there, which putting it down itself would wipe out
  pen.restore();
  return drawn;
}

/**
 * "#rrggbb" as one number of four bytes, red in the first.
 * @param {string} hex
 */
function pixel(hex) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {OwnState['marks'][number]} mark
 * @param {OwnView} view
 */
export function paintMark(pen, mark, view) {
  const at = session.map.project([mark[1], mark[0]], view.zoom);
  const x = at.x - view.left;
  const y = at.y - view.top;
  pen.beginPath();
  pen.arc(x, y, 9, 0, 2 * Math.PI);
  pen.lineWidth = 4;
  pen.strokeStyle = "#ffffff";
  pen.stroke();
  pen.lineWidth = 2;
  pen.strokeStyle = MARK[mark[2]] || MARK.note;
  pen.stroke();
}
