/* What stands on the map and covers it: controls, the list of failures, the legend. */
import { session } from "./session.js";

/* Controls in the way. Measured only when one of them changed size: reading the layout right after
 * thousands of marks have moved would make the browser lay out the page twice. */
let measured = null;
let watcher = null;

export function furniture() {
  if (measured) return measured;
  const container = session.map.getContainer();
  const home = container.getBoundingClientRect();
  const controls = Array.from(container.querySelectorAll(".leaflet-control, .atlas-failures"));
  if (window.ResizeObserver && !watcher) {
    watcher = new ResizeObserver(() => {
      measured = null;
    });
    controls.concat([container]).forEach((control) => watcher.observe(control));
  }
  measured = controls
    .map((control) => control.getBoundingClientRect())
    .filter((r) => r.width)
    .map((r) => ({ x: r.left - home.left - 4, y: r.top - home.top - 4, w: r.width + 8, h: r.height + 8 }));
  return measured;
}

export const forgetFurniture = () => {
  measured = null;
};

let legend = null;

/**
 * Say which element the legend is.
 * @param {Element} element
 */
export function placeLegend(element) {
  legend = element;
}

/** Width in px that an open legend covers on the left, for fitting wide frames. */
export const legendWidth = () => (legend && legend.classList.contains("is-open") ? legend.offsetWidth + 20 : 0);

export const legendSize = () => L.point(legendWidth(), legend ? legend.offsetHeight + 20 : 0);
