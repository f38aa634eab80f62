/* Click, Enter, Escape, hover and focus: what they choose or bring into sight. */
import { session } from "../core/session.js";
import { selections, stackPresses } from "../core/signals.js";
import { shownMarks } from "../layers/marks.js";
import { chooseFeature } from "./choose.js";
import { listStack } from "./stack_list.js";
import { hideTip, moveTip, prepareTip, showTip } from "./tip.js";

const idOf = (target) => {
  const hit = target.closest && target.closest("[data-feature-id], [data-part-of]");
  return hit ? hit.getAttribute("data-feature-id") || hit.getAttribute("data-part-of") : null;
};

const takers = [];

/**
 * Let another room take clicks that meet no mark: `take(latlng)` is true where it does.
 * @param {(latlng: L.LatLng) => boolean} take
 */
export function letTake(take) {
  takers.push(take);
}

const isTaken = (latlng) => takers.some((take) => take(latlng));

/** @param {LeafletMap} map */
export function preparePicking(map) {
  const container = map.getContainer();
  prepareTip(container);
  stackPresses.on(listStack);
  // Delegated: one listener per pane serves every feature, whatever Leaflet or a host adds later.
  ["atlas-marks", "atlas-hits", "atlas-areas"].forEach((name) => {
    const pane = map.getPane(name);
    L.DomEvent.on(pane, "dblclick", L.DomEvent.stop);
    L.DomEvent.on(pane, "click", (/** @type {any} */ event) => {
      const id = idOf(event.target);
      if (!id) return;
      L.DomEvent.stop(event); // the map must not take it for a click on empty ground
      if (map.dragging && /** @type {any} */ (map.dragging).moved()) return;
      if (name !== "atlas-marks" && isTaken(map.mouseEventToLatLng(event))) return; // drawn above lines and areas
      session.clickedAt = map.mouseEventToLatLng(event);
      chooseFeature(id);
    });
    pane.addEventListener("keydown", (event) => {
      const id = idOf(event.target);
      if (!id || (event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      event.stopPropagation();
      session.clickedAt = null;
      chooseFeature(id);
    });
    pane.addEventListener("mouseover", (event) => showTip(idOf(event.target), event));
    pane.addEventListener("mousemove", (event) => moveTip(event));
    pane.addEventListener("mouseout", hideTip);
    pane.addEventListener("focusin", (event) => reveal(/** @type {Element} */ (event.target)));
    pane.addEventListener("focusout", hideTip);
  });
  map.on("click", (event) => {
    const { lat, lng: lon } = event.latlng;
    if (session.state && session.state.points) selections.emit(null, { lon, lat });
    else if (isTaken(event.latlng)) return;
    else if (session.selected) chooseFeature(null);
  });
  map.on("movestart zoomstart", hideTip);
  container.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && session.selected) chooseFeature(null);
  });
}

/**
 * A focused mark outside the frame is brought in, else the browser would scroll the map's container.
 * @param {Element} element
 */
function reveal(element) {
  const id = idOf(element);
  const mark = id && shownMarks().find((each) => each.element === element);
  session.map.getContainer().scrollTop = session.map.getContainer().scrollLeft = 0;
  if (!mark) return;
  const inset = session.inset;
  if (!inFrame(mark))
    session.map.panInside(mark.latlng, {
      paddingTopLeft: [60, 60],
      paddingBottomRight: [60 + inset.right, 60 + inset.bottom],
    });
  const at = session.map.latLngToContainerPoint(mark.latlng);
  if (element.matches(":focus-visible")) showTip(id, null, at.add([mark.dx, mark.dy]), element);
}

/** @param {Mark} mark */
function inFrame(mark) {
  const at = session.map.latLngToContainerPoint(mark.latlng);
  const size = session.map.getSize();
  return (
    at.x > 20 && at.y > 20 && at.x < size.x - session.inset.right - 20 && at.y < size.y - session.inset.bottom - 20
  );
}
