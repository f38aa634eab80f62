/* Marks of point features: one HTML button per placed part, made once, attached while shown.
 *
 * Not L.marker: one delegated listener and one array of coordinates keep 3,000 marks quick, and marks that
 * collide are moved off their true place (51-apart.js), which L.marker cannot know. */
(function (Atlas) {
  "use strict";
  const session = Atlas.session;
  const MANY = 400; // above this, marks are not animated while zooming and their symbols are pictures
  const CLOSE = 9, MINOR_RANK = 3, CROWD = 50; // below this zoom, and from this many marks on, low ranks are small

  const marks = []; // all parts of all point features, in layer and file order
  const known = new Set(); // layer ids already turned into marks
  const byElement = new WeakMap();
  let pane = null, shownMarks = [], signature = "";
  Atlas.shownMarks = () => shownMarks;
  /** The mark that an element belongs to, or undefined. */
  Atlas.markOf = (target) => byElement.get(target && target.closest && target.closest(".atlas-mark"));

  Atlas.preparePoints = function preparePoints(map) {
    pane = map.getPane("atlas-marks");
    Atlas.prepareLeaders(map);
    map.on("zoomanim", animate);
    map.on("zoomstart", () => map.getContainer().classList.add("atlas-zooming"));
    map.on("zoomend", () => map.getContainer().classList.remove("atlas-zooming"));
  };

  function addMarks(layer) {
    const rank = (kind) => ((session.manifest.kinds || {})[kind] || {}).rank || 9;
    layer.features.forEach((feature) => {
      const { geometry, properties } = feature;
      if (!geometry || !/Point$/.test(geometry.type)) return;
      const places = geometry.type === "Point" ? [geometry.coordinates] : geometry.coordinates;
      places.forEach(([lon, lat], part) => {
        if (!Number.isFinite(lon) || !Number.isFinite(lat)) return;
        const world = L.CRS.EPSG3857.latLngToPoint(L.latLng(lat, lon), 0);
        marks.push({ id: properties.id, part, feature, latlng: L.latLng(lat, lon), wx: world.x, wy: world.y,
          rank: rank(properties.kind), node: isNode(properties), element: null, look: "", flat: null, x: 0, y: 0, dx: 0, dy: 0, reach: 12.5, full: 12.5 });
      });
    });
  }

  const isCrowd = () => marks.length > MANY;
  const isNode = (properties) => ["ring", "node"].includes(Atlas.lookOf(properties).shape);
  /* The Tab key goes through the platforms from west to east, then along the stations of the routes. */
  const inReadingOrder = (a, b) => a.node - b.node || a.wx - b.wx || a.wy - b.wy || (a.id < b.id ? -1 : 1);

  /* The element is made when first shown; its symbol is renewed only when its look changed. */
  function dress(mark) {
    const look = Atlas.lookOf(mark.feature.properties, mark.part);
    const key = Object.values(look).join("|");
    if (!mark.element) {
      mark.element = Atlas.element("div", "atlas-mark leaflet-zoom-animated");
      byElement.set(mark.element, mark);
      Atlas.markElement(mark.element, mark.feature, mark.part === 0);
    }
    if (mark.look !== key) {
      putOn(mark, look);
      mark.look = key;
      mark.full = Atlas.reachOf(look);
      mark.element.classList.toggle("is-node", mark.node);
    }
    if (mark.part === 0 && mark.lang !== session.lang) {
      mark.element.setAttribute("aria-label", Atlas.nameOf(mark.feature.properties));
      mark.lang = session.lang;
    }
  }

  function putOn(mark, look) {
    const { element, flat } = mark;
    element.textContent = "";
    if (flat) element.classList.remove("is-flat", flat);
    mark.flat = isCrowd() ? Atlas.flatLook(look) : null;
    if (mark.flat) element.classList.add("is-flat", mark.flat);
    else element.appendChild(Atlas.symbol(look));
  }

  function addArrived() {
    const before = marks.length;
    session.order.forEach((id) => {
      const layer = session.layers[id];
      if (layer.def.role === "base" || layer.def.draw !== "points" || !layer.ready || known.has(id)) return;
      known.add(id);
      addMarks(layer);
    });
    if (marks.length > before) marks.sort(inReadingOrder);
  }

  /* Hiding them in place by a class was measured: no quicker, and what is hidden still costs style. */
  /** Attach the shown marks, detach the others; the order in the page is the order of the Tab key. */
  Atlas.drawPoints = function drawPoints() {
    addArrived();
    // First off, then on: a mark that keeps its place is never moved, or it would lose the focus.
    marks.forEach((mark) => { if (mark.element && !session.shown.has(mark.id)) mark.element.remove(); });
    shownMarks = marks.filter((mark) => session.shown.has(mark.id));
    let next = null;
    for (let i = shownMarks.length - 1; i >= 0; i -= 1) {
      const mark = shownMarks[i];
      dress(mark);
      if (mark.element.parentNode !== pane || mark.element.nextSibling !== next) pane.insertBefore(mark.element, next);
      next = mark.element;
      Atlas.restyle(mark.element, mark.id);
    }
    pane.classList.toggle("is-still", isCrowd());
  };

  /* Seen from afar the city is small: its marks shrink, so that they do not hide a continent. */
  const sizeAt = (zoom) => (zoom < 2.8 ? 0.2 : zoom < 5 ? 0.34 : zoom < 7 ? 0.66 : zoom < 8.5 ? 0.92 : 1);
  /* In a crowd, features of low rank are small shapes without pictogram until the map is zoomed in. */
  const minorSizeAt = (zoom) => Math.min(0.5, sizeAt(zoom) * 0.75);
  const isMinor = (mark) => mark.rank >= MINOR_RANK && !mark.node && !(session.emphasis && session.emphasis.has(mark.id));

  /* Not L.DomUtil.setPosition: its translate3d makes each mark a layer of its own to the compositor, and hundreds of
   * layers took 60 ms of every click. */
  function put(mark, x, y) {
    const { style } = mark.element;
    if (mark.flat) [style.left, style.top] = [`${Math.round(x)}px`, `${Math.round(y)}px`];
    else style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  }

  /** Place the marks for this zoom, set apart where they collide. Skipped when nothing that matters changed. */
  Atlas.layoutPoints = function layoutPoints() {
    const { map } = session;
    const zoom = map.getZoom(), scale = Math.pow(2, zoom);
    const origin = map.getPixelOrigin();
    const crowded = zoom < CLOSE && shownMarks.filter((mark) => !mark.node).length >= CROWD;
    shownMarks.forEach((mark) => { mark.small = crowded && isMinor(mark); });
    const now = `${zoom}|${origin.x}|${origin.y}|${shownMarks.map((mark) => mark.id + mark.part + (mark.small ? "s" : "")).join()}|${session.emphasis ? Array.from(session.emphasis).join() : ""}`;
    if (now === signature) return;
    signature = now;
    shownMarks.forEach((mark) => { mark.x = mark.wx * scale; mark.y = mark.wy * scale; });
    const size = sizeAt(zoom);
    const station = zoom < 2.8 ? 0.62 : 1;
    pane.style.setProperty("--mark", size);
    pane.style.setProperty("--minor", minorSizeAt(zoom));
    pane.style.setProperty("--station", station);
    map.getContainer().classList.toggle("atlas-afar", size < 0.6);
    // Stations of a route keep size and place, and what is emphasised its place: others step aside.
    shownMarks.forEach((mark) => {
      mark.firm = mark.node || Boolean(session.emphasis && session.emphasis.has(mark.id));
      mark.whole = mark.full * (mark.node ? station : size);
      mark.reach = mark.small ? mark.full * minorSizeAt(zoom) : mark.whole;
      mark.element.classList.toggle("is-minor", mark.small);
    });
    Atlas.setApart(shownMarks);
    shownMarks.forEach((mark) => {
      mark.x -= origin.x;
      mark.y -= origin.y;
      put(mark, mark.x + mark.dx, mark.y + mark.dy);
    });
    Atlas.drawLeaders(shownMarks);
  };

  /* While Leaflet animates a zoom, marks travel to where their true place will be, keeping their offset. */
  function animate(event) {
    if (isCrowd()) return;
    const { map } = session;
    const scale = Math.pow(2, event.zoom);
    const origin = map.project(event.center, event.zoom).subtract(map.getSize().divideBy(2)).add(L.DomUtil.getPosition(map.getPane("mapPane")));
    shownMarks.forEach((mark) => put(mark, mark.wx * scale - origin.x + mark.dx, mark.wy * scale - origin.y + mark.dy));
  }
})(window.Atlas);
