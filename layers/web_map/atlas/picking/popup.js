/* Where no card stands beside the map (a frame on another site): what was clicked, in three lines, and the way to the
 * whole map. The host says the lines; they are set as text. */
import { htmlElement } from "../core/dom.js";
import { featureById } from "../core/features.js";
import { session } from "../core/session.js";
import { shownMarks } from "../layers/marks.js";
import { chooseFeature } from "./choose.js";

let open = null;
let shown = ""; // what it says of which feature

/**
 * Show what `state.popup` says of the selected feature; nothing where it says nothing.
 * @param {State} state
 */
export function drawPopup(state) {
  const { popup, selected } = state;
  const says = popup && selected ? JSON.stringify([selected, popup]) : "";
  if (says === shown && (!says || (open && open.isOpen()))) return;
  shown = says;
  if (open) open.remove();
  open = null;
  if (!says) return;
  const content = htmlElement("div", "atlas-brief");
  const close = htmlElement("button", "atlas-brief-close", content, "×");
  close.type = "button";
  close.setAttribute("aria-label", popup.close);
  close.addEventListener("click", () => {
    chooseFeature(null);
    session.map.getContainer().focus({ preventScroll: true });
  });
  popup.lines.forEach((line, i) => htmlElement(i ? "p" : "h2", "", content, line));
  const link = htmlElement("a", "", htmlElement("p", "", content), popup.link);
  if (/^(https?:\/\/|\.\.\/)/.test(popup.href)) link.href = popup.href;
  link.target = "_blank";
  link.rel = "noopener";
  open = L.popup({
    className: "atlas-popup",
    maxWidth: 280,
    minWidth: 180,
    closeButton: false,
    autoPanPaddingTopLeft: [12, 48],
    autoPanPaddingBottomRight: [12, 40],
    offset: [0, -6],
  })
    .setLatLng(placeOf(selected))
    .setContent(content)
    .openOn(session.map);
  if (session.chosen === selected) link.focus({ preventScroll: true });
  session.chosen = null;
}

/**
 * A mark stands where it was moved to, a line or an area where it was clicked, else at its point nearest to the middle.
 * @param {string} id
 */
function placeOf(id) {
  const { map } = session;
  const mark = shownMarks().find((each) => each.id === id);
  if (mark) return map.containerPointToLatLng(map.latLngToContainerPoint(mark.latlng).add([mark.dx, mark.dy]));
  if (session.chosen === id && session.clickedAt) return session.clickedAt;
  const feature = featureById(id);
  const middle = map.getCenter();
  const points = feature && feature.geometry ? L.geoJSON(feature).getLayers().flatMap(pointsOf) : [];
  return (
    points.reduce(
      (best, point) => (best && middle.distanceTo(best) <= middle.distanceTo(point) ? best : point),
      null,
    ) || middle
  );
}

const pointsOf = (part) => (part.getLatLngs ? part.getLatLngs().flat(3) : [part.getLatLng()]);
