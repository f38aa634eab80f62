// Offers the drafts that this browser keeps (drafts.js of the page around) and hands the chosen one to the session, by
// the protocol of Streamlit's components: a message to the parent, a value that the server reads.
"use strict";
const place = document.getElementById("offer");
const drafts = parent.openMap?.drafts;
const send = (type, values) => parent.postMessage({ isStreamlitMessage: true, type: `streamlit:${type}`, ...values }, "*");
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
let words = null, lang = "zh", drawn = "", asked = ""; // name of the draft whose removal is to be confirmed

function element(name, text, ...children) {
  const made = document.createElement(name);
  made.append(...(text ? [text] : []), ...children);
  return made;
}

function button(text, act, className = "") {
  const made = element("button", text);
  made.type = "button";
  made.className = className;
  made.addEventListener("click", act);
  return made;
}

function hand(draft) {
  drafts.adopt(draft);
  send("setComponentValue", { value: { name: draft.name, code: draft.code, at: Date.now() }, dataType: "json" });
}

function titleOf(draft) {
  const [first, second] = lang === "zh" ? ["zh", "en"] : ["en", "zh"];
  return String(draft.title?.[first] || draft.title?.[second] || "").slice(0, 200);
}

function row(draft) {
  const scenes = Number.isInteger(draft.scenes) ? draft.scenes : "?";
  const when = new Date(draft.at).toLocaleString(lang === "zh" ? "zh-CN" : "en-GB", { dateStyle: "medium", timeStyle: "short" });
  const about = element("div", "", element("b", titleOf(draft)), element("small", fill(words.changed, { when })));
  const go = button(fill(words.go, { count: scenes }), () => hand(draft), "first");
  const isAsked = asked === draft.name;
  const drop = button(isAsked ? words.drop_sure : words.drop, () => {
    if (isAsked) drafts.remove(draft.name);
    asked = isAsked ? "" : draft.name;
    draw();
    place.querySelector(isAsked ? "button" : `[data-drop="${draft.name}"]`)?.focus();
  });
  drop.dataset.drop = draft.name;
  const made = element("section", "", about, go, drop);
  made.dataset.draft = draft.name;
  return made;
}

function draw() {
  const isBlocked = !drafts || !drafts.isOpen() || drafts.state() === "unkept";
  const offered = drafts?.offered() ?? [];
  const now = JSON.stringify([words, isBlocked, asked, offered]);
  if (now !== drawn) { // drawn anew only where it differs: a button keeps the keyboard's focus
    const warning = isBlocked ? [element("p", words.unkept)] : [];
    place.replaceChildren(...warning, ...offered.map(row));
    drawn = now;
  }
  send("setFrameHeight", { height: Math.ceil(place.getBoundingClientRect().height) });
}

function update() {
  if (!words) return;
  const interrupted = drafts?.interrupted();
  if (interrupted) hand(interrupted); // the same page, the same visitor: no question
  else draw();
}

window.addEventListener("message", event => {
  if (event.source !== parent || event.data?.type !== "streamlit:render") return;
  ({ words, lang } = event.data.args);
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  update();
});
parent.addEventListener("open-map-drafts", update);
window.addEventListener("pagehide", () => parent.removeEventListener("open-map-drafts", update));
window.addEventListener("resize", () => words && draw());
send("componentReady", { apiVersion: 1 });
