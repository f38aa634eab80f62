/* Stopwatch of the benchmarks, inside the page, so that no message to the test driver is in the time measured.
 *
 * "Painted" means the same everywhere: what was asked for stands in the DOM, and two animation frames have begun
 * since. The atlas waits these two frames itself before it sets its stamp. Loaded into every page before its own code. */
(function () {
  "use strict";
  if (window !== window.parent) return;
  const frames = (count, then) => (count ? requestAnimationFrame(() => frames(count - 1, then)) : then());
  const mapFrames = () => [...document.querySelectorAll('iframe[title*="streamlit_folium"]')].map((f) => f.contentDocument);
  const drawn = () => mapFrames().map((d) => (d ? d.querySelectorAll("[data-feature-id]").length : 0));
  const stamp = () => mapFrames().map((d) => d && d.documentElement && d.documentElement.dataset.atlasState).find(Boolean);
  const markers = () => mapFrames().map((d) => (d ? d.querySelectorAll(".leaflet-marker-icon").length : 0));
  const text = (selector) => (document.querySelector(selector) || {}).textContent;

  /* Observers answer in the microtask after the change; a frame that is not there yet is looked for on each frame. */
  function stamped(before, wanted, done) {
    const look = () => stamp() && stamp() !== before && (!wanted || drawn().includes(wanted)) && (done(), true);
    const [there] = mapFrames();
    if (before && there) {
      const watch = new MutationObserver(() => look() && watch.disconnect());
      watch.observe(there.documentElement, { attributes: true, attributeFilter: ["data-atlas-state"] });
    } else if (!look()) requestAnimationFrame(() => stamped(before, wanted, done));
  }

  function counted(wanted, done) {
    // seen at the beginning of a frame: the first of the two
    if (markers().includes(wanted)) frames(1, done);
    else requestAnimationFrame(() => counted(wanted, done));
  }

  function said(selector, before, done) {
    const look = () => text(selector) && text(selector) !== before && (frames(2, done), true);
    const watch = new MutationObserver(() => look() && watch.disconnect());
    watch.observe(document, { childList: true, subtree: true, characterData: true });
  }

  const until = {
    ours: (wanted, done) => stamped(stamp(), wanted, done),
    usual: (wanted, done) => counted(wanted, done),
    floor: (wanted, done) => said('[data-testid="stCaptionContainer"]', text('[data-testid="stCaptionContainer"]'), done),
    empty: (wanted, done) => said("h1", undefined, done),
  };

  const LONGEST = 60000; // ms
  const once = (measure) => {
    window.bench.result = new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error("not painted within a minute")), LONGEST);
      measure(resolve);
    });
  };

  window.bench = {
    /* From the next click to painted, in ms. */
    onClick(page, wanted) {
      once((tell) => document.addEventListener("click", () => {
        const began = performance.now();
        until[page](wanted, () => tell(performance.now() - began));
      }, { capture: true, once: true }));
    },
    /* From the beginning of the navigation (performance.now() is 0) to painted, in ms. */
    onLoad(page, wanted) {
      once((tell) => until[page](wanted, () => tell(performance.now())));
    },
    parts() { return mapFrames().map((d) => d && d.defaultView.Atlas && d.defaultView.Atlas.session.timings)[0] || {}; },
  };
})();
