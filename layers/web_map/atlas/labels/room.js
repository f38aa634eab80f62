/* Room for labels: rectangles already used, in cells so that a lookup stays cheap among thousands of marks. */

const CELL = 64;
let taken = null;
let disliked = null;
let frame = null;

/* Rectangles already used, in cells so that a lookup stays cheap among thousands of marks. */
const cellsOf = (r, visit) => {
  for (let x = Math.floor(r.x / CELL); x <= Math.floor((r.x + r.w) / CELL); x += 1) {
    for (let y = Math.floor(r.y / CELL); y <= Math.floor((r.y + r.h) / CELL); y += 1)
      if (visit(x * 4096 + y)) return true;
  }
  return false;
};

const lay = (table, r) =>
  cellsOf(r, (key) => {
    if (table.has(key)) table.get(key).push(r);
    else table.set(key, [r]);
  });

const meets = (table, r) =>
  cellsOf(r, (key) =>
    (table.get(key) || []).some((o) => r.x < o.x + o.w && o.x < r.x + r.w && r.y < o.y + o.h && o.y < r.y + r.h),
  );

/** Use up a rectangle. */
export const takeRoom = (r) => lay(taken, r);

/**
 * Whether a rectangle lies in the frame and meets none that is used.
 * @param {Rect} r
 */
export function isFree(r) {
  if (r.x < frame.x || r.y < frame.y || r.x + r.w > frame.x + frame.w || r.y + r.h > frame.y + frame.h) return false;
  return !meets(taken, r);
}

/** Note ground that a label may cover if it must (lines), but not while another place is free. */
export const avoidRoom = (r) => lay(disliked, r);

export const isDisliked = (r) => meets(disliked, r);

/** The frame that labels lie in. */
export const labelFrame = () => frame;

/**
 * Begin a pass: nothing is used up in this frame.
 * @param {Rect} rect
 */
export function openRoom(rect) {
  taken = new Map();
  disliked = new Map();
  frame = rect;
}
