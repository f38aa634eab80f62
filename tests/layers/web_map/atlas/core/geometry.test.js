import assert from "node:assert/strict";
import { test } from "node:test";
import { isInside, joinAtDateline, toWorld } from "../../../../../layers/web_map/atlas/core/geometry.js";

const close = (found, wanted) => assert.ok(Math.abs(found - wanted) < 1e-9, `${found} is not ${wanted}`);

test("null island is the middle of the world, the date line its edges", () => {
  const [x, y, west, , east] = toWorld([0, 0, -180, 0, 180, 0]);
  assert.deepEqual([x, y, west, east], [128, 128, 0, 256]);
});

test("the projection is spherical Mercator", () => {
  const lat = 29.563;
  const [x, y] = toWorld([106.551, lat]);
  close(x, (256 * (106.551 + 180)) / 360);
  close(y, 128 - (128 / Math.PI) * Math.asinh(Math.tan((lat * Math.PI) / 180)));
});

test("beyond the last latitude of the projection stands its edge", () => {
  const [, pole, , edge] = toWorld([0, 90, 0, 85.0511]);
  assert.equal(pole, edge);
});

test("a route cut at 180 degrees runs on, eastward and westward", () => {
  const line = (coordinates) => ({ type: "MultiLineString", coordinates });
  const east = line([
    [
      [170, 10],
      [180, 11],
    ],
    [
      [-180, 11],
      [-170, 12],
    ],
    [
      [-170, 12],
      [-160, 12],
    ],
  ]);
  joinAtDateline(east);
  assert.deepEqual(
    east.coordinates.flat().map(([lon]) => lon),
    [170, 180, 180, 190, 190, 200],
  );
  const west = line([
    [
      [-170, 10],
      [-180, 11],
    ],
    [
      [180, 11],
      [175, 12],
    ],
  ]);
  joinAtDateline(west);
  assert.deepEqual(
    west.coordinates.flat().map(([lon]) => lon),
    [-170, -180, -180, -185],
  );
});

test("other geometries and parts that merely end far from each other stay", () => {
  const given = {
    type: "MultiLineString",
    coordinates: [
      [
        [100, 30],
        [106, 30],
      ],
      [
        [120, 30],
        [121, 30],
      ],
    ],
  };
  const before = structuredClone(given);
  joinAtDateline(given);
  assert.deepEqual(given, before);
  joinAtDateline(null);
  joinAtDateline({
    type: "LineString",
    coordinates: [
      [180, 0],
      [-180, 0],
    ],
  });
});

test("a hole is outside", () => {
  const square = (a, b) =>
    [
      [a, a],
      [b, a],
      [b, b],
      [a, b],
    ].map(([x, y]) => ({ x, y }));
  const rings = [square(0, 10), square(4, 6)];
  assert.equal(isInside(rings, 2, 2), true);
  assert.equal(isInside(rings, 5, 5), false);
  assert.equal(isInside(rings, 11, 5), false);
});
