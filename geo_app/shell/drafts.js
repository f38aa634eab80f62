// Keeps the visitor's own briefing in this browser (localStorage) at every change, so that neither a lost connection nor
// a restart nor a reload takes it away. The page marks the briefing of its session as `i.om-draft` (briefing/draft.py);
// the frame on the briefing page (draft_frame/) offers what is stored. Nothing of it is stored on the server.
(() => {
  "use strict";
  const VERSION = 1;
  const MOST = 5; // drafts
  const MOST_CHARACTERS = 2_000_000; // of all drafts; browsers give a site some five million
  const OLDEST = 90 * 24 * 3600 * 1000; // ms
  const NAME = /^[0-9a-f]{16}$/, CODE = /^[A-Za-z0-9_-]{1,1500000}$/;
  const PREFIX = `open-map:${window.openMap.base}:draft:`; // two maps of one host keep their drafts apart
  const randomName = () => [...crypto.getRandomValues(new Uint8Array(8))].map(byte => byte.toString(16).padStart(2, "0")).join("");
  const TAB = randomName();
  const decoded = text => new TextDecoder().decode(Uint8Array.from(atob(text), sign => sign.charCodeAt(0)));
  const marks = document.getElementsByClassName("om-draft");
  const session = () => window.openMap.who()[0];
  const renamed = new Map(); // name in the session → name in the store, once another tab has changed the same draft
  let state = ""; // "": nothing to store; "kept"; "unkept": the browser took nothing
  let last = null; // { name, session } of what this page stored last
  let seen = "";

  function read(name) {
    try {
      const found = JSON.parse(localStorage.getItem(PREFIX + name));
      const isWhole = found?.version === VERSION && NAME.test(found.name) && CODE.test(found.code) && Number.isFinite(found.at);
      return isWhole && found.name === name ? found : null;
    } catch {
      return null;
    }
  }

  function remove(name) {
    try {
      localStorage.removeItem(PREFIX + name);
    } catch {
      // a browser that stores nothing has nothing to remove
    }
  }

  /** Return all stored drafts, the newest first. Remove unreadable and outdated ones and what exceeds the limits. */
  function all() {
    try {
      const names = Object.keys(localStorage).filter(key => key.startsWith(PREFIX)).map(key => key.slice(PREFIX.length));
      const found = names.map(name => read(name) ?? { name, at: 0, code: "" }).sort((a, b) => b.at - a.at);
      let characters = 0;
      return found.filter((draft, place) => {
        characters += draft.code.length;
        const isGood = place < MOST && characters <= MOST_CHARACTERS && draft.at > Date.now() - OLDEST;
        if (!isGood) remove(draft.name);
        return isGood;
      });
    } catch {
      return [];
    }
  }

  const nameOf = mark => renamed.get(mark.dataset.name) ?? mark.dataset.name;
  const own = () => marks[0] && nameOf(marks[0]);

  function store(mark) {
    const { name: given, code, about } = mark.dataset;
    const before = read(nameOf(mark));
    if (before?.code === code) return "kept";
    if (before && before.tab !== TAB) { // another tab has changed the same draft: both stay
      renamed.set(given, randomName());
      window.openMap.say?.("draft_two_tabs");
    }
    const name = nameOf(mark);
    if (!CODE.test(code)) return "unkept"; // longer than any briefing that could be read again
    try {
      const draft = { ...JSON.parse(decoded(about)), version: VERSION, name, code, tab: TAB, at: Date.now() };
      localStorage.setItem(PREFIX + name, JSON.stringify(draft));
      last = { name, session: session() };
      all(); // the oldest make room
      return read(name)?.code === code ? "kept" : "unkept";
    } catch {
      return "unkept"; // storage is blocked or full
    }
  }

  function look() {
    const mark = marks[0];
    const now = mark ? `${mark.dataset.name} ${mark.dataset.mark}` : "";
    if (now === seen) return;
    seen = now;
    const before = state;
    if (!mark) state = "";
    else if (mark.dataset.mark) state = store(mark);
    else { // the visitor has removed the last scene
      if (read(nameOf(mark))?.tab === TAB) remove(nameOf(mark));
      state = "";
    }
    if (state === "unkept" && before !== "unkept") window.openMap.say?.("draft_unkept");
    window.dispatchEvent(new Event("open-map-drafts"));
  }

  // Tried once: each try is an event in every other tab
  const isOpen = (() => {
    try {
      localStorage.setItem(`${PREFIX}probe`, "1");
      localStorage.removeItem(`${PREFIX}probe`);
      return true;
    } catch {
      return false;
    }
  })();

  window.openMap.drafts = {
    state: () => state,
    isOpen: () => isOpen,
    remove,
    /** Return the drafts to offer: all but the one of this session. */
    offered: () => all().filter(draft => draft.name !== own() && draft.code !== marks[0]?.dataset.code),
    /** Return the draft of this very page whose session has ended, to be continued without a question. */
    interrupted: () => (last && !marks[0] && session() && last.session !== session() ? read(last.name) : null),
    /** Take a draft over: from now on this tab writes it. */
    adopt(draft) {
      try {
        localStorage.setItem(PREFIX + draft.name, JSON.stringify({ ...draft, tab: TAB }));
      } catch {
        // the draft still reaches the session; the next change says that it cannot be stored
      }
      last = { name: draft.name, session: session() };
    },
  };

  const isText = element => element?.closest?.('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]');
  document.addEventListener("keydown", event => { // in a text the browser's own undo holds
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isText(event.target)) return;
    const key = event.key.toLowerCase();
    const act = key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" && !event.shiftKey ? "redo" : "";
    const button = act && document.querySelector(`.st-key-talk-${act} button:not(:disabled)`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  const watched = { subtree: true, childList: true, attributeFilter: ["data-mark", "data-name"] };
  new MutationObserver(look).observe(document.body, watched);
  window.addEventListener("storage", event => { // another tab has changed or removed a draft; without a key: all of them
    if (!event.key || (event.key.startsWith(PREFIX) && NAME.test(event.key.slice(PREFIX.length)))) {
      window.dispatchEvent(new Event("open-map-drafts"));
    }
  });
  look();
})();
