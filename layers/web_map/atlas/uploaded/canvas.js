/* Layers that visitors bring: one canvas, whatever their number, drawn once per view; while the map is dragged the
 * canvas travels with its pane. Nothing here is a feature of ours: no `data-feature-id`. */
import { htmlElement } from "../core/dom.js";
import { session } from "../core/session.js";
import { isKept, paintMark, paintPaths, paintPoints } from "./inks.js";

const PAD = 0.35; // share of the frame beyond its edge that is drawn too
let canvas = null;
let shown = [];
let marks = [];

export function prepareOwnCanvas() {
  const { map } = session;
  const pane = map.createPane("atlas-own");
  pane.style.zIndex = "545";
  pane.style.pointerEvents = "none";
  canvas = htmlElement("canvas", "atlas-own leaflet-zoom-animated", pane);
  canvas.setAttribute("aria-hidden", "true"); // the page's table is the accessible twin
  map.on("moveend zoomend resize", paint);
  map.on("zoomanim", (event) => {
    const scale = map.getZoomScale(event.zoom, view.zoom);
    const at = map._latLngToNewLayerPoint(view.corner, event.zoom, event.center);
    L.DomUtil.setTransform(canvas, at, scale);
  });
}

/**
 * Paint these layers and marks of findings.
 * @param {OwnLayer[]} layers
 * @param {OwnState['marks']} findings
 */
export function paintOwn(layers, findings) {
  shown = layers;
  marks = findings;
  paint();
}

let view = { zoom: 0, corner: null, scale: 1, left: 0, top: 0 };

function paint() {
  const { map } = session;
  const size = map.getSize();
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const room = size.multiplyBy(PAD).round();
  const whole = size.add(room.multiplyBy(2));
  const corner = map.containerPointToLayerPoint(room.multiplyBy(-1));
  const origin = map.getPixelOrigin().add(corner);
  view = {
    zoom: map.getZoom(),
    corner: map.layerPointToLatLng(corner),
    scale: Math.pow(2, map.getZoom()),
    left: origin.x,
    top: origin.y,
  };
  if (canvas.width !== whole.x * ratio || canvas.height !== whole.y * ratio) {
    Object.assign(canvas, { width: whole.x * ratio, height: whole.y * ratio });
    Object.assign(canvas.style, { width: whole.x + "px", height: whole.y + "px" });
  }
  L.DomUtil.setTransform(canvas, corner, 1);
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, whole.x, whole.y);
  let drawn = 0;
  shown.forEach((layer) => {
    drawn += paintPaths(pen, layer, view) + paintPoints(pen, layer, view, whole);
  });
  marks.forEach((mark) => paintMark(pen, mark, view));
  canvas.dataset.own = String(drawn); // for tests: how many parts of own layers lie in the frame
}

/** What is drawn now, and the view that it is drawn for; null before the first layer came. */
export const ownShown = () => (canvas && shown.length ? { layers: shown, view, isKept } : null);
