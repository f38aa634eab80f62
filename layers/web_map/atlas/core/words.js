/* The visitor's words, which the manifest brings in both languages. */
import { session } from "./session.js";

/**
 * The visitor's word for `key` in the current language, `{name}` places filled from `values`.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function word(key, values) {
  const words = (session.manifest && session.manifest.words) || {};
  const text = (words[session.lang] || {})[key] || (words.zh || {})[key] || "";
  return text.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? String(values[name]) : whole));
}
