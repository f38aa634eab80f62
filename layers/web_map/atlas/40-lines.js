/* Corridors: one hit path per feature takes clicks; ink per mode of transport below it, readable in grey.
 *
 * rail = dark line with white ties, road = double line, river = thick soft line, sea = dash-dot,
 * air = thin dashes; schematic legs = sparse dots, lighter. Arrows (41-arrows.js) give the direction. */
(function (Atlas) {
  "use strict";
  const session = Atlas.session;

  /** Strokes of one mode, from bottom to top. `c` is the corridor's colour; used by the legend too. */
  Atlas.strokesOf = function strokesOf(mode, schematic, c) {
    const round = { lineCap: "round", lineJoin: "round" }, butt = { lineCap: "butt", lineJoin: "round" };
    const casing = (weight) => Object.assign({ color: "#ffffff", weight, opacity: 0.85 }, round);
    if (schematic) return [casing(4.6), Object.assign({ color: c, weight: 2.6, opacity: 0.7, dashArray: "0.1 7" }, round)];
    switch (mode) {
      case "rail": return [casing(6), Object.assign({ color: c, weight: 4 }, butt),
        Object.assign({ color: "#ffffff", weight: 1.9, dashArray: "7 7" }, butt)];
      case "road": return [casing(6.4), Object.assign({ color: c, weight: 4.6 }, round),
        Object.assign({ color: "#ffffff", weight: 2 }, round)];
      case "river": return [Object.assign({ color: c, weight: 7, opacity: 0.32 }, round),
        Object.assign({ color: c, weight: 2, opacity: 0.95 }, round)];
      case "sea": return [casing(4.6), Object.assign({ color: c, weight: 2.4, dashArray: "12 6 0.1 6" }, round)];
      case "air": return [casing(3.4), Object.assign({ color: c, weight: 1.6, dashArray: "6 6" }, butt)];
      default: return [casing(5), Object.assign({ color: c, weight: 2.6 }, round)];
    }
  };

  /* A route cut at 180 degrees runs on beyond it, where a frame shows both halves as one. */
  Atlas.joinAtDateline = function joinAtDateline(geometry) {
    if (!geometry || geometry.type !== "MultiLineString") return;
    let before = null;
    geometry.coordinates.forEach((part) => {
      const [first] = part, cut = before && first && Math.abs(before[0]) > 179.9 && Math.abs(first[0] - before[0]) > 180;
      const turn = cut ? 360 * Math.sign(before[0]) : 0;
      if (turn) part.forEach((point) => { point[0] += turn; });
      before = part[part.length - 1];
    });
  };

  const drawn = new Map(); // feature id -> {feature, inks: [polyline], hit, arrows, legs}
  Atlas.drawnLines = drawn;

  const parts = new WeakMap();
  function partsOf(geometry) {
    if (!parts.has(geometry)) {
      const courses = geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates;
      parts.set(geometry, courses.map((part) => part.map(([lon, lat]) => L.latLng(lat, lon))));
    }
    return parts.get(geometry);
  }

  const edges = new Map(); // layer id -> edges of all its lines, shown or not: lanes do not jump with a filter
  function edgesIn(layer) {
    if (!edges.has(layer.def.id)) {
      const placed = layer.features.filter((feature) => feature.geometry && /LineString$/.test(feature.geometry.type));
      edges.set(layer.def.id, Atlas.edgesOf(placed.map((feature) => ({ kind: feature.properties.kind, parts: partsOf(feature.geometry) }))));
    }
    return edges.get(layer.def.id);
  }

  function makeLine(feature, layer) {
    const { properties } = feature;
    const colour = Atlas.typeColour(properties.platform_type, properties.kind);
    const legs = partsOf(feature.geometry).map((points, i) => Object.assign(
      { points, lanes: Atlas.lanesOf(points, properties.kind, edgesIn(layer)) }, (properties.legs || [])[i]));
    const groups = new Map(); // legs of one look share one polyline: dashes then run on from leg to leg
    legs.forEach((leg) => {
      const look = `${leg.schematic ? "~" : ""}${leg.mode || ""}`;
      groups.set(look, (groups.get(look) || []).concat([leg]));
    });
    const line = { feature, legs, colour, inks: [], arrows: [] };
    const part = (stroke) => stroke.on("add", () => Atlas.markElement(stroke._path, feature, false));
    const polyline = (some, style) => new Atlas.LanePolyline(some.map((leg) => leg.points), Object.assign(
      { pane: "atlas-lines", interactive: false, smoothFactor: 1.2, lanes: some.map((leg) => leg.lanes) }, style));
    const ink = (some, style) => part(polyline(some, style));
    // Wide, light and below the route's own ink, with a thin dark rim; from bottom to top.
    line.glow = [["#1d2733", 15.5, 0.75], ["#ffffff", 13, 1]].map(([color, weight, opacity]) =>
      ink(legs, { color, weight, opacity, lineCap: "round", lineJoin: "round", className: "atlas-glow" }));
    groups.forEach((members) => Atlas.strokesOf(members[0].mode, members[0].schematic, colour).reduce((like, style) => {
      line.inks.push(ink(members, like ? Object.assign({ like }, style) : style));
      return like || line.inks[line.inks.length - 1];
    }, null));
    line.arrow = ink([], { color: Atlas.darker(colour), weight: 2.2, lineCap: "round", lineJoin: "round", noClip: true, smoothFactor: 0 });
    line.arrowCasing = ink([], { color: "#ffffff", weight: 4.6, lineCap: "round", lineJoin: "round", noClip: true, smoothFactor: 0 });
    const like = groups.size === 1 ? line.inks[0] : undefined;
    line.hit = polyline(legs, { like, pane: "atlas-hits", className: "atlas-hit", weight: 14, opacity: 0, color: "#000" });
    line.hit.on("add", () => Atlas.markElement(line.hit._path, feature, true));
    line.all = line.inks.concat([line.arrowCasing, line.arrow, line.hit]);
    return line;
  }

  /** Half as bright, for arrows upon a line of the same colour. */
  Atlas.darker = function darker(hex) {
    const full = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, "$&$&") : hex;
    return "#" + [1, 3, 5].map((i) => Math.round(parseInt(full.slice(i, i + 2), 16) * 0.62).toString(16).padStart(2, "0")).join("");
  };

  /** Draw the shown corridors; lines are made once and only put on or taken off the map. Returns whether any was. */
  Atlas.drawLines = function drawLines() {
    const { map } = session;
    let changed = false;
    Atlas.eachFeature("lines", (feature, visible, layer) => {
      const { id } = feature.properties;
      let line = drawn.get(id);
      if (visible && !line) drawn.set(id, (line = makeLine(feature, layer)));
      if (!line) return;
      if (Boolean(line.visible) !== visible) {
        line.all.forEach((ink) => (visible ? ink.addTo(map) : ink.remove()));
        line.visible = visible;
        changed = true;
      }
      const lit = visible && session.selected === id;
      if (lit !== Boolean(line.lit)) lightUp(line, lit);
      if (!visible) return;
      line.all.forEach((ink) => Atlas.restyle(ink._path, id));
      line.hit._path.setAttribute("aria-label", Atlas.nameOf(feature.properties));
    });
    return changed;
  };

  function lightUp(line, lit) {
    line.lit = lit;
    line.glow.slice().reverse().forEach((ink) => (lit ? ink.addTo(session.map).bringToBack() : ink.remove()));
  }

  /** Bounds of the corridors shown, or null; flights count only where nothing goes by land or water. */
  Atlas.lineBounds = function lineBounds() {
    const legs = Array.from(drawn.values()).filter((line) => line.visible).flatMap((line) => line.legs);
    const ground = legs.filter((leg) => leg.mode !== "air");
    const bounds = L.latLngBounds([]);
    (ground.length ? ground : legs).forEach((leg) => leg.points.forEach((point) => bounds.extend(point)));
    return bounds.isValid() ? bounds : null;
  };
})(window.Atlas);
