/* The operator's optional base map from a tile server. The built-in base stays below it, so that a tile which fails
 * leaves no hole; a badge names what is in use. */
import { htmlElement } from "../core/dom.js";
import { forgetFurniture } from "../core/furniture.js";
import { session } from "../core/session.js";
import { word } from "../core/words.js";
import { INK } from "../symbols/ink.js";

const SAID = { used: "tiles_used", partial: "tiles_partial", failed: "tiles_failed" };
const PATIENCE = 8000; // ms without a single tile before the badge says so
let layers = [];
let badge = null;
let state = "";
let loaded = 0;
let failed = 0;

/** @param {LeafletMap} map */
export function prepareTiles(map) {
  const given = session.tiles;
  if (!given || !Array.isArray(given.urls)) return;
  map.createPane("atlas-tiles").style.zIndex = "220"; // above the built-in base, below the graticule
  map.createPane("atlas-tile-edges").style.zIndex = "225";
  layers = given.urls.map((url) =>
    L.tileLayer(url, {
      pane: "atlas-tiles",
      subdomains: given.subdomains,
      maxNativeZoom: given.max_zoom,
      attribution: "",
      crossOrigin: false,
    }),
  );
  layers.forEach((layer) =>
    layer
      .on({
        tileload: () => {
          loaded += 1;
          judge();
        },
        tileerror: () => {
          failed += 1;
          judge();
        },
      })
      .addTo(map),
  );
  const Badge = L.Control.extend({
    onAdd() {
      badge = htmlElement("div", "atlas-tiles-badge");
      badge.setAttribute("role", "status");
      return badge;
    },
  });
  new Badge({ position: "bottomright" }).addTo(map);
  setTimeout(() => {
    if (!loaded) show("failed");
  }, PATIENCE);
  window.addEventListener("online", () => layers.forEach((layer) => layer.redraw()));
}

/* The first tile layer is the ground itself; while it loads nothing is said. */
function judge() {
  if (!loaded && layers[0].isLoading() && failed < 3) return;
  show(!loaded ? "failed" : failed ? "partial" : "used");
}

/** @param {string} next */
function show(next) {
  if (state === next) return;
  state = next;
  if (state !== "failed") drawEdges();
  drawTilesBadge();
}

/* Tiles know nothing of the three regions: their edges are drawn again above them. */
let edges = null;

function drawEdges() {
  const layer = session.layers.regions;
  if (edges || !layer || !layer.ready) return;
  const style = { pane: "atlas-tile-edges", interactive: false, fill: false, color: INK.region, weight: 2 };
  edges = L.geoJSON(/** @type {any} */ ({ type: "FeatureCollection", features: layer.features }), {
    style,
    pane: "atlas-tile-edges",
    interactive: false,
  }).addTo(session.map);
}

/** Say which base map is in use, in the current language; nothing where only the built-in one is configured. */
export function drawTilesBadge() {
  if (!badge || !state) return;
  const text = word(SAID[state], { source: session.tiles.source[session.lang] });
  if (badge.textContent === text) return;
  badge.textContent = text;
  badge.dataset.state = state;
  if (state !== "failed") drawEdges();
  forgetFurniture();
}
