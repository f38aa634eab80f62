/* What a question draws over the map: rings on the ground (a radius, dotted its bounds by position error), labelled
 * points that belong to no layer, and the numbers that a list beside the map gives to places. Nothing of it takes the pointer. */
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
    return dot.bindTooltip(label, { permanent: true, pane: "atlas-drafts", className: "atlas-draft-tip" });
  }

  function pin(each) {
    const mark = Atlas.element("span", "", null, String(each.label || ""));
    return L.marker([each.lat, each.lon], {
      pane: "atlas-drafts", interactive: false, keyboard: false,
      icon: L.divIcon({ className: "atlas-number", iconSize: PIN, iconAnchor: [PIN[0] / 2, PIN[1]], html: mark }) });
  }
  const PIN = [22, 30];

  /* Pins of neighbours stand side by side, the lower number in its place. */
  function placePins() {
    const taken = [];
    group.eachLayer((each) => {
      if (!(each instanceof L.Marker)) return;
      const at = session.map.latLngToContainerPoint(each.getLatLng());
      const isFree = (by) => taken.every((one) => Math.abs(one.x - at.x - by[0]) >= PIN[0] || Math.abs(one.y - at.y - by[1]) >= PIN[1] - 6);
      const by = ASIDE.find(isFree) || ASIDE[0];
      taken.push(at.add(by));
      each.getElement().style.translate = `${by[0]}px ${by[1]}px`;
    });
  }
  const ASIDE = [[0, 0], [22, 0], [-22, 0], [0, -24], [0, 24], [20, -24], [-20, -24], [44, 0], [-44, 0]];

  /* A label stands above or below its point, where it covers fewer marks and controls; near the edge it is moved aside, as long as
   * its point is in sight. */
  function placeLabels() {
    const around = session.map.getContainer(), frame = boxOf(around);
    const others = Array.from(around.querySelectorAll(".leaflet-atlas-marks-pane [data-feature-id], .leaflet-control"), boxOf);
    group.eachLayer((each) => {
      const tip = each.getTooltip();
      if (!tip) return;
      const covered = SIDES.map(([side, away]) => {
        put(tip, side, away, frame);
        const box = boxOf(tip.getElement());
        return others.filter((one) => one.left < box.right && one.right > box.left && one.top < box.bottom && one.bottom > box.top).length;
      });
      if (covered[0] <= covered[1]) put(tip, ...SIDES[0], frame);
    });
  }
  function place() {
    placeLabels();
    placePins();
  }
  const SIDES = [["top", -8], ["bottom", 8]];
  const boxOf = (element) => element.getBoundingClientRect();

  function put(tip, side, away, frame) {
    const element = tip.getElement();
    Object.assign(tip.options, { direction: side, offset: L.point(0, away) });
    element.style.translate = "";
    tip.update();
    const box = boxOf(element), aside = Math.max(frame.left + 2 - box.left, 0) || Math.min(frame.right - 2 - box.right, 0);
    if (Math.abs(aside) < box.width / 2) element.style.translate = aside + "px";
  }

  /** Draw the rings and points of the state; the same ones are left as they are. */
  Atlas.drawOverlay = function drawOverlay(state) {
    const rings = (state.rings || []).filter(isPlace), drafts = (state.drafts || []).filter(isPlace), numbers = (state.numbers || []).filter(isPlace);
    const now = JSON.stringify([rings, drafts, numbers]);
    if (now === drawn) return;
    drawn = now;
    if (group) group.remove();
    group = L.layerGroup([...rings.flatMap(ring), ...drafts.map(draft), ...numbers.map(pin)]).addTo(session.map);
    session.map.off("zoomend moveend resize", place).on("zoomend moveend resize", place);
    place();
  };
})(window.Atlas);
