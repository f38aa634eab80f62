/* Marks that collide are set apart, never clustered: rings for coinciding places, then a short relaxation.
 *
 * Small marks stay within a few px of their place, so that a crowd keeps its true shape.
 * Works in absolute pixels of the zoom level, so panning changes nothing; order is by id, so the same marks
 * always come to lie in the same places. */
import { neighbourGrid } from "./grid.js";

const GAP = 1;
const FARTHEST = 150;
const FARTHEST_SMALL = 40;
const ROUTE_ZOOM = 5.5;
const stepsFor = (n) => Math.max(6, Math.min(90, Math.round(18000 / Math.max(n, 1)))); // crowds get less care

/**
 * Set `dx`, `dy` (px) of each mark from its true `x`, `y` so that no two overlap where there is room.
 * @param {Displaced[]} marks
 * @param {number} zoom
 */
export function setApart(marks, zoom) {
  marks.forEach((mark) => {
    mark.dx = 0;
    mark.dy = 0;
  });
  if (zoom < ROUTE_ZOOM) return; // a mark's width is a province here: stay at the true place
  const sorted = marks.slice().sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.part - b.part));
  const large = sorted.filter((mark) => !mark.small);
  const small = sorted.filter((mark) => mark.small);
  fanOut(large);
  fanOut(small);
  relax(sorted, stepsFor(sorted.length));
  // Half-pixel wandering of marks that stand alone would only draw needless leaders.
  sorted.forEach((mark) => {
    if (Math.hypot(mark.dx, mark.dy) < 1.5) {
      mark.dx = 0;
      mark.dy = 0;
    }
  });
}

/**
 * Places within half a mark of each other count as one: its members start on rings around it.
 * @param {Displaced[]} marks
 */
function fanOut(marks) {
  const near = neighbourGrid(
    marks.map((m) => m.x),
    marks.map((m) => m.y),
    12,
  );
  const taken = new Uint8Array(marks.length);
  marks.forEach((mark, i) => {
    if (taken[i]) return;
    const members = [];
    near(mark.x, mark.y, (j) => {
      if (!taken[j] && Math.hypot(marks[j].x - mark.x, marks[j].y - mark.y) < 10) {
        taken[j] = 1;
        members.push(j);
      }
    });
    if (members.length < 2) return;
    members.sort((a, b) => a - b);
    placeOnRings(
      members.map((j) => marks[j]),
      2 * mark.reach + GAP,
    );
  });
}

/**
 * @param {Displaced[]} members
 * @param {number} step
 */
function placeOnRings(members, step) {
  const first = members.length <= 6 ? members.length : 6;
  let at = 0;
  let radius = members.length === 2 ? step / 2 : step / (2 * Math.sin(Math.PI / Math.max(first, 3)));
  while (at < members.length) {
    const room = Math.max(1, Math.floor((2 * Math.PI * radius) / step));
    const count = Math.min(at === 0 ? first : room, members.length - at);
    for (let i = 0; i < count; i += 1) {
      // Two stand side by side; more start at the top and go round clockwise.
      const angle = (i / count) * 2 * Math.PI - (count === 2 ? Math.PI : Math.PI / 2);
      members[at + i].dx = radius * Math.cos(angle);
      members[at + i].dy = radius * Math.sin(angle);
    }
    at += count;
    radius += step;
  }
}

/* Share of a push that the first of a pair takes: none where it stands firm and the other may move. */
const shareOf = (one, other) => (one.firm === other.firm ? 0.5 : one.firm ? 0 : 1);

/**
 * Pairs that overlap push each other off; a weak spring draws marks home, except in the last steps.
 * None goes farther from its place than it may.
 * @param {Displaced[]} marks
 * @param {number} steps
 */
function relax(marks, steps) {
  const n = marks.length;
  const xs = new Float64Array(n);
  const ys = new Float64Array(n);
  const reach = new Float64Array(n);
  marks.forEach((mark, i) => {
    xs[i] = mark.x + mark.dx;
    ys[i] = mark.y + mark.dy;
    reach[i] = mark.reach;
  });
  for (let step = 0; step < steps; step += 1) {
    const near = neighbourGrid(xs, ys, 30);
    let moved = false;
    for (let i = 0; i < n; i += 1) {
      near(xs[i], ys[i], (j) => {
        if (j <= i) return;
        const wanted = reach[i] + reach[j] + GAP;
        let ux = xs[j] - xs[i];
        let uy = ys[j] - ys[i];
        let apart = Math.sqrt(ux * ux + uy * uy); // hypot is several times slower
        if (apart >= wanted - 0.01) return;
        if (apart < 0.01) {
          ux = Math.cos(i * 2.399963); // golden angle
          uy = Math.sin(i * 2.399963);
          apart = 1;
        }
        const push = (wanted - Math.min(apart, wanted)) / apart;
        const mine = shareOf(marks[i], marks[j]);
        xs[i] -= ux * push * mine;
        ys[i] -= uy * push * mine;
        xs[j] += ux * push * (1 - mine);
        ys[j] += uy * push * (1 - mine);
        moved = true;
      });
    }
    if (!moved) break;
    pullHome(marks, xs, ys, step < steps * 0.6 ? 0.04 : 0);
  }
  marks.forEach((mark, i) => {
    mark.dx = xs[i] - mark.x;
    mark.dy = ys[i] - mark.y;
  });
}

/**
 * Draw marks towards their places by a share, and those that went too far back to where they may stand.
 * @param {Displaced[]} marks
 * @param {Float64Array} xs
 * @param {Float64Array} ys
 * @param {number} spring
 */
function pullHome(marks, xs, ys, spring) {
  for (let i = 0; i < marks.length; i += 1) {
    const farthest = marks[i].small ? FARTHEST_SMALL : FARTHEST;
    const dx = xs[i] - marks[i].x;
    const dy = ys[i] - marks[i].y;
    const far = Math.sqrt(dx * dx + dy * dy);
    const keep = Math.min(1 - spring, far > farthest ? farthest / far : 1);
    xs[i] = marks[i].x + dx * keep;
    ys[i] = marks[i].y + dy * keep;
  }
}
