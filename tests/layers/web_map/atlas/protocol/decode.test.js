import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOf, decodeJson } from "../../../../../layers/web_map/atlas/protocol/decode.js";
import { parseView } from "../../../../../layers/web_map/atlas/protocol/view.js";

test("what Python encodes comes out, text of all scripts included", () => {
  const value = { 名: "两江新区 🛳", "{{ 7*191 }}": ["</script>", null, 1.5] };
  assert.deepEqual(decodeJson(Buffer.from(JSON.stringify(value), "utf8").toString("base64")), value);
});

test("bytes come out as they are", () => {
  assert.deepEqual([...bytesOf("AAH/gA==")], [0, 1, 255, 128]);
  assert.equal(bytesOf("").length, 0);
});

test("a view of a link is zoom, latitude, longitude", () => {
  assert.deepEqual(parseView("9.50/29.5512/106.5398"), { zoom: 9.5, center: [29.5512, 106.5398] });
  assert.deepEqual(parseView("2/-10/-400"), { zoom: 2, center: [-10, -400] });
});

test("what is no view is null", () => {
  const bad = ["", "x", "9/29", "9/29/106/1", "9/29/1e2", "-1/0/0", "21/0/0", "9/86/0", "9/0/541", "9/ 1/0", "9/NaN/0"];
  for (const text of [...bad, null, undefined, 9, {}]) assert.equal(parseView(text), null, String(text));
});
