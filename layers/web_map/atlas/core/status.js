/* The three times that a visitor can look at, and what each makes of a feature's status. */
import { session } from "./session.js";

/* Vocabulary, and name of the legend's samples, of each time the visitor can look at. */
const TIMES = {
  plan: ["statuses", "status"],
  target: ["statuses_target", "status_target"],
  now: ["statuses_now", "status_now"],
};

export const statusSample = (time) => TIMES[time][1];

export const timeOfSample = (sample) => Object.keys(TIMES).find((time) => TIMES[time][1] === sample) || null;

/**
 * Status code of a feature under the current time: the plan's view, what it promises for 2025, or what is known now.
 * @param {Properties} properties
 */
export function statusOf(properties) {
  if (session.time === "now") return properties.status_now || null;
  const own = properties.status || null;
  if (session.time !== "target" || !own) return own;
  return ((session.manifest.scale.statuses || {})[own] || {}).target || null;
}

/**
 * Fill and outline of a status; features without one (not named in the plan) get an outline of their own.
 * @param {string} status
 * @param {Time} time
 */
export function statusStyle(status, time) {
  const table = session.manifest.scale[TIMES[time][0]] || {};
  const style = (status && table[status]) || {};
  return { fill: style.fill || "full", outline: style.outline || (status ? "solid" : "double") };
}

/** Ring of a position quality: none | dashed | dotted. */
export const ringOf = (quality) => ((session.manifest.scale.qualities || {})[quality] || {}).halo || "none";
