import assert from "node:assert/strict";
import { test } from "node:test";
import { darker, safeColour, typeColour } from "../../../../../layers/web_map/atlas/core/colours.js";
import { session } from "../../../../../layers/web_map/atlas/core/session.js";

test("only hexadecimal colours reach a style", () => {
  assert.equal(safeColour("#aBc", "no"), "#aBc");
  assert.equal(safeColour("#a1b2c3", "no"), "#a1b2c3");
  for (const bad of ["red", "#12345", "url(#x)", "#123456;", " #123456", null, 5, ["#fff"]])
    assert.equal(safeColour(bad, "no"), "no");
});

test("a corridor kind has its own shade where the manifest gives one that can be read", () => {
  session.manifest = {
    scale: { types: { corridor: { colour: "#111111" } }, corridors: { air: { colour: "#222222" }, sea: "x" } },
  };
  assert.equal(typeColour("corridor", "air"), "#222222");
  assert.equal(typeColour("corridor", "sea"), "#111111");
  assert.equal(typeColour("corridor"), "#111111");
  assert.equal(typeColour("unknown"), "#5b6470");
});

test("darker keeps the hue, in long and in short form", () => {
  assert.equal(darker("#ffffff"), "#9e9e9e");
  assert.equal(darker("#fff"), "#9e9e9e");
  assert.equal(darker("#000000"), "#000000");
});
