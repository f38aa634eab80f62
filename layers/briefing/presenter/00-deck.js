/* Deck: gives a talk on the atlas. One document, the same online and in a file; it asks nobody for anything by itself.
 *
 * What is said comes as base64 of JSON in the block `talk`, map and data in the block `atlas`; text enters the page by
 * textContent only. The slide and the language stand in the hash, so that a reload returns to both. */
window.Deck = window.Deck || {};
(function (Deck) {
  "use strict";
  const block = (id) => Atlas.decode(document.getElementById(id).textContent.trim());
  const talk = (Deck.talk = block("talk"));
  const state = (Deck.state = { at: 0, lang: "zh", black: false, notes: false, playing: false, delay: talk.delay });

  Deck.last = talk.scenes.length + 1; // 0 is the start slide, the last the end
  Deck.$ = (id) => document.getElementById(id);
  Deck.element = Atlas.element;
  /** A text in the language of the talk, else in the other one. */
  Deck.text = (words) => (words || {})[state.lang] || (words || {})[state.lang === "en" ? "zh" : "en"] || "";
  Deck.word = (key) => (talk.words[state.lang] || {})[key] || "";

  /** Read slide and language from the hash. */
  Deck.readHash = function readHash() {
    const given = new URLSearchParams(location.hash.slice(1));
    const at = Number(given.get("scene") || 0);
    state.at = Number.isInteger(at) ? Math.max(0, Math.min(Deck.last, at)) : 0;
    state.lang = given.get("lang") === "en" || (!given.get("lang") && talk.lang === "en") ? "en" : "zh";
  };

  /** Write them; replaced, so that Back leaves the talk in one step. */
  Deck.writeHash = function writeHash() {
    const wanted = `#scene=${state.at}&lang=${state.lang}`;
    if (location.hash !== wanted) location.replace(wanted);
  };

  /** Go to a slide. */
  Deck.go = function go(at) {
    const wanted = Math.max(0, Math.min(Deck.last, at));
    if (wanted === state.at) return;
    state.at = wanted;
    Deck.show();
  };
  Deck.step = (by) => Deck.go(state.at + by);

  /** Speak the other language. */
  Deck.speak = function speak(lang) {
    state.lang = lang;
    Deck.show();
  };

  /** Draw the slide that the state names. */
  Deck.show = function show() {
    delete document.body.dataset.painted;
    Deck.writeHash();
    document.documentElement.lang = state.lang === "en" ? "en" : "zh-CN";
    Deck.drawSlide();
    Deck.drawMap();
    Deck.drawBar();
    Deck.drawNotes();
    Deck.restartPlay();
  };
})(window.Deck);
