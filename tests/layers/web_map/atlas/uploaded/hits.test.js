import assert from "node:assert/strict";
import { test } from "node:test";
import { nearestPath, nearestPoint } from "../../../../../layers/web_map/atlas/uploaded/hits.js";

const layer = {
  points: Float64Array.from([10, 10, 20, 20]),
  rows: Uint32Array.from([0, 1]),
  // a square with a hole (row 2), a line (row 3)
  path: Float64Array.from([0, 0, 9, 0, 9, 9, 0, 9, 0, 0, 3, 3, 6, 3, 6, 6, 3, 6, 3, 3, 30, 0, 40, 0]),
  starts: Uint32Array.from([0, 5, 10, 12]),
  shapes: Uint32Array.from([0, 0, 1]),
  pathRows: Uint32Array.from([2, 2, 3]),
  areas: Uint8Array.from([1, 1, 0]),
};
const own = (kept = () => true) => ({ layers: [layer], isKept: (_, row) => kept(row) });
const row = (found) => found && found.row;

test("the nearest point within reach", () => {
  assert.equal(row(nearestPoint(own(), 11, 11, 2)), 0);
  assert.equal(row(nearestPoint(own(), 16, 16, 20)), 1);
  assert.equal(nearestPoint(own(), 15, 15, 2), null);
});

test("what a filter took away is not hit", () => {
  assert.equal(
    row(
      nearestPoint(
        own((n) => n !== 1),
        19,
        19,
        30,
      ),
    ),
    0,
  );
  assert.equal(
    nearestPath(
      own((n) => n !== 3),
      35,
      0,
      1,
    ),
    null,
  );
});

test("a line or an edge within reach, else the area around", () => {
  assert.equal(row(nearestPath(own(), 35, 0.5, 1)), 3);
  assert.equal(row(nearestPath(own(), 1.5, 1.5, 0.5)), 2); // inside
  assert.equal(row(nearestPath(own(), 4.5, 2.8, 0.5)), 2); // in the hole, beside its edge
  assert.equal(nearestPath(own(), 4.5, 4.5, 0.5), null); // in the hole
  assert.equal(nearestPath(own(), 20, 4, 0.5), null);
});
