/* On a touch screen the words are swiped on like pages; the map keeps its own gestures. */
(function (Deck) {
  "use strict";
  const LEAST = 50; // px
  let from = null;

  Deck.startSwipe = function startSwipe() {
    [Deck.$("words"), Deck.$("cover")].forEach((area) => {
      area.addEventListener("touchstart", (event) => { from = event.touches.length === 1 ? event.touches[0] : null; }, { passive: true });
      area.addEventListener("touchend", (event) => {
        if (!from) return;
        const to = event.changedTouches[0], x = to.clientX - from.clientX, y = to.clientY - from.clientY;
        from = null;
        if (Math.abs(x) > LEAST && Math.abs(x) > 2 * Math.abs(y)) Deck.step(x < 0 ? 1 : -1);
      }, { passive: true });
    });
  };
})(window.Deck);
