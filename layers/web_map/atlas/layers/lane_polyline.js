/* A Leaflet polyline that runs in its lane. */
import { shiftPoints } from "./lanes.js";

const Polyline = /** @type {any} */ (L.Polyline);

/** A polyline whose `lanes` option (one list per part) shifts what is drawn, never what is stored. With `like`, another
 * stroke of the same course that came to the map before it, it takes over what that one has worked out. */
export const LanePolyline = /** @type {new (...given: any[]) => any} */ (
  Polyline.extend({
    _setLatLngs(latlngs) {
      const { like } = this.options;
      if (!like) {
        Polyline.prototype._setLatLngs.call(this, latlngs);
        return;
      }
      this._latlngs = like._latlngs;
      this._bounds = like._bounds;
    },
    _project() {
      const { lanes, like } = this.options;
      if (like) {
        this._rings = like._rings;
        this._rawPxBounds = like._rawPxBounds;
        if (this._rawPxBounds) this._updateBounds();
        return;
      }
      Polyline.prototype._project.call(this);
      if (lanes) this._rings = this._rings.map((ring, i) => shiftPoints(ring, lanes[i]));
    },
    _update() {
      const { like } = this.options;
      if (!this._map) return;
      if (!like) {
        Polyline.prototype._update.call(this);
        return;
      }
      this._parts = like._parts;
      this._updatePath();
    },
    _updatePath() {
      const { like } = this.options;
      this._d = like ? like._d : L.SVG.pointsToPath(this._parts, false) || "M0 0";
      this._path.setAttribute("d", this._d);
    },
  })
);
