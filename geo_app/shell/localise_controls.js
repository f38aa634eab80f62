// Streamlit's page says that it is English, and so are the names of its own controls; a screen reader takes both at
// their word. Here the page says its language, and those names are the visitor's.
(() => {
  "use strict";
  const TAGS = { zh: "zh-CN", en: "en" };
  const TEXTS = '[data-testid="stSkipToContent"], [role="option"] > span'; // shown as well as read out
  const BOXES = '[data-testid="stCheckbox"] input';
  const FRAMES = 'iframe[title^="streamlit_folium"]';
  const language = () => window.openMap.who()[1];
  let named = ""; // the language that the page was given last
  let changed = new Set(); // what has come or changed since: the whole page is walked only for another language
  let isDue = false;

  function name() {
    isDue = false;
    const lang = language();
    if (!TAGS[lang]) return;
    const roots = lang === named ? changed : [document.body];
    changed = new Set();
    named = lang;
    const page = document.documentElement;
    if (page.lang !== TAGS[lang]) page.lang = TAGS[lang]; // set anew, even to the same, it costs the whole page's style
    const other = lang === "en" ? "zh" : "en";
    const names = new Map(window.openMap.names.map(word => [word[other], word[lang]]));
    const within = (root, which) => [...(root.matches(which) ? [root] : []), ...root.querySelectorAll(which)];
    for (const root of roots) {
      if (!root.isConnected) continue;
      for (const control of within(root, "[aria-label]")) {
        const own = names.get(control.getAttribute("aria-label"));
        if (own) control.setAttribute("aria-label", own);
      }
      for (const text of within(root, TEXTS)) {
        const own = names.get(text.firstChild?.nodeValue);
        if (own) text.firstChild.nodeValue = own;
      }
      // a box is named by its label as it was written: with a backslash before each mark that Markdown must not read
      for (const box of within(root, BOXES)) {
        const shown = box.closest("label").textContent;
        if (box.ariaLabel?.includes("\\") && box.ariaLabel !== shown) box.ariaLabel = shown;
      }
      for (const frame of within(root, FRAMES)) {
        if (frame.getAttribute("aria-label") !== window.openMap.frame[lang]) frame.setAttribute("aria-label", window.openMap.frame[lang]);
      }
    }
  }

  function look(changes) {
    if (!isDue) {
      isDue = true;
      if (window.requestIdleCallback) requestIdleCallback(name, { timeout: 500 }); // after the click's own work
      else setTimeout(name);
    }
    for (const change of changes) {
      for (const node of change.type === "childList" ? change.addedNodes : [change.target]) {
        const root = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
        if (root) changed.add(root);
      }
    }
  }

  const watched = { subtree: true, childList: true, characterData: true, attributeFilter: ["aria-label", "data-s"] };
  new MutationObserver(look).observe(document.body, watched);
  look([{ target: document.body }]);
})();
