/* The map beside the words: the same atlas, scaled so that its smallest type can be read from afar. */
(function (Deck) {
  "use strict";
  const { state, talk, element, $ } = Deck;
  const SMALLEST = 12; // px of the atlas's smallest type, which becomes the page's own 1rem
  let map = null, drawn = "";

  /** Make the map; its data is in the page, or at the addresses the manifest names. */
  Deck.startMap = function startMap() {
    scale();
    map = Deck.map = L.map("map", { center: [30.06, 107.87], zoom: 7, zoomControl: false, attributionControl: false, keyboard: false });
    const block = document.getElementById("atlas");
    Atlas.start(map, { ...Atlas.decode(block.textContent.trim()), address: false });
    block.remove(); // what was decoded need not be held twice
    map.on("moveend", () => setTimeout(noteRoaming, 0)); // after the atlas has taken note
    document.addEventListener("atlas:select", () => {});
    new MutationObserver(painted).observe(document.documentElement, { attributes: true, attributeFilter: ["data-atlas-state"] });
    window.addEventListener("resize", () => { scale(); Deck.fitPanel(); });
  };

  function scale() {
    const root = parseFloat(getComputedStyle(document.documentElement).fontSize);
    $("stage").style.setProperty("--scale", String(Math.max(1, root / SMALLEST)));
  }

  const stampOf = (number) => `${talk.code}-${number}-${state.lang}`;
  const current = () => Math.max(1, Math.min(talk.scenes.length, state.at)); // the covers lie over a map already drawn

  /** Show what the scene is about, where it is. */
  Deck.drawMap = function drawMap() {
    const scene = talk.scenes[current() - 1];
    if (!scene) return;
    const stamp = stampOf(current());
    if (stamp !== drawn) {
      drawn = stamp;
      Atlas.update({ ...scene.state, lang: state.lang, stamp });
    }
    Deck.returnToScene();
    painted();
  };

  /* Once all is painted the legend is known, and tests may look. */
  function painted() {
    if (document.documentElement.dataset.atlasState !== drawn) return;
    drawLegend();
    document.body.dataset.painted = String(state.at);
  }

  function drawLegend() {
    const legend = $("legend");
    legend.textContent = "";
    Atlas.legendOfShown().forEach((group) => {
      const section = element("section", "", legend);
      element("h2", "", section, group.title);
      const list = element("ul", "", section);
      group.rows.forEach(({ label, sample }) => {
        const row = element("li", "", list);
        if (sample) element("span", "legend-sample", row).appendChild(sample);
        element("span", "", row, label);
      });
    });
    Deck.fitPanel();
  }

  function noteRoaming() {
    document.body.classList.toggle("is-roaming", Atlas.hasMoved());
  }

  /** Back to the frame of the scene after a walk of one's own. */
  Deck.returnToScene = function returnToScene() {
    if (!Atlas.session.started) return;
    if (Atlas.hasMoved()) Atlas.resetView();
    if (Atlas.session.selected) Atlas.choose(null);
    noteRoaming();
  };
})(window.Deck);
