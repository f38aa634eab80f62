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

export default [
  {
    ignores: [
      "**/*",
      "!layers/",
      "!tests/",
      "!layers/web_map/**",
      "!tests/layers/",
      "!tests/layers/web_map/**",
      "!eslint.config.js",
      "**/atlas.bundle.js",
    ],
  },
  js.configs.recommended,
  { rules: { ...OURS, ...CAREFUL } },
  { files: ["layers/web_map/atlas/**/*.js"], languageOptions: { globals: { ...globals.browser, L: "readonly" } } },
  { files: ["layers/web_map/bundle.js", "tests/**/*.js"], languageOptions: { globals: globals.node } },
];
