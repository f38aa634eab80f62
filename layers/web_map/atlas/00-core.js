/* Atlas: the browser side of the open-platform map (plain Leaflet 1.9, no other library).
 *
 * The files of this folder are concatenated in name order; each adds its part to the one global `Atlas`.
 * Nothing here knows Streamlit except 90-bridge.js. Text from data goes through textContent / setAttribute
 * only; colours and shapes come from the manifest's tables and are validated before use (10-decode.js). */
window.Atlas = window.Atlas || {};
(function (Atlas) {
  "use strict";

  /* The one map of this document. `layers` is keyed by layer id: {def, features, asked, ready, failed}. */
  const session = (Atlas.session = {
    map: null, manifest: null, prefix: "", given: {}, layers: {}, order: [],
    state: null, drawn: null, selected: null, chosen: null, clickedAt: null, lang: "zh", started: false, timings: {},
  });

  /* Fixed z order: one pane per kind of ink, so that late data never lands on top. */
  const PANES = [
    ["atlas-base", 210], ["atlas-graticule", 230], ["atlas-areas", 300], ["atlas-halos", 340],
    ["atlas-lines", 400], ["atlas-hits", 410], ["atlas-leaders", 560], ["atlas-labels", 600], ["atlas-marks", 620], ["atlas-stacks", 630], ["atlas-drafts", 640],
  ];

  /** Prepare the map and load manifest (an address or the object) and layers; drawing follows as data arrives. */
  Atlas.start = function start(map, options) {
    session.map = map;
    session.prefix = options.prefix || String(options.manifest).replace(/[^/]*$/, ""); // layers lie beside the manifest
    Atlas.prepareFrame(map);
    const given = options.manifest;
    const manifest = typeof given === "string" ? fetchJson(given) : Promise.resolve(given); // first of all: all else waits for it
    Atlas.showLoading(map);
    // Places are known to half a kilometre at best: closer than this the map would only pretend.
    Object.assign(map.options, { zoomSnap: 0.25, zoomDelta: 0.75, wheelPxPerZoomLevel: 90, minZoom: Atlas.USUAL_LEAST_ZOOM, maxZoom: 13 });
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      map._zoomAnimated = false; // Leaflet asks this before it animates a zoom
      map.options.inertia = false;
    }
    PANES.forEach(([name, z]) => { (map.getPane(name) || map.createPane(name)).style.zIndex = z; });
    session.given = options.data || {};
    session.tiles = options.tiles || null;
    session.homeless = options.address === false; // a host with an address of its own
    return manifest.then(begin).catch((error) => {
      Atlas.hideLoading();
      Atlas.reportFailure("manifest", error);
    });
  };

  function begin(manifest) {
    session.manifest = manifest;
    session.given = Object.assign({}, manifest.data, session.given);
    session.order = manifest.layers.map((def) => def.id);
    manifest.layers.forEach((def) => { session.layers[def.id] = { def, features: [], asked: false, ready: false, failed: false }; });
    const map = session.map;
    tellState();
    const loads = Atlas.requestWanted(); // all at once, before anything is made
    // A map without a view cannot project: give it one before any layer is added.
    Atlas.withoutTrace(() => { if (!map._loaded) map.fitBounds(manifest.home, { animate: false }); });
    Atlas.prepareSymbols(manifest.scale);
    Atlas.preparePicking(map);
    Atlas.preparePoints(map);
    Atlas.prepareLabels(map);
    Atlas.prepareControls(map);
    Atlas.prepareTiles(map);
    Atlas.prepareGraticule(map);
    Atlas.prepareFit(map);
    Atlas.prepareAddress(map);
    session.started = true;
    Atlas.prepareRelayout(map);
    scheduleRender(); // data that is in the page has arrived already
    return Promise.all(loads);
  }

  /* What of the state the rest asks for by name. */
  function tellState() {
    const { state } = session;
    session.lang = state && state.lang === "en" ? "en" : "zh";
    session.time = state && ["target", "now"].includes(state.time) ? state.time : "plan";
    Atlas.chooseEdition(state);
  }

  function fetchJson(url) {
    return fetch(url, { credentials: "same-origin" }).then((answer) => {
      if (!answer.ok) throw new Error("HTTP " + answer.status);
      return answer.json();
    });
  }

  /** Fetch a layer once. One broken file stops only its own layer; the others go on. */
  Atlas.requestLayer = function requestLayer(id) {
    const layer = session.layers[id], { def } = layer, given = session.given[id];
    if (layer.asked) return null;
    layer.asked = true;
    const source = given ? Promise.resolve(given) : fetchJson(session.prefix + def.url);
    return source.then((collection) => {
      if (!collection || !Array.isArray(collection.features)) throw new Error("not a FeatureCollection");
      layer.features = collection.features;
      Atlas.indexFeatures(layer);
      layer.ready = true;
    }).catch((error) => {
      layer.failed = true;
      Atlas.reportFailure(def.id, error);
    }).then(scheduleRender);
  };

  /** Show `state` (see contract); may be called before data has arrived: the last state wins. */
  Atlas.update = function update(state) {
    if (session.drawn && Atlas.isBehind(state)) return;
    if (session.drawn && Atlas.isForeseen(state)) {
      session.state = session.drawn = state;
      announcePainted(state.stamp);
    } else Atlas.draw(state);
  };

  /** Show `state` at once. */
  Atlas.draw = function draw(state) {
    session.state = state;
    if (!session.started) return Atlas.sayLoading();
    if (session.drawn) render(); else scheduleRender();
  };

  const BASE_FIRST = 40, TOGETHER = 150; // ms
  const isPending = (id) => session.layers[id].asked && !session.layers[id].ready && !session.layers[id].failed;
  const isBase = (id) => session.layers[id].def.role === "base";

  /* Arrivals are drawn in two goes at most: the paper once it is whole, then all themes, or those that have come
   * by the time the first has waited long enough. An update that is asked for stays synchronous. */
  let renderAt = Infinity, renderTimer = null, paper = false;
  function scheduleRender() {
    if (!session.state || !session.started) return;
    const waiting = session.order.filter(isPending);
    if (!waiting.length) return renderIn(0, render);
    if (session.order.some((id) => !isBase(id) && session.layers[id].ready)) renderIn(TOGETHER, render);
    else if (!paper && !waiting.some(isBase)) renderIn(BASE_FIRST, renderPaper);
  }
  function renderIn(wait, draw) {
    const at = performance.now() + wait;
    if (renderAt <= at) return;
    clearTimeout(renderTimer);
    renderAt = at;
    const go = () => { renderAt = Infinity; draw(); };
    if (wait) renderTimer = setTimeout(go, wait);
    else { renderAt = -Infinity; Promise.resolve().then(go); } // with whatever else arrived in this task
  }

  /* Land, districts and legend while the themes are on their way; a route's frame is not known yet. */
  function renderPaper() {
    if (session.drawn || paper || session.state.fit === "route") return;
    paper = true;
    Atlas.takeSize(); // the style sheet came after the map was made: drawn at the wrong size, all would be laid out twice
    tellState();
    session.inset = Atlas.readInset(session.state.inset);
    Atlas.drawControls();
    Atlas.drawLegend(false);
    Atlas.withoutRelayout(() => Atlas.fitState(session.state));
    Atlas.drawBase();
  }

  function render() {
    clearTimeout(renderTimer);
    renderAt = Infinity;
    const began = performance.now();
    const { state } = session;
    renderPaper(); // the frame first: fitted after the ink is laid, everything would be projected twice
    tellState();
    Atlas.tellLanguage(session.lang);
    Atlas.requestWanted();
    session.shown = Atlas.shownFeatures(state, session);
    session.emphasis = Array.isArray(state.emphasis) && state.emphasis.length ? new Set(state.emphasis) : null;
    session.map.getContainer().classList.toggle("atlas-emphasis", Boolean(session.emphasis));
    session.inset = Atlas.readInset(state.inset);
    session.selected = state.selected || null;
    Atlas.makeWay(session.drawn, state);
    Atlas.drawBase();
    Atlas.drawAreas();
    const linesChanged = Atlas.drawLines();
    Atlas.drawPoints();
    Atlas.drawOwn(state);
    Atlas.drawControls();
    Atlas.drawTilesBadge();
    Atlas.foldForRoute(state);
    Atlas.drawLegend(true);
    const moved = Atlas.withoutRelayout(() => {
      Atlas.fitState(state);
      Atlas.layoutPoints();
      Atlas.drawExtents();
      Atlas.drawOverlay(state);
      Atlas.uncoverSelection();
    });
    if (moved) Atlas.requestWanted();
    if (moved || linesChanged) Atlas.drawArrows();
    if (moved || !session.drawn) Atlas.drawGraticule();
    Atlas.drawLabels();
    Atlas.drawPopup(state);
    Atlas.keepAddress();
    session.drawn = state;
    session.timings.update = performance.now() - began;
    announcePainted(state.stamp);
  }

  /* `data-atlas-state` tells tests and benchmarks that everything asked for has been painted. */
  function announcePainted(stamp) {
    if (session.order.some(isPending)) return;
    Atlas.hideLoading();
    if (stamp === undefined || stamp === null) return;
    const { painted } = session.state;
    const tell = () => {
      if (session.state.stamp === stamp) document.documentElement.dataset.atlasState = String(stamp);
      if (painted) Atlas.tellPainted(painted);
    };
    if (document.hidden) setTimeout(tell, 50); // no animation frames in a hidden tab
    else requestAnimationFrame(() => afterPaint(tell));
  }

  /* A message sent in an animation frame is taken up after style, layout and paint of that frame. */
  function afterPaint(act) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { port1.close(); act(); };
    port2.postMessage(null);
  }

  /** The visitor's word for `key` in the current language, `{name}` places filled from `values`. */
  Atlas.word = function word(key, values) {
    const words = (session.manifest && session.manifest.words) || {};
    const text = (words[session.lang] || {})[key] || (words.zh || {})[key] || "";
    return text.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? String(values[name]) : whole));
  };

  /* As layers/text/control_characters.py: what turns the direction of text, or hides in it. */
  const CONTROLS = /[\u0080-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;

  /** A text without invisible control characters: it reads as it is written. */
  Atlas.readable = (text) => String(text).replace(CONTROLS, "");

  /** An element with a class and, optionally, text: the only way text enters the page. */
  Atlas.element = function element(tag, className, parent, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = Atlas.readable(text);
    if (parent) parent.appendChild(made);
    return made;
  };

  const SVG = "http://www.w3.org/2000/svg";
  /** An SVG element with attributes. */
  Atlas.svg = function svg(tag, attributes, parent) {
    const made = document.createElementNS(SVG, tag);
    Object.keys(attributes || {}).forEach((key) => made.setAttribute(key, attributes[key]));
    if (parent) parent.appendChild(made);
    return made;
  };
})(window.Atlas);
