// Says in the visitor's language that the connection broke or the server was restarted, and asks the server for the
// page again: after a restart the view comes back from the address, before the next click could be lost.
(() => {
  "use strict";
  if (window.openMapConnection) return;
  window.openMapConnection = true;

  const GRACE = 1500; // ms: a socket that comes back at once is nobody's concern
  const SHORT = 4000; // ms that a message stays which asks for nothing
  const words = () => document.querySelector(".connection-words")?.dataset ?? {};
  const state = () => document.querySelector('[data-testid="stApp"]')?.dataset.testConnectionState;
  let wasConnected = false, isLost = false, session = "", timer = 0;

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

  function lose() {
    isLost = true;
    session = words().session;
    clearTimeout(timer);
    timer = setTimeout(() => say("lost"), GRACE);
  }

  function regain() {
    isLost = false;
    const wasSaid = !bar.hidden;
    say(wasSaid ? "back" : "", SHORT);
    window.dispatchEvent(new PopStateEvent("popstate")); // Streamlit runs the page for the address that stands here
  }

  function look() {
    const now = state();
    if (now === "CONNECTED") {
      wasConnected = true;
      if (isLost) regain();
      else if (session && words().session && words().session !== session) {
        session = "";
        say("restarted");
      }
    } else if (now === "DISCONNECTED_FOREVER") say("gone");
    else if (wasConnected && !isLost) lose();
  }

  const watched = { subtree: true, childList: true, attributeFilter: ["data-test-connection-state", "data-session"] };
  new MutationObserver(look).observe(document.body, watched);
  look();
})();
