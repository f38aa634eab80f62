/* Uploaded layers as layers/web_map/uploaded_layer.py packs them. */
import { toWorld } from "../core/geometry.js";

/* As layers/web_map/uploaded_layer.py packs it: the length of a head, the head, then the numbers of each part. */
/** @type {[string, any][]} */
const PARTS = [
  ["points", Float32Array],
  ["pointRows", Uint32Array],
  ["path", Float32Array],
  ["pathStarts", Uint32Array],
  ["pathShapes", Uint32Array],
  ["pathRows", Uint32Array],
  ["pathAreas", Uint8Array],
];

/** @param {ArrayBuffer} buffer */
export function unpackOwn(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder("utf-8").decode(new Uint8Array(buffer, 4, length)));
  const part = /** @type {Record<string, any>} */ ({});
  let at = 4 + length;
  PARTS.forEach(([name, Type], i) => {
    part[name] = new Type(buffer, at, head.sizes[i]);
    at += part[name].byteLength;
  });
  return {
    role: head.role === "preview" ? "preview" : "own",
    names: Array.isArray(head.names) ? head.names : [],
    points: toWorld(part.points),
    path: toWorld(part.path),
    rows: part.pointRows.length ? part.pointRows : Uint32Array.from({ length: part.points.length / 2 }, (_, i) => i),
    starts: part.pathStarts,
    shapes: part.pathShapes,
    pathRows: part.pathRows,
    areas: part.pathAreas,
    kept: null,
    number: 0,
  };
}
