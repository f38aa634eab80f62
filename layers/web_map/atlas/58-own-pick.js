/* Which feature of a visitor's own layers lies under the pointer: its name on hover; a click opens its row on the page. */
(function (Atlas) {
  "use strict";
  const session = Atlas.session;
  const REACH = 9; // px around the pointer
  const STILL = 500, WAIT = 20000; // ms that the table stands still; ms until a section that opens must have it
  const TABLE = ".st-key-own-table";
  let tip = null, waiting = 0, bringing = null;

  /** The own feature at a place on the map, {layer, row}, or null: the nearest point within reach, else line or edge, else area. */
  function ownAt(latlng) {
    const own = Atlas.ownShown();
    if (!own) return null;
    const { scale, zoom } = own.view, at = session.map.project(latlng, zoom), x = at.x / scale, y = at.y / scale;
    return nearestPoint(own, x, y, REACH / scale) || nearestPath(own, x, y, REACH / scale);
  }

  function nearestPoint(own, x, y, reach) {
    let best = reach, found = null;
    own.layers.forEach((layer) => layer.rows.forEach((row, i) => {
      const gap = Math.hypot(layer.points[2 * i] - x, layer.points[2 * i + 1] - y);
      if (gap < best && own.isKept(layer, row)) { best = gap; found = { layer, row }; }
    }));
    return found;
  }

  function nearestPath(own, x, y, reach) {
    let best = reach, near = null, around = null;
    own.layers.forEach((layer) => {
      const { starts, shapes, areas, pathRows } = layer;
      for (let i = 0; i < shapes.length;) { // the rings of one area lie together: inside an odd number of them is inside
        const first = i;
        let gap = Infinity, inside = false;
        for (; i < shapes.length && shapes[i] === shapes[first] && areas[i] === areas[first]; i += 1) {
          const met = along(layer.path, starts[i], starts[i + 1], x, y);
          gap = Math.min(gap, met.gap);
          inside = inside !== (met.crossed && Boolean(areas[i]));
        }
        if (!own.isKept(layer, pathRows[first])) continue;
        if (gap < best) { best = gap; near = { layer, row: pathRows[first] }; }
        if (inside) around = { layer, row: pathRows[first] }; // what was drawn last lies on top
      }
    });
    return near || around;
  }

  /* One line or ring: how near it comes, and whether a ray to the right crosses it an odd number of times. */
  function along(path, from, to, x, y) {
    let gap = Infinity, crossed = false;
    for (let k = from; k + 1 < to; k += 1) {
      const ax = path[2 * k] - x, ay = path[2 * k + 1] - y, dx = path[2 * k + 2] - x - ax, dy = path[2 * k + 3] - y - ay;
      const share = Math.max(0, Math.min(1, -(ax * dx + ay * dy) / (dx * dx + dy * dy || 1)));
      gap = Math.min(gap, Math.hypot(ax + share * dx, ay + share * dy));
      if ((ay > 0) !== (ay + dy > 0) && ax - (ay * dx) / dy > 0) crossed = !crossed;
    }
    return { gap, crossed };
  }

  /* Where clicks on the ground are asked for, they are all meant for the ground. */
  const isHeard = () => Boolean(session.state && !session.state.points && session.state.own && session.state.own.heard);

  /** A click at a place: true where the host hears of own features and one lies there; it is told which. */
  Atlas.chooseOwn = function chooseOwn(latlng) {
    const found = isHeard() && ownAt(latlng);
    if (!found) return false;
    Atlas.tellHost(null, { own: [found.layer.number, found.row] });
    bringTable();
    return true;
  };

  /* The row is shown far below the map, maybe in a section that the host opens only now and that grows while it is
   * filled: the table is kept in the middle until it stands still, or the visitor does something himself. */
  function bringTable() {
    try {
      const host = window.parent, page = host.document, stop = new AbortController();
      if (bringing) bringing.abort();
      bringing = stop;
      ["wheel", "touchmove", "pointerdown", "keydown"].forEach((kind) => {
        page.addEventListener(kind, () => stop.abort(), { signal: stop.signal, capture: true, passive: true });
      });
      const began = host.performance.now();
      let since = began, top = NaN;
      const follow = (now) => {
        if (stop.signal.aborted) return;
        const table = page.querySelector(TABLE);
        if (!table || table.getBoundingClientRect().top !== top) {
          since = now;
          if (table) table.scrollIntoView({ block: "center" });
          top = table ? table.getBoundingClientRect().top : NaN;
        }
        if (now - since < STILL && now - began < WAIT) host.requestAnimationFrame(follow); else stop.abort();
      };
      host.requestAnimationFrame(follow);
    } catch (error) { /* cross-origin */ }
  }

  /** Show the name of the own feature under the pointer; once, when the first layer comes. */
  Atlas.prepareOwnNames = function prepareOwnNames(map) {
    tip = Atlas.element("div", "atlas-tip", map.getContainer());
    tip.hidden = true;
    map.on("mousemove", hover);
    map.on("mouseout movestart", () => { tip.hidden = true; });
  };

  function hover(event) {
    if (waiting) return;
    waiting = requestAnimationFrame(() => {
      waiting = 0;
      const found = ownAt(event.latlng), name = found && found.layer.names[found.row];
      session.map.getContainer().classList.toggle("is-over-own", Boolean(found) && isHeard());
      tip.hidden = !name;
      if (!name) return;
      tip.textContent = Atlas.readable(name);
      const point = session.map.latLngToContainerPoint(event.latlng);
      tip.style.transform = `translate(${Math.round(point.x + 14)}px, ${Math.round(Math.max(2, point.y - 30))}px)`;
    });
  }
})(window.Atlas);
