// Imports a TypeScript module of this project from plain JavaScript: Node 20 reads none, so esbuild bundles it first.
// For starters of tests and benchmarks; the `ingot` executable has a bundle that stays (see bundle.mjs).

import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { bundleOptions } from "./bundle-options.mjs";

// sdk/cli and .cache/bundles are equally deep: this holds in a bundle that this module became part of, too.
const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * The exports of the module at the absolute path `file`, bundled with all it imports but packages. Stack traces
 * name the .ts files. Rejects when esbuild reports errors (it prints them itself).
 */
export async function importTypeScript(file) {
  // A bundle per call, gone once imported: two runs may overlap.
  const outfile = join(root, ".cache/bundles", `${basename(file, ".ts")}-${randomUUID()}.mjs`);
  await build({ ...bundleOptions(root), entryPoints: [file], outfile });
  process.setSourceMapsEnabled(true);
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile, { force: true });
  }
}
