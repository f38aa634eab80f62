/* A click on a filter of the page is drawn at once: the map knows which features have which code and need not wait for the
 * server. The server's answer follows and decides. */
(function (Atlas) {
  "use strict";
  const session = Atlas.session;
  // ms after which an answer to an earlier click is taken for the truth; after which none at all means that nothing was heard
  const PATIENCE = 2000, UNHEARD = 15000;
  let passed = [], since = 0, count = 0, late = null, answered = null; // passed: choices drawn ahead since the server last agreed

  /* Routes have a frame of their own, which the server decides about. */
  const movesFrame = (codes) => codes.some((code) => code === "corridor" || code in (session.manifest.scale.corridors || {}));
  const isSame = (one, other) => {
    const fields = Object.keys(one || {}).concat(Object.keys(other || {}));
    const sorted = (of, field) => ((of || {})[field] || []).slice().sort().join();
    return fields.every((field) => sorted(one, field) === sorted(other, field));
  };

  /* Any of a field's codes, all of the fields: as layers/query/filters.py cuts. */
  function cut(chosen, search) {
    const total = session.manifest.layers.reduce((sum, def) => sum + (def.count || 0), 0);
    const kept = new Uint8Array(Math.ceil(total / 8)).fill(255);
    if (total % 8) kept[kept.length - 1] = (1 << (total % 8)) - 1; // as Python packs bits
    const keep = (bits) => kept.forEach((byte, i) => { kept[i] = byte & (bits[i] || 0); });
    if (search) keep(Atlas.bits(search));
    Object.keys(chosen).filter((field) => chosen[field].length).forEach((field) => {
      const any = new Uint8Array(kept.length);
      chosen[field].forEach((code) => Atlas.bits(session.manifest.filters[field][code]).forEach((byte, i) => { any[i] |= byte; }));
      keep(any);
    });
    return kept;
  }

  /** Draw what the filters keep once `code` of `field` is switched; nothing where only the server can know. */
  Atlas.filterAhead = function filterAhead(field, code) {
    const { state, drawn } = session;
    if (!drawn || !state.choices || !((session.manifest.filters || {})[field] || {})[code]) return;
    const before = passed.length ? passed[passed.length - 1] : state.choices;
    const had = before[field] || [];
    const chosen = Object.assign({}, before, { [field]: had.includes(code) ? had.filter((one) => one !== code) : had.concat([code]) });
    if ([before, chosen].some((one) => movesFrame(Object.values(one).flat()))) return;
    passed = (passed.length ? passed : [before]).concat([chosen]);
    since = performance.now();
    count += 1;
    if (passed.length === 2) answered = state;
    clearTimeout(late);
    late = setTimeout(() => { passed = []; Atlas.draw(answered); }, UNHEARD);
    Atlas.draw(Object.assign({}, state, { shown: cut(chosen, state.search), stamp: `ahead-${count}` }));
  };

  /** Whether the server's `state` is to wait: it answers a click before the last one that was drawn. */
  Atlas.isBehind = function isBehind(state) {
    clearTimeout(late);
    const earlier = passed.slice(0, -1).some((one) => isSame(one, state.choices)) && !isSame(passed[passed.length - 1], state.choices);
    const behind = earlier && performance.now() - since < PATIENCE;
    if (behind) late = setTimeout(() => Atlas.update(state), PATIENCE);
    else passed = [];
    return behind;
  };

  const TOLD = ["shown", "choices", "search", "stamp", "painted"]; // compared apart, or nothing that is seen
  const rest = (state) => JSON.stringify(Object.keys(state).filter((key) => !TOLD.includes(key)).sort().map((key) => [key, state[key]]));

  /** Whether `state` is what was drawn ahead of it: drawing it again would cost a click's work twice. */
  Atlas.isForeseen = function isForeseen(state) {
    const { drawn } = session, shown = Atlas.bits(state.shown);
    if (!(drawn.shown instanceof Uint8Array) || rest(drawn) !== rest(state)) return false;
    return drawn.shown.length === shown.length && drawn.shown.every((byte, i) => byte === shown[i]);
  };
})(window.Atlas);
