/* Colours of the paper. */
import { safeColour } from "../core/colours.js";
import { session } from "../core/session.js";

export const INK = {
  land: "#f6f4ee",
  coast: "#c9d2d6",
  edgeDark: "#c4bfb3",
  region: "#8d8677",
  outline: "#4b5563",
  river: "#8fb8d6",
};

const TINTS = { core: "#f3e6d8", northeast: "#dfe9df", southeast: "#e4e2ee" };

export const OUTLINE_DASH = [7, 5]; // px

/**
 * Tint of a region, validated.
 * @param {string} region
 */
export function tintOf(region) {
  const { regions } = session.manifest.scale;
  return safeColour(regions && regions[region] && regions[region].tint, TINTS[region] || INK.land);
}
