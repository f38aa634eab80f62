/* Keys of a keyboard and of a clicker, which sends PageUp, PageDown, a full stop and F5. */
(function (Deck) {
  "use strict";
  const { state } = Deck;

  const STEPS = {
    ArrowRight: 1, ArrowDown: 1, PageDown: 1, Enter: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1,
  };
  const ACTS = {
    Home: () => Deck.go(0), End: () => Deck.go(Deck.last), b: () => Deck.blacken(!state.black), ".": () => Deck.blacken(!state.black),
    n: () => Deck.takeNotes(!state.notes), f: () => Deck.fillScreen(), p: () => Deck.play(!state.playing), l: () => Deck.speak(state.lang === "en" ? "zh" : "en"),
    "0": () => Deck.returnToScene(), "+": () => Deck.map.zoomIn(), "=": () => Deck.map.zoomIn(), "-": () => Deck.map.zoomOut(), Escape: leave,
  };

  /* The innermost thing first; full screen the browser leaves by itself. */
  function leave() {
    if (state.black) Deck.blacken(false);
    else if (state.playing) Deck.play(false);
    else if (state.notes) Deck.takeNotes(false);
    else Deck.returnToScene();
  }

  /** Listen before the map does: a mark that was clicked must not swallow the next press of the clicker. */
  Deck.startKeys = function startKeys() {
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof Element ? event.target : document.body;
      const own = target.closest("#bar input, #bar button, .leaflet-popup");
      if (own && (event.key === "Enter" || event.key === " " || target.matches("input"))) return;
      if (event.key === "Enter" && target.closest("[data-feature-id]")) return; // chosen with the keyboard
      const act = stepOf(event) || ACTS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      if (state.black && act !== ACTS.b && act !== ACTS["."]) Deck.blacken(false); // the first press brings the picture back
      else act();
    }, true);
  };

  function stepOf(event) {
    const by = STEPS[event.key];
    if (!by) return null;
    return () => Deck.step(event.key === " " && event.shiftKey ? -1 : by);
  }
})(window.Deck);
