/* What status paints with: colours, and patterns and gradients that all symbols of this document share. */
import { svgElement } from "../core/dom.js";

let defs = null; // shared gradients and patterns of this document

/** Patterns and gradients that symbols refer to, one set per colour, made when first needed. */
export function prepareSymbols() {
  if (defs) return;
  const holder = svgElement("svg", { width: 0, height: 0, "aria-hidden": "true", class: "atlas-defs" }, document.body);
  defs = svgElement("defs", {}, holder);
}

/** In tiles of 4. @type {Record<string, [string, Record<string, number>]>} */
const PATTERNS = { hatch: ["rect", { width: 1.7, height: 4 }], dots: ["circle", { cx: 2, cy: 2, r: 1.25 }] };

/**
 * Where status paints: half is a hard-stop gradient, hatch a 45 degree line pattern, dots stand in a 45 degree grid.
 * @param {Fill} fill
 * @param {string} colour
 */
export function fillPaint(fill, colour) {
  if (fill === "full") return colour;
  if (fill !== "half" && !PATTERNS[fill]) return "#ffffff";
  const id = `atlas-${fill}-${colour.slice(1)}`;
  if (document.getElementById(id)) return `url(#${id})`;
  if (fill === "half") {
    const gradient = svgElement("linearGradient", { id, x1: 0, y1: 0, x2: 0, y2: 1 }, defs);
    [
      ["0.5", "#ffffff"],
      ["0.5", colour],
    ].forEach(([offset, stop]) => svgElement("stop", { offset, "stop-color": stop }, gradient));
  } else {
    const tile = { id, width: 4, height: 4, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
    const pattern = svgElement("pattern", tile, defs);
    const [form, size] = PATTERNS[fill];
    svgElement("rect", { width: 4, height: 4, fill: "#ffffff" }, pattern);
    svgElement(form, { ...size, fill: colour }, pattern);
  }
  return `url(#${id})`;
}

/**
 * Wide lines of a colour with nothing between them: for areas that must leave the map readable.
 * @param {string} colour
 */
export function hatchOver(colour) {
  const id = `atlas-over-${colour.slice(1)}`;
  if (!document.getElementById(id)) {
    const tile = { id, width: 9, height: 9, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
    svgElement("rect", { width: 1.7, height: 9, fill: colour, "fill-opacity": 0.5 }, svgElement("pattern", tile, defs));
  }
  return `url(#${id})`;
}
