/* Black, notes, full screen, playing by itself. */
(function (Deck) {
  "use strict";
  const { state, talk, element, $ } = Deck;
  const began = Date.now();
  let timer = null, clock = null;

  /** Nothing to see: all eyes on the speaker. */
  Deck.blacken = function blacken(on) {
    state.black = on;
    document.body.classList.toggle("is-black", on);
    Deck.restartPlay();
  };

  /** Notes under the slide, which makes room for them. */
  Deck.takeNotes = function takeNotes(on) {
    state.notes = on;
    document.body.classList.toggle("has-notes", on);
    Deck.drawNotes();
    Deck.drawBar();
    Deck.fitPanel();
  };

  Deck.drawNotes = function drawNotes() {
    const notes = $("notes");
    notes.hidden = !state.notes;
    clearInterval(clock);
    if (!state.notes) return;
    notes.textContent = "";
    const scene = talk.scenes[state.at - 1], next = talk.scenes[state.at];
    const text = (scene && Deck.text(scene.notes)) || Deck.word("no_notes");
    const body = element("div", "notes-body", notes);
    text.split(/\n+/).forEach((line) => element("p", "", body, line));
    const side = element("div", "notes-side", notes), time = element("p", "notes-time", side);
    element("p", "", side, `${Deck.word("next_up")} ${state.at >= Deck.last ? "–" : next ? Deck.text(next.title) : Deck.word("end")}`);
    const tick = () => { time.textContent = elapsed(); };
    tick();
    clock = setInterval(tick, 1000);
  };

  function elapsed() {
    const seconds = Math.floor((Date.now() - began) / 1000), two = (value) => String(value).padStart(2, "0");
    return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  }

  Deck.fillScreen = function fillScreen() {
    const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    if (done) done.catch(() => {}); // a browser may refuse; the talk goes on in its window
  };

  /** Go on by itself, `delay` seconds a slide, to the end. */
  Deck.play = function play(on) {
    state.playing = on;
    document.body.classList.toggle("is-playing", on);
    Deck.restartPlay();
    Deck.drawBar();
  };

  Deck.restartPlay = function restartPlay() {
    clearTimeout(timer);
    if (!state.playing || state.black) return;
    if (state.at >= Deck.last) { Deck.play(false); return; }
    timer = setTimeout(() => Deck.step(1), state.delay * 1000);
  };
})(window.Deck);
