/* The one state of this document, in place of globals: what Python sent, what has arrived, what is shown. */

/* The one map of this document. `layers` is keyed by layer id: {def, features, asked, ready, failed}. */
/** @type {Session} */
export const session = {
  map: null,
  manifest: null,
  prefix: "",
  given: {},
  layers: {},
  order: [],
  state: null,
  drawn: null,
  selected: null,
  chosen: null,
  clickedAt: null,
  lang: "zh",
  started: false,
  timings: {},
};
