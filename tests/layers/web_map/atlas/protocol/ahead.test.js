import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { session } from "../../../../../layers/web_map/atlas/core/session.js";
import * as ahead from "../../../../../layers/web_map/atlas/protocol/ahead.js";

const packed = (byte) => Buffer.from([byte]).toString("base64");
const answer = (shown, ...type) => ({ shown: packed(shown), choices: { type }, lang: "zh", stamp: `server-${type}` });
let drawn, updates;

mock.timers.enable({ apis: ["setTimeout"] });

beforeEach(() => {
  [drawn, updates] = [[], []];
  session.manifest = {
    layers: [{ id: "all", count: 4 }],
    scale: { corridors: { rail: {} } },
    filters: { type: { park: packed(3), hub: packed(12), rail: packed(8) } },
  };
  session.state = session.drawn = answer(15);
  const draw = (state) => {
    session.state = session.drawn = state;
    drawn.push(state);
  };
  ahead.prepareAhead({ draw, update: (state) => updates.push(state) });
  ahead.isBehind({ choices: { none: ["of these"] } }); // the server disagrees with whatever went before
});

test("a click is drawn at once, the next upon it", () => {
  ahead.filterAhead("type", "park");
  ahead.filterAhead("type", "hub");
  ahead.filterAhead("type", "park");
  assert.deepEqual(
    drawn.map((state) => [...state.shown]),
    [[3], [15], [12]],
  );
});

test("what only the server can know is left to it", () => {
  ahead.filterAhead("type", "rail"); // a route has a frame of its own
  ahead.filterAhead("type", "gone");
  ahead.filterAhead("colour", "red");
  session.drawn = null;
  ahead.filterAhead("type", "park");
  assert.deepEqual(drawn, []);
});

test("an answer to the first of two clicks waits, and is taken up when no other comes", () => {
  ahead.filterAhead("type", "park");
  ahead.filterAhead("type", "hub");
  const early = answer(3, "park");
  assert.equal(ahead.isBehind(early), true);
  mock.timers.tick(2000);
  assert.deepEqual(updates, [early]);
  assert.equal(ahead.isBehind(answer(15, "hub", "park")), false);
});

test("the answer that was foreseen need not be drawn, another must", () => {
  ahead.filterAhead("type", "park");
  assert.equal(ahead.isForeseen(answer(3, "park")), true);
  assert.equal(ahead.isForeseen(answer(7, "park")), false);
  assert.equal(ahead.isForeseen({ ...answer(3, "park"), lang: "en" }), false);
  session.drawn = answer(3, "park"); // drawn for the server, not ahead of it
  assert.equal(ahead.isForeseen(answer(3, "park")), false);
});

test("where no answer comes, what the server said last is drawn again", () => {
  const before = session.state;
  ahead.filterAhead("type", "park");
  mock.timers.tick(15000);
  assert.equal(drawn.at(-1), before);
});
