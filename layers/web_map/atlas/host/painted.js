/* Word that everything asked for has been painted. */
import { hideLoading } from "../controls/loading.js";
import { session } from "../core/session.js";
import { paintings } from "../core/signals.js";

export const isPending = (id) => session.layers[id].asked && !session.layers[id].ready && !session.layers[id].failed;

/**
 * A message sent in an animation frame is taken up after style, layout and paint of that frame.
 * @param {() => void} act
 */
function afterPaint(act) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    act();
  };
  port2.postMessage(null);
}

/**
 * `data-atlas-state` tells tests and benchmarks that everything asked for has been painted.
 * @param {string} stamp
 */
export function announcePainted(stamp) {
  if (session.order.some(isPending)) return;
  hideLoading();
  if (stamp === undefined || stamp === null) return;
  const { painted } = session.state;
  const tell = () => {
    if (session.state.stamp === stamp) document.documentElement.dataset.atlasState = String(stamp);
    if (painted) paintings.emit(painted);
  };
  if (document.hidden)
    setTimeout(tell, 50); // no animation frames in a hidden tab
  else requestAnimationFrame(() => afterPaint(tell));
}
