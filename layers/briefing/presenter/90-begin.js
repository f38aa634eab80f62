/* Begin. */
(function (Deck) {
  "use strict";
  Deck.readHash();
  Deck.startMap();
  Deck.startBar();
  Deck.startKeys();
  Deck.startSwipe();
  window.addEventListener("hashchange", () => {
    const { at, lang } = Deck.state;
    Deck.readHash();
    if (Deck.state.at !== at || Deck.state.lang !== lang) Deck.show();
  });
  Deck.show();
})(window.Deck);
