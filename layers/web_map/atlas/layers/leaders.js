/* Leaders: a thin line from a moved mark to its true place, with a small dot there. */
import { svgElement } from "../core/dom.js";
import { neighbourGrid } from "./grid.js";
import { offerStack } from "./stacks.js";

/* ---- leaders: a thin line from a moved mark to its true place, with a small dot there ---- */
let strokes = null;
let dots = null;
let openDots = null;
let labelTies = null;

const SHORTEST = 5; // px below which a mark still covers its place

/** @param {LeafletMap} map */
export function prepareLeaders(map) {
  const sheetIn = (name) => svgElement("svg", { class: "atlas-leader-sheet", width: 1, height: 1 }, map.getPane(name));
  const sheet = sheetIn("atlas-leaders");
  strokes = [
    svgElement("path", { class: "atlas-leader-casing" }, sheet),
    svgElement("path", { class: "atlas-leader" }, sheet),
  ];
  labelTies = [
    svgElement("path", { class: "atlas-tie-casing" }, sheet),
    svgElement("path", { class: "atlas-tie" }, sheet),
  ];
  dots = svgElement("g", {}, sheet);
  openDots = sheetIn("atlas-stacks"); // above the marks
}

/** Lines between first-rank names at the edge of a crowd and their marks. */
export const tieLabels = (d) => labelTies.forEach((path) => path.setAttribute("d", d));

/**
 * Leaders and dots in layer points; the dot of a shared place is a button that lists who stands there.
 * @param {Mark[]} marks
 */
export function drawLeaders(marks) {
  const places = new Map();
  let d = "";
  marks.forEach((mark) => {
    mark.led = Math.hypot(mark.dx, mark.dy) > SHORTEST;
    if (!mark.led) return;
    d += `M${mark.x.toFixed(1)} ${mark.y.toFixed(1)}l${mark.dx.toFixed(1)} ${mark.dy.toFixed(1)}`;
    const cell = `${Math.round(mark.x / 4)}|${Math.round(mark.y / 4)}`;
    if (places.has(cell)) places.get(cell).push(mark);
    else places.set(cell, [mark]);
  });
  strokes.forEach((path) => path.setAttribute("d", d));
  dots.textContent = openDots.textContent = "";
  const crowd = marks.length > 800; // in such a crowd every dot lies under marks: not worth the asking
  const near = crowd
    ? null
    : neighbourGrid(
        marks.map((m) => m.x + m.dx),
        marks.map((m) => m.y + m.dy),
        16,
      );
  places.forEach((members) => {
    const [{ x, y }] = members;
    // A dot between marks stands above them and takes clicks; one under the middle of a mark leaves them to it.
    let covered = crowd || members.length < 2;
    if (!covered)
      near(x, y, (k) => {
        covered =
          covered ||
          Math.hypot(marks[k].x + marks[k].dx - x, marks[k].y + marks[k].dy - y) < Math.max(8, marks[k].reach * 0.8);
      });
    const parent = covered ? dots : openDots;
    svgElement("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: 2.6, class: "atlas-place" }, parent);
    if (members.length > 1) offerStack(parent, members, covered);
  });
}
