/* Strokes of corridors by mode of transport, readable in grey.
 *
 * rail = dark line with white ties, road = double line, river = thick soft line, sea = dash-dot,
 * air = thin dashes; schematic legs = sparse dots, lighter. */

/**
 * Strokes of one mode, from bottom to top. `c` is the corridor's colour; used by the legend too.
 * @param {string} mode
 * @param {boolean} schematic
 * @param {string} c
 */
export function strokesOf(mode, schematic, c) {
  const round = { lineCap: "round", lineJoin: "round" };
  const butt = { lineCap: "butt", lineJoin: "round" };
  const casing = (weight) => Object.assign({ color: "#ffffff", weight, opacity: 0.85 }, round);
  if (schematic)
    return [casing(4.6), Object.assign({ color: c, weight: 2.6, opacity: 0.7, dashArray: "0.1 7" }, round)];
  switch (mode) {
    case "rail":
      return [
        casing(6),
        Object.assign({ color: c, weight: 4 }, butt),
        Object.assign({ color: "#ffffff", weight: 1.9, dashArray: "7 7" }, butt),
      ];
    case "road":
      return [
        casing(6.4),
        Object.assign({ color: c, weight: 4.6 }, round),
        Object.assign({ color: "#ffffff", weight: 2 }, round),
      ];
    case "river":
      return [
        Object.assign({ color: c, weight: 7, opacity: 0.32 }, round),
        Object.assign({ color: c, weight: 2, opacity: 0.95 }, round),
      ];
    case "sea":
      return [casing(4.6), Object.assign({ color: c, weight: 2.4, dashArray: "12 6 0.1 6" }, round)];
    case "air":
      return [casing(3.4), Object.assign({ color: c, weight: 1.6, dashArray: "6 6" }, butt)];
    default:
      return [casing(5), Object.assign({ color: c, weight: 2.6 }, round)];
  }
}
