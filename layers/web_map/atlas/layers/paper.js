/* The canvas of the paper. */
import { htmlElement } from "../core/dom.js";
import { middleOf } from "./outlines.js";

const WORLD = 256; // pixels round the world at zoom 0

/* One canvas for all base ink: it never takes a click, and its vertices stay out of the DOM and out of Leaflet, which
 * would project, clip and simplify each of them at each zoom. A path lies in pixels of zoom 0, counted from the middle
 * of the home view so that the numbers stay small, and is only scaled when it is painted. */
const Renderer = /** @type {any} */ (L.Renderer);

export const Paper = Renderer.extend({
  options: { padding: 0.4, pane: "atlas-base" },
  inks: [],
  _initContainer() {
    this._container = htmlElement("canvas", "");
  },
  _destroyContainer() {
    this._container.remove();
    this._container = null;
  },
  _updatePaths() {},
  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    Renderer.prototype._update.call(this);
    this.paint();
  },
  paint() {
    const { _map: map, _container: canvas, _bounds: frame } = this;
    const size = frame.getSize();
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const scale = Math.pow(2, map.getZoom());
    const middle = middleOf();
    const left = map.getPixelOrigin().add(frame.min).subtract(L.point(middle.x, middle.y).multiplyBy(scale));
    L.DomUtil.setPosition(canvas, frame.min);
    Object.assign(canvas, { width: size.x * ratio, height: size.y * ratio }); // clears it, too
    Object.assign(canvas.style, { width: size.x + "px", height: size.y + "px" });
    const pen = canvas.getContext("2d");
    const seen = L.bounds(left, left.add(size));
    const all = L.bounds(seen.min.divideBy(scale), seen.max.divideBy(scale));
    pen.setTransform(ratio * scale, 0, 0, ratio * scale, -left.x * ratio, -left.y * ratio);
    pen.lineJoin = pen.lineCap = "round";
    this.inks.forEach(({ path, edge, bounds, fill, line, weight, opacity, turns, dash }) =>
      turns.forEach((turn) => {
        const far = L.point(turn * WORLD, 0);
        if (!all.intersects(L.bounds(bounds.min.add(far), bounds.max.add(far)))) return;
        pen.save();
        pen.translate(far.x, 0);
        pen.globalAlpha = opacity || 1;
        if (fill) {
          pen.fillStyle = fill;
          pen.fill(path, "evenodd");
        }
        pen.setLineDash((dash || []).map((part) => part / scale));
        if (line) {
          pen.strokeStyle = line;
          pen.lineWidth = weight / scale;
          pen.stroke(edge);
        }
        pen.restore();
      }),
    );
  },
});
