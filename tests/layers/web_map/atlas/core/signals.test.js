import assert from "node:assert/strict";
import { test } from "node:test";
import { selections } from "../../../../../layers/web_map/atlas/core/signals.js";

test("all who listen hear at once, in the order in which they came", () => {
  const heard = [];
  selections.on((id, more) => heard.push(["first", id, more]));
  selections.on((id) => heard.push(["second", id]));
  selections.emit("a", { own: [0, 1] });
  assert.deepEqual(heard, [
    ["first", "a", { own: [0, 1] }],
    ["second", "a"],
  ]);
});
