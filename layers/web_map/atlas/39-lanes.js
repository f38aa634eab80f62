/* Routes of different corridors that share a track run side by side, so that neither hides the other.
 *
 * Shared track shares vertices (the build sees to it): an edge that two corridor kinds use gets a lane each.
 * Lanes are shifts in px, so they close up on the ground as the map is zoomed in. */
(function (Atlas) {
  "use strict";
  const WIDTH = 5.6;

  const keyOf = (point) => point.key || (point.key = point.lng.toFixed(5) + "," + point.lat.toFixed(5));
  const edgeKey = (a, b) => {
    const p = keyOf(a), q = keyOf(b);
    return p < q ? p + " " + q : q + " " + p;
  };

  /** Which corridor kinds run over each edge of the given legs: edge -> sorted list of kinds. */
  Atlas.edgesOf = function edgesOf(lines) {
    const edges = new Map();
    lines.forEach(({ kind, parts }) => parts.forEach((points) => points.forEach((point, i) => {
      if (!i) return;
      const key = edgeKey(points[i - 1], point);
      const kinds = edges.get(key) || [];
      if (!kinds.includes(kind)) edges.set(key, kinds.concat([kind]).sort());
    })));
    return edges;
  };

  /** Shift of each vertex (px, to the right of travel): the mean of its two edges, for a soft change of lane. */
  Atlas.lanesOf = function lanesOf(points, kind, edges) {
    const shifts = points.slice(1).map((point, i) => {
      const kinds = edges.get(edgeKey(points[i], point)) || [];
      return kinds.length > 1 ? (kinds.indexOf(kind) - (kinds.length - 1) / 2) * WIDTH : 0;
    });
    if (!shifts.some(Boolean)) return null;
    return points.map((_, i) => ((shifts[i - 1] === undefined ? shifts[i] : shifts[i - 1]) + (shifts[i] === undefined ? shifts[i - 1] : shifts[i])) / 2);
  };

  /* The vertex at least 14 px away: from afar, vertices stand too close to tell the direction of travel. */
  function farPoint(points, i, step) {
    let j = i;
    while (points[j + step] && Math.hypot(points[j].x - points[i].x, points[j].y - points[i].y) < 14) j += step;
    return points[j];
  }

  /** Projected points moved into their lane. */
  Atlas.shiftPoints = function shiftPoints(points, lanes) {
    if (!lanes) return points;
    return points.map((point, i) => {
      const before = farPoint(points, i, -1), after = farPoint(points, i, 1);
      const dx = after.x - before.x, dy = after.y - before.y, length = Math.hypot(dx, dy);
      return length ? L.point(point.x - (dy / length) * lanes[i], point.y + (dx / length) * lanes[i]) : point;
    });
  };

  /** A polyline whose `lanes` option (one list per part) shifts what is drawn, never what is stored. With `like`, another
   * stroke of the same course that came to the map before it, it takes over what that one has worked out. */
  Atlas.LanePolyline = L.Polyline.extend({
    _setLatLngs(latlngs) {
      const { like } = this.options;
      if (!like) { L.Polyline.prototype._setLatLngs.call(this, latlngs); return; }
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
      L.Polyline.prototype._project.call(this);
      if (lanes) this._rings = this._rings.map((ring, i) => Atlas.shiftPoints(ring, lanes[i]));
    },
    _update() {
      const { like } = this.options;
      if (!this._map) return;
      if (!like) { L.Polyline.prototype._update.call(this); return; }
      this._parts = like._parts;
      this._updatePath();
    },
    _updatePath() {
      const { like } = this.options;
      this._d = like ? like._d : L.SVG.pointsToPath(this._parts, false) || "M0 0";
      this._path.setAttribute("d", this._d);
    },
  });
})(window.Atlas);
