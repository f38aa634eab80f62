/* Choices of the page's filters as values: equal or not, and what they keep. No map, no page. */
import { bytesOf } from "./decode.js";

/** Whether two sets of choices are the same, in whatever order. */
export const isSameChoice = (one, other) => {
  const fields = Object.keys(one || {}).concat(Object.keys(other || {}));
  const sorted = (of, field) => ((of || {})[field] || []).slice().sort().join();
  return fields.every((field) => sorted(one, field) === sorted(other, field));
};

/* Any of a field's codes, all of the fields: as layers/query/filters.py cuts. */
export function cutByChoices({ layers, filters = {} }, chosen, search) {
  const total = layers.reduce((sum, def) => sum + (def.count || 0), 0);
  const kept = new Uint8Array(Math.ceil(total / 8)).fill(255);
  if (total % 8) kept[kept.length - 1] = (1 << (total % 8)) - 1; // as Python packs bits
  const keep = (bits) =>
    kept.forEach((byte, i) => {
      kept[i] = byte & (bits[i] || 0);
    });
  if (search) keep(bytesOf(search));
  Object.keys(chosen)
    .filter((field) => chosen[field].length)
    .forEach((field) => {
      const any = new Uint8Array(kept.length);
      chosen[field].forEach((code) =>
        bytesOf(filters[field][code]).forEach((byte, i) => {
          any[i] |= byte;
        }),
      );
      keep(any);
    });
  return kept;
}

const TOLD = ["shown", "choices", "search", "stamp", "painted"]; // compared apart, or nothing that is seen

/** All of a state that is seen beside the drawn set, as one text. */
export const besidesFilters = (state) =>
  JSON.stringify(
    Object.keys(state)
      .filter((key) => !TOLD.includes(key))
      .sort()
      .map((key) => [key, state[key]]),
  );
