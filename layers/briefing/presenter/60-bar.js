/* The bar of buttons: there while the pointer moves or a key has the focus in it, else gone. */
(function (Deck) {
  "use strict";
  const { state, element, $ } = Deck;
  const IDLE = 2500; // ms
  let idle = null;
  const made = {};

  const BUTTONS = [
    ["previous", () => Deck.step(-1)], ["next", () => Deck.step(1)], ["play", () => Deck.play(!state.playing)], ["delay", null],
    ["notes", () => Deck.takeNotes(!state.notes)], ["black", () => Deck.blacken(true)], ["full", () => Deck.fillScreen()],
    ["language", () => Deck.speak(state.lang === "en" ? "zh" : "en")],
  ];

  /** Make the bar and the way back from a walk on the map. */
  Deck.startBar = function startBar() {
    BUTTONS.forEach(([name, act]) => { made[name] = act ? button(name, act) : delayBox(); });
    $("back").addEventListener("click", () => { $("back").blur(); Deck.returnToScene(); });
    ["pointermove", "pointerdown"].forEach((kind) => document.addEventListener(kind, wake));
    $("black").addEventListener("click", () => Deck.blacken(false));
    wake();
  };

  function button(name, act) {
    const one = element("button", "", $("bar"));
    one.type = "button";
    one.id = `do-${name}`;
    one.addEventListener("click", (event) => {
      if (event.detail) one.blur(); // pressed by pointer: the clicker's keys belong to the talk
      act();
    });
    return one;
  }

  function delayBox() {
    const label = element("label", "", $("bar")), words = element("span", "", label), box = element("input", "", label);
    Object.assign(box, { type: "number", min: 3, max: 600, step: 1, value: state.delay, id: "do-delay" });
    box.addEventListener("change", () => {
      const asked = Math.round(Number(box.value));
      state.delay = Number.isFinite(asked) ? Math.max(3, Math.min(600, asked)) : state.delay;
      box.value = state.delay;
      Deck.restartPlay();
    });
    return words;
  }

  /** Words and states of the buttons. */
  Deck.drawBar = function drawBar() {
    $("bar").setAttribute("aria-label", Deck.word("bar"));
    Object.entries(made).forEach(([name, one]) => { one.textContent = Deck.word(name === "play" && state.playing ? "pause" : name); });
    made.previous.disabled = state.at === 0;
    made.next.disabled = state.at === Deck.last;
    made.notes.setAttribute("aria-pressed", String(state.notes));
    made.play.setAttribute("aria-pressed", String(state.playing));
    $("back").textContent = Deck.word("back");
  };

  function wake() {
    document.body.classList.add("is-awake");
    clearTimeout(idle);
    idle = setTimeout(() => document.body.classList.remove("is-awake"), IDLE);
  }
})(window.Deck);
