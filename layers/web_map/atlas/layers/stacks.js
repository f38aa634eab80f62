/* The dot of a shared place. */
import { svgElement } from "../core/dom.js";
import { stackPresses } from "../core/signals.js";
import { word } from "../core/words.js";

/**
 * The dot of a shared place: a button that lists the features standing there.
 * @param {Element} parent
 * @param {Mark[]} members
 * @param {boolean} covered
 */
export function offerStack(parent, members, covered) {
  const [{ x, y, latlng }] = members;
  const button = svgElement(
    "circle",
    {
      cx: x.toFixed(1),
      cy: y.toFixed(1),
      r: covered ? 9 : 6,
      class: "atlas-stack" + (covered ? " is-covered" : ""),
      role: "button",
      tabindex: 0,
      "aria-label": word("stack", { n: members.length }),
    },
    parent,
  );
  const open = (event) => {
    L.DomEvent.stop(event);
    stackPresses.emit(latlng, members);
  };
  button.addEventListener("click", open);
  button.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") open(event);
  });
}
