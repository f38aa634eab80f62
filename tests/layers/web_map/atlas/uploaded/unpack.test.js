import assert from "node:assert/strict";
import { test } from "node:test";
import { unpackOwn } from "../../../../../layers/web_map/atlas/uploaded/unpack.js";

/* As layers/web_map/uploaded_layer.py packs. */
function pack(head, parts) {
  let text = JSON.stringify({ ...head, sizes: parts.map((part) => part.length) });
  text += " ".repeat((4 - (Buffer.byteLength(text) % 4)) % 4);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(Buffer.byteLength(text));
  const whole = Buffer.concat([length, Buffer.from(text), ...parts.map((part) => Buffer.from(part.buffer))]);
  return whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.length);
}
const none = new Uint32Array(0);

test("points that are their own rows come without rows", () => {
  const parts = [
    Float32Array.of(0, 0, 180, 0),
    none,
    new Float32Array(0),
    Uint32Array.of(0),
    none,
    none,
    new Uint8Array(0),
  ];
  const layer = unpackOwn(pack({ role: "own", names: ["甲", "b"] }, parts));
  assert.deepEqual([...layer.rows], [0, 1]);
  assert.deepEqual([...layer.points], [128, 128, 256, 128]);
  assert.deepEqual([layer.role, layer.names, layer.kept], ["own", ["甲", "b"], null]);
});

test("paths keep their starts, shapes, rows and kinds; an unknown role is the usual one", () => {
  const parts = [
    new Float32Array(0),
    Uint32Array.of(7),
    Float32Array.of(0, 0, -180, 0),
    Uint32Array.of(0, 2),
    Uint32Array.of(0),
    Uint32Array.of(5),
    Uint8Array.of(1),
  ];
  const layer = unpackOwn(pack({ role: "x", names: "none" }, parts));
  assert.deepEqual([layer.role, layer.names, [...layer.rows]], ["own", [], [7]]);
  assert.deepEqual([[...layer.path], [...layer.starts], [...layer.areas]], [[128, 128, 0, 128], [0, 2], [1]]);
});
