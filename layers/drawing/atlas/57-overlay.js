/* What a question draws over the map: rings on the ground (a radius, dotted its bounds by position error) and
 * labelled points that belong to no layer. Nothing of it takes the pointer. */
(function (Atlas) {
  "use strict";
  const session = Atlas.session;
  const INK = "#7a2e5f";
  let group = null, drawn = "";

  const isPlace = (each) => Number.isFinite(each.lat) && Number.isFinite(each.lon);

  function ring(each) {
    const at = [each.lat, each.lon];
    const circle = (km, style) => (km > 0 ? L.circle(at, Object.assign({
      pane: "atlas-halos", interactive: false, radius: km * 1000, color: INK, className: "atlas-ring-of-question" }, style)) : null);
    const bounds = each.high > each.low;
    return [
      circle(Number(each.km), { weight: 1.6, opacity: 0.85, fillColor: INK, fillOpacity: 0.07 }),
      bounds && circle(Number(each.low), { weight: 1, opacity: 0.7, dashArray: "0.1 4", lineCap: "round", fill: false }),
      bounds && circle(Number(each.high), { weight: 1, opacity: 0.7, dashArray: "0.1 4", lineCap: "round", fill: false }),
    ].filter(Boolean);
  }

  function draft(each) {
    const dot = L.circleMarker([each.lat, each.lon], {
      pane: "atlas-halos", interactive: false, radius: 7, weight: 3, color: INK, fillColor: "#fff", fillOpacity: 1, className: "atlas-draft" });
    const label = Atlas.element("span", "atlas-draft-label", null, String(each.label || ""));
    return dot.bindTooltip(label, { permanent: true, direction: "top", offset: [0, -8], pane: "atlas-drafts", className: "atlas-draft-tip" });
  }

  /** Draw the rings and points of the state; the same ones are left as they are. */
  Atlas.drawOverlay = function drawOverlay(state) {
    const rings = (state.rings || []).filter(isPlace), drafts = (state.drafts || []).filter(isPlace);
    const now = JSON.stringify([rings, drafts]);
    if (now === drawn) return;
    drawn = now;
    if (group) group.remove();
    group = L.layerGroup([...rings.flatMap(ring), ...drafts.map(draft)]).addTo(session.map);
  };
})(window.Atlas);
