/* From a click until the page has answered: nothing on it has changed for a while, no run is shown to go on, and two
 * animation frames have begun since the last change. The same on every page, the floor's included; what a chart draws
 * after the run counts. The app's own mark of a run cannot be waited for: a quick run begins and ends between two frames. */
(function () {
  "use strict";
  if (window !== window.parent) return;
  const QUIET = 400, UNMOVED = 1500, LONGEST = 180000; // ms
  const app = () => document.querySelector('[data-testid="stApp"]');
  const isResting = () => app()?.getAttribute("data-test-script-state") === "notRunning";

  /* The next click's time until the last change was painted, in ms. */
  window.answered = () => new Promise((resolve, reject) => {
    document.addEventListener("click", () => {
      const began = performance.now();
      let last = 0, waiting = 0, timer = 0;
      const stop = () => { watch.disconnect(); clearTimeout(limit); };
      const limit = setTimeout(() => { stop(); reject(new Error("no answer")); }, LONGEST);
      const finish = () => {
        if (!isResting()) timer = setTimeout(finish, QUIET);
        else if (!waiting) stop() || resolve(last);
      };
      const watch = new MutationObserver(changes => {
        // the mark of a run that goes on, top right, is no answer; what a canvas holds for screen readers is never painted
        const element = c => c.target.nodeType === Node.ELEMENT_NODE ? c.target : c.target.parentElement;
        if (changes.every(c => element(c)?.closest('[data-testid="stStatusWidget"], [data-testid="stToolbar"], canvas'))) return;
        waiting += 1;
        requestAnimationFrame(() => requestAnimationFrame(() => {
          waiting -= 1;
          last = performance.now() - began;
          clearTimeout(timer);
          timer = setTimeout(finish, QUIET);
        }));
      });
      watch.observe(document.body, {
        subtree: true, childList: true, characterData: true, attributeFilter: ["data-test-script-state", "aria-checked"],
      });
      timer = setTimeout(finish, UNMOVED); // a run may be so quick, and change so little, that the page never says so
    }, { capture: true, once: true });
  });
})();
