/* A quiet line in the middle until the marks are painted; before the language is known, a moving bar alone. */
(function (Atlas) {
  "use strict";
  let box = null, line = null;

  /** Show it, and take away what Leaflet or folium put there by itself: ours comes with the manifest. */
  Atlas.showLoading = function showLoading(map) {
    if (map.attributionControl) map.attributionControl.remove();
    map.attributionControl = null;
    box = Atlas.element("div", "atlas-loading", map.getContainer());
    box.setAttribute("role", "status");
    Atlas.element("div", "atlas-loading-bar", box);
    line = Atlas.element("div", "", box);
  };

  /** The words, once the language is known; the manifest that holds all others is on its way. */
  Atlas.sayLoading = () => { if (box) line.textContent = (window.AtlasLoading || {})[Atlas.session.state.lang || "zh"] || Atlas.word("loading"); };

  Atlas.hideLoading = function hideLoading() {
    if (box) box.remove();
    box = null;
  };
})(window.Atlas);
