// Bundles sdk/cli/main.ts into dist/ingot.mjs, with one chunk per command so that each loads only what it needs, and
// what snapshots are made from, but for TypeScript, into dist/snapshot.cjs.
//
// Several `ingot` processes may find the bundle stale at the same moment (tests do). Each writes whole files and
// renames them into place, chunks first, so that no process ever imports half a file.

import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { build } from "esbuild";
import { bundleOptions, SCRIPT } from "./bundle-options.mjs";

/** A chunk of an older build may still be loaded by a process that runs since then (`ingot dev` runs for hours). */
const KEEP_OLD_CHUNKS_MS = 24 * 3_600_000;

/** Builds the bundle of the checkout at `root`. Rejects when esbuild reports errors (it prints them itself). */
export async function bundleIngot(root) {
  const startedAt = new Date();
  const outdir = join(root, "dist");
  const common = { ...bundleOptions(root), absWorkingDir: root, outdir, write: false };
  const result = await build({
    ...common,
    entryPoints: { ingot: "sdk/cli/main.ts" },
    outExtension: { ".js": ".mjs" },
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    sourcesContent: false,
  });
  const snapshot = await build({
    ...common,
    ...SCRIPT,
    entryPoints: { snapshot: "sdk/cli/snapshot.ts" },
    outExtension: { ".js": ".cjs" },
  });
  const chunks = join(outdir, "chunks");
  mkdirSync(chunks, { recursive: true });
  const files = [...snapshot.outputFiles, ...result.outputFiles].toSorted(
    (a, b) => Number(isEntry(a)) - Number(isEntry(b)),
  );
  for (const file of files) {
    const temporary = join(dirname(file.path), `.${basename(file.path)}.${process.pid}`);
    writeFileSync(temporary, file.contents);
    // A source that was saved while esbuild ran must count as newer than this bundle.
    utimesSync(temporary, startedAt, startedAt);
    renameSync(temporary, file.path);
  }
  removeOldChunks(chunks, new Set(files.map((file) => basename(file.path))));
}

function isEntry(file) {
  return basename(file.path) === "ingot.mjs";
}

function removeOldChunks(folder, current) {
  for (const name of readdirSync(folder)) {
    if (current.has(name)) continue;
    const path = join(folder, name);
    const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - modified > KEEP_OLD_CHUNKS_MS) rmSync(path, { force: true });
  }
}
