/* Elements of labels, reused from pass to pass. */
import { htmlElement } from "../core/dom.js";

let pane = null;

/** @param {LeafletMap} map */
export function prepareLabels(map) {
  pane = map.getPane("atlas-labels");
  pane.setAttribute("aria-hidden", "true"); // the marks carry the same names for screen readers
}

const shown = new Map();
let kept = null;

/** Begin a pass: labels not put again until `closeSheet` go. */
export function openSheet() {
  kept = new Set();
}

/**
 * Show a label with its upper left corner at a layer point; elements are reused from pass to pass.
 * @param {string} key
 * @param {LabelText} text
 * @param {number} x
 * @param {number} y
 * @param {{ align?: string; id?: string; colour?: string; angle?: number }} more
 */
export function putLabel(key, text, x, y, more) {
  let label = shown.get(key);
  if (!label) shown.set(key, (label = { element: htmlElement("div", "", pane), text: "" }));
  const { element } = label;
  const joined = text.lines.join("\n") + "\n" + (text.note || "");
  if (label.text !== joined) {
    element.textContent = "";
    text.lines.forEach((line) => htmlElement("div", "", element, line));
    if (text.note) htmlElement("div", "atlas-note", element, text.note);
    label.text = joined;
  }
  element.className = "atlas-label is-" + text.name;
  element.style.textAlign = more.align || "center";
  element.style.width = Math.ceil(text.w) + "px";
  element.style.color = more.colour || "";
  element.style.transform =
    `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)` + (more.angle ? ` rotate(${more.angle.toFixed(1)}deg)` : "");
  if (more.id) element.setAttribute("data-part-of", more.id);
  kept.add(key);
}

export function closeSheet() {
  shown.forEach((label, key) => {
    if (kept.has(key)) return;
    label.element.remove();
    shown.delete(key);
  });
}
