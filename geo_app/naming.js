// Streamlit's page says that it is English, and so are the names of its own controls; a screen reader takes both at
// their word. Here the page says its language, and those names are the visitor's.
(() => {
  "use strict";
  const TAGS = { zh: "zh-CN", en: "en" };
  const TEXTS = '[data-testid="stSkipToContent"], [role="option"] > span'; // shown as well as read out
  const language = () => (document.querySelector("i.om")?.dataset.s ?? "").split("-")[1]; // as connection.js reads it
  let isDue = false;

  function name() {
    isDue = false;
    const lang = language();
    if (!TAGS[lang]) return;
    document.documentElement.lang = TAGS[lang];
    const texts = [...document.querySelectorAll(TEXTS)];
    for (const word of window.openMap.names) {
      const own = word[lang], other = word[lang === "en" ? "zh" : "en"];
      for (const control of document.querySelectorAll(`[aria-label="${other}"]`)) control.setAttribute("aria-label", own);
      for (const text of texts) if (text.firstChild?.nodeValue === other) text.firstChild.nodeValue = own;
    }
    for (const frame of document.querySelectorAll('iframe[title^="streamlit_folium"]')) {
      if (frame.getAttribute("aria-label") !== window.openMap.frame[lang]) frame.setAttribute("aria-label", window.openMap.frame[lang]);
    }
  }

  function soon() {
    if (isDue) return;
    isDue = true;
    if (window.requestIdleCallback) requestIdleCallback(name, { timeout: 500 }); // after the click's own work
    else setTimeout(name);
  }

  new MutationObserver(soon).observe(document.body, { subtree: true, childList: true, attributeFilter: ["aria-label", "data-s"] });
  soon();
})();
