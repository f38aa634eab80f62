/* After zoom or pan: places on screen change, the drawn set does not. One pass for each movement, none within a render. */
(function (Atlas) {
  "use strict";
  const session = Atlas.session;
  let zoomed = false, quiet = 0, moved = false;

  /* Leaflet moves things by translate3d, which makes each of them a layer to the compositor, and every mark and name that
   * lies over one a layer, too: fifty of them cost a click more than all drawing. Flat transforms (Leaflet's own way for
   * one old browser) keep the map in one layer; while it moves, the whole pane becomes one. */
  L.Browser.ie3d = true;

  Atlas.prepareRelayout = function prepareRelayout(map) {
    const { classList } = map.getContainer();
    map.on("movestart", () => classList.add("atlas-moving"));
    map.on("moveend", () => classList.remove("atlas-moving"));
    map.on("zoomend", () => { zoomed = true; }); // Leaflet always fires moveend after it
    map.on("moveend", () => { Atlas.relayout(zoomed); });
  };

  /** Lay out what depends on the frame; `all`: also what depends on the zoom level. */
  Atlas.relayout = function relayout(all) {
    if (!session.drawn) return;
    if (quiet) { moved = true; return; }
    Atlas.requestWanted();
    if (all) {
      zoomed = false;
      Atlas.layoutPoints();
      Atlas.drawExtents();
    }
    Atlas.drawArrows();
    Atlas.drawGraticule();
    Atlas.drawLabels();
  };

  /** Run movements whose layout the caller does himself; returns whether the map moved. */
  Atlas.withoutRelayout = function withoutRelayout(act) {
    quiet += 1;
    moved = false;
    try { act(); } finally { quiet -= 1; }
    zoomed = false;
    return moved;
  };
})(window.Atlas);
