/* The words of a slide: start, scene or end. */
(function (Deck) {
  "use strict";
  const { state, talk, element, $ } = Deck;
  const SIZES = ["is-largest", "is-larger", "", "is-smaller", "is-smallest", "is-smallest is-tightest"];

  const paragraphs = (parent, text, className) => text.split(/\n+/).filter((line) => line.trim())
    .forEach((line) => element("p", className || "", parent, line));

  /** Put the current slide's words on the screen. */
  Deck.drawSlide = function drawSlide() {
    const isScene = state.at > 0 && state.at < Deck.last;
    document.title = Deck.text(talk.title);
    document.body.dataset.slide = state.at === 0 ? "start" : isScene ? "scene" : "end";
    const origin = Deck.text(talk.origin);
    $("stamp").textContent = "";
    if (origin) element("strong", "", $("stamp"), origin);
    element("span", "", $("stamp"), Deck.text(talk.stamp));
    if (isScene) drawScene(talk.scenes[state.at - 1]); else drawCover();
    drawDots();
  };

  function drawScene(scene) {
    $("title").textContent = Deck.text(scene.title);
    const narration = $("narration");
    narration.textContent = "";
    paragraphs(narration, Deck.text(scene.narration));
    Deck.drawChart($("chart"), scene.chart && scene.chart[state.lang]);
    Deck.fitPanel();
  }

  function drawCover() {
    const cover = $("cover"), start = state.at === 0;
    cover.textContent = "";
    element("h1", "", cover, start ? Deck.text(talk.title) : Deck.word("end"));
    paragraphs(cover, start ? Deck.text(talk.lead) : Deck.text(talk.closing), "cover-lead");
    const foot = element("div", "cover-foot", cover);
    talk.notices.forEach((notice) => element("p", "cover-notice", foot, Deck.text(notice)));
    (start ? [Deck.text(talk.stamp), Deck.word("keys")] : talk.sources.map(Deck.text)).forEach((line) => element("p", "", foot, line));
  }

  /** Set the words as large as lets all of the panel be seen, never below what can be read from afar: then it scrolls. */
  Deck.fitPanel = function fitPanel() {
    const panel = $("panel");
    SIZES.some((size, i) => {
      panel.className = size;
      const fits = panel.scrollHeight <= panel.clientHeight + 1 && panel.scrollWidth <= panel.clientWidth + 1;
      return fits || i === SIZES.length - 1;
    });
    panel.tabIndex = panel.scrollHeight > panel.clientHeight + 1 ? 0 : -1;
  };

  function drawDots() {
    const dots = $("dots");
    dots.textContent = "";
    for (let at = 0; at <= Deck.last; at += 1) {
      const dot = element("button", at === state.at ? "is-here" : at < state.at ? "is-past" : "", dots);
      dot.type = "button";
      dot.tabIndex = -1; // keys step; the dots are for the pointer
      const title = at === 0 ? Deck.text(talk.title) : at === Deck.last ? Deck.word("end") : Deck.text(talk.scenes[at - 1].title);
      dot.title = title;
      dot.setAttribute("aria-label", title);
      if (at === state.at) dot.setAttribute("aria-current", "step");
      dot.addEventListener("click", () => { dot.blur(); Deck.go(at); });
    }
  }
})(window.Deck);
