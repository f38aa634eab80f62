/* A click on a filter of the page is drawn at once: the map knows which features have which code and need not wait for
 * the server. The server's answer follows and decides. */
import { session } from "../core/session.js";
import { besidesFilters, cutByChoices, isSameChoice } from "./choices.js";
import { bytesOf } from "./decode.js";

const PATIENCE = 2000; // ms after which an answer to an earlier click is taken for the truth
const UNHEARD = 15000; // ms after which no answer at all means that nothing was heard

/** Choices drawn ahead since the server last agreed. @type {Choices[]} */
let passed = [];
let since = 0;
let count = 0;
let late = null;
let answered = null;

// how a state is drawn: the rooms above know
let draw = null;
let update = null;

/** Say how a state is drawn at once (`draw`), and how an answer of the server is taken up (`update`). */
export function prepareAhead(ways) {
  ({ draw, update } = ways);
}

/* Routes have a frame of their own, which the server decides about. */
const movesFrame = (codes) =>
  codes.some((code) => code === "corridor" || code in (session.manifest.scale.corridors || {}));

/**
 * Draw what the filters keep once `code` of `field` is switched; nothing where only the server can know.
 * @param {string} field
 * @param {string} code
 */
export function filterAhead(field, code) {
  const { state, drawn } = session;
  if (!drawn || !state.choices || !((session.manifest.filters || {})[field] || {})[code]) return;
  const before = passed.length ? passed[passed.length - 1] : state.choices;
  const had = before[field] || [];
  const chosen = Object.assign({}, before, {
    [field]: had.includes(code) ? had.filter((one) => one !== code) : had.concat([code]),
  });
  if ([before, chosen].some((one) => movesFrame(Object.values(one).flat()))) return;
  passed = (passed.length ? passed : [before]).concat([chosen]);
  since = performance.now();
  count += 1;
  if (passed.length === 2) answered = state;
  clearTimeout(late);
  late = setTimeout(() => {
    passed = [];
    draw(answered);
  }, UNHEARD);
  draw(
    Object.assign({}, state, { shown: cutByChoices(session.manifest, chosen, state.search), stamp: `ahead-${count}` }),
  );
}

/**
 * Whether the server's `state` is to wait: it answers a click before the last one that was drawn.
 * @param {State} state
 */
export function isBehind(state) {
  clearTimeout(late);
  const earlier =
    passed.slice(0, -1).some((one) => isSameChoice(one, state.choices)) &&
    !isSameChoice(passed[passed.length - 1], state.choices);
  const behind = earlier && performance.now() - since < PATIENCE;
  if (behind) late = setTimeout(() => update(state), PATIENCE);
  else passed = [];
  return behind;
}

/**
 * Whether `state` is what was drawn ahead of it: drawing it again would cost a click's work twice.
 * @param {State} state
 */
export function isForeseen(state) {
  const { drawn } = session;
  const shown = bytesOf(String(state.shown));
  if (!(drawn.shown instanceof Uint8Array) || besidesFilters(drawn) !== besidesFilters(state)) return false;
  return drawn.shown.length === shown.length && drawn.shown.every((byte, i) => byte === shown[i]);
}
