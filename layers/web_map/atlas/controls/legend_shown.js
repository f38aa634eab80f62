/* What the drawn set needs of the legend and no more: for a screen that is read from ten metres. */
import { featureById } from "../core/features.js";
import { session } from "../core/session.js";
import { ringOf, statusOf, statusSample } from "../core/status.js";
import { legendGroups, legendPresence } from "./legend_groups.js";
import { legendSample } from "./legend_samples.js";

/* Modes, schematic legs and position qualities of what is drawn; the other groups know their own. */
function drawnTraits() {
  const found = { ...legendPresence(), mode: new Set(), schematic: new Set(), quality: new Set(), region: new Set() };
  const status = statusSample(session.time);
  found[status] = new Set(); // lines and their stations are drawn alike in every status
  session.shown.forEach((id) => {
    const { geometry, properties } = featureById(id);
    if (!geometry) return;
    if (properties.platform_type !== "corridor") found[status].add(statusOf(properties) || "null");
    (properties.legs || []).forEach((leg) => {
      found.mode.add(leg.mode);
      if (leg.schematic) found.schematic.add("yes");
    });
    if (
      /Point$/.test(geometry.type) &&
      properties.platform_type !== "corridor" &&
      ringOf(properties.position_quality) !== "none"
    ) {
      found.quality.add(properties.position_quality);
    }
  });
  return found;
}

/** Titled groups of {label, sample}; nothing for what is not drawn, nor for regions, whose names stand on the map. */
export function legendOfShown() {
  const found = drawnTraits();
  return legendGroups()
    .map((group) => ({
      title: (group.title || {})[session.lang] || "",
      rows: group.rows
        .map((row) => ({ row, code: Object.entries(row.sample || {})[0] || ["", ""] }))
        .filter(({ code: [key, value] }) => Boolean(found[key]) && found[key].has(value))
        .map(({ row, code: [key, value] }) => ({
          label: (row.label || {})[session.lang] || "",
          sample: legendSample(key, value),
        })),
    }))
    .filter((group) => group.rows.length);
}
