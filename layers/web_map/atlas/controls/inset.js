/* The part of the frame that a card of the page covers. */
import { session } from "../core/session.js";

/**
 * Part of the frame that a card covers, in px. Values are px or "48%"; `narrow` replaces them up to 640 px width.
 * @param {State['inset']} given
 */
export function readInset(given) {
  const size = session.map.getSize();
  const inset = given && given.narrow && size.x <= 640 ? given.narrow : given || {};
  const px = (value, whole) => {
    const number = parseFloat(value);
    return Number.isFinite(number)
      ? Math.max(0, Math.min(/%$/.test(value) ? (number / 100) * whole : number, whole * 0.7))
      : 0;
  };
  return { right: px(inset.right, size.x), bottom: px(inset.bottom, size.y) };
}
