import assert from "node:assert/strict";
import { test } from "node:test";
import { besidesFilters, cutByChoices, isSameChoice } from "../../../../../layers/web_map/atlas/protocol/choices.js";

const bits = (...set) => {
  const bytes = new Uint8Array(2);
  set.forEach((i) => {
    bytes[i >> 3] |= 1 << (i & 7);
  });
  return bytes;
};
const packed = (...set) => Buffer.from(bits(...set)).toString("base64");
// ten features of two themes; the base has none that is counted
const MANIFEST = {
  layers: [{ id: "land" }, { id: "parks", count: 6 }, { id: "hubs", count: 4 }],
  filters: {
    type: { park: packed(0, 1, 2, 3, 4, 5), hub: packed(6, 7, 8, 9) },
    region: { core: packed(0, 6), north: packed(1, 9) },
  },
};
const cut = (chosen, search) => [...cutByChoices(MANIFEST, chosen, search)];

test("no choice keeps all, and no bit beyond the last feature", () => {
  assert.deepEqual(cut({}), [255, 3]);
  assert.deepEqual(cut({ type: [] }), [255, 3]);
});

test("any code of a field, all of the fields, and the search", () => {
  assert.deepEqual(cut({ type: ["park"] }), [...bits(0, 1, 2, 3, 4, 5)]);
  assert.deepEqual(cut({ region: ["core", "north"] }), [...bits(0, 1, 6, 9)]);
  assert.deepEqual(cut({ type: ["hub"], region: ["core", "north"] }), [...bits(6, 9)]);
  assert.deepEqual(cut({ type: ["hub"] }, packed(0, 7)), [...bits(7)]);
});

test("choices are compared as sets", () => {
  assert.ok(isSameChoice({ a: ["1", "2"] }, { a: ["2", "1"], b: [] }));
  assert.ok(isSameChoice(null, {}));
  assert.ok(!isSameChoice({ a: ["1"] }, { a: ["1"], b: ["2"] }));
});

test("two states differ beside their filters, in whatever order their keys come", () => {
  const state = { lang: "en", time: "now", shown: "x", stamp: "1" };
  assert.equal(besidesFilters(state), besidesFilters({ shown: "y", time: "now", lang: "en", choices: {} }));
  assert.notEqual(besidesFilters(state), besidesFilters({ ...state, time: "plan" }));
});
