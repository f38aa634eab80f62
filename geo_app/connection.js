// Says in the visitor's language that the connection broke or the server was restarted, and asks the server for the
// page again: after a restart the view comes back from the address, and a choice that was on its way is made again.
(() => {
  "use strict";
  if (window.openMap.isWatching) return;
  window.openMap.isWatching = true;
  const sheet = document.createElement("link");
  document.head.append(Object.assign(sheet, { rel: "stylesheet", href: window.openMap.style }));

  const GRACE = 1500; // ms: a socket that comes back at once is nobody's concern
  const SHORT = 4000; // ms that a message stays which asks for nothing
  const CONNECTION = "data-test-connection-state", SCRIPT = "data-test-script-state";
  const app = () => document.querySelector('[data-testid="stApp"]');
  const who = () => (document.querySelector("i.om")?.dataset.s ?? "").split("-"); // session, language
  const words = () => window.openMap.words[who()[1]] ?? window.openMap.words.zh;
  let wasConnected = false, isLost = false, session = "", timer = 0;
  let choice = null; // the last box or option chosen, until the server has answered
  let owed = null; // the choice that the server never heard, to be made again once the page is back

  const bar = document.createElement("div");
  bar.className = "connection-bar";
  bar.setAttribute("role", "status");
  const text = document.createElement("span");
  const close = document.createElement("button");
  close.addEventListener("click", () => say(""));
  bar.append(text, close);
  bar.hidden = true;
  document.body.append(bar);

  function say(key, forMs = 0) {
    clearTimeout(timer);
    text.textContent = key ? words()[key] ?? "" : "";
    close.textContent = words().close ?? "";
    close.hidden = key !== "restarted";
    bar.dataset.says = key;
    bar.hidden = !text.textContent;
    if (forMs) timer = setTimeout(() => say(""), forMs);
  }

  // Only what may be done twice without harm: boxes and options, never buttons
  const controls = key => [...document.getElementsByClassName(key)[0]?.querySelectorAll('input[type="checkbox"], [role="radio"]') ?? []];
  const isOn = control => control.checked ?? control.getAttribute("aria-checked") === "true";

  document.addEventListener("click", event => {
    const key = [...event.target.closest?.('[class*="st-key-"]')?.classList ?? []].find(name => name.startsWith("st-key-"));
    const all = key ? controls(key) : [];
    const at = all.findIndex(control => control.contains(event.target) || control.closest("label")?.contains(event.target));
    if (at >= 0) setTimeout(() => { choice = { key, at, on: isOn(controls(key)[at] ?? all[at]) }; });
  }, true);

  function makeAgain() {
    const { key, at, on } = owed;
    owed = null;
    const control = controls(key)[at];
    if (control && isOn(control) !== on) control.click();
  }

  function lose() {
    isLost = true;
    session = who()[0];
    owed = choice;
    clearTimeout(timer);
    timer = setTimeout(() => say("lost"), GRACE);
  }

  function regain() {
    isLost = false;
    say(bar.hidden ? "" : "back", SHORT);
    window.dispatchEvent(new PopStateEvent("popstate")); // Streamlit runs the page for the address that stands here
  }

  function look(changes) {
    const now = app()?.getAttribute(CONNECTION);
    if (now === "DISCONNECTED_FOREVER") say("gone");
    else if (now !== "CONNECTED") {
      if (wasConnected && !isLost) lose();
    } else if (isLost) regain();
    else {
      wasConnected = true;
      if (session && who()[0] && who()[0] !== session) {
        session = "";
        say("restarted");
      }
      const hasRun = changes.some(change => change.attributeName === SCRIPT) && app().getAttribute(SCRIPT) === "notRunning";
      if (hasRun && owed) makeAgain();
      else if (hasRun) choice = null;
    }
  }

  const watched = { subtree: true, childList: true, attributeFilter: [CONNECTION, SCRIPT] };
  new MutationObserver(look).observe(document.body, watched);
  look([]);
})();
