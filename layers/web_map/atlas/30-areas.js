/* The paper: land, region tints, district and region edges, rivers; and areas that are themes themselves. */
(function (Atlas) {
  "use strict";
  const session = Atlas.session;
  const INK = { land: "#f6f4ee", coast: "#c9d2d6", edge: "#ffffff", edgeDark: "#c4bfb3", region: "#8d8677", outline: "#4b5563", river: "#8fb8d6" };
  const TINTS = { core: "#f3e6d8", northeast: "#dfe9df", southeast: "#e4e2ee" };
  Atlas.INK = INK;
  Atlas.OUTLINE_DASH = [7, 5]; // px

  const WORLD = 256; // pixels round the world at zoom 0
  const made = new Map(); // base layer id -> inks, from bottom to top
  let drawn = "", paper = null;

  /** Tint of a region, validated. */
  Atlas.tintOf = function tintOf(region) {
    const { regions } = session.manifest.scale;
    return Atlas.colour(regions && regions[region] && regions[region].tint, TINTS[region] || INK.land);
  };

  /* One canvas for all base ink: it never takes a click, and its vertices stay out of the DOM and out of Leaflet, which
   * would project, clip and simplify each of them at each zoom. A path lies in pixels of zoom 0, counted from the middle
   * of the home view so that the numbers stay small, and is only scaled when it is painted. */
  const Paper = L.Renderer.extend({
    options: { padding: 0.4, pane: "atlas-base" },
    inks: [],
    _initContainer() { this._container = Atlas.element("canvas", ""); },
    _destroyContainer() { this._container.remove(); this._container = null; },
    _updatePaths() {},
    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      this.paint();
    },
    paint() {
      const { _map: map, _container: canvas, _bounds: frame } = this, size = frame.getSize();
      const ratio = Math.min(2, window.devicePixelRatio || 1), scale = Math.pow(2, map.getZoom());
      const middle = middleOf(), left = map.getPixelOrigin().add(frame.min).subtract(L.point(middle.x, middle.y).multiplyBy(scale));
      L.DomUtil.setPosition(canvas, frame.min);
      Object.assign(canvas, { width: size.x * ratio, height: size.y * ratio }); // clears it, too
      Object.assign(canvas.style, { width: size.x + "px", height: size.y + "px" });
      const pen = canvas.getContext("2d"), seen = L.bounds(left, left.add(size)), all = L.bounds(seen.min.divideBy(scale), seen.max.divideBy(scale));
      pen.setTransform(ratio * scale, 0, 0, ratio * scale, -left.x * ratio, -left.y * ratio);
      pen.lineJoin = pen.lineCap = "round";
      this.inks.forEach(({ path, edge, bounds, fill, line, weight, opacity, turns, dash }) => turns.forEach((turn) => {
        const far = L.point(turn * WORLD, 0);
        if (!all.intersects(L.bounds(bounds.min.add(far), bounds.max.add(far)))) return;
        pen.save();
        pen.translate(far.x, 0);
        pen.globalAlpha = opacity || 1;
        if (fill) { pen.fillStyle = fill; pen.fill(path, "evenodd"); }
        pen.setLineDash((dash || []).map((part) => part / scale));
        if (line) { pen.strokeStyle = line; pen.lineWidth = weight / scale; pen.stroke(edge); }
        pen.restore();
      }));
    },
  });

  let middle = null;
  function middleOf() {
    if (!middle) {
      const { lat, lng } = L.latLngBounds(session.manifest.home).getCenter(), [x, y] = Atlas.toWorld([lng, lat]);
      middle = { x, y };
    }
    return middle;
  }

  /* A feature's outline with its bounds, both in pixels of zoom 0 from the middle; made once. */
  const outlines = new WeakMap();
  function outlineOf(feature) {
    if (!outlines.has(feature)) {
      const { type, coordinates } = feature.geometry, bounds = L.bounds([]), path = new Path2D(), edge = new Path2D(), { x, y } = middleOf();
      const rings = { LineString: [coordinates], MultiPolygon: coordinates.flat() }[type] || coordinates;
      rings.forEach((ring) => {
        const world = Atlas.toWorld(ring.flatMap(([lon, lat]) => [lon, lat])), isCut = (i) => Math.abs(ring[i][0]) === 180;
        for (let i = 0; i < world.length; i += 2) {
          const at = L.point(world[i] - x, world[i + 1] - y);
          bounds.extend(at);
          if (i) path.lineTo(at.x, at.y); else path.moveTo(at.x, at.y);
          // where land is cut in two at 180 degrees is no coast
          if (i && !(isCut(i / 2) && isCut(i / 2 - 1))) edge.lineTo(at.x, at.y); else edge.moveTo(at.x, at.y);
        }
        if (/Polygon$/.test(type)) path.closePath();
      });
      outlines.set(feature, { path, edge, bounds });
    }
    return outlines.get(feature);
  }

  const ink = (style) => (feature) => Object.assign({ turns: [0] }, outlineOf(feature), style);
  const INKS = {
    // Round the world once more on either side: a frame that looks over the Pacific shows America in its east.
    land: (features) => features.map(ink({ fill: INK.land, line: INK.coast, weight: 0.8, turns: [-1, 0, 1] })),
    // Fill and edge are separate strokes: the tint covers the seams that anti-aliasing leaves between neighbours.
    areas: (features) => features.map((f) => {
      const tint = Atlas.tintOf(f.properties.region);
      return ink({ fill: tint, line: tint, weight: 1 })(f);
    }).concat(features.map(ink({ line: INK.edgeDark, weight: 0.7, opacity: 0.9 }))),
    regions: (features) => features.flatMap((f) => [ink({ line: "#ffffff", weight: 4.5, opacity: 0.75 })(f), ink({ line: INK.region, weight: 1.5 })(f)]),
    // Schematic extents: dashed like everything schematic, and never a boundary.
    outlines: (features) => features.map(ink({ line: INK.outline, weight: 1.5, opacity: 0.85, dash: Atlas.OUTLINE_DASH })),
    rivers: (features) => features.map((f) => ink({ line: INK.river, weight: /changjiang/.test(f.properties.id) ? 2.6 : 1.7, opacity: 0.95 })(f)),
  };

  /* Regions are areas whose features carry no sub-unit: told apart by id, so the manifest needs no further word. */
  const wayOf = Atlas.wayOf = (def) => (def.draw === "areas" && /^regions?$/.test(def.id) ? "regions" : def.draw);

  /** Put the base layers that have arrived on the map, in manifest order; of the districts' vintages the current one. */
  Atlas.drawBase = function drawBase() {
    Atlas.settleEdition();
    const shown = session.order.filter((id) => {
      const { def, ready } = session.layers[id];
      return def.role === "base" && ready && Atlas.isCurrent(id) && INKS[wayOf(def)];
    });
    session.map.getContainer().classList.toggle("atlas-inland", session.order.some((id) => session.layers[id].def.beyond && !shown.includes(id)));
    if (shown.join() === drawn) return;
    drawn = shown.join();
    shown.filter((id) => !made.has(id)).forEach((id) => {
      try {
        made.set(id, INKS[wayOf(session.layers[id].def)](session.layers[id].features.filter((f) => f.geometry)));
      } catch (error) {
        made.set(id, []);
        Atlas.reportFailure(id, error);
      }
    });
    const inks = shown.flatMap((id) => made.get(id));
    if (paper) {
      paper.inks = inks;
      paper.paint();
    } else {
      paper = new Paper();
      paper.inks = inks;
      paper.addTo(session.map);
    }
  };

  /* ---- thematic areas (draw: "areas", role: "theme") ---- */
  const areas = new Map(); // feature id -> Leaflet layer

  function makeArea(feature) {
    const look = Atlas.lookOf(feature.properties);
    const dash = { dashed: "6 4", dotted: "1 5" }[look.outline] || null;
    const fillColor = ["hatch", "dots"].includes(look.fill) ? Atlas.paint(look.fill, look.colour) : look.colour;
    const area = L.geoJSON(feature, { style: () => ({
      pane: "atlas-areas", interactive: false, className: "atlas-area", color: look.colour, weight: 2, dashArray: dash,
      fillColor, fillOpacity: { full: 0.35, half: 0.2, hatch: 0.4, dots: 0.4 }[look.fill] || 0.05,
    }), pane: "atlas-areas", interactive: false }).getLayers()[0];
    area.on("add", () => Atlas.markElement(area._path, feature, true));
    return area;
  }

  Atlas.drawAreas = function drawAreas() {
    Atlas.eachFeature("areas", (feature, visible) => {
      const { id } = feature.properties;
      let area = areas.get(id);
      if (visible && !area) areas.set(id, (area = makeArea(feature)));
      if (!area) return;
      if (visible !== session.map.hasLayer(area)) visible ? area.addTo(session.map) : area.remove();
      if (visible) Atlas.restyle(area._path, id);
    });
  };

  /** Walk thematic features drawn in one way: `visit(feature, visible, layer)`; unplaced ones are left out. */
  Atlas.eachFeature = function eachFeature(way, visit) {
    session.order.forEach((layerId) => {
      const layer = session.layers[layerId];
      if (layer.def.role === "base" || layer.def.draw !== way || !layer.ready) return;
      layer.features.forEach((feature) => {
        if (!feature.geometry || feature.broken) return;
        try {
          visit(feature, session.shown.has(feature.properties.id), layer);
        } catch (error) {
          feature.broken = true; // one unreadable geometry must not stop its neighbours
          Atlas.reportFailure(layerId, error);
        }
      });
    });
  };

  /** Contract attributes of the one element that stands for a feature (`whole`) or of a part of it. */
  Atlas.markElement = function markElement(element, feature, whole) {
    element.setAttribute(whole ? "data-feature-id" : "data-part-of", feature.properties.id);
    if (!whole) return;
    element.setAttribute("role", "button");
    element.setAttribute("tabindex", "0");
    element.setAttribute("aria-label", Atlas.nameOf(feature.properties));
  };

  /** Emphasis and selection as classes: style only, nothing is made anew. */
  Atlas.restyle = function restyle(element, id) {
    if (!element) return;
    element.classList.toggle("is-faded", Boolean(session.emphasis && !session.emphasis.has(id)));
    element.classList.toggle("is-selected", session.selected === id);
  };
})(window.Atlas);
