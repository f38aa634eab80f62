/* Plain words when a file cannot be had or read, and an attribute for tests. */
import { htmlElement } from "./dom.js";
import { forgetFurniture } from "./furniture.js";
import { session } from "./session.js";
import { word } from "./words.js";

let failures = null;
const failed = [];

/**
 * Note a file that could not be had or read: visible words, and an attribute for tests.
 * @param {string} what
 * @param {any} error
 */
export function reportFailure(what, error) {
  if (!failed.includes(what)) failed.push(what);
  if (window.console) console.warn("atlas:", what, String(error && error.message));
  showFailures();
}

export function showFailures() {
  if (!failed.length || !session.map) return;
  failures = failures || htmlElement("div", "atlas-failures", session.map.getContainer());
  failures.setAttribute("role", "status");
  const titles = failed.map((id) => {
    const layer = session.layers[id];
    return (layer && layer.def.title && layer.def.title[session.lang]) || id;
  });
  // Before the manifest is here there are no words yet: the address of what failed is all that can be said.
  const text = word("failed", { layer: titles.join(", ") }) || titles.join(", ");
  failures.textContent = text;
  forgetFurniture();
  document.documentElement.setAttribute("data-atlas-failed", text);
}
