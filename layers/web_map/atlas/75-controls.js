/* Zoom, reset, scale, attribution and the plain words when a file cannot be had. */
(function (Atlas) {
  "use strict";
  const session = Atlas.session;
  let zoom = null, reset = null, failures = null;
  const failed = [];

  Atlas.prepareControls = function prepareControls(map) {
    if (map.zoomControl) map.zoomControl.remove(); // ours has titles in the visitor's language
    zoom = L.control.zoom({ position: "topleft" }).addTo(map);
    const Reset = L.Control.extend({
      onAdd() {
        const bar = Atlas.element("div", "leaflet-bar atlas-reset");
        reset = Atlas.element("a", "", bar);
        reset.href = "#";
        reset.setAttribute("role", "button");
        const icon = Atlas.svg("svg", { width: 16, height: 16, viewBox: "-8 -8 16 16", "aria-hidden": "true" }, reset);
        Atlas.svg("path", { d: "M-6.2 .6L0 -5.6L6.2 .6M-4.4 -.6V5.6H4.4V-.6", fill: "none", stroke: "currentColor", "stroke-width": 1.7, "stroke-linejoin": "round", "stroke-linecap": "round" }, icon);
        L.DomEvent.disableClickPropagation(bar);
        L.DomEvent.on(reset, "click", (event) => { L.DomEvent.preventDefault(event); Atlas.resetView(); });
        return bar;
      },
    });
    new Reset({ position: "topleft" }).addTo(map);
    Atlas.prepareLegend(map);
    if (!map.attributionControl) L.control.attribution({ position: "bottomright", prefix: false }).addTo(map);
    Atlas.prepareCredit(map);
    L.control.scale({ position: "bottomright", metric: true, imperial: false, maxWidth: 110 }).addTo(map); // above the line
    map.getContainer().setAttribute("role", "region");
    if (window.ResizeObserver) {
      const watcher = new ResizeObserver(keepApart);
      [map.getContainer(), map.attributionControl._container, Atlas.legendBox()].forEach((each) => watcher.observe(each));
    }
  };

  /* Where the frame is too narrow for legend and attribution side by side, the legend ends above the other. */
  function keepApart() {
    Atlas.foldCredit();
    const { map } = session, container = map.getContainer(), credit = map.attributionControl._container;
    const tight = credit.offsetWidth + Atlas.legendBox().offsetWidth + 24 > container.clientWidth;
    container.classList.toggle("atlas-tight", tight);
    container.style.setProperty("--credit", `${tight ? credit.offsetHeight : 0}px`);
    Atlas.forgetFurniture();
  }

  /** Words of the controls; renewed when the language changes. */
  let spoken = "";
  Atlas.drawControls = function drawControls() {
    Atlas.sayCredit();
    if (spoken === session.lang) return;
    spoken = session.lang;
    Atlas.forgetFurniture();
    const { map } = session;
    const say = (element, key) => {
      if (!element) return;
      element.title = Atlas.word(key);
      element.setAttribute("aria-label", Atlas.word(key));
    };
    say(zoom._zoomInButton, "zoom_in");
    say(zoom._zoomOutButton, "zoom_out");
    say(reset, "reset");
    map.getContainer().setAttribute("aria-label", Atlas.word("label"));
    map.getContainer().setAttribute("lang", session.lang === "en" ? "en" : "zh-CN");
    showFailures();
  };

  /** Note a file that could not be had or read: visible words, and an attribute for tests. */
  Atlas.reportFailure = function reportFailure(what, error) {
    if (!failed.includes(what)) failed.push(what);
    if (window.console) console.warn("atlas:", what, String(error && error.message));
    showFailures();
  };

  function showFailures() {
    if (!failed.length || !session.map) return;
    failures = failures || Atlas.element("div", "atlas-failures", session.map.getContainer());
    failures.setAttribute("role", "status");
    const titles = failed.map((id) => {
      const layer = session.layers[id];
      return (layer && layer.def.title && layer.def.title[session.lang]) || id;
    });
    // Before the manifest is here there are no words yet: the address of what failed is all that can be said.
    const text = Atlas.word("failed", { layer: titles.join(", ") }) || titles.join(", ");
    failures.textContent = text;
    Atlas.forgetFurniture();
    document.documentElement.setAttribute("data-atlas-failed", text);
  }
})(window.Atlas);
