/* The paper: land, region tints, district and region edges, rivers; and areas that are themes themselves. */
(function (Atlas) {
  "use strict";
  const session = Atlas.session;
  const INK = { land: "#f6f4ee", coast: "#c9d2d6", edge: "#ffffff", edgeDark: "#c4bfb3", region: "#8d8677", river: "#8fb8d6" };
  const TINTS = { core: "#f3e6d8", northeast: "#dfe9df", southeast: "#e4e2ee" };
  Atlas.INK = INK;

  const placed = new Map(); // base layer id -> [Leaflet layers], in drawing order
  const onMap = new Set(); // base layer ids drawn now
  let canvas = null;

  /** Tint of a region, validated. */
  Atlas.tintOf = function tintOf(region) {
    const { regions } = session.manifest.scale;
    return Atlas.colour(regions && regions[region] && regions[region].tint, TINTS[region] || INK.land);
  };

  /* One canvas for all base ink: it never takes a click, and 100,000 vertices stay out of the DOM. */
  const shape = (feature, style) => L.geoJSON(feature, {
    style: () => Object.assign({ interactive: false, renderer: canvas, pane: "atlas-base" }, style),
    interactive: false, pane: "atlas-base",
  }).getLayers();

  const DRAW = {
    land: (features) => features.flatMap((f) => shape(f, { fillColor: INK.land, fillOpacity: 1, color: INK.coast, weight: 0.8 })),
    // Fill and edge are separate strokes: the tint covers the seams that anti-aliasing leaves between neighbours.
    areas: (features) => features.flatMap((f) => {
      const tint = Atlas.tintOf(f.properties.region);
      return shape(f, { fillColor: tint, fillOpacity: 1, color: tint, weight: 1, smoothFactor: 0.4 });
    }).concat(features.flatMap((f) => shape(f, { fill: false, color: INK.edgeDark, weight: 0.7, opacity: 0.9, smoothFactor: 0.4 }))),
    regions: (features) => features.flatMap((f) => shape(f, { fill: false, color: "#ffffff", weight: 4.5, opacity: 0.75, smoothFactor: 0.4 })
      .concat(shape(f, { fill: false, color: INK.region, weight: 1.5, smoothFactor: 0.4 }))),
    rivers: (features) => features.flatMap((f) => shape(f, { fill: false, color: INK.river, weight: /changjiang/.test(f.properties.id) ? 2.6 : 1.7, opacity: 0.95 })),
  };

  /* Regions are areas whose features carry no sub-unit: told apart by id, so the manifest needs no further word. */
  const wayOf = Atlas.wayOf = (def) => (def.draw === "areas" && /^regions?$/.test(def.id) ? "regions" : def.draw);

  /** Put base layers that have arrived on the map, in manifest order whatever the order of arrival; take the other edition off. */
  Atlas.drawBase = function drawBase() {
    canvas = canvas || L.canvas({ padding: 0.4, pane: "atlas-base" });
    Atlas.settleEdition();
    let added = false;
    session.order.forEach((id) => {
      const layer = session.layers[id];
      const draw = DRAW[wayOf(layer.def)], current = Atlas.isCurrent(id);
      if (layer.def.role !== "base" || !layer.ready || onMap.has(id) === current || !draw) return;
      if (!current) {
        placed.get(id).forEach((ink) => ink.remove());
        onMap.delete(id);
        return;
      }
      onMap.add(id);
      added = true;
      try {
        if (!placed.has(id)) placed.set(id, draw(layer.features.filter((f) => f.geometry)));
        placed.get(id).forEach((ink) => ink.addTo(session.map));
      } catch (error) {
        placed.set(id, placed.get(id) || []);
        Atlas.reportFailure(id, error);
      }
    });
    if (added) session.order.filter((id) => onMap.has(id)).forEach((id) => placed.get(id).forEach((ink) => ink.bringToFront()));
  };

  /* ---- thematic areas (draw: "areas", role: "theme") ---- */
  const areas = new Map(); // feature id -> Leaflet layer

  function makeArea(feature) {
    const look = Atlas.lookOf(feature.properties);
    const dash = { dashed: "6 4", dotted: "1 5" }[look.outline] || null;
    const fillColor = look.fill === "hatch" ? Atlas.paint("hatch", look.colour) : look.colour;
    const area = L.geoJSON(feature, { style: () => ({
      pane: "atlas-areas", interactive: false, className: "atlas-area", color: look.colour, weight: 2, dashArray: dash,
      fillColor, fillOpacity: { full: 0.35, half: 0.2, hatch: 0.4 }[look.fill] || 0.05,
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
