/* Which groups and codes of the legend the time and the drawn set call for. */
import { featureById } from "../core/features.js";
import { session } from "../core/session.js";
import { statusOf, statusSample, timeOfSample } from "../core/status.js";

/* Each time has its own group of statuses (samples `status`, `status_target`, `status_now`): one is shown. */
export function legendGroups() {
  const timeOf = (group) => group.rows.map((row) => timeOfSample(Object.keys(row.sample || {})[0])).find(Boolean);
  return (session.manifest.legend || []).filter((group) => (timeOf(group) || session.time) === session.time);
}

/* Types, statuses and corridors in the drawn set; other samples (regions, modes, qualities) never dim. */
export function legendPresence() {
  const status = statusSample(session.time);
  const found = { type: new Set(), [status]: new Set(), corridor: new Set() };
  session.shown.forEach((id) => {
    const { properties } = featureById(id);
    found.type.add(properties.platform_type);
    found.corridor.add(properties.kind);
    found[status].add(statusOf(properties) || "null");
  });
  return found;
}
