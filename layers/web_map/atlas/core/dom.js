/* Elements of the page. Text enters it only here, by `textContent`, without control characters. */

/* As layers/text/control_characters.py: what turns the direction of text, or hides in it. */
const CONTROLS =
  /[\u0080-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g;
const TAGS = /\udb40[\udc00-\udc7f]/g;

/** A text without invisible control characters: it reads as it is written. */
export const readable = (text) => String(text).replace(CONTROLS, "").replace(TAGS, "");

/**
 * An element with a class and, optionally, text: the only way text enters the page.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [className]
 * @param {Element} [parent]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function htmlElement(tag, className, parent, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = readable(text);
  if (parent) parent.appendChild(made);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * An SVG element with attributes.
 * @param {string} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {Element} [parent]
 */
export function svgElement(tag, attributes, parent) {
  const made = document.createElementNS(SVG, tag);
  Object.keys(attributes || {}).forEach((key) => made.setAttribute(key, String(attributes[key])));
  if (parent) parent.appendChild(made);
  return made;
}
