import assert from "node:assert/strict";
import { test } from "node:test";
import { setApart } from "../../../../../layers/web_map/atlas/layers/displacement.js";
import { neighbourGrid } from "../../../../../layers/web_map/atlas/layers/grid.js";

const mark = (id, x, y, more) => ({ id, part: 0, x, y, dx: 0, dy: 0, reach: 12.5, small: false, firm: false, ...more });
const gap = (a, b) => Math.hypot(a.x + a.dx - b.x - b.dx, a.y + a.dy - b.y - b.dy);
const overlaps = (marks) =>
  marks.flatMap((a, i) => marks.slice(i + 1).filter((b) => gap(a, b) < a.reach + b.reach - 0.5));
const crowd = (n, more) =>
  Array.from({ length: n }, (_, i) =>
    mark(`m${String(i).padStart(3, "0")}`, 300 + ((i * 37) % 60), 300 + ((i * 53) % 60), more),
  );

test("marks that have room keep their place", () => {
  const marks = [mark("a", 0, 0), mark("b", 40, 0)];
  setApart(marks, 8);
  assert.deepEqual(
    marks.map(({ dx, dy }) => [dx, dy]),
    [
      [0, 0],
      [0, 0],
    ],
  );
});

test("marks of one place stand side by side, none over another", () => {
  for (const n of [2, 3, 7, 20]) {
    const marks = Array.from({ length: n }, (_, i) => mark(`m${i}`, 500, 500));
    setApart(marks, 8);
    assert.deepEqual(overlaps(marks), [], `${n} marks`);
  }
});

test("the same marks come to lie in the same places, in whatever order they are given", () => {
  const once = crowd(40);
  const again = crowd(40).reverse();
  setApart(once, 8);
  setApart(again, 8);
  assert.deepEqual(again.reverse(), once);
});

test("what stands firm is not moved by what may move", () => {
  const marks = [mark("a", 100, 100, { firm: true }), mark("b", 112, 100)];
  setApart(marks, 8);
  assert.deepEqual([marks[0].dx, marks[0].dy], [0, 0]);
  assert.deepEqual(overlaps(marks), []);
});

test("small marks stay within 40 px, large ones within 150", () => {
  const far = (marks) => Math.max(...marks.map(({ dx, dy }) => Math.hypot(dx, dy)));
  const small = crowd(120, { small: true, reach: 6 });
  setApart(small, 8);
  assert.ok(far(small) <= 40.001, String(far(small)));
  const large = crowd(120);
  setApart(large, 8);
  assert.ok(far(large) > 40 && far(large) <= 150.001, String(far(large)));
});

test("at the scale of routes all stay at their true place", () => {
  const marks = crowd(5);
  marks[0].dx = 9;
  setApart(marks, 5);
  assert.ok(marks.every(({ dx, dy }) => dx === 0 && dy === 0));
});

test("the grid names every neighbour within its cells", () => {
  const xs = [0, 9, 31, -5, 500];
  const ys = [0, 9, 0, -5, 500];
  const found = [];
  neighbourGrid(xs, ys, 10)(0, 0, (i) => found.push(i));
  assert.deepEqual(
    [0, 1, 3].filter((i) => !found.includes(i)),
    [],
  );
  assert.ok(!found.includes(2));
});
