/* What the frame shows: the whole municipality, a whole route, or where the visitor went. */
(function (Atlas) {
  "use strict";
  const session = Atlas.session;
  const LEAST_ZOOM = -2; // all that a scene can ask for fits a phone
  /** How far a visitor may zoom out where nothing that is shown asks for more. */
  Atlas.USUAL_LEAST_ZOOM = 2;
  let silent = 0, moved = false, fitted = null, viewRead = false, linked = null;

  /** Run a movement that is ours, not the visitor's. */
  Atlas.withoutTrace = function withoutTrace(act) {
    silent += 1;
    try { act(); } finally { silent -= 1; }
  };

  Atlas.prepareFit = function prepareFit(map) {
    map.on("moveend", () => {
      if (silent) return;
      moved = true;
      linked = null;
      Atlas.writeView();
    });
    // Leaflet's own answer to a resize would look like a move of the visitor's.
    L.DomEvent.off(window, "resize", map._onResize, map);
    if (window.ResizeObserver) new ResizeObserver(adapt).observe(map.getContainer());
    else window.addEventListener("resize", adapt);
  };

  /* A new frame size keeps the centre; before the visitor has moved, it fits anew. */
  let frame = "";
  function adapt() {
    let resized = false;
    const zoom = session.map.getZoom();
    Atlas.withoutRelayout(() => { // once, at the end
      resized = Atlas.takeSize();
      if (resized && session.inset && !moved) fit();
    });
    if (resized && session.inset) Atlas.relayout(session.map.getZoom() !== zoom); // nothing has been drawn before
  }

  /** Tell Leaflet the size that the frame has now; returns whether it is another than before. */
  Atlas.takeSize = function takeSize() {
    const { map } = session;
    const box = map.getContainer(), now = `${box.clientWidth}x${box.clientHeight}`;
    if (!box.clientWidth || !box.clientHeight || frame === now) return false;
    frame = now;
    Atlas.forgetFurniture();
    Atlas.withoutTrace(() => {
      map.invalidateSize({ animate: false, pan: true });
      if (linked) map.setView(linked.center, linked.zoom, { animate: false, reset: true }); // exactly, not to the nearest pixel
    });
    return true;
  };

  function target() {
    const given = stateBounds(session.state);
    if (given) return given;
    const route = session.state.fit === "route" ? Atlas.lineBounds() : null;
    return route || L.latLngBounds(session.manifest.home);
  }

  /** Bounds that the state itself names ([west, south, east, north]), or null. */
  function stateBounds({ bounds }) {
    if (!Array.isArray(bounds) || bounds.length !== 4 || !bounds.every(Number.isFinite)) return null;
    const [west, south, east, north] = bounds;
    return L.latLngBounds([[south, west], [north, east]]);
  }

  /** Whether the visitor has gone elsewhere since the last fit. */
  Atlas.hasMoved = () => moved;

  function fit() {
    const { map, inset } = session;
    const size = map.getSize();
    // In a wide frame there is room to spare beside the legend; in a narrow one it may lie over the map.
    const legend = Atlas.legendWidth();
    const bounds = target();
    map.options.minZoom = LEAST_ZOOM; // what is to be shown must fit, be the frame ever so small
    const before = L.point(12, 14), beside = L.point(12 + legend, 14), after = L.point(14, 30 + inset.bottom); // a card at the side moves no map: only what it covers comes out
    const zoomFor = (corner) => map.getBoundsZoom(bounds, false, corner.add(after));
    const left = size.x - legend > 560 && zoomFor(before) - zoomFor(beside) <= 0.5 ? beside : before;
    Atlas.withoutTrace(() => {
      map.fitBounds(bounds, { animate: false, paddingTopLeft: left, paddingBottomRight: after });
      map.setMinZoom(Math.min(Atlas.USUAL_LEAST_ZOOM, map.getZoom())); // back out of a closer look, but no further
    });
  }

  /** Part of the frame that a card covers, in px. Values are px or "48%"; `narrow` replaces them up to 640 px width. */
  Atlas.readInset = function readInset(given) {
    const size = session.map.getSize();
    const inset = given && given.narrow && size.x <= 640 ? given.narrow : given || {};
    const px = (value, whole) => {
      const number = parseFloat(value);
      return Number.isFinite(number) ? Math.max(0, Math.min(/%$/.test(value) ? (number / 100) * whole : number, whole * 0.7)) : 0;
    };
    return { right: px(inset.right, size.x), bottom: px(inset.bottom, size.y) };
  };

  let uncovered = "";
  /** Bring a newly selected mark out from under the card; the address is not touched by it. */
  Atlas.uncoverSelection = function uncoverSelection() {
    const { map, inset, selected } = session;
    const now = selected ? `${selected}|${inset.right}|${inset.bottom}` : "";
    if (now === uncovered) return;
    uncovered = now;
    const mark = selected && Atlas.shownMarks().find((each) => each.id === selected);
    if (!mark) return;
    const at = map.latLngToContainerPoint(mark.latlng).add([mark.dx, mark.dy]), size = map.getSize(), rim = 46;
    const short = (value, least, most) => (value < least ? value - least : value > most - rim ? value - most + rim : 0);
    const legend = Atlas.legendSize(), beside = at.y > size.y - legend.y - rim ? legend.x + rim : rim;
    const by = L.point(short(at.x, beside, size.x - inset.right), short(at.y, rim, size.y - inset.bottom)).round();
    if (!by.x && !by.y) return;
    linked = null;
    silent += 1;
    map.once("moveend", () => { silent -= 1; });
    map.panBy(by, { animate: !matchMedia("(prefers-reduced-motion: reduce)").matches, duration: 0.3 });
  };

  /** Fit when `fit` changed (or corridors arrived late); the link's own view comes first, once. */
  Atlas.fitState = function fitState(state) {
    if (!viewRead) {
      viewRead = true;
      const view = Atlas.parseView(state.view);
      if (view) {
        moved = true;
        fitted = key(state);
        Atlas.adoptView(state.view);
        linked = view;
        session.map.options.minZoom = Math.min(Atlas.USUAL_LEAST_ZOOM, view.zoom);
        Atlas.withoutTrace(() => session.map.setView(view.center, view.zoom, { animate: false, reset: true }));
        return;
      }
      Atlas.dropBadView();
    }
    const now = key(state);
    if (now === fitted) return;
    const changed = fitted === null || fitted.split("|")[0] !== now.split("|")[0];
    fitted = now;
    if (changed) { moved = false; linked = null; Atlas.clearView(); }
    if (!moved) fit();
  };

  /* "route" is fitted again when the lines it depends on have come. */
  const key = (state) => `${state.bounds || state.fit || "city"}|${state.fit === "route" && Atlas.lineBounds() ? "lines" : ""}`;

  /** The reset button: the fitted view again, and no view in the address. */
  Atlas.resetView = function resetView() {
    moved = false;
    linked = null;
    Atlas.clearView();
    fit();
  };
})(window.Atlas);
