/* Outlines of marks. */

const ring = (n, radius, turn, inner) => {
  const points = [];
  for (let i = 0; i < n * (inner ? 2 : 1); i += 1) {
    const angle = turn + (i * Math.PI * 2) / (n * (inner ? 2 : 1));
    const r = inner && i % 2 ? radius * inner : radius;
    points.push((r * Math.sin(angle)).toFixed(2) + " " + (-r * Math.cos(angle)).toFixed(2));
  }
  return "M" + points.join("L") + "Z";
};

const box = (half, corner) => {
  const side = 2 * (half - corner);
  const c = corner;
  return (
    `M${-half + c} ${-half}h${side}a${c} ${c} 0 0 1 ${c} ${c}v${side}a${c} ${c} 0 0 1 ${-c} ${c}h${-side}` +
    `a${c} ${c} 0 0 1 ${-c} ${-c}v${-side}a${c} ${c} 0 0 1 ${c} ${-c}Z`
  );
};

const disc = (r) => `M0 ${-r}A${r} ${r} 0 1 1 0 ${r}A${r} ${r} 0 1 1 0 ${-r}Z`;

/* d: outline; room: how much the pictogram must shrink; drop: where its middle lies. */
export const SHAPES = {
  star: { d: ring(5, 11.6, 0, 0.56), room: 0.62, drop: 0.6 },
  square: { d: box(8.8, 1.5), room: 1, drop: 0 },
  hexagon: { d: ring(6, 10.6, Math.PI / 6), room: 0.96, drop: 0 },
  circle: { d: disc(9.8), room: 1, drop: 0 },
  diamond: { d: ring(4, 11.6, 0), room: 0.72, drop: 0 },
  pentagon: { d: ring(5, 10.8, 0), room: 0.86, drop: 0.6 },
  rounded: { d: box(9, 5), room: 0.94, drop: 0 },
  ring: { d: disc(4.4), room: 0, drop: 0 },
  node: { d: disc(7.6), room: 0.74, drop: 0 }, // a ring that carries a pictogram
};
