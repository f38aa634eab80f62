/* Colours from the manifest's tables, validated before use. */
import { session } from "./session.js";

/**
 * A `#rgb`/`#rrggbb` colour or the fallback: nothing else reaches a style.
 * @param {unknown} value
 * @param {string} fallback
 */
export function safeColour(value, fallback) {
  return typeof value === "string" && /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(value) ? value : fallback;
}

/**
 * Colour of a platform type, or of one corridor kind where the manifest gives it its own shade.
 * @param {string} type
 * @param {string} [kind]
 */
export function typeColour(type, kind) {
  const { types, corridors } = session.manifest.scale;
  const own = kind && corridors && corridors[kind];
  const shade = own && safeColour(typeof own === "string" ? own : own.colour, null);
  return shade || safeColour(types && types[type] && types[type].colour, "#5b6470");
}

/**
 * Half as bright, for arrows upon a line of the same colour.
 * @param {string} hex
 */
export function darker(hex) {
  const full = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, "$&$&") : hex;
  return (
    "#" +
    [1, 3, 5]
      .map((i) =>
        Math.round(parseInt(full.slice(i, i + 2), 16) * 0.62)
          .toString(16)
          .padStart(2, "0"),
      )
      .join("")
  );
}
