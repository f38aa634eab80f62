/* In a crowd a mark is one element: its symbol is a picture that all marks of its look share.
 *
 * Style, layout and paint of the SVG nodes took 200 of the 280 ms of a click at 2,840 marks. A map of the usual size
 * keeps them: each picture is a document of its own, which the browser opens before it can be painted. */
import { htmlElement } from "../core/dom.js";
import { symbolFor } from "./symbol.js";

const ROOM = 30; // px: a symbol with its casing and ring; `--box` of .is-flat in atlas.css
const names = new Map(); // look -> class
let sheet = null;

/** @param {Look} look */
function picture(look) {
  const root = symbolFor(look);
  const half = ROOM / 2;
  const box = {
    xmlns: "http://www.w3.org/2000/svg",
    width: ROOM,
    height: ROOM,
    viewBox: `${-half} ${-half} ${ROOM} ${ROOM}`,
  };
  Object.keys(box).forEach((key) => root.setAttribute(key, box[key]));
  // patterns and gradients that it refers to lie in this document: they travel along
  const filled = Array.from(root.querySelectorAll('[fill^="url(#"]'), (part) => part.getAttribute("fill").slice(5, -1));
  new Set(filled).forEach((id) => root.prepend(document.getElementById(id).cloneNode(true)));
  const text = encodeURIComponent(new XMLSerializer().serializeToString(root));
  return `{ background-image: url("data:image/svg+xml,${text}"); }`;
}

/**
 * The class that paints `look`; without its pictogram where the mark is small, as atlas.css has it for SVG.
 * @param {Look} look
 */
export function flatLook(look) {
  const key = Object.values(look).join("|");
  if (!names.has(key)) {
    const name = `atlas-look-${names.size}`;
    sheet = sheet || htmlElement("style", "", document.head).sheet;
    const small = `.atlas-afar .${name}:not(.is-node), .${name}.is-minor:not(.is-selected)`;
    sheet.insertRule(`${small} ${picture(Object.assign({}, look, { icon: "" }))}`);
    sheet.insertRule(`.${name} ${picture(look)}`);
    names.set(key, name);
  }
  return names.get(key);
}
