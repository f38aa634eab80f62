/* One symbol per platform type and status; the legend draws with the same functions as the map.
 *
 * Type = shape + colour, status = fill (full | half | hatch | dots | none) + outline (solid | dashed | dotted |
 * double), kind = pictogram, ring = how well the place is known. A white casing keeps every mark readable on the tints
 * and in grey. */
import { svgElement } from "../core/dom.js";
import { ICONS } from "./icons.js";
import { fillPaint } from "./paints.js";
import { SHAPES } from "./shapes.js";

const SIZE = 26; // 22 px of shape, 2 px of casing on each side
const made = new Map(); // symbol key -> template element
const DASHES = { dashed: "3.4 2.2", dotted: "0.1 2.6" };

/**
 * A fresh SVG for `{shape, colour, fill, outline, icon, ring}`; clones of one template per look.
 * @param {Look} look
 */
export function symbolFor(look) {
  const key = [look.shape, look.colour, look.fill, look.outline, look.icon, look.ring].join("|");
  if (!made.has(key)) made.set(key, drawSymbol(look));
  return made.get(key).cloneNode(true);
}

/* A thin broken ring outside the casing: the place is known to a locality (dashes) or a district (dots) only.
 * Its stroke keeps its width when the mark shrinks. */
const RINGS = {
  dashed: { "stroke-dasharray": "3 2.4", "stroke-width": 1 },
  dotted: { "stroke-dasharray": "0.1 3.2", "stroke-width": 1.7 },
};

const RING_RADIUS = { ring: 8.2, node: 11.4 };
const WIDE = 14.2;

/**
 * @param {Element} root
 * @param {string} shape
 * @param {Ring} ring
 */
function drawRing(root, shape, ring) {
  const ink = {
    fill: "none",
    stroke: "#3d4753",
    "stroke-opacity": 0.7,
    "stroke-linecap": "round",
    "vector-effect": "non-scaling-stroke",
  };
  svgElement("circle", Object.assign({ r: RING_RADIUS[shape] || WIDE }, ink, RINGS[ring]), root);
}

/** @param {Look} look */
function drawSymbol({ shape, colour, fill, outline, icon, ring }) {
  const form = SHAPES[shape] || SHAPES.circle;
  const half = SIZE / 2;
  const root = svgElement("svg", {
    width: SIZE,
    height: SIZE,
    viewBox: `${-half} ${-half} ${SIZE} ${SIZE}`,
    "aria-hidden": "true",
    class: "atlas-symbol",
  });
  if (RINGS[ring]) drawRing(root, shape, ring);
  const join = { "stroke-linejoin": "round", "stroke-linecap": "round" };
  svgElement("path", Object.assign({ d: form.d, fill: "#fff", stroke: "#fff", "stroke-width": 5.2 }, join), root);
  const body = Object.assign({ d: form.d, fill: fillPaint(fill, colour), stroke: colour, "stroke-width": 1.8 }, join);
  // A broken outline is invisible on its own colour: with a full fill it is drawn as a gap in white.
  if (DASHES[outline]) body["stroke-dasharray"] = DASHES[outline];
  if (DASHES[outline] && fill === "full") Object.assign(body, { stroke: "#fff" });
  svgElement("path", body, root);
  if (outline === "double") drawCore(root, form, colour);
  if (form.room && ICONS[icon]) drawIcon(root, ICONS[icon], form, { fill, outline, colour });
  return root;
}

/**
 * Full within a second, thin outline: no status in the plan, which is not the same as "existing".
 * @param {Element} root
 * @param {string} colour
 */
function drawCore(root, form, colour) {
  root.lastElementChild.setAttribute("stroke-width", "1.3");
  root.lastElementChild.setAttribute("fill", "#fff");
  svgElement(
    "path",
    {
      d: form.d,
      fill: colour,
      transform: "scale(0.78)",
      stroke: colour,
      "stroke-width": 0.5,
      "stroke-linejoin": "round",
    },
    root,
  );
}

/* White on a full fill; elsewhere in the type's colour with a white halo, so it reads on both halves. */
function drawIcon(root, parts, form, { fill, outline, colour }) {
  const place = `translate(0 ${form.drop}) scale(${form.room * (outline === "double" ? 0.8 : 1)})`;
  const group = svgElement("g", { transform: place, "stroke-linecap": "round", "stroke-linejoin": "round" }, root);
  const ink = fill === "full" ? "#fff" : colour;
  const lay = (colourOf, extra) =>
    parts.forEach(({ d, line }) =>
      svgElement(
        "path",
        {
          d,
          "fill-rule": "evenodd",
          fill: line ? "none" : colourOf,
          stroke: line || extra ? colourOf : "none",
          "stroke-width": (line || 0) + extra,
        },
        group,
      ),
    );
  if (fill !== "full" && fill !== "none") lay("#fff", 3);
  lay(ink, 0);
}

/** Radius in px that a mark keeps free around itself. */
export const reachOf = (look) => (({ ring: 7, node: 10 })[look.shape] || 12.5) + (RINGS[look.ring] ? 1.7 : 0);
