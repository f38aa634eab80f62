/* Neighbours on a plane. */

/* Neighbours by cells of `size` px: a hashed table of linked lists in flat arrays (a shared slot only costs time). */
const SLOTS = 8192;

const slotOf = (cx, cy) => (Math.imul(cx, 73856093) ^ Math.imul(cy, 19349663)) & (SLOTS - 1);

/**
 * @param {ArrayLike<number>} xs
 * @param {ArrayLike<number>} ys
 * @param {number} size
 */
export function neighbourGrid(xs, ys, size) {
  const heads = new Int32Array(SLOTS).fill(-1);
  const next = new Int32Array(xs.length);
  for (let i = xs.length - 1; i >= 0; i -= 1) {
    const slot = slotOf(Math.floor(xs[i] / size), Math.floor(ys[i] / size));
    next[i] = heads[slot];
    heads[slot] = i;
  }
  return (x, y, visit) => {
    const cx = Math.floor(x / size);
    const cy = Math.floor(y / size);
    for (let i = -1; i <= 1; i += 1)
      for (let j = -1; j <= 1; j += 1) {
        for (let k = heads[slotOf(cx + i, cy + j)]; k >= 0; k = next[k]) visit(k);
      }
  };
}
