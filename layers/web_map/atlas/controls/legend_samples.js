/* Samples of the legend, drawn by the functions that draw the map. */
import { typeColour } from "../core/colours.js";
import { svgElement } from "../core/dom.js";
import { session } from "../core/session.js";
import { ringOf, statusStyle } from "../core/status.js";
import { INK, OUTLINE_DASH, tintOf } from "../symbols/ink.js";
import { strokesOf } from "../symbols/strokes.js";
import { symbolFor } from "../symbols/symbol.js";

const NEUTRAL = "#5b6470"; // a status is not tied to a type: shown on a grey square
const frame = (width) => svgElement("svg", { width, height: 16, viewBox: `0 0 ${width} 16`, "aria-hidden": "true" });

const SAMPLES = {
  type(code) {
    const shape = ((session.manifest.scale.types || {})[code] || {}).shape;
    return small(symbolFor({ shape, colour: typeColour(code), fill: "full", outline: "solid", icon: "" }));
  },
  status: (code) => statusMark(code, "plan"),
  status_target: (code) => statusMark(code, "target"),
  status_now: (code) => statusMark(code, "now"),
  region(code) {
    const svg = frame(22);
    svgElement(
      "rect",
      { x: 1, y: 2, width: 20, height: 12, rx: 2, fill: tintOf(code), stroke: INK.region, "stroke-width": 1 },
      svg,
    );
    return svg;
  },
  outline() {
    const svg = frame(34);
    svgElement(
      "path",
      {
        d: "M3 8H31",
        fill: "none",
        stroke: INK.outline,
        "stroke-width": 1.5,
        "stroke-dasharray": OUTLINE_DASH.join(" "),
      },
      svg,
    );
    return svg;
  },
  mode: (code) => lineSample(code, false, NEUTRAL),
  corridor: (code) => lineSample("", false, typeColour("corridor", code)),
  schematic: () => lineSample("", true, NEUTRAL),
  quality: (code) =>
    small(
      symbolFor({ shape: "circle", colour: NEUTRAL, fill: "full", outline: "solid", icon: "", ring: ringOf(code) }),
      16,
    ),
};

/** The sample of a row, made anew: for a host with a legend of its own. */
export const legendSample = (key, code) => (SAMPLES[key] ? SAMPLES[key](code) : null);

/**
 * @param {string} code
 * @param {Time} time
 */
function statusMark(code, time) {
  const { fill, outline } = statusStyle(code === "null" ? null : code, time);
  return small(symbolFor({ shape: "square", colour: NEUTRAL, fill, outline, icon: "" }));
}

/**
 * @param {Element} symbol
 * @param {number} [size]
 */
function small(symbol, size) {
  symbol.setAttribute("width", String(size || 19));
  symbol.setAttribute("height", String(size || 19));
  return symbol;
}

/**
 * @param {string} mode
 * @param {boolean} schematic
 * @param {string} colour
 */
function lineSample(mode, schematic, colour) {
  const svg = frame(34);
  strokesOf(mode, schematic, colour).forEach((stroke) =>
    svgElement(
      "path",
      {
        d: "M3 8H31",
        fill: "none",
        stroke: stroke.color,
        "stroke-width": stroke.weight,
        "stroke-opacity": stroke.opacity === undefined ? 1 : stroke.opacity,
        "stroke-linecap": stroke.lineCap || "round",
        "stroke-dasharray": stroke.dashArray || "none",
      },
      svg,
    ),
  );
  return svg;
}
