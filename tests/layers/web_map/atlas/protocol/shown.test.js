import assert from "node:assert/strict";
import { test } from "node:test";
import { shownFeatures } from "../../../../../layers/web_map/atlas/protocol/shown.js";

const layer = (role, count, ...ids) => ({
  def: { role, count },
  ready: ids.length > 0,
  features: ids.map((id) => ({ properties: { id } })),
});
const session = {
  order: ["land", "lost", "parks"],
  layers: { land: layer("base", 9, "x"), lost: layer("theme", 2), parks: layer("theme", 3, "a", "b", "c") },
};

test("bits run over all themes, also over one that did not arrive; the base has none", () => {
  const shown = Buffer.from([0b10111]).toString("base64"); // of the lost layer both, then a, then c
  assert.deepEqual([...shownFeatures({ shown }, session)], ["a", "c"]);
  assert.deepEqual([...shownFeatures({ shown: new Uint8Array([0b01000]) }, session)], ["b"]);
});

test("a state that says nothing shows everything", () => {
  assert.deepEqual([...shownFeatures({}, session)], ["a", "b", "c"]);
});
