/* What the frame shows: the whole municipality, a whole route, or where the visitor went. */
(function (Atlas) {
  "use strict";
  const session = Atlas.session;
  let silent = 0, moved = false, fitted = null, viewRead = false;

  /** Run a movement that is ours, not the visitor's. */
  Atlas.withoutTrace = function withoutTrace(act) {
    silent += 1;
    try { act(); } finally { silent -= 1; }
  };

  Atlas.prepareFit = function prepareFit(map) {
    map.on("moveend", () => {
      if (silent) return;
      moved = true;
      Atlas.writeView();
    });
    if (window.ResizeObserver) new ResizeObserver(adapt).observe(map.getContainer());
    else window.addEventListener("resize", adapt);
  };

  /* A new frame size keeps the centre; before the visitor has moved, it fits anew. */
  function adapt() {
    const { map } = session;
    const before = map._size;
    const box = map.getContainer();
    if (!box.clientWidth || !box.clientHeight || (before && before.x === box.clientWidth && before.y === box.clientHeight)) return;
    Atlas.withoutTrace(() => map.invalidateSize({ animate: false, pan: true }));
    if (!session.state) return;
    if (!moved) fit();
    Atlas.relayout(false);
  }

  function target() {
    const route = session.state.fit === "route" ? Atlas.lineBounds() : null;
    return route || L.latLngBounds(session.manifest.home);
  }

  function fit() {
    const { map, inset } = session;
    const size = map.getSize();
    const free = size.x - inset.right;
    // In a wide frame there is room to spare beside the legend; in a narrow one it may lie over the map.
    const legend = Atlas.legendWidth();
    const bounds = target();
    const before = L.point(12, 14), beside = L.point(12 + legend, 14), after = L.point(14 + inset.right, 30 + inset.bottom);
    const zoomFor = (corner) => map.getBoundsZoom(bounds, false, corner.add(after));
    const left = free - legend > 560 && zoomFor(before) - zoomFor(beside) <= 0.5 ? beside : before;
    Atlas.withoutTrace(() => map.fitBounds(bounds, { animate: false, paddingTopLeft: left, paddingBottomRight: after }));
  }

  /** Fit when `fit` changed (or corridors arrived late); the link's own view comes first, once. */
  Atlas.fitState = function fitState(state) {
    if (!viewRead) {
      viewRead = true;
      const view = Atlas.parseView(state.view);
      if (view) {
        moved = true;
        fitted = key(state);
        Atlas.adoptView(state.view);
        Atlas.withoutTrace(() => session.map.setView(view.center, view.zoom, { animate: false }));
        return;
      }
    }
    const now = key(state);
    if (now === fitted) return;
    const changed = fitted === null || fitted.split("|")[0] !== now.split("|")[0];
    fitted = now;
    if (changed) { moved = false; Atlas.clearView(); }
    if (!moved) fit();
  };

  /* "route" is fitted again when the lines it depends on have come. */
  const key = (state) => `${state.fit || "city"}|${state.fit === "route" && Atlas.lineBounds() ? "lines" : ""}`;

  /** The reset button: the fitted view again, and no view in the address. */
  Atlas.resetView = function resetView() {
    moved = false;
    Atlas.clearView();
    fit();
  };
})(window.Atlas);
