/* Layers that visitors bring: one canvas, whatever their number. Points are squares of a few pixels, drawn once per view;
 * while the map is dragged the canvas travels with its pane. Nothing here is a feature of ours: no `data-feature-id`. */
(function (Atlas) {
  "use strict";
  const session = Atlas.session;
  const PAD = 0.35; // share of the frame beyond its edge that is drawn too
  const LOOK = {
    own: { ink: "#b34700", fill: "rgba(217,95,2,0.25)", point: "#d95f02", rim: "#ffffff" },
    preview: { ink: "#00695c", fill: "rgba(0,121,107,0.12)", point: "#00796b", rim: "#ffffff" },
  };
  const MARK = { error: "#8f0d12", warning: "#8f0d12", note: "#4d5660" };
  const loaded = new Map(); // address -> layer, or null while it is on its way
  const MANY = 2000; // points: more are smaller
  let canvas = null, sheet = null, shown = [], marks = [], focus = "";

  /** Show what the state's `own` names: layers by address, findings as marks, a place to go to. */
  Atlas.drawOwn = function drawOwn(state) {
    const own = state.own || {};
    if (!canvas && !own.layers) return;
    if (!canvas) prepare();
    const wanted = (own.layers || []).map((layer) => layer.url);
    Array.from(loaded.keys()).filter((url) => !wanted.includes(url)).forEach((url) => loaded.delete(url)); // removed is forgotten
    (own.layers || []).forEach((layer, number) => {
      if (!loaded.has(layer.url)) fetchOwn(layer.url);
      const known = loaded.get(layer.url);
      if (known) Object.assign(known, { number, kept: layer.kept ? Atlas.bits(layer.kept) : null });
    });
    shown = wanted.map((url) => loaded.get(url)).filter(Boolean);
    marks = own.marks || [];
    paint();
    if (own.painted && wanted.every((url) => loaded.get(url))) Atlas.tellPainted(own.painted);
    const there = own.focus ? JSON.stringify(own.focus) : "";
    if (there && there !== focus) {
      bringIntoView();
      goTo(own.focus.to);
    }
    focus = there;
  };

  /* A place, or the box [west, south, east, north] of a layer. */
  function goTo(place) {
    const { map } = session, still = { animate: false };
    if (place.length === 2) map.setView([place[1], place[0]], Math.max(map.getZoom(), 11), still);
    else map.fitBounds([[place[1], place[0]], [place[3], place[2]]], Object.assign({ padding: [24, 24], maxZoom: 12 }, still));
  }

  /* The table that was clicked may stand far below the map. */
  function bringIntoView() {
    try { if (window.frameElement) window.frameElement.scrollIntoView({ block: "nearest" }); } catch (error) { /* cross-origin */ }
  }

  function fetchOwn(url) {
    loaded.set(url, null);
    fetch(url, { credentials: "same-origin", cache: "no-store" }).then((answer) => {
      if (!answer.ok) throw new Error("HTTP " + answer.status);
      return answer.arrayBuffer();
    }).then((value) => {
      if (!loaded.has(url)) return;
      loaded.set(url, unpack(value));
      Atlas.drawOwn(session.state);
    }).catch((error) => { loaded.delete(url); Atlas.reportFailure(Atlas.word("own"), error); });
  }

  /* As layers/web_map/uploaded_layer.py packs it: the length of a head, the head, then the numbers of each part. */
  const PARTS = [
    ["points", Float32Array], ["pointRows", Uint32Array], ["path", Float32Array], ["pathStarts", Uint32Array],
    ["pathShapes", Uint32Array], ["pathRows", Uint32Array], ["pathAreas", Uint8Array],
  ];
  function unpack(buffer) {
    const length = new DataView(buffer).getUint32(0, true);
    const head = JSON.parse(new TextDecoder("utf-8").decode(new Uint8Array(buffer, 4, length)));
    const part = {};
    let at = 4 + length;
    PARTS.forEach(([name, Type], i) => {
      part[name] = new Type(buffer, at, head.sizes[i]);
      at += part[name].byteLength;
    });
    return {
      role: LOOK[head.role] ? head.role : "own", names: Array.isArray(head.names) ? head.names : [],
      points: Atlas.toWorld(part.points), path: Atlas.toWorld(part.path),
      rows: part.pointRows.length ? part.pointRows : Uint32Array.from({ length: part.points.length / 2 }, (_, i) => i),
      starts: part.pathStarts, shapes: part.pathShapes, pathRows: part.pathRows, areas: part.pathAreas, kept: null, number: 0,
    };
  }

  function prepare() {
    const { map } = session, pane = map.createPane("atlas-own");
    pane.style.zIndex = 545;
    pane.style.pointerEvents = "none";
    canvas = Atlas.element("canvas", "atlas-own leaflet-zoom-animated", pane);
    canvas.setAttribute("aria-hidden", "true"); // the page's table is the accessible twin
    map.on("moveend zoomend resize", paint);
    map.on("zoomanim", (event) => {
      const scale = map.getZoomScale(event.zoom, view.zoom), at = map._latLngToNewLayerPoint(view.corner, event.zoom, event.center);
      L.DomUtil.setTransform(canvas, at, scale);
    });
    Atlas.prepareOwnNames(map);
  }

  let view = { zoom: 0, corner: null, scale: 1, left: 0, top: 0 };
  function paint() {
    const { map } = session, size = map.getSize(), ratio = Math.min(2, window.devicePixelRatio || 1);
    const room = size.multiplyBy(PAD).round(), whole = size.add(room.multiplyBy(2));
    const corner = map.containerPointToLayerPoint(room.multiplyBy(-1)), origin = map.getPixelOrigin().add(corner);
    view = { zoom: map.getZoom(), corner: map.layerPointToLatLng(corner), scale: Math.pow(2, map.getZoom()), left: origin.x, top: origin.y };
    if (canvas.width !== whole.x * ratio || canvas.height !== whole.y * ratio) {
      Object.assign(canvas, { width: whole.x * ratio, height: whole.y * ratio });
      Object.assign(canvas.style, { width: whole.x + "px", height: whole.y + "px" });
    }
    L.DomUtil.setTransform(canvas, corner, 1);
    const pen = canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, whole.x, whole.y);
    let drawn = 0;
    shown.forEach((layer) => { drawn += paintPaths(pen, layer) + paintPoints(pen, layer, whole); });
    marks.forEach((mark) => paintMark(pen, mark));
    canvas.dataset.own = String(drawn); // for tests: how many parts of own layers lie in the frame
  }

  const isKept = (layer, row) => !layer.kept || Boolean((layer.kept[row >> 3] >> (row & 7)) & 1);

  function paintPaths(pen, layer) {
    const look = LOOK[layer.role], { path, starts, shapes, areas, pathRows } = layer;
    let drawn = 0;
    pen.lineWidth = 1.6;
    pen.strokeStyle = look.ink;
    pen.fillStyle = look.fill;
    pen.setLineDash(layer.role === "preview" ? [5, 4] : []);
    for (let i = 0; i < shapes.length;) { // the rings of one area lie together
      const first = i, shape = shapes[i];
      pen.beginPath();
      for (; i < shapes.length && shapes[i] === shape && areas[i] === areas[first]; i += 1) {
        for (let k = starts[i]; k < starts[i + 1]; k += 1) {
          const x = path[2 * k] * view.scale - view.left, y = path[2 * k + 1] * view.scale - view.top;
          if (k === starts[i]) pen.moveTo(x, y); else pen.lineTo(x, y);
        }
        if (areas[first]) pen.closePath();
      }
      if (!isKept(layer, pathRows[first])) continue;
      if (areas[first]) pen.fill("evenodd");
      pen.stroke();
      drawn += 1;
    }
    pen.setLineDash([]);
    return drawn;
  }

  function paintPoints(pen, layer, whole) {
    return layer.rows.length > MANY ? paintMany(pen, layer) : paintFew(pen, layer, whole);
  }

  /* Small squares of one colour: a rim for all first, then the squares, each at whole pixels. */
  function paintFew(pen, layer, whole) {
    const look = LOOK[layer.role], { points, rows } = layer, places = [];
    for (let i = 0; i < rows.length; i += 1) {
      const x = Math.round(points[2 * i] * view.scale - view.left), y = Math.round(points[2 * i + 1] * view.scale - view.top);
      if (x > -9 && y > -9 && x < whole.x + 9 && y < whole.y + 9 && isKept(layer, rows[i])) places.push(x, y);
    }
    pen.fillStyle = look.rim;
    for (let i = 0; i < places.length; i += 2) pen.fillRect(places[i] - 5, places[i + 1] - 5, 10, 10);
    pen.fillStyle = look.point;
    for (let i = 0; i < places.length; i += 2) pen.fillRect(places[i] - 3, places[i + 1] - 3, 7, 7);
    return places.length / 2;
  }

  /* Smaller squares without a rim, written into a picture that is laid down whole: a call of the pen for each took most
   * of the time from the layer's arrival to its sight. */
  function paintMany(pen, layer) {
    const { points, rows } = layer, { width, height } = canvas, ratio = width / parseFloat(canvas.style.width);
    const picture = new ImageData(width, height), pixels = new Uint32Array(picture.data.buffer);
    const side = Math.round(3 * ratio), ink = pixel(LOOK[layer.role].point);
    const scale = view.scale * ratio, west = view.left * ratio + side / 2, north = view.top * ratio + side / 2;
    let drawn = 0;
    for (let i = 0; i < rows.length; i += 1) {
      const left = Math.round(points[2 * i] * scale - west), top = Math.round(points[2 * i + 1] * scale - north);
      if (!(left > -side && top > -side && left < width && top < height) || !isKept(layer, rows[i])) continue;
      const right = Math.min(left + side, width), foot = Math.min(top + side, height);
      for (let y = Math.max(top, 0); y < foot; y += 1) {
        for (let at = y * width + Math.max(left, 0); at < y * width + right; at += 1) pixels[at] = ink;
      }
      drawn += 1;
    }
    if (!sheet) sheet = document.createElement("canvas");
    Object.assign(sheet, { width, height });
    sheet.getContext("2d").putImageData(picture, 0, 0);
    pen.save();
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.drawImage(sheet, 0, 0); // over what lies there, which putting it down itself would wipe out
    pen.restore();
    return drawn;
  }

  /* "#rrggbb" as one number of four bytes, red in the first. */
  function pixel(hex) {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
    return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  }

  function paintMark(pen, mark) {
    const at = session.map.project([mark[1], mark[0]], view.zoom), x = at.x - view.left, y = at.y - view.top;
    pen.beginPath();
    pen.arc(x, y, 9, 0, 2 * Math.PI);
    pen.lineWidth = 4;
    pen.strokeStyle = "#ffffff";
    pen.stroke();
    pen.lineWidth = 2;
    pen.strokeStyle = MARK[mark[2]] || MARK.note;
    pen.stroke();
  }

  /** For 58-own-pick.js: what is drawn now, and the view that it is drawn for; null before the first layer came. */
  Atlas.ownShown = () => (canvas && shown.length ? { layers: shown, view, isKept } : null);
})(window.Atlas);
