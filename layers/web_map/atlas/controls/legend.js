/* Legend: bottom left, folds to a button; rows are drawn by the functions that draw the map. */
import { htmlElement } from "../core/dom.js";
import { forgetFurniture, placeLegend } from "../core/furniture.js";
import { session } from "../core/session.js";
import { word } from "../core/words.js";
import { drawLabels } from "../labels/pass.js";
import { legendGroups, legendPresence } from "./legend_groups.js";
import { legendSample } from "./legend_samples.js";

const STORE = "atlas-legend-open";
// px
const NARROW = 600;
const LOW = 520;
const WIDE = 1300;
let box = null;
let button = null;
let body = null;
let built = "";
let rows = [];
const remembered = () => {
  try {
    return sessionStorage.getItem(STORE);
  } catch (error) {
    return null;
  }
};
const remember = (open) => {
  try {
    sessionStorage.setItem(STORE, open ? "1" : "0");
  } catch (error) {
    /* private mode */
  }
};

/** @param {LeafletMap} map */
export function prepareLegend(map) {
  const Legend = L.Control.extend({
    onAdd() {
      box = htmlElement("section", "atlas-legend leaflet-bar");
      button = htmlElement("button", "atlas-legend-button", box);
      button.type = "button";
      body = htmlElement("div", "atlas-legend-body", box);
      body.id = "atlas-legend-body";
      button.setAttribute("aria-controls", body.id);
      button.addEventListener("click", () => {
        folded = false; // from now on it is as the visitor wants it
        unfold(body.hidden);
        remember(!body.hidden);
        forgetFurniture();
        drawLabels();
      });
      placeLegend(box);
      L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
      return box;
    },
  });
  new Legend({ position: "bottomleft" }).addTo(map);
  const before = remembered();
  const { clientWidth, clientHeight } = map.getContainer();
  // in a low frame it would cover the map
  unfold(clientHeight >= LOW && (before === null ? clientWidth >= NARROW : before === "1"));
}

/** @param {boolean} open */
function unfold(open) {
  body.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
  box.classList.toggle("is-open", open);
  session.map.getContainer().classList.toggle("atlas-legend-open", open);
}

let folded = false;
let fit = "";

/**
 * A whole route needs the width: fold the legend for it in all but wide frames, and put it back afterwards.
 * @param {State} state
 */
export function foldForRoute(state) {
  if (fit === state.fit) return;
  fit = state.fit;
  const route = fit === "route" && session.map.getSize().x < WIDE;
  if (route && !body.hidden) folded = true;
  else if (route || !folded) return;
  unfold(!route);
  if (!route) folded = false;
  forgetFurniture();
}

export const legendBox = () => box;

/** Build the rows when language or time changed; then only dim and undim, once it is known what is `shown`. */
export function drawLegend(shown) {
  if (!box) return;
  const now = session.lang + session.time;
  if (built !== now) {
    built = now;
    build();
  }
  if (!shown) return;
  const present = legendPresence();
  rows.forEach(({ row, key, code }) =>
    row.classList.toggle("is-absent", Boolean(present[key]) && !present[key].has(code)),
  );
}

function build() {
  box.setAttribute("aria-label", word("legend"));
  button.textContent = word("legend");
  body.textContent = "";
  rows = [];
  legendGroups().forEach((group) => {
    const section = htmlElement("div", "atlas-legend-group", body);
    htmlElement("h3", "", section, (group.title || {})[session.lang] || "");
    const list = htmlElement("ul", "", section);
    if (group.rows.length > 3 && group.rows.every(isShort)) list.className = "is-double";
    group.rows.forEach((entry) => {
      const row = htmlElement("li", "", list);
      const [key, code] = Object.entries(entry.sample || {})[0] || ["", ""];
      const sample = htmlElement("span", "atlas-legend-sample", row);
      const drawn = legendSample(key, code);
      if (drawn) sample.appendChild(drawn);
      htmlElement("span", "", row, (entry.label || {})[session.lang] || "");
      rows.push({ row, key, code });
    });
  });
}

/* Fits half the legend's width: Chinese characters are about twice as wide as Latin letters. */
/** @param {{ label?: Said }} row */
const isShort = ({ label }) =>
  Array.from((label || {})[session.lang] || "").reduce((n, c) => n + (c > "\u2e80" ? 2 : 1), 0) <= 16;
