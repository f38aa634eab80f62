/* Labels that give way: one greedy pass by rank; what collides waits until the map is zoomed in.
 *
 * Sizes are measured on a canvas, so a style sheet that arrives late cannot spoil the layout. FONT and the
 * sizes in STYLES mirror atlas.css. */
(function (Atlas) {
  "use strict";
  const session = Atlas.session;
  const FONT = '"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif';
  const STYLES = {
    first: { weight: 600, size: 13 }, point: { weight: 500, size: 12 }, chosen: { weight: 700, size: 13 },
    district: { weight: 400, size: 12, spacing: 1 }, region: { weight: 600, size: 15, spacing: 3 },
    river: { weight: 400, size: 12, spacing: 2 }, line: { weight: 600, size: 12 }, note: { weight: 400, size: 12 },
  };
  const WIDEST = 138, MOST_LINES = 4, MOST = 220, CELL = 64;

  let pane = null, brush = null, face = "", taken = null, disliked = null, frame = null;
  const widths = new Map(), shown = new Map();

  Atlas.prepareLabels = function prepareLabels(map) {
    pane = map.getPane("atlas-labels");
    pane.setAttribute("aria-hidden", "true"); // the marks carry the same names for screen readers
    brush = document.createElement("canvas").getContext("2d");
  };

  function widthOf(text, style) {
    const key = style.weight + style.size + text;
    if (!widths.has(key)) {
      const font = `${style.weight} ${style.size}px ${FONT}`;
      if (face !== font) brush.font = face = font; // setting it costs more than measuring
      widths.set(key, brush.measureText(text).width + (style.spacing || 0) * text.length);
    }
    return widths.get(key);
  }

  /* Long names break into lines of about equal width, between words (Latin) or characters (Chinese). */
  function wrap(text, style) {
    const whole = widthOf(text, style);
    const count = Math.min(3, Math.ceil(whole / WIDEST));
    if (count < 2) return [text];
    // A word that is wider than a label may be breaks anywhere.
    const words = (text.includes(" ") ? text.split(/(?<= )/) : Array.from(text)).flatMap((word) => (widthOf(word, style) > WIDEST ? Array.from(word) : [word]));
    const lines = [""];
    words.forEach((word) => {
      const last = lines.length - 1;
      const width = widthOf(lines[last] + word, style);
      const full = (width > (whole / count) * 1.12 && lines.length < count) || width > WIDEST * 1.4;
      if (full && lines[last]) lines.push(word); else lines[last] += word;
    });
    const kept = lines.map((line) => line.trim()).filter(Boolean);
    return kept.length > MOST_LINES ? kept.slice(0, MOST_LINES - 1).concat([kept[MOST_LINES - 1] + "…"]) : kept;
  }

  /** Lines and size in px of a text in one of the styles; a note stands below it in its own. */
  Atlas.measure = function measure(text, name, single, note) {
    const style = STYLES[name];
    const lines = single ? [text] : wrap(text, style);
    const sides = lines.map((line) => widthOf(line, style)).concat(note ? [widthOf(note, STYLES.note)] : []);
    return { lines, name, note: note || "", w: Math.max(...sides) + 2, h: lines.length * (style.size + 3) + (note ? 15 : 0) };
  };

  /* Rectangles already used, in cells so that a lookup stays cheap among thousands of marks. */
  const cellsOf = (r, visit) => {
    for (let x = Math.floor(r.x / CELL); x <= Math.floor((r.x + r.w) / CELL); x += 1) {
      for (let y = Math.floor(r.y / CELL); y <= Math.floor((r.y + r.h) / CELL); y += 1) if (visit(x * 4096 + y)) return true;
    }
    return false;
  };
  const lay = (table, r) => cellsOf(r, (key) => { if (table.has(key)) table.get(key).push(r); else table.set(key, [r]); });
  const meets = (table, r) => cellsOf(r, (key) => (table.get(key) || []).some((o) =>
    r.x < o.x + o.w && o.x < r.x + r.w && r.y < o.y + o.h && o.y < r.y + r.h));
  const take = (r) => lay(taken, r);
  function isFree(r) {
    if (r.x < frame.x || r.y < frame.y || r.x + r.w > frame.x + frame.w || r.y + r.h > frame.y + frame.h) return false;
    return !meets(taken, r);
  }
  /* `avoid`: ground that a label may cover if it must (lines), but not while another place is free. */
  Atlas.room = { take, isFree: (rects) => rects.every(isFree), avoid: (r) => lay(disliked, r), isDisliked: (r) => meets(disliked, r) };

  /** Container rectangle of what is neither covered by a card nor outside the frame. */
  function startPass() {
    const { map, inset } = session;
    const size = map.getSize();
    taken = new Map();
    disliked = new Map();
    const rim = map.getZoom() < 6 ? { top: 20, right: 38 } : { top: 3, right: 3 }; // the graticule's figures
    frame = { x: 3, y: rim.top, w: size.x - 3 - rim.right - inset.right, h: size.y - 3 - rim.top - inset.bottom };
    furniture().forEach(take);
  }

  /* Controls in the way. Measured only when one of them changed size: reading the layout right after
   * thousands of marks have moved would make the browser lay out the page twice. */
  let measured = null, watcher = null;
  function furniture() {
    if (measured) return measured;
    const container = session.map.getContainer(), home = container.getBoundingClientRect();
    const controls = Array.from(container.querySelectorAll(".leaflet-control, .atlas-failures"));
    if (window.ResizeObserver && !watcher) {
      watcher = new ResizeObserver(() => { measured = null; });
      controls.concat([container]).forEach((control) => watcher.observe(control));
    }
    measured = controls.map((control) => control.getBoundingClientRect()).filter((r) => r.width)
      .map((r) => ({ x: r.left - home.left - 4, y: r.top - home.top - 4, w: r.width + 8, h: r.height + 8 }));
    return measured;
  }
  Atlas.forgetFurniture = () => { measured = null; };

  const reachOf = (mark) => (mark.id === session.selected ? mark.whole + 7 : mark.reach); // its ring; a small mark grows

  /* Marks and their leaders are obstacles; returns the marks in the frame. */
  function takeMarks(shift) {
    return Atlas.shownMarks().filter((mark) => {
      const x = mark.x + mark.dx + shift.x, y = mark.y + mark.dy + shift.y, r = reachOf(mark);
      if (x < -r || y < -r || x > frame.x + frame.w + r || y > frame.y + frame.h + r) return false;
      if (session.emphasis && !session.emphasis.has(mark.id)) return true; // a faded mark may lie under a name
      take({ x: x - r, y: y - r, w: 2 * r, h: 2 * r });
      if (mark.led) for (let t = 0; t <= 1; t += 0.2) {
        take({ x: mark.x + mark.dx * t + shift.x - 2, y: mark.y + mark.dy * t + shift.y - 2, w: 4, h: 4 });
      }
      return true;
    });
  }

  /* Right, left, below, above, then the corners: the usual order of preference on maps. */
  function placesAround(x, y, r, { w, h }) {
    const g = r + 2;
    return [
      [x + g, y - h / 2, "left"], [x - g - w, y - h / 2, "right"], [x - w / 2, y + g, "center"], [x - w / 2, y - g - h, "center"],
      [x + g * 0.75, y - g * 0.6 - h, "left"], [x + g * 0.75, y + g * 0.6, "left"],
      [x - g * 0.75 - w, y - g * 0.6 - h, "right"], [x - g * 0.75 - w, y + g * 0.6, "right"],
    ];
  }

  /* First-rank names in a crowd stand at its edge, tied to their mark by a line that runs under the others. */
  function callOut(mark, { w, h }, shift, farthest) {
    const cx = mark.x + mark.dx + shift.x, cy = mark.y + mark.dy + shift.y;
    for (let r = 36; r <= farthest; r += 8) {
      for (let i = 0; i < 24; i += 1) {
        const turn = ((i % 2 ? 1 : -1) * Math.ceil(i / 2) * Math.PI) / 12; // from the right, to both sides
        const cos = Math.cos(turn), sin = Math.sin(turn), x = cx + r * cos, y = cy + r * sin;
        const side = Math.abs(cos) < 0.4 ? "center" : cos > 0 ? "left" : "right";
        const left = { left: x + 3, right: x - 3 - w, center: x - w / 2 }[side];
        const top = side === "center" ? (sin > 0 ? y + 2 : y - 2 - h) : y - h / 2;
        const box = { x: left - 3, y: top - 2, w: w + 6, h: h + 4 };
        if (!isFree(box) || meets(disliked, box)) continue;
        ties += `M${(cx - shift.x).toFixed(1)} ${(cy - shift.y).toFixed(1)}L${(x - shift.x).toFixed(1)} ${(y - shift.y).toFixed(1)}`;
        for (let t = 18; t < r; t += 5) take({ x: cx + t * cos - 2, y: cy + t * sin - 2, w: 4, h: 4 });
        return [left, top, side];
      }
    }
    return null;
  }

  /* No room at all, as on a phone full of marks: the place that lies in the frame, or nearest to it. */
  function leastBad(around, { w, h }) {
    const out = ([x, y]) => Math.max(0, frame.x - x, x + w - frame.x - frame.w) + Math.max(0, frame.y - y, y + h - frame.y - frame.h);
    return around.reduce((best, place) => (out(place) < out(best) ? place : best));
  }

  /* What a circle of published area is called: schematic, or the area approved in such a year. */
  function noteOf({ area_approved_year: year }) {
    return Number(year) > 0 ? Atlas.word("approved_area").replace("{year}", String(Number(year))) : Atlas.word("schematic_area");
  }

  /* Around each circle of published area, on its line. */
  function labelAreas(shift) {
    Atlas.areaCircles().forEach(({ mark, radius }) => {
      const text = Atlas.measure(noteOf(mark.feature.properties), "note", true);
      for (let i = 0; i < 12; i += 1) {
        const turn = ((i % 2 ? 1 : -1) * Math.ceil(i / 2) * Math.PI) / 6 - Math.PI / 2; // from the top, to both sides
        const x = mark.x + shift.x + radius * Math.cos(turn) - text.w / 2, y = mark.y + shift.y + radius * Math.sin(turn) - text.h / 2;
        if (!isFree({ x, y, w: text.w, h: text.h })) continue;
        take({ x, y, w: text.w, h: text.h });
        const colour = Atlas.darker(Atlas.typeColour(mark.feature.properties.platform_type));
        Atlas.putLabel(`a:${mark.id}:${mark.part}`, text, x - shift.x, y - shift.y, { id: mark.id, colour });
        return;
      }
    });
  }

  function labelPoints(marks, shift) {
    const wanted = new Map(); // the first part in the frame speaks for its feature
    marks.forEach((mark) => { if (!wanted.has(mark.id)) wanted.set(mark.id, mark); });
    const chosen = (mark) => (mark.id === session.selected ? 0 : 1);
    const faded = (mark) => (session.emphasis && !session.emphasis.has(mark.id) ? 1 : 0);
    const queue = Array.from(wanted.values()).sort((a, b) => chosen(a) - chosen(b) || faded(a) - faded(b) ||
      a.rank - b.rank || (a.id < b.id ? -1 : 1)).slice(0, MOST);
    queue.forEach((mark) => {
      // At route scale only the stations of the route are named; platforms wait until the city is seen.
      const afar = session.map.getZoom() < 6 && !mark.feature.properties.corridors;
      if ((faded(mark) || afar) && mark.id !== session.selected) return;
      const name = mark.id === session.selected ? "chosen" : mark.rank <= 1 ? "first" : "point";
      const note = Atlas.isHatched(mark.feature.properties) ? Atlas.word("extent_note") : "";
      const text = Atlas.measure(Atlas.labelOf(mark.feature.properties), name, false, note);
      const around = placesAround(mark.x + mark.dx + shift.x, mark.y + mark.dy + shift.y, reachOf(mark), text);
      const open = around.filter(([x, y]) => isFree({ x, y, w: text.w, h: text.h }));
      let free = open.find(([x, y]) => !meets(disliked, { x, y, w: text.w, h: text.h })) || open[0];
      if (!free && name !== "point") free = callOut(mark, text, shift, name === "chosen" ? 420 : 140) || (name === "chosen" && leastBad(around, text));
      if (!free) return;
      take({ x: free[0], y: free[1], w: text.w, h: text.h });
      Atlas.putLabel("p:" + mark.id, text, free[0] - shift.x, free[1] - shift.y, { align: free[2], id: mark.id });
    });
  }

  let kept = null, ties = "";
  /** Show a label with its upper left corner at a layer point; elements are reused from pass to pass. */
  Atlas.putLabel = function putLabel(key, text, x, y, more) {
    let label = shown.get(key);
    if (!label) shown.set(key, (label = { element: Atlas.element("div", "", pane), text: "" }));
    const { element } = label, joined = text.lines.join("\n") + "\n" + (text.note || "");
    if (label.text !== joined) {
      element.textContent = "";
      text.lines.forEach((line) => Atlas.element("div", "", element, line));
      if (text.note) Atlas.element("div", "atlas-note", element, text.note);
      label.text = joined;
    }
    element.className = "atlas-label is-" + text.name;
    element.style.textAlign = more.align || "center";
    element.style.width = Math.ceil(text.w) + "px";
    element.style.color = more.colour || "";
    element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)` + (more.angle ? ` rotate(${more.angle.toFixed(1)}deg)` : "");
    if (more.id) element.setAttribute("data-part-of", more.id);
    kept.add(key);
  };

  /** Lay out all labels of the current frame. */
  Atlas.drawLabels = function drawLabels() {
    if (!session.map.getSize().x) return;
    kept = new Set();
    ties = "";
    startPass();
    const shift = L.DomUtil.getPosition(session.map.getPane("mapPane")) || L.point(0, 0);
    const marks = takeMarks(shift);
    Atlas.avoidLines(shift);
    labelPoints(marks, shift);
    Atlas.tieLabels(ties);
    labelAreas(shift);
    Atlas.labelPaths(shift);
    Atlas.labelBase(shift);
    shown.forEach((label, key) => {
      if (kept.has(key)) return;
      label.element.remove();
      shown.delete(key);
    });
  };
})(window.Atlas);
