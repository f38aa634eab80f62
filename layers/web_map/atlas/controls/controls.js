/* Zoom, reset, scale and attribution. */
import { htmlElement, svgElement } from "../core/dom.js";
import { showFailures } from "../core/failures.js";
import { forgetFurniture } from "../core/furniture.js";
import { session } from "../core/session.js";
import { word } from "../core/words.js";
import { foldCredit, prepareCredit, sayCredit } from "./credit.js";
import { resetView } from "./fit.js";
import { legendBox, prepareLegend } from "./legend.js";

let zoom = null;
let reset = null;

/** @param {LeafletMap} map */
export function prepareControls(map) {
  if (map.zoomControl) map.zoomControl.remove(); // ours has titles in the visitor's language
  zoom = L.control.zoom({ position: "topleft" }).addTo(map);
  const Reset = L.Control.extend({
    onAdd() {
      const bar = htmlElement("div", "leaflet-bar atlas-reset");
      reset = htmlElement("a", "", bar);
      reset.href = "#";
      reset.setAttribute("role", "button");
      const icon = svgElement("svg", { width: 16, height: 16, viewBox: "-8 -8 16 16", "aria-hidden": "true" }, reset);
      svgElement(
        "path",
        {
          d: "M-6.2 .6L0 -5.6L6.2 .6M-4.4 -.6V5.6H4.4V-.6",
          fill: "none",
          stroke: "currentColor",
          "stroke-width": 1.7,
          "stroke-linejoin": "round",
          "stroke-linecap": "round",
        },
        icon,
      );
      L.DomEvent.disableClickPropagation(bar);
      L.DomEvent.on(reset, "click", (event) => {
        L.DomEvent.preventDefault(event);
        resetView();
      });
      return bar;
    },
  });
  new Reset({ position: "topleft" }).addTo(map);
  prepareLegend(map);
  if (!map.attributionControl) L.control.attribution({ position: "bottomright", prefix: false }).addTo(map);
  prepareCredit(map);
  // above the line
  L.control.scale({ position: "bottomright", metric: true, imperial: false, maxWidth: 110 }).addTo(map);
  map.getContainer().setAttribute("role", "region");
  if (window.ResizeObserver) {
    const watcher = new ResizeObserver(keepApart);
    [map.getContainer(), map.attributionControl.getContainer(), legendBox()].forEach((each) => watcher.observe(each));
  }
}

/* Where the frame is too narrow for legend and attribution side by side, the legend ends above the other. */
function keepApart() {
  foldCredit();
  const { map } = session;
  const container = map.getContainer();
  const credit = map.attributionControl.getContainer();
  const tight = credit.offsetWidth + legendBox().offsetWidth + 24 > container.clientWidth;
  container.classList.toggle("atlas-tight", tight);
  container.style.setProperty("--credit", `${tight ? credit.offsetHeight : 0}px`);
  forgetFurniture();
}

/** Words of the controls; renewed when the language changes. */
let spoken = "";

export function drawControls() {
  sayCredit();
  if (spoken === session.lang) return;
  spoken = session.lang;
  forgetFurniture();
  const { map } = session;
  const say = (element, key) => {
    if (!element) return;
    element.title = word(key);
    element.setAttribute("aria-label", word(key));
  };
  say(zoom._zoomInButton, "zoom_in");
  say(zoom._zoomOutButton, "zoom_out");
  say(reset, "reset");
  map.getContainer().setAttribute("aria-label", word("label"));
  map.getContainer().setAttribute("lang", session.lang === "en" ? "en" : "zh-CN");
  showFailures();
}
