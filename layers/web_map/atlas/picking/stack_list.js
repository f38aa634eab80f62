/* The list of a shared place. */
import { htmlElement } from "../core/dom.js";
import { legendWidth } from "../core/furniture.js";
import { nameOfPart } from "../core/names.js";
import { session } from "../core/session.js";
import { lookOf } from "../symbols/look.js";
import { symbolFor } from "../symbols/symbol.js";
import { chooseFeature } from "./choose.js";

/**
 * @param {L.LatLng} latlng
 * @param {Mark[]} members
 */
export function listStack(latlng, members) {
  const list = htmlElement("ul", "atlas-stack-list");
  members.forEach((mark) => {
    const button = htmlElement("button", "", htmlElement("li", "", list));
    button.type = "button";
    button.appendChild(symbolFor(lookOf(mark.feature.properties, mark.part)));
    htmlElement("span", "", button, nameOfPart(mark.feature.properties, mark.part));
    button.addEventListener("click", () => chooseFeature(mark.id));
  });
  const { inset } = session;
  L.popup({
    className: "atlas-popup",
    maxWidth: 320,
    closeButton: false,
    autoPanPaddingTopLeft: [legendWidth() + 8, 12],
    autoPanPaddingBottomRight: [inset.right + 12, inset.bottom + 12],
  })
    .setLatLng(latlng)
    .setContent(list)
    .openOn(session.map);
  const first = list.querySelector("button");
  if (first) first.focus({ preventScroll: true });
}
