/* Put the modules of atlas/ together: `npm run bundle` writes atlas.bundle.js, `--check` only compares.
 *
 * The bundle is committed, so that the app runs without Node.js. Its first line names the sources by their hash:
 * tests/layers/web_map/test_atlas_bundle.py compares that where Node.js is absent. */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const ROOMS = join(HERE, "atlas");
const BUNDLE = join(HERE, "atlas.bundle.js");

const filesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : /\.(js|json)$/.test(path) ? [path] : [];
  });

/* SHA-256 over "path NUL content NUL" of all modules in the order of their paths. */
function hashOfSources() {
  const hash = createHash("sha256");
  const named = filesIn(ROOMS).map((path) => [relative(ROOMS, path).split(sep).join("/"), path]);
  named.sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, path] of named) hash.update(`${name}\0`).update(readFileSync(path)).update("\0");
  return hash.digest("hex");
}

const { outputFiles } = await build({
  entryPoints: [join(ROOMS, "host", "door.js")],
  bundle: true,
  write: false,
  format: "iife",
  globalName: "Atlas",
  target: "es2020",
  charset: "utf8",
  minify: true,
  lineLimit: 120,
  legalComments: "none",
  banner: { js: `/* made by "make bundle" from layers/web_map/atlas; sources ${hashOfSources()} */` },
});
const made = outputFiles[0].text;
if (!process.argv.includes("--check")) writeFileSync(BUNDLE, made);
else if (readFileSync(BUNDLE, "utf8") !== made) {
  console.error("layers/web_map/atlas.bundle.js is not made of the present sources: run `make bundle`");
  process.exit(1);
}
