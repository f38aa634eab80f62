/* Legend: bottom left, folds to a button; rows are drawn by the functions that draw the map. */
(function (Atlas) {
  "use strict";
  const session = Atlas.session;
  const STORE = "atlas-legend-open", NARROW = 600, LOW = 520, WIDE = 1300; // px
  let box = null, button = null, body = null, built = "", rows = [];

  const remembered = () => { try { return sessionStorage.getItem(STORE); } catch (error) { return null; } };
  const remember = (open) => { try { sessionStorage.setItem(STORE, open ? "1" : "0"); } catch (error) { /* private mode */ } };

  Atlas.prepareLegend = function prepareLegend(map) {
    const Legend = L.Control.extend({
      onAdd() {
        box = Atlas.element("section", "atlas-legend leaflet-bar");
        button = Atlas.element("button", "atlas-legend-button", box);
        button.type = "button";
        body = Atlas.element("div", "atlas-legend-body", box);
        body.id = "atlas-legend-body";
        button.setAttribute("aria-controls", body.id);
        button.addEventListener("click", () => {
          folded = false; // from now on it is as the visitor wants it
          unfold(body.hidden);
          remember(!body.hidden);
          Atlas.forgetFurniture();
          Atlas.drawLabels();
        });
        L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
        return box;
      },
    });
    new Legend({ position: "bottomleft" }).addTo(map);
    const before = remembered(), { clientWidth, clientHeight } = map.getContainer();
    unfold(clientHeight >= LOW && (before === null ? clientWidth >= NARROW : before === "1")); // in a low frame it would cover the map
  };

  function unfold(open) {
    body.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    box.classList.toggle("is-open", open);
    session.map.getContainer().classList.toggle("atlas-legend-open", open);
  }

  let folded = false, fit = "";
  /** A whole route needs the width: fold the legend for it in all but wide frames, and put it back afterwards. */
  Atlas.foldForRoute = function foldForRoute(state) {
    if (fit === state.fit) return;
    fit = state.fit;
    const route = fit === "route" && session.map.getSize().x < WIDE;
    if (route && !body.hidden) folded = true;
    else if (route || !folded) return;
    unfold(!route);
    if (!route) folded = false;
    Atlas.forgetFurniture();
  };

  /** Width in px that an open legend covers on the left, for fitting wide frames. */
  Atlas.legendWidth = () => (box && !body.hidden ? box.offsetWidth + 20 : 0);
  Atlas.legendSize = () => L.point(Atlas.legendWidth(), box ? box.offsetHeight + 20 : 0);

  Atlas.legendBox = () => box;

  /** Build the rows when language or time changed; then only dim and undim, once it is known what is `shown`. */
  Atlas.drawLegend = function drawLegend(shown) {
    if (!box) return;
    const now = session.lang + session.time;
    if (built !== now) { built = now; build(); }
    if (!shown) return;
    const present = presence();
    rows.forEach(({ row, key, code }) => row.classList.toggle("is-absent", Boolean(present[key]) && !present[key].has(code)));
  };

  function build() {
    box.setAttribute("aria-label", Atlas.word("legend"));
    button.textContent = Atlas.word("legend");
    body.textContent = "";
    rows = [];
    groupsOfTime().forEach((group) => {
      const section = Atlas.element("div", "atlas-legend-group", body);
      Atlas.element("h3", "", section, (group.title || {})[session.lang] || "");
      const list = Atlas.element("ul", "", section);
      if (group.rows.length > 3 && group.rows.every(isShort)) list.className = "is-double";
      group.rows.forEach((entry) => {
        const row = Atlas.element("li", "", list);
        const [key, code] = Object.entries(entry.sample || {})[0] || ["", ""];
        const sample = Atlas.element("span", "atlas-legend-sample", row);
        if (SAMPLES[key]) sample.appendChild(SAMPLES[key](code));
        Atlas.element("span", "", row, (entry.label || {})[session.lang] || "");
        rows.push({ row, key, code });
      });
    });
  }

  /* Fits half the legend's width: Chinese characters are about twice as wide as Latin letters. */
  const isShort = ({ label }) => Array.from((label || {})[session.lang] || "").reduce((n, c) => n + (c > "\u2e80" ? 2 : 1), 0) <= 16;

  /* Each time has its own group of statuses (samples `status`, `status_target`, `status_now`): one is shown. */
  function groupsOfTime() {
    const timeOf = (group) => group.rows.map((row) => Atlas.timeOfSample(Object.keys(row.sample || {})[0])).find(Boolean);
    return (session.manifest.legend || []).filter((group) => (timeOf(group) || session.time) === session.time);
  }

  /** Title of a code (a corridor kind, a region) as the legend has it, or null. */
  Atlas.legendLabel = function legendLabel(key, code) {
    const all = (session.manifest.legend || []).flatMap((group) => group.rows);
    const row = all.find((entry) => entry.sample && entry.sample[key] === code);
    return (row && row.label && row.label[session.lang]) || null;
  };

  /* Types, statuses and corridors in the drawn set; other samples (regions, modes, qualities) never dim. */
  function presence() {
    const status = Atlas.statusSample(session.time);
    const found = { type: new Set(), [status]: new Set(), corridor: new Set() };
    session.shown.forEach((id) => {
      const { properties } = Atlas.feature(id);
      found.type.add(properties.platform_type);
      found.corridor.add(properties.kind);
      found[status].add(Atlas.statusOf(properties) || "null");
    });
    return found;
  }

  const NEUTRAL = "#5b6470"; // a status is not tied to a type: shown on a grey square
  const frame = (width) => Atlas.svg("svg", { width, height: 16, viewBox: `0 0 ${width} 16`, "aria-hidden": "true" });

  const SAMPLES = {
    type(code) {
      const shape = ((session.manifest.scale.types || {})[code] || {}).shape;
      return small(Atlas.symbol({ shape, colour: Atlas.typeColour(code), fill: "full", outline: "solid", icon: "" }));
    },
    status: (code) => statusSample(code, "plan"),
    status_target: (code) => statusSample(code, "target"),
    status_now: (code) => statusSample(code, "now"),
    region(code) {
      const svg = frame(22);
      Atlas.svg("rect", { x: 1, y: 2, width: 20, height: 12, rx: 2, fill: Atlas.tintOf(code), stroke: Atlas.INK.region, "stroke-width": 1 }, svg);
      return svg;
    },
    outline() {
      const svg = frame(34);
      Atlas.svg("path", { d: "M3 8H31", fill: "none", stroke: Atlas.INK.outline, "stroke-width": 1.5, "stroke-dasharray": Atlas.OUTLINE_DASH.join(" ") }, svg);
      return svg;
    },
    mode: (code) => lineSample(code, false, NEUTRAL),
    corridor: (code) => lineSample("", false, Atlas.typeColour("corridor", code)),
    schematic: () => lineSample("", true, NEUTRAL),
    quality: (code) => small(Atlas.symbol({ shape: "circle", colour: NEUTRAL, fill: "full", outline: "solid", icon: "", ring: Atlas.ringOf(code) }), 16),
  };

  /** The sample of a row, made anew: for a host with a legend of its own. */
  Atlas.legendSample = (key, code) => (SAMPLES[key] ? SAMPLES[key](code) : null);
  Atlas.legendGroups = groupsOfTime;
  Atlas.legendPresence = presence;

  function statusSample(code, time) {
    const { fill, outline } = Atlas.statusStyle(code === "null" ? null : code, time);
    return small(Atlas.symbol({ shape: "square", colour: NEUTRAL, fill, outline, icon: "" }));
  }

  function small(symbol, size) {
    symbol.setAttribute("width", size || 19);
    symbol.setAttribute("height", size || 19);
    return symbol;
  }

  function lineSample(mode, schematic, colour) {
    const svg = frame(34);
    Atlas.strokesOf(mode, schematic, colour).forEach((stroke) => Atlas.svg("path", {
      d: "M3 8H31", fill: "none", stroke: stroke.color, "stroke-width": stroke.weight, "stroke-opacity": stroke.opacity === undefined ? 1 : stroke.opacity,
      "stroke-linecap": stroke.lineCap || "round", "stroke-dasharray": stroke.dashArray || "none",
    }, svg));
    return svg;
  }
})(window.Atlas);
