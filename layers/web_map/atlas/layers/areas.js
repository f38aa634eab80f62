/* Areas that are themes themselves. */
import { session } from "../core/session.js";
import { lookOf } from "../symbols/look.js";
import { fillPaint } from "../symbols/paints.js";
import { eachFeature, markElement, restyle } from "./elements.js";

/* ---- thematic areas (draw: "areas", role: "theme") ---- */
const areas = new Map(); // feature id -> Leaflet layer

/** @param {Feature} feature */
function makeArea(feature) {
  const look = lookOf(feature.properties);
  const dash = { dashed: "6 4", dotted: "1 5" }[look.outline] || null;
  const fillColor = ["hatch", "dots"].includes(look.fill) ? fillPaint(look.fill, look.colour) : look.colour;
  const [area] = /** @type {any[]} */ (
    L.geoJSON(feature, {
      style: () => ({
        pane: "atlas-areas",
        interactive: false,
        className: "atlas-area",
        color: look.colour,
        weight: 2,
        dashArray: dash,
        fillColor,
        fillOpacity: { full: 0.35, half: 0.2, hatch: 0.4, dots: 0.4 }[look.fill] || 0.05,
      }),
      pane: "atlas-areas",
      interactive: false,
    }).getLayers()
  );
  area.on("add", () => markElement(area._path, feature, true));
  return area;
}

export function drawAreas() {
  eachFeature("areas", (feature, visible) => {
    const { id } = feature.properties;
    let area = areas.get(id);
    if (visible && !area) areas.set(id, (area = makeArea(feature)));
    if (!area) return;
    if (visible !== session.map.hasLayer(area)) visible ? area.addTo(session.map) : area.remove();
    if (visible) restyle(area._path, id);
  });
}
