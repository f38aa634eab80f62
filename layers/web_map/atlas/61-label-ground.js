/* Names of rivers and corridors along their course. */
(function (Atlas) {
  "use strict";
  const session = Atlas.session;
  const worlds = new WeakMap(); // feature -> [[x, y] at zoom 0] per part, projected once

  function worldOf(feature) {
    if (!worlds.has(feature)) {
      const { type, coordinates } = feature.geometry;
      const parts = type === "LineString" ? [coordinates] : coordinates;
      worlds.set(feature, parts.map((part) => part.map(([lon, lat]) => L.CRS.EPSG3857.latLngToPoint(L.latLng(lat, lon), 0))));
    }
    return worlds.get(feature);
  }

  const boxes = new WeakMap(); // part of a course -> its bounds at zoom 0
  /* Whether any of a part can be in the frame: most of a long route is not. */
  function isNear(part, scale, origin, shift, size) {
    if (!boxes.has(part)) boxes.set(part, L.bounds(part));
    const { min, max } = boxes.get(part), x = shift.x - origin.x, y = shift.y - origin.y;
    return max.x * scale + x > 0 && max.y * scale + y > 0 && min.x * scale + x < size.x && min.y * scale + y < size.y;
  }

  /* Stretches of a course, `width` px long on screen, straightest first. */
  function stretches(feature, width, shift) {
    const { map } = session;
    const scale = Math.pow(2, map.getZoom()), origin = map.getPixelOrigin(), size = map.getSize();
    const found = [];
    worldOf(feature).forEach((part) => {
      if (!isNear(part, scale, origin, shift, size)) return;
      const course = part.map((p) => [p.x * scale - origin.x + shift.x, p.y * scale - origin.y + shift.y]);
      let last = -Infinity, run = 0;
      for (let i = 0; i < course.length - 1; i += 1) {
        const [x, y] = course[i];
        run += i ? Math.hypot(x - course[i - 1][0], y - course[i - 1][1]) : 0;
        if (run - last < 24 || x < 0 || y < 0 || x > size.x || y > size.y) continue;
        last = run;
        let way = 0, j = i;
        while (j < course.length - 1 && Math.hypot(course[j][0] - x, course[j][1] - y) < width) {
          j += 1;
          way += Math.hypot(course[j][0] - course[j - 1][0], course[j][1] - course[j - 1][1]);
        }
        const [ex, ey] = course[j], chord = Math.hypot(ex - x, ey - y);
        if (chord < width) continue;
        let angle = (Math.atan2(ey - y, ex - x) * 180) / Math.PI;
        if (angle > 90) angle -= 180; else if (angle < -90) angle += 180;
        const middle = course[Math.floor((i + j) / 2)];
        found.push({ x: (x + ex) / 2, y: (y + ey) / 2, angle, bend: way / chord + Math.abs(angle) / 400, middle });
      }
    });
    return found.sort((a, b) => a.bend - b.bend).slice(0, 24);
  }

  /* A turned label takes small squares along its base line instead of one wide rectangle. */
  function squares({ x, y, angle }, { w, h }) {
    const turn = (angle * Math.PI) / 180, n = Math.max(1, Math.ceil(w / h));
    return Array.from({ length: n }, (_, i) => {
      const t = ((i + 0.5) / n - 0.5) * w;
      return { x: x + t * Math.cos(turn) - h / 2, y: y + t * Math.sin(turn) - h / 2, w: h, h };
    });
  }

  function along(feature, name, lift, most, more) {
    const { properties } = feature;
    const shift = more.shift;
    const text = Atlas.measure(more.text || Atlas.labelOf(properties), name, true);
    const placed = [];
    const spots = stretches(feature, text.w, shift);
    const lay = (bold) => spots.forEach((spot) => {
      if (placed.length >= most || spot.bend > 1.6) return;
      if (placed.some((other) => Math.hypot(other.x - spot.x, other.y - spot.y) < 420)) return;
      const turn = (spot.angle * Math.PI) / 180;
      const lifts = name === "line" ? [lift, -lift, lift + 8, -lift - 8] : [lift, -lift];
      lifts.some((by) => {
        const at = { x: spot.x + by * Math.sin(turn), y: spot.y - by * Math.cos(turn), angle: spot.angle };
        const room = squares(at, text);
        if (!Atlas.room.isFree(room) || (!bold && room.some(Atlas.room.isDisliked))) return false;
        room.forEach(Atlas.room.take);
        const key = `${name}:${properties.id}:${placed.length}`;
        Atlas.putLabel(key, text, at.x - text.w / 2 - shift.x, at.y - text.h / 2 - shift.y,
          { angle: spot.angle, colour: more.colour, id: more.id });
        placed.push(at);
        return true;
      });
    });
    lay(false);
    if (!placed.length && more.bold) lay(true); // a chosen route is named, though it be upon another line
    return placed.length;
  }

  /** Tell the labels where corridors run in the frame. */
  Atlas.avoidLines = function avoidLines(shift) {
    const { map } = session;
    const scale = Math.pow(2, map.getZoom()), origin = map.getPixelOrigin(), size = map.getSize();
    Atlas.drawnLines.forEach((line) => {
      if (line.visible) worldOf(line.feature).filter((part) => isNear(part, scale, origin, shift, size)).forEach((part) => part.reduce((a, p) => {
        const b = { x: p.x * scale - origin.x + shift.x, y: p.y * scale - origin.y + shift.y };
        const n = a ? Math.ceil(Math.max(Math.abs(b.x - a.x), Math.abs(b.y - a.y)) / 8) : 0;
        const seen = a && Math.max(a.x, b.x) > 0 && Math.max(a.y, b.y) > 0 && Math.min(a.x, b.x) < size.x && Math.min(a.y, b.y) < size.y;
        for (let i = 0; seen && i < Math.min(n, 400); i += 1) {
          Atlas.room.avoid({ x: a.x + ((b.x - a.x) * i) / n - 3, y: a.y + ((b.y - a.y) * i) / n - 3, w: 6, h: 6 });
        }
        return b;
      }, null));
    });
  };

  /** Corridors first (they are the theme), then rivers. */
  Atlas.labelPaths = function labelPaths(shift) {
    const titled = new Set(); // one name per corridor is enough: its routes share a colour
    const lines = Array.from(Atlas.drawnLines.values()).filter((line) => line.visible);
    const chosen = (line) => line.feature.properties.id === session.selected;
    lines.sort((a, b) => chosen(b) - chosen(a)).forEach((line) => {
      const { id, kind } = line.feature.properties;
      const name = Atlas.shortOf(line.feature.properties) || Atlas.legendLabel("corridor", kind);
      if (titled.has(name) || (session.emphasis && !session.emphasis.has(id))) return;
      const text = chosen(line) ? null : name;
      if (along(line.feature, "line", 15, 1, { shift, text, bold: chosen(line), colour: Atlas.darker(line.colour), id })) titled.add(name);
    });
    if (session.map.getZoom() < 6.5) return;
    baseFeatures("rivers").forEach((feature) => along(feature, "river", 9, 3, { shift }));
  };

  const baseFeatures = Atlas.baseFeatures = (way) => session.order.map((id) => session.layers[id])
    .filter((layer) => layer.def.role === "base" && layer.ready && Atlas.isCurrent(layer.def.id) && Atlas.wayOf(layer.def) === way)
    .flatMap((layer) => layer.features).filter((feature) => feature.geometry);
})(window.Atlas);
