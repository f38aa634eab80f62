/* A newly selected mark comes out from under the card. */
import { legendSize } from "../core/furniture.js";
import { session } from "../core/session.js";
import { shownMarks } from "../layers/marks.js";
import { forgetLink, untilMoved } from "./fit.js";

let uncovered = "";

/** Bring a newly selected mark out from under the card; the address is not touched by it. */
export function uncoverSelection() {
  const { map, inset, selected } = session;
  const now = selected ? `${selected}|${inset.right}|${inset.bottom}` : "";
  if (now === uncovered) return;
  uncovered = now;
  const mark = selected && shownMarks().find((each) => each.id === selected);
  if (!mark) return;
  const at = map.latLngToContainerPoint(mark.latlng).add([mark.dx, mark.dy]);
  const size = map.getSize();
  const rim = 46;
  const short = (value, least, most) => (value < least ? value - least : value > most - rim ? value - most + rim : 0);
  const legend = legendSize();
  const beside = at.y > size.y - legend.y - rim ? legend.x + rim : rim;
  const by = L.point(short(at.x, beside, size.x - inset.right), short(at.y, rim, size.y - inset.bottom)).round();
  if (!by.x && !by.y) return;
  forgetLink();
  untilMoved(map);
  map.panBy(by, { animate: !matchMedia("(prefers-reduced-motion: reduce)").matches, duration: 0.3 });
}
