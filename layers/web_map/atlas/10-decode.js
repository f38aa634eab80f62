/* Reading what Python sends: base64 JSON, bitsets, colours, names, views. */
(function (Atlas) {
  "use strict";
  const session = Atlas.session;

  function bytesOf(base64) {
    const binary = atob(base64);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
    return bytes;
  }

  /** Base64 of UTF-8 JSON -> object (the only form in which data passes through a template). */
  Atlas.decode = function decode(base64) {
    return JSON.parse(new TextDecoder("utf-8").decode(bytesOf(base64)));
  };

  /** Base64 -> bits, lowest first. */
  Atlas.bits = bytesOf;

  /** Set of shown feature ids. `state.shown`: bits over all themes in manifest order; absent: everything. */
  Atlas.shownFeatures = function shownFeatures(state, { layers, order }) {
    const shown = new Set(), bits = typeof state.shown === "string" ? bytesOf(state.shown) : state.shown;
    let first = 0;
    order.forEach((id) => {
      const layer = layers[id], { def } = layer, from = first;
      if (def.role === "base") return;
      first += def.count; // also where the layer itself did not arrive
      if (layer.ready) layer.features.forEach((feature, i) => {
        if (!bits || (bits[(from + i) >> 3] >> ((from + i) & 7)) & 1) shown.add(feature.properties.id);
      });
    });
    return shown;
  };

  /** Keep only features that can be read; id -> feature for lookups. */
  const features = new Map();
  Atlas.indexFeatures = function indexFeatures(layer) {
    layer.features.forEach((feature) => {
      feature.properties = feature.properties || {};
      if (feature.properties.id === undefined) feature.properties.id = String(feature.id);
      feature.layerId = layer.def.id;
      if (layer.def.draw === "lines") Atlas.joinAtDateline(feature.geometry);
      if (layer.def.role !== "base") features.set(feature.properties.id, feature);
    });
  };
  Atlas.feature = (id) => features.get(id) || null;

  /** The feature's name in the current language, else the other one, else its id. */
  Atlas.nameOf = function nameOf(properties) {
    const first = session.lang === "en" ? properties.name_en : properties.name_zh;
    return Atlas.readable(first || properties.name_zh || properties.name_en || properties.id || "");
  };

  /** The manifest's short name of a feature, undefined where it has none. */
  Atlas.shortOf = function shortOf(properties) {
    const short = ((session.manifest || {}).labels || {})[properties.id];
    return short && short[session.lang];
  };

  /** Short form for labels on the map: the manifest's, else the name. */
  Atlas.labelOf = function labelOf(properties) {
    return Atlas.readable(Atlas.shortOf(properties) || Atlas.nameOf(properties));
  };

  /* Vocabulary, and name of the legend's samples, of each time the visitor can look at. */
  const TIMES = { plan: ["statuses", "status"], target: ["statuses_target", "status_target"], now: ["statuses_now", "status_now"] };
  Atlas.statusSample = (time) => TIMES[time][1];
  Atlas.timeOfSample = (sample) => Object.keys(TIMES).find((time) => TIMES[time][1] === sample) || null;

  /** Status code of a feature under the current time: the plan's view, what it promises for 2025, or what is known now. */
  Atlas.statusOf = function statusOf(properties) {
    if (session.time === "now") return properties.status_now || null;
    const own = properties.status || null;
    if (session.time !== "target" || !own) return own;
    return ((session.manifest.scale.statuses || {})[own] || {}).target || null;
  };

  /** Fill and outline of a status; features without one (not named in the plan) get an outline of their own. */
  Atlas.statusStyle = function statusStyle(status, time) {
    const table = session.manifest.scale[TIMES[time][0]] || {};
    const style = (status && table[status]) || {};
    return { fill: style.fill || "full", outline: style.outline || (status ? "solid" : "double") };
  };

  /** Ring of a position quality: none | dashed | dotted. */
  Atlas.ringOf = (quality) => ((session.manifest.scale.qualities || {})[quality] || {}).halo || "none";

  /** The part that stands at coordinate `part` of a feature, or the feature itself. */
  Atlas.partOf = (properties, part) => (properties.parts || [])[part] || properties;

  /** Name of a feature and, where it stands in several, of the part at coordinate `part`. */
  Atlas.nameOfPart = function nameOfPart(properties, part) {
    const own = (properties.parts || [])[part] || {};
    const name = (session.lang === "en" ? own.name_en : own.name_zh) || own.name_zh || own.name_en;
    return Atlas.nameOf(properties) + (name && name !== Atlas.nameOf(properties) ? " · " + name : "");
  };

  /** A `#rgb`/`#rrggbb` colour or the fallback: nothing else reaches a style. */
  Atlas.colour = function colour(value, fallback) {
    return typeof value === "string" && /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(value) ? value : fallback;
  };

  /** Colour of a platform type, or of one corridor kind where the manifest gives it its own shade. */
  Atlas.typeColour = function typeColour(type, kind) {
    const { types, corridors } = session.manifest.scale;
    const own = kind && corridors && corridors[kind];
    const shade = own && Atlas.colour(typeof own === "string" ? own : own.colour, null);
    return shade || Atlas.colour(types && types[type] && types[type].colour, "#5b6470");
  };

  /** Degrees (lon, lat, lon, lat …) to pixels of zoom 0, as Leaflet's own projection has them. */
  Atlas.toWorld = function toWorld(degrees) {
    const world = new Float64Array(degrees.length), rad = Math.PI / 180;
    for (let i = 0; i < degrees.length; i += 2) {
      const sine = Math.sin(Math.max(Math.min(85.0511, degrees[i + 1]), -85.0511) * rad);
      world[i] = 256 * (degrees[i] / 360 + 0.5);
      world[i + 1] = 256 * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
    }
    return world;
  };

  /** "zoom/lat/lon" -> {zoom, center}, or null when not finite or out of range. */
  Atlas.parseView = function parseView(text) {
    const parts = typeof text === "string" ? text.split("/") : [];
    if (parts.length !== 3 || parts.some((part) => !/^-?\d+(\.\d+)?$/.test(part))) return null;
    const [zoom, lat, lon] = parts.map(Number);
    if (zoom < 0 || zoom > 20 || Math.abs(lat) > 85 || Math.abs(lon) > 540) return null; // views run on beyond 180 degrees
    return { zoom, center: [lat, lon] };
  };
})(window.Atlas);
