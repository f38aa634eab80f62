/* Rules of the browser half. Layout is prettier's, types are tsc's, arrows between rooms tests/test_atlas.py's. */
import js from "@eslint/js";
import globals from "globals";

const OURS = {
  "max-len": ["error", { code: 120 }],
  "max-lines": ["error", { max: 200 }],
  "max-lines-per-function": ["error", { max: 50 }],
};
const CAREFUL = {
  eqeqeq: "error",
  "no-implicit-globals": "error",
  "no-shadow": ["error", { builtinGlobals: false }],
  "no-unused-vars": ["error", { caughtErrors: "none" }],
  "no-var": "error",
  "prefer-const": "error",
  strict: ["error", "never"],
  "no-restricted-syntax": [
    "error",
    {
      selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]",
      message: "Text enters the page by textContent.",
    },
    {
      selector: "AssignmentExpression > MemberExpression[object.name='window'][property.name!='openMap']",
      message: "No global but window.openMap: the state is core/session.js.",
    },
  ],
};

const MODULES = ["layers/web_map/atlas/**/*.js"];
const TOOLS = ["layers/web_map/bundle.js", "tests/layers/web_map/atlas/**/*.js", "eslint.config.js"];
const PLAIN = ["layers/briefing/presenter/*.js", "geo_app/**/*.js", "bench/*.js"];

export default [
  { ignores: ["**/atlas.bundle.js", "**/.*", ".*/", "data/", "deploy/", "docs/"] },
  { files: [...MODULES, ...TOOLS], rules: { ...js.configs.recommended.rules, ...OURS, ...CAREFUL } },
  { files: MODULES, languageOptions: { globals: { ...globals.browser, L: "readonly" } } },
  { files: TOOLS, languageOptions: { globals: globals.node } },
  // Plain scripts of the other rooms: one that cannot be read leaves its page dead, and no Python test sees it.
  { files: PLAIN, languageOptions: { sourceType: "script" } },
];
