/* One state on the map: what is drawn, and in which order. */
import { drawControls } from "../controls/controls.js";
import { fitState, takeSize } from "../controls/fit.js";
import { readInset } from "../controls/inset.js";
import { drawLegend, foldForRoute } from "../controls/legend.js";
import { sayLoading } from "../controls/loading.js";
import { withoutRelayout } from "../controls/relayout.js";
import { drawTilesBadge } from "../controls/tiles.js";
import { uncoverSelection } from "../controls/uncover.js";
import { session } from "../core/session.js";
import { chooseVintage, requestWanted } from "../core/vintage.js";
import { drawLabels } from "../labels/pass.js";
import { drawAreas } from "../layers/areas.js";
import { drawArrows } from "../layers/arrows.js";
import { drawBase } from "../layers/base.js";
import { drawExtents } from "../layers/extents.js";
import { drawGraticule } from "../layers/graticule.js";
import { drawLines } from "../layers/lines.js";
import { layoutPoints } from "../layers/mark_layout.js";
import { drawPoints } from "../layers/marks.js";
import { drawOverlay } from "../layers/overlay.js";
import { drawPopup } from "../picking/popup.js";
import { keepAddress } from "../protocol/address.js";
import { isBehind, isForeseen } from "../protocol/ahead.js";
import { shownFeatures } from "../protocol/shown.js";
import { drawOwn } from "../uploaded/uploaded.js";
import { announcePainted, isPending } from "./painted.js";
import { makeWay, tellLanguage } from "./streamlit.js";

// ms
const BASE_FIRST = 40;
const TOGETHER = 150;
const isBase = (id) => session.layers[id].def.role === "base";

/* Arrivals are drawn in two goes at most: the paper once it is whole, then all themes, or those that have come
 * by the time the first has waited long enough. An update that is asked for stays synchronous. */
let renderAt = Infinity;
let renderTimer = null;
let paper = false;

export function scheduleRender() {
  if (!session.state || !session.started) return;
  const waiting = session.order.filter(isPending);
  if (!waiting.length) return renderIn(0, render);
  if (session.order.some((id) => !isBase(id) && session.layers[id].ready)) renderIn(TOGETHER, render);
  else if (!paper && !waiting.some(isBase)) renderIn(BASE_FIRST, renderPaper);
}

/**
 * @param {number} wait
 * @param {() => void} draw
 */
function renderIn(wait, draw) {
  const at = performance.now() + wait;
  if (renderAt <= at) return;
  clearTimeout(renderTimer);
  renderAt = at;
  const go = () => {
    renderAt = Infinity;
    draw();
  };
  if (wait) renderTimer = setTimeout(go, wait);
  else {
    renderAt = -Infinity;
    Promise.resolve().then(go); // with whatever else arrived in this task
  }
}

/* What of the state the rest asks for by name. */
export function tellState() {
  const { state } = session;
  session.lang = state && state.lang === "en" ? "en" : "zh";
  session.time = state && ["target", "now"].includes(state.time) ? state.time : "plan";
  chooseVintage(state);
}

/* Land, districts and legend while the themes are on their way; a route's frame is not known yet. */
function renderPaper() {
  if (session.drawn || paper || session.state.fit === "route") return;
  paper = true;
  takeSize(); // the style sheet came after the map was made: drawn at the wrong size, all would be laid out twice
  tellState();
  session.inset = readInset(session.state.inset);
  drawControls();
  drawLegend(false);
  withoutRelayout(() => fitState(session.state));
  drawBase();
}

function render() {
  clearTimeout(renderTimer);
  renderAt = Infinity;
  const began = performance.now();
  const { state } = session;
  renderPaper(); // the frame first: fitted after the ink is laid, everything would be projected twice
  tellState();
  tellLanguage(session.lang);
  requestWanted();
  session.shown = shownFeatures(state, session);
  session.emphasis = Array.isArray(state.emphasis) && state.emphasis.length ? new Set(state.emphasis) : null;
  session.map.getContainer().classList.toggle("atlas-emphasis", Boolean(session.emphasis));
  session.inset = readInset(state.inset);
  session.selected = state.selected || null;
  makeWay(session.drawn, state);
  drawBase();
  drawAreas();
  const linesChanged = drawLines();
  drawPoints();
  drawOwn(state);
  drawControls();
  drawTilesBadge();
  foldForRoute(state);
  drawLegend(true);
  const moved = withoutRelayout(() => {
    fitState(state);
    layoutPoints();
    drawExtents();
    drawOverlay(state);
    uncoverSelection();
  });
  if (moved) requestWanted();
  if (moved || linesChanged) drawArrows();
  if (moved || !session.drawn) drawGraticule();
  drawLabels();
  drawPopup(state);
  keepAddress();
  session.drawn = state;
  session.timings.update = performance.now() - began;
  announcePainted(state.stamp);
}

/**
 * Show `state` (see contract); may be called before data has arrived: the last state wins.
 * @param {State} state
 */
export function updateState(state) {
  if (session.drawn && isBehind(state)) return;
  if (session.drawn && isForeseen(state)) {
    session.state = session.drawn = state;
    announcePainted(state.stamp);
  } else drawState(state);
}

/**
 * Show `state` at once.
 * @param {State} state
 */
export function drawState(state) {
  session.state = state;
  if (!session.started) return sayLoading();
  if (session.drawn) render();
  else scheduleRender();
}
