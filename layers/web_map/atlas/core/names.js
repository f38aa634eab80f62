/* Names of features, of their parts and of codes in the current language. */
import { readable } from "./dom.js";
import { session } from "./session.js";

/**
 * The feature's name in the current language, else the other one, else its id.
 * @param {Properties} properties
 */
export function nameOf(properties) {
  const first = session.lang === "en" ? properties.name_en : properties.name_zh;
  return readable(first || properties.name_zh || properties.name_en || properties.id || "");
}

/**
 * The manifest's short name of a feature, undefined where it has none.
 * @param {Properties} properties
 */
export function shortOf(properties) {
  const short = ((session.manifest || {}).labels || {})[properties.id];
  return short && short[session.lang];
}

/**
 * Short form for labels on the map: the manifest's, else the name.
 * @param {Properties} properties
 */
export function labelOf(properties) {
  return readable(shortOf(properties) || nameOf(properties));
}

/** The part that stands at coordinate `part` of a feature, or the feature itself. */
export const partOf = (properties, part) => (properties.parts || [])[part] || properties;

/**
 * Name of a feature and, where it stands in several, of the part at coordinate `part`.
 * @param {Properties} properties
 * @param {number} part
 */
export function nameOfPart(properties, part) {
  const own = (properties.parts || [])[part] || /** @type {Properties} */ ({});
  const name = (session.lang === "en" ? own.name_en : own.name_zh) || own.name_zh || own.name_en;
  return nameOf(properties) + (name && name !== nameOf(properties) ? " · " + name : "");
}

/**
 * Title of a code (a corridor kind, a region) as the legend has it, or null.
 * @param {string} key
 * @param {string} code
 */
export function legendTitle(key, code) {
  const all = (session.manifest.legend || []).flatMap((group) => group.rows);
  const row = all.find((entry) => entry.sample && entry.sample[key] === code);
  return (row && row.label && row.label[session.lang]) || null;
}
