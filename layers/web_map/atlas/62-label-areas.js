/* Names of districts and regions: within their own area, where room is left, or not at all. */
(function (Atlas) {
  "use strict";
  const session = Atlas.session;
  const FINE_ZOOM = 10; // from here on edges are asked vertex by vertex
  const NEAR = [[0, 0], [0, -15], [0, 15], [-22, 0], [22, 0]];
  const WIDER = [30, 50, 70].flatMap((r) => [[0, -r], [0, r], [-r, 0], [r, 0], [-r, -r], [r, -r], [-r, r], [r, r]]);
  const ACROSS = 8; // the part of an area that is in the frame is searched at 8 by 8 places

  const shortName = (properties) => properties["short_" + session.lang] || Atlas.nameOf(properties);
  /* The legend's short title serves on the map, too. */
  const regionName = (properties) => Atlas.legendLabel("region", properties.region) || Atlas.labelOf(properties);

  const NAMES = { region: regionName, district: shortName, outline: (properties) => properties["label_" + session.lang] || "" };
  const STYLE = { outline: "note" };

  const shapes = new WeakMap(); // feature -> {rings, coarse, box} at zoom 0, projected once
  function shapeOf(feature) {
    if (!shapes.has(feature)) {
      const { type, coordinates } = feature.geometry;
      const rings = (type === "Polygon" ? [coordinates] : coordinates).flat()
        .map((ring) => ring.map(([lon, lat]) => L.CRS.EPSG3857.latLngToPoint(L.latLng(lat, lon), 0)));
      const afar = Math.pow(2, FINE_ZOOM); // simplified to a pixel and a half there
      const coarse = rings.map((ring) => L.LineUtil.simplify(ring.map((p) => p.multiplyBy(afar)), 1.5).map((p) => p.divideBy(afar)));
      shapes.set(feature, { rings, coarse, box: L.bounds(rings.flat()) });
    }
    return shapes.get(feature);
  }

  /* Even-odd rule over all rings. */
  function contains(rings, x, y) {
    let inside = false;
    rings.forEach((ring) => {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
        const a = ring[i], b = ring[j];
        if ((a.y > y) !== (b.y > y) && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
      }
    });
    return inside;
  }

  /* Whether the letters in a container rectangle lie in the area: tested at both ends, between and in the middle. */
  function holds(shape, rect, view) {
    const rings = session.map.getZoom() < FINE_ZOOM ? shape.coarse : shape.rings;
    return [0.5, 0.02, 0.98, 0.26, 0.74].every((along) => [0.2, 0.8].every((down) =>
      contains(rings, (rect.x + rect.w * along + view.x) / view.scale, (rect.y + rect.h * down + view.y) / view.scale)));
  }

  /* Middles to try: the area's own place and around it, then all over what is in the frame, nearest first. */
  function middles(shape, at, name, view) {
    const size = session.map.getSize();
    const close = NEAR.concat(name === "region" ? WIDER : []).map(([dx, dy]) => [at.x + dx, at.y + dy]);
    const clamp = (value, most) => Math.max(0, Math.min(most, value));
    const left = clamp(shape.box.min.x * view.scale - view.x, size.x), right = clamp(shape.box.max.x * view.scale - view.x, size.x);
    const top = clamp(shape.box.min.y * view.scale - view.y, size.y), bottom = clamp(shape.box.max.y * view.scale - view.y, size.y);
    if (right - left < 20 || bottom - top < 12) return [];
    const far = [];
    for (let i = 0; i < ACROSS; i += 1) for (let j = 0; j < ACROSS; j += 1) {
      far.push([left + ((i + 0.5) * (right - left)) / ACROSS, top + ((j + 0.5) * (bottom - top)) / ACROSS]);
    }
    const distance = ([x, y]) => Math.hypot(x - at.x, y - at.y);
    return close.concat(far.sort((a, b) => distance(a) - distance(b)));
  }

  /* Places for a name and, once asked, whether they lie inside: kept while frame and name stay, for a filter changes neither. */
  const kept = new WeakMap();
  function placesOf(feature, shape, text, at, name, view) {
    const { x, y } = session.map.getSize(), key = [view.scale, view.x, view.y, x, y, text.w].join();
    if (!kept.has(feature) || kept.get(feature).key !== key) {
      const places = middles(shape, at, name, view).map((middle) =>
        ({ rect: { x: middle[0] - text.w / 2, y: middle[1] - text.h / 2, w: text.w, h: text.h }, inside: null }));
      kept.set(feature, { key, places });
    }
    return kept.get(feature).places;
  }

  function labelArea(feature, name, shift) {
    const [lon, lat] = feature.properties.label || [];
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) return;
    const { map } = session, origin = map.getPixelOrigin();
    const view = { scale: Math.pow(2, map.getZoom()), x: origin.x - shift.x, y: origin.y - shift.y };
    const shape = shapeOf(feature);
    const text = Atlas.measure(NAMES[name](feature.properties), STYLE[name] || name, true);
    if (text.w > (shape.box.max.x - shape.box.min.x) * view.scale) return;
    const place = placesOf(feature, shape, text, map.latLngToContainerPoint([lat, lon]), name, view).find((each) => {
      if (each.inside === false || !Atlas.room.isFree([each.rect])) return false;
      if (each.inside === null) each.inside = holds(shape, each.rect, view);
      return each.inside;
    });
    if (!place) return;
    const free = place.rect;
    Atlas.room.take({ x: free.x - 4, y: free.y - 3, w: free.w + 8, h: free.h + 6 });
    Atlas.putLabel(`${name}:${feature.properties.id}`, text, free.x - shift.x, free.y - shift.y, {});
  }

  /** Regions while the city is seen whole, districts and schematic extents from the zoom at which their names fit. */
  Atlas.labelBase = function labelBase(shift) {
    const zoom = session.map.getZoom();
    if (zoom >= 6 && zoom < 8.9) Atlas.baseFeatures("regions").forEach((feature) => labelArea(feature, "region", shift));
    if (zoom >= 9) Atlas.baseFeatures("outlines").forEach((feature) => labelArea(feature, "outline", shift));
    if (zoom >= 7.2) Atlas.baseFeatures("areas").forEach((feature) => labelArea(feature, "district", shift));
  };
})(window.Atlas);
