import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as room from "../../../../../layers/web_map/atlas/labels/room.js";

const rect = (x, y, w = 50, h = 16) => ({ x, y, w, h });
beforeEach(() => room.openRoom({ x: 3, y: 3, w: 400, h: 300 }));

test("what is taken is taken, across the edges of cells", () => {
  room.takeRoom(rect(40, 50)); // cells are 64 px wide
  assert.equal(room.isFree(rect(80, 60)), false);
  assert.equal(room.isFree(rect(90, 50)), true); // side by side
  assert.equal(room.isFree(rect(40, 66)), true); // one below the other
});

test("a label lies whole in the frame", () => {
  assert.equal(room.isFree(rect(3, 3)), true);
  for (const [x, y] of [
    [2, 50],
    [50, 2],
    [354, 50],
    [50, 288],
  ])
    assert.equal(room.isFree(rect(x, y)), false);
});

test("ground to avoid is disliked, yet free", () => {
  room.avoidRoom(rect(100, 100));
  assert.equal(room.isDisliked(rect(120, 105)), true);
  assert.equal(room.isFree(rect(120, 105)), true);
  assert.equal(room.isDisliked(rect(200, 200)), false);
});

test("a new pass begins empty", () => {
  room.takeRoom(rect(40, 50));
  room.avoidRoom(rect(40, 50));
  room.openRoom({ x: 0, y: 0, w: 100, h: 100 });
  assert.deepEqual([room.isFree(rect(40, 50)), room.isDisliked(rect(40, 50))], [true, false]);
  assert.equal(room.labelFrame().w, 100);
});

test("a rectangle west of the frame's edge meets its own kind only", () => {
  room.takeRoom(rect(-80, 20));
  assert.equal(room.isFree(rect(20, 20)), true);
});
