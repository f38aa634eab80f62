/* Marks that collide are set apart, never clustered: rings for coinciding places, then a short relaxation.
 *
 * Small marks stay within a few px of their place, so that a crowd keeps its true shape.
 * Works in absolute pixels of the zoom level, so panning changes nothing; order is by id, so the same marks
 * always come to lie in the same places. */
(function (Atlas) {
  "use strict";
  const GAP = 1, FARTHEST = 150, FARTHEST_SMALL = 40, ROUTE_ZOOM = 5.5;
  const stepsFor = (n) => Math.max(6, Math.min(90, Math.round(18000 / Math.max(n, 1)))); // crowds get less care

  /** Set `dx`, `dy` (px) of each mark from its true `x`, `y` so that no two overlap where there is room. */
  Atlas.setApart = function setApart(marks) {
    marks.forEach((mark) => { mark.dx = 0; mark.dy = 0; });
    if (Atlas.session.map.getZoom() < ROUTE_ZOOM) return; // a mark's width is a province here: stay at the true place
    const sorted = marks.slice().sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.part - b.part));
    const large = sorted.filter((mark) => !mark.small), small = sorted.filter((mark) => mark.small);
    fanOut(large);
    fanOut(small);
    relax(sorted, stepsFor(sorted.length));
    // Half-pixel wandering of marks that stand alone would only draw needless leaders.
    sorted.forEach((mark) => { if (Math.hypot(mark.dx, mark.dy) < 1.5) { mark.dx = 0; mark.dy = 0; } });
  };

  /* Neighbours by cells of `size` px: a hashed table of linked lists in flat arrays (a shared slot only costs time). */
  const SLOTS = 8192;
  const slotOf = (cx, cy) => (Math.imul(cx, 73856093) ^ Math.imul(cy, 19349663)) & (SLOTS - 1);
  function grid(xs, ys, size) {
    const heads = new Int32Array(SLOTS).fill(-1), next = new Int32Array(xs.length);
    for (let i = xs.length - 1; i >= 0; i -= 1) {
      const slot = slotOf(Math.floor(xs[i] / size), Math.floor(ys[i] / size));
      next[i] = heads[slot];
      heads[slot] = i;
    }
    return (x, y, visit) => {
      const cx = Math.floor(x / size), cy = Math.floor(y / size);
      for (let i = -1; i <= 1; i += 1) for (let j = -1; j <= 1; j += 1) {
        for (let k = heads[slotOf(cx + i, cy + j)]; k >= 0; k = next[k]) visit(k);
      }
    };
  }

  /* Places within half a mark of each other count as one: its members start on rings around it. */
  function fanOut(marks) {
    const near = grid(marks.map((m) => m.x), marks.map((m) => m.y), 12);
    const taken = new Uint8Array(marks.length);
    marks.forEach((mark, i) => {
      if (taken[i]) return;
      const members = [];
      near(mark.x, mark.y, (j) => {
        if (!taken[j] && Math.hypot(marks[j].x - mark.x, marks[j].y - mark.y) < 10) { taken[j] = 1; members.push(j); }
      });
      if (members.length < 2) return;
      members.sort((a, b) => a - b);
      placeOnRings(members.map((j) => marks[j]), 2 * mark.reach + GAP);
    });
  }

  function placeOnRings(members, step) {
    const first = members.length <= 6 ? members.length : 6;
    let at = 0, radius = members.length === 2 ? step / 2 : step / (2 * Math.sin(Math.PI / Math.max(first, 3)));
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

  /* Pairs that overlap push each other off; a weak spring draws marks home, except in the last steps.
   * None goes farther from its place than it may. */
  function relax(marks, steps) {
    const n = marks.length;
    const xs = new Float64Array(n), ys = new Float64Array(n), reach = new Float64Array(n);
    marks.forEach((mark, i) => { xs[i] = mark.x + mark.dx; ys[i] = mark.y + mark.dy; reach[i] = mark.reach; });
    for (let step = 0; step < steps; step += 1) {
      const near = grid(xs, ys, 30);
      let moved = false;
      for (let i = 0; i < n; i += 1) {
        near(xs[i], ys[i], (j) => {
          if (j <= i) return;
          const wanted = reach[i] + reach[j] + GAP;
          let ux = xs[j] - xs[i], uy = ys[j] - ys[i];
          let apart = Math.sqrt(ux * ux + uy * uy); // hypot is several times slower
          if (apart >= wanted - 0.01) return;
          if (apart < 0.01) { ux = Math.cos(i * 2.399963); uy = Math.sin(i * 2.399963); apart = 1; } // golden angle
          const push = (wanted - Math.min(apart, wanted)) / apart;
          const mine = shareOf(marks[i], marks[j]);
          xs[i] -= ux * push * mine; ys[i] -= uy * push * mine;
          xs[j] += ux * push * (1 - mine); ys[j] += uy * push * (1 - mine);
          moved = true;
        });
      }
      if (!moved) break;
      const spring = step < steps * 0.6 ? 0.04 : 0;
      for (let i = 0; i < n; i += 1) {
        const farthest = marks[i].small ? FARTHEST_SMALL : FARTHEST;
        const dx = xs[i] - marks[i].x, dy = ys[i] - marks[i].y, far = Math.sqrt(dx * dx + dy * dy);
        const keep = Math.min(1 - spring, far > farthest ? farthest / far : 1);
        xs[i] = marks[i].x + dx * keep;
        ys[i] = marks[i].y + dy * keep;
      }
    }
    marks.forEach((mark, i) => { mark.dx = xs[i] - mark.x; mark.dy = ys[i] - mark.y; });
  }

  /* ---- leaders: a thin line from a moved mark to its true place, with a small dot there ---- */
  let strokes = null, dots = null, openDots = null, labelTies = null;
  const SHORTEST = 5; // px below which a mark still covers its place

  Atlas.prepareLeaders = function prepareLeaders(map) {
    const sheetIn = (name) => Atlas.svg("svg", { class: "atlas-leader-sheet", width: 1, height: 1 }, map.getPane(name));
    const sheet = sheetIn("atlas-leaders");
    strokes = [Atlas.svg("path", { class: "atlas-leader-casing" }, sheet), Atlas.svg("path", { class: "atlas-leader" }, sheet)];
    labelTies = [Atlas.svg("path", { class: "atlas-tie-casing" }, sheet), Atlas.svg("path", { class: "atlas-tie" }, sheet)];
    dots = Atlas.svg("g", {}, sheet);
    openDots = sheetIn("atlas-stacks"); // above the marks
  };

  /** Lines between first-rank names at the edge of a crowd and their marks. */
  Atlas.tieLabels = (d) => labelTies.forEach((path) => path.setAttribute("d", d));

  /** Leaders and dots in layer points; the dot of a shared place is a button that lists who stands there. */
  Atlas.drawLeaders = function drawLeaders(marks) {
    const places = new Map();
    let d = "";
    marks.forEach((mark) => {
      mark.led = Math.hypot(mark.dx, mark.dy) > SHORTEST;
      if (!mark.led) return;
      d += `M${mark.x.toFixed(1)} ${mark.y.toFixed(1)}l${mark.dx.toFixed(1)} ${mark.dy.toFixed(1)}`;
      const cell = `${Math.round(mark.x / 4)}|${Math.round(mark.y / 4)}`;
      if (places.has(cell)) places.get(cell).push(mark); else places.set(cell, [mark]);
    });
    strokes.forEach((path) => path.setAttribute("d", d));
    dots.textContent = openDots.textContent = "";
    const crowd = marks.length > 800; // in such a crowd every dot lies under marks: not worth the asking
    const near = crowd ? null : grid(marks.map((m) => m.x + m.dx), marks.map((m) => m.y + m.dy), 16);
    places.forEach((members) => {
      const [{ x, y }] = members;
      // A dot between marks stands above them and takes clicks; one under the middle of a mark leaves them to it.
      let covered = crowd || members.length < 2;
      if (!covered) near(x, y, (k) => { covered = covered || Math.hypot(marks[k].x + marks[k].dx - x, marks[k].y + marks[k].dy - y) < Math.max(8, marks[k].reach * 0.8); });
      const parent = covered ? dots : openDots;
      Atlas.svg("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: 2.6, class: "atlas-place" }, parent);
      if (members.length > 1) Atlas.offerStack(parent, members, covered);
    });
  };
})(window.Atlas);
