/* One symbol per platform type and status; the legend draws with the same functions as the map.
 *
 * Type = shape + colour, status = fill (full | half | hatch | dots | none) + outline (solid | dashed | dotted | double),
 * kind = pictogram, ring = how well the place is known. A white casing keeps every mark readable on the tints and in grey. */
(function (Atlas) {
  "use strict";
  const SIZE = 26; // 22 px of shape, 2 px of casing on each side

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
    const side = 2 * (half - corner), c = corner;
    return `M${-half + c} ${-half}h${side}a${c} ${c} 0 0 1 ${c} ${c}v${side}a${c} ${c} 0 0 1 ${-c} ${c}h${-side}` +
      `a${c} ${c} 0 0 1 ${-c} ${-c}v${-side}a${c} ${c} 0 0 1 ${c} ${-c}Z`;
  };
  const disc = (r) => `M0 ${-r}A${r} ${r} 0 1 1 0 ${r}A${r} ${r} 0 1 1 0 ${-r}Z`;

  /* d: outline; room: how much the pictogram must shrink; drop: where its middle lies. */
  const SHAPES = {
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

  let defs = null; // shared gradients and patterns of this document
  const made = new Map(); // symbol key -> template element

  /** Patterns and gradients that symbols refer to, one set per colour, made when first needed. */
  Atlas.prepareSymbols = function prepareSymbols() {
    made.clear();
    if (defs) return;
    const holder = Atlas.svg("svg", { width: 0, height: 0, "aria-hidden": "true", class: "atlas-defs" }, document.body);
    defs = Atlas.svg("defs", {}, holder);
  };

  const PATTERNS = { hatch: ["rect", { width: 1.7, height: 4 }], dots: ["circle", { cx: 2, cy: 2, r: 1.25 }] }; // in tiles of 4
  /* Where status paints: half is a hard-stop gradient, hatch a 45 degree line pattern, dots stand in a 45 degree grid. */
  Atlas.paint = function paint(fill, colour) {
    if (fill === "full") return colour;
    if (fill !== "half" && !PATTERNS[fill]) return "#ffffff";
    const id = `atlas-${fill}-${colour.slice(1)}`;
    if (document.getElementById(id)) return `url(#${id})`;
    if (fill === "half") {
      const gradient = Atlas.svg("linearGradient", { id, x1: 0, y1: 0, x2: 0, y2: 1 }, defs);
      [["0.5", "#ffffff"], ["0.5", colour]].forEach(([offset, stop]) =>
        Atlas.svg("stop", { offset, "stop-color": stop }, gradient));
    } else {
      const tile = { id, width: 4, height: 4, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
      const pattern = Atlas.svg("pattern", tile, defs), [form, size] = PATTERNS[fill];
      Atlas.svg("rect", { width: 4, height: 4, fill: "#ffffff" }, pattern);
      Atlas.svg(form, { ...size, fill: colour }, pattern);
    }
    return `url(#${id})`;
  };

  /** Wide lines of a colour with nothing between them: for areas that must leave the map readable. */
  Atlas.hatchOver = function hatchOver(colour) {
    const id = `atlas-over-${colour.slice(1)}`;
    if (!document.getElementById(id)) {
      const tile = { id, width: 9, height: 9, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
      Atlas.svg("rect", { width: 1.7, height: 9, fill: colour, "fill-opacity": 0.5 }, Atlas.svg("pattern", tile, defs));
    }
    return `url(#${id})`;
  };

  const DASHES = { dashed: "3.4 2.2", dotted: "0.1 2.6" };

  /** A fresh SVG for `{shape, colour, fill, outline, icon, ring}`; clones of one template per look. */
  Atlas.symbol = function symbol(look) {
    const key = [look.shape, look.colour, look.fill, look.outline, look.icon, look.ring].join("|");
    if (!made.has(key)) made.set(key, drawSymbol(look));
    return made.get(key).cloneNode(true);
  };

  /* A thin broken ring outside the casing: the place is known to a locality (dashes) or a district (dots) only.
   * Its stroke keeps its width when the mark shrinks. */
  const RINGS = { dashed: { "stroke-dasharray": "3 2.4", "stroke-width": 1 }, dotted: { "stroke-dasharray": "0.1 3.2", "stroke-width": 1.7 } };
  const RING_RADIUS = { ring: 8.2, node: 11.4 }, WIDE = 14.2;

  function drawRing(root, shape, ring) {
    const ink = { fill: "none", stroke: "#3d4753", "stroke-opacity": 0.7, "stroke-linecap": "round", "vector-effect": "non-scaling-stroke" };
    Atlas.svg("circle", Object.assign({ r: RING_RADIUS[shape] || WIDE }, ink, RINGS[ring]), root);
  }

  function drawSymbol({ shape, colour, fill, outline, icon, ring }) {
    const form = SHAPES[shape] || SHAPES.circle;
    const half = SIZE / 2;
    const root = Atlas.svg("svg", {
      width: SIZE, height: SIZE, viewBox: `${-half} ${-half} ${SIZE} ${SIZE}`, "aria-hidden": "true", class: "atlas-symbol",
    });
    if (RINGS[ring]) drawRing(root, shape, ring);
    const join = { "stroke-linejoin": "round", "stroke-linecap": "round" };
    Atlas.svg("path", Object.assign({ d: form.d, fill: "#fff", stroke: "#fff", "stroke-width": 5.2 }, join), root);
    const body = Object.assign({ d: form.d, fill: Atlas.paint(fill, colour), stroke: colour, "stroke-width": 1.8 }, join);
    // A broken outline is invisible on its own colour: with a full fill it is drawn as a gap in white.
    if (DASHES[outline]) body["stroke-dasharray"] = DASHES[outline];
    if (DASHES[outline] && fill === "full") Object.assign(body, { stroke: "#fff" });
    Atlas.svg("path", body, root);
    if (outline === "double") drawCore(root, form, colour);
    if (form.room && Atlas.ICONS[icon]) drawIcon(root, Atlas.ICONS[icon], form, { fill, outline, colour });
    return root;
  }

  /* Full within a second, thin outline: no status in the plan, which is not the same as "existing". */
  function drawCore(root, form, colour) {
    root.lastChild.setAttribute("stroke-width", 1.3);
    root.lastChild.setAttribute("fill", "#fff");
    Atlas.svg("path", { d: form.d, fill: colour, transform: "scale(0.78)", stroke: colour, "stroke-width": 0.5, "stroke-linejoin": "round" }, root);
  }

  /* White on a full fill; elsewhere in the type's colour with a white halo, so it reads on both halves. */
  function drawIcon(root, parts, form, { fill, outline, colour }) {
    const place = `translate(0 ${form.drop}) scale(${form.room * (outline === "double" ? 0.8 : 1)})`;
    const group = Atlas.svg("g", { transform: place, "stroke-linecap": "round", "stroke-linejoin": "round" }, root);
    const ink = fill === "full" ? "#fff" : colour;
    const lay = (colourOf, extra) => parts.forEach(({ d, line }) => Atlas.svg("path", {
      d, "fill-rule": "evenodd", fill: line ? "none" : colourOf, stroke: line || extra ? colourOf : "none",
      "stroke-width": (line || 0) + extra,
    }, group));
    if (fill !== "full" && fill !== "none") lay("#fff", 3);
    lay(ink, 0);
  }

  /** Look of a feature's mark (of its `part`, where given) under the current time. */
  Atlas.lookOf = function lookOf(properties, part) {
    const { scale, kinds } = Atlas.session.manifest;
    const kind = (kinds || {})[properties.kind] || {};
    const type = properties.platform_type || kind.type;
    const shape = ((scale.types || {})[type] || {}).shape;
    const look = { shape: SHAPES[shape] ? shape : "circle", colour: Atlas.typeColour(type), icon: kind.icon || "",
      ring: Atlas.ringOf(Atlas.partOf(properties, part).position_quality) };
    // Nodes on a route are places, not platforms: they have no status to show.
    if (shape === "ring") return Object.assign(look, { shape: look.icon ? "node" : "ring", fill: "none", outline: "solid" });
    return Object.assign(look, Atlas.statusStyle(Atlas.statusOf(properties), Atlas.session.time));
  };

  /** Radius in px that a mark keeps free around itself. */
  Atlas.reachOf = (look) => ({ ring: 7, node: 10 }[look.shape] || 12.5) + (RINGS[look.ring] ? 1.7 : 0);
})(window.Atlas);
