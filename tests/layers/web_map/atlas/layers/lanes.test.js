import assert from "node:assert/strict";
import { test } from "node:test";
import { edgesOf, lanesOf, shiftPoints } from "../../../../../layers/web_map/atlas/layers/lanes.js";

globalThis.L = { point: (x, y) => ({ x, y }) };
const course = (...lons) => lons.map((lng) => ({ lng, lat: 29.5 }));
const shared = course(106, 107, 108);

test("an edge that two kinds use gets a lane each, in either direction of travel", () => {
  const lines = [
    { kind: "rail", parts: [shared] },
    { kind: "road", parts: [course(108, 107)] },
  ];
  const edges = edgesOf(lines);
  assert.deepEqual([...edges.values()], [["rail"], ["rail", "road"]]);
  assert.deepEqual(lanesOf(shared, "rail", edges), [0, -1.4, -2.8]);
  assert.deepEqual(lanesOf(course(107, 108), "road", edges), [2.8, 2.8]);
});

test("a course of its own keeps its place", () => {
  const edges = edgesOf([{ kind: "rail", parts: [shared] }]);
  assert.equal(lanesOf(shared, "rail", edges), null);
  const points = [
    { x: 0, y: 0 },
    { x: 9, y: 0 },
  ];
  assert.equal(shiftPoints(points, null), points);
});

test("a lane lies to the right of travel", () => {
  const east = [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
  ];
  assert.deepEqual(shiftPoints(east, [5, 5]), [
    { x: 0, y: 5 },
    { x: 100, y: 5 },
  ]);
  const west = [
    { x: 100, y: 0 },
    { x: 0, y: 0 },
  ];
  assert.deepEqual(
    shiftPoints(west, [5, 5]).map(({ y }) => y),
    [-5, -5],
  );
});

test("points that coincide stay where they are", () => {
  const still = [
    { x: 3, y: 3 },
    { x: 3, y: 3 },
  ];
  assert.deepEqual(shiftPoints(still, [5, 5]), still);
});
