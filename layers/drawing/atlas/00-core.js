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
    state: null, drawn: null, selected: null, lang: "zh", started: false, timings: {},
  });

  /* Fixed z order: one pane per kind of ink, so that late data never lands on top. */
  const PANES = [
    ["atlas-base", 210], ["atlas-graticule", 230], ["atlas-areas", 300], ["atlas-halos", 340],
    ["atlas-lines", 400], ["atlas-hits", 410], ["atlas-leaders", 560], ["atlas-labels", 600], ["atlas-marks", 620],
  ];

  /** Prepare the map and load manifest (an address or the object) and layers; drawing follows as data arrives. */
  Atlas.start = function start(map, options) {
    session.map = map;
    session.prefix = options.prefix || "";
    Atlas.prepareFrame(map);
    Object.assign(map.options, { zoomSnap: 0.25, zoomDelta: 0.75, wheelPxPerZoomLevel: 90, minZoom: 2, maxZoom: 15 });
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      map._zoomAnimated = false; // Leaflet asks this before it animates a zoom
      map.options.inertia = false;
    }
    PANES.forEach(([name, z]) => { (map.getPane(name) || map.createPane(name)).style.zIndex = z; });
    const given = options.manifest;
    const manifest = typeof given === "string" ? fetchJson(given) : Promise.resolve(given);
    session.given = options.data || {};
    return manifest.then(begin).catch((error) => {
      Atlas.reportFailure("manifest", error);
    });
  };

  function begin(manifest) {
    session.manifest = manifest;
    session.order = manifest.layers.map((def) => def.id);
    manifest.layers.forEach((def) => { session.layers[def.id] = { def, features: [], asked: false, ready: false, failed: false }; });
    if (session.state) session.lang = session.state.lang || "zh";
    const map = session.map;
    // A map without a view cannot project: give it one before any layer is added.
    Atlas.withoutTrace(() => { if (!map._loaded) map.fitBounds(manifest.home, { animate: false }); });
    Atlas.prepareSymbols(manifest.scale);
    Atlas.preparePicking(map);
    Atlas.preparePoints(map);
    Atlas.prepareLabels(map);
    Atlas.prepareControls(map);
    Atlas.prepareGraticule(map);
    Atlas.prepareFit(map);
    Atlas.prepareAddress(map);
    session.started = true;
    map.on("zoomend", () => relayout(true));
    map.on("moveend", () => relayout(false));
    Atlas.chooseEdition(session.state);
    const loads = session.order.filter(Atlas.isWanted).map(Atlas.requestLayer);
    if (session.state) render();
    return Promise.all(loads);
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
    session.state = state;
    if (session.started) render();
  };

  /* Layers that arrive together are drawn together: an update that is asked for stays synchronous. */
  let renderAsked = false;
  function scheduleRender() {
    if (renderAsked || !session.state) return;
    renderAsked = true;
    Promise.resolve().then(() => { renderAsked = false; render(); });
  }

  function render() {
    const began = performance.now();
    const { state } = session;
    session.lang = state.lang === "en" ? "en" : "zh";
    Atlas.tellLanguage(session.lang);
    session.time = ["target", "now"].includes(state.time) ? state.time : "plan";
    Atlas.chooseEdition(state);
    session.order.filter(Atlas.isWanted).forEach(Atlas.requestLayer);
    session.shown = Atlas.shownFeatures(state, session);
    session.emphasis = Array.isArray(state.emphasis) && state.emphasis.length ? new Set(state.emphasis) : null;
    session.map.getContainer().classList.toggle("atlas-emphasis", Boolean(session.emphasis));
    session.inset = Atlas.readInset(state.inset);
    session.selected = state.selected || null;
    Atlas.drawBase();
    Atlas.drawAreas();
    Atlas.drawLines();
    Atlas.drawPoints();
    Atlas.drawControls();
    Atlas.drawLegend();
    Atlas.fitState(state);
    Atlas.layoutPoints();
    Atlas.drawExtents();
    Atlas.uncoverSelection();
    Atlas.drawLabels();
    Atlas.keepAddress();
    session.drawn = state;
    session.timings.update = performance.now() - began;
    announcePainted(state.stamp);
  }

  /* After zoom or pan: places on screen change, the drawn set does not. */
  function relayout(zoomed) {
    if (!session.state) return;
    if (zoomed) {
      Atlas.layoutPoints();
      Atlas.drawExtents();
    }
    Atlas.drawArrows();
    Atlas.drawGraticule();
    Atlas.drawLabels();
  }
  Atlas.relayout = relayout;

  /* `data-atlas-state` tells tests and benchmarks that everything asked for has been painted. */
  function announcePainted(stamp) {
    const pending = (id) => session.layers[id].asked && !session.layers[id].ready && !session.layers[id].failed;
    const waiting = session.order.some(pending);
    if (waiting || stamp === undefined || stamp === null) return;
    const tell = () => { if (session.state.stamp === stamp) document.documentElement.dataset.atlasState = String(stamp); };
    if (document.hidden) setTimeout(tell, 50); // no animation frames in a hidden tab
    else requestAnimationFrame(() => requestAnimationFrame(tell));
  }

  /** The visitor's word for `key` in the current language, `{name}` places filled from `values`. */
  Atlas.word = function word(key, values) {
    const words = (session.manifest && session.manifest.words) || {};
    const text = (words[session.lang] || {})[key] || (words.zh || {})[key] || "";
    return text.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? String(values[name]) : whole));
  };

  /** An element with a class and, optionally, text: the only way text enters the page. */
  Atlas.element = function element(tag, className, parent, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
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
