// Says in the visitor's language that the connection broke or the server was restarted, and asks the server for the
// page again: after a restart the view comes back from the address, and a choice that was on its way is made again.
(() => {
  "use strict";
  // Streamlit looks for its server below each page's own address first, and asks it for two answers before it opens the
  // socket: here it is told both (what `_stcore/host-config` says; nobody but ourselves may speak to the page)
  const origin = location.origin;
  const HOST_CONFIG = { allowedOrigins: [origin], useExternalAuthToken: false };
  window.__streamlit = { BACKEND_BASE_URL: origin + window.openMap.base, HOST_CONFIG };

  const GRACE = 1500; // ms: a socket that comes back at once is nobody's concern
  const SHORT = 4000; // ms that a message stays which asks for nothing
  const LOOK = 200, PENDING = 60000; // ms between two looks at a control that is owed a choice, and how long it is
  const CONNECTION = "data-test-connection-state", SCRIPT = "data-test-script-state";
  const app = () => document.querySelector('[data-testid="stApp"]');
  const { who } = window.openMap;
  const words = () => window.openMap.words[who()[1] ?? document.documentElement.lang.slice(0, 2)] ?? window.openMap.words.zh;
  let wasConnected = false, isLost = false, session = "", timer = 0;
  let choice = null; // the box or option chosen last, while nothing else was clicked and no run was seen since
  let pending = null; // the choice that the server may never have heard, to be made again once the page shows otherwise
  let watching = 0;
  const ASKS = new Set(["restarted", "in_app", "draft_unkept", "draft_two_tabs"]); // stay until the visitor has read them
  const holdsOwn = () => Boolean(document.querySelector("i.om[data-own]")); // a visitor's own layer or figures
  const draft = () => window.openMap.drafts?.state() ?? ""; // of the visitor's own briefing (drafts.js)
  let held = { own: false, draft: "" }; // what the session held when the connection was lost

  const bar = document.createElement("div");
  bar.className = "connection-bar";
  bar.setAttribute("role", "status");
  const text = document.createElement("span");
  const close = document.createElement("button");
  close.addEventListener("click", () => say(""));
  bar.append(text, close);
  bar.hidden = true;
  document.body.append(bar);

  // What else is true at that moment: of the draft in the browser's storage, of what lies in the server's memory only
  function besides(key) {
    const own = { lost: "own_at_risk", gone: "own_at_risk", restarted: "own_gone" }[key];
    const drafts = {
      lost: { kept: "draft_kept", unkept: "draft_at_risk" }, gone: { kept: "draft_kept", unkept: "draft_at_risk" },
      restarted: { kept: "draft_offered", unkept: "draft_gone" },
    }[key];
    return [drafts?.[held.draft], held.own && own].filter(Boolean);
  }

  // The bar stands in what is watched: the same words written again would call `look` again, for ever
  function write(element, words) {
    if (element.textContent !== words) element.textContent = words;
  }

  function say(key, forMs = 0) {
    clearTimeout(timer);
    write(text, key ? [key, ...besides(key)].map(name => words()[name] ?? "").join(" ") : "");
    write(close, words().close ?? "");
    close.hidden = !ASKS.has(key);
    bar.dataset.says = key;
    bar.hidden = !text.textContent;
    if (forMs) timer = setTimeout(() => say(""), forMs);
  }

  window.openMap.say = say;

  // The browser asks before a page goes that holds what neither an address nor the browser's storage brings back
  window.addEventListener("beforeunload", event => (holdsOwn() || draft() === "unkept") && event.preventDefault());

  // Only what may be done twice without harm: boxes and options, never buttons
  const controls = key => [...document.getElementsByClassName(key)[0]?.querySelectorAll('input[type="checkbox"], [role="radio"]') ?? []];
  const isOn = control => control.checked ?? control.getAttribute("aria-checked") === "true";

  document.addEventListener("click", event => {
    const key = [...event.target.closest?.('[class*="st-key-"]')?.classList ?? []].find(name => name.startsWith("st-key-"));
    const all = key ? controls(key) : [];
    const at = all.findIndex(control => control.contains(event.target) || control.closest("label")?.contains(event.target));
    if (isLost || bar.contains(event.target)) return; // what is clicked now, Streamlit does not take
    forget(); // what a visitor does now counts more than what was done before
    if (at >= 0) setTimeout(() => { choice = { key, at, on: isOn(controls(key)[at] ?? all[at]) }; });
  }, true);
  window.addEventListener("popstate", event => event.isTrusted && forget()); // back and forward choose, too

  function forget() {
    choice = pending = null;
    clearInterval(watching);
  }

  // Not told by the mark of a run: a quick run begins and ends between two frames and never shows it. The page drawn anew
  // from the address shows the control as the server knows it; where it never does otherwise, there is nothing owed.
  function makeAgain() {
    const until = Date.now() + PENDING;
    clearInterval(watching);
    watching = setInterval(() => {
      const { key, at, on } = pending;
      const control = controls(key)[at];
      if (Date.now() > until) forget();
      else if (control && isOn(control) !== on && app()?.getAttribute(SCRIPT) === "notRunning") {
        forget();
        control.click();
      }
    }, LOOK);
  }

  function lose() {
    isLost = true;
    held = { own: holdsOwn(), draft: draft() };
    session = who()[0];
    pending = choice ?? pending;
    clearInterval(watching);
    clearTimeout(timer);
    timer = setTimeout(() => say("lost"), GRACE);
  }

  function regain() {
    isLost = false;
    say(bar.hidden ? "" : "back", SHORT);
    if (pending) makeAgain();
    window.dispatchEvent(new PopStateEvent("popstate")); // Streamlit runs the page for the address that stands here
  }

  // Not on the map page, where nothing takes long; asked once the browser is idle, as a page is drawn after its run
  function fetchLater() {
    const names = window.openMap.later;
    if (!names || !document.querySelector(".st-key-page")) return;
    window.openMap.later = null;
    names.forEach(href => document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href })));
  }

  function look(changes) {
    const now = app()?.getAttribute(CONNECTION);
    if (!app()) {
      if (wasConnected) say("stopped"); // an error took the page away: the connection may well be there
    } else if (now === "DISCONNECTED_FOREVER") say("gone");
    else if (now !== "CONNECTED") {
      if (wasConnected && !isLost) lose();
    } else if (isLost) regain();
    else {
      wasConnected = true;
      if (session && who()[0] && who()[0] !== session) {
        session = "";
        // what was lost is said to who had it; a map in another site's page never holds a thing
        if (document.querySelector(".st-key-embedded")) say("back", SHORT);
        else say("restarted");
      }
      const hasRun = changes.some(change => change.attributeName === SCRIPT) && app().getAttribute(SCRIPT) === "notRunning";
      if (hasRun) choice = null;
      if (hasRun && window.openMap.later) (window.requestIdleCallback ?? setTimeout)(fetchLater);
    }
  }

  const watched = { subtree: true, childList: true, attributeFilter: [CONNECTION, SCRIPT] };
  new MutationObserver(look).observe(document.body, watched);
  look([]);
})();
