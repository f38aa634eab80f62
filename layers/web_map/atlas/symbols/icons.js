/* Pictograms in a box of -6..6, drawn for this map; paper draws the same ones (layers/static_map/symbols.py). `d` is a
 * path, in pieces where it is long; `line` a stroke width, without which the path is filled. */
import DRAWN from "./icons.json";

/** @type {Record<string, { d: string; line?: number }[]>} */
export const ICONS = Object.fromEntries(
  Object.entries(DRAWN).map(([name, parts]) => [name, parts.map((part) => ({ ...part, d: [part.d].flat().join("") }))]),
);
