#!/usr/bin/env node
// The `ingot` executable: checks Node and the packages, brings dist/ up to date, and hands over to main.ts, in a
// process of its own where that is faster.
//
// Plain JavaScript, because it runs before anything is built. In a checkout, the sources are bundled by esbuild
// whenever one of them is newer than the bundle (packages stay outside it). In an installed package (a folder
// under node_modules) the bundle that was published is used as it is. Contains no command.

import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { snapshotFile, startFrom } from "./snapshot-file.mjs";

const OLDEST_NODE = 20;
/** Folders whose TypeScript ends up in the bundle, or could. */
const SOURCE_FOLDERS = ["sdk", "boards", "flash-tool", "fleet", "hal", "runtime"];

/** Commands that begin with a program to compile, for which a snapshot is worth a process more. */
const COMPILING = new Set(["build", "check", "compile", "exec", "explain", "rebuild", "run"]);

const root = realpathSync(join(dirname(fileURLToPath(import.meta.url)), "..", ".."));
const bundle = join(root, "dist", "ingot.mjs");
const start = join(root, "sdk", "cli", "start.cjs");

if (Number(process.versions.node.split(".")[0]) < OLDEST_NODE) {
  stop(
    "E0005",
    `Ingot needs Node.js ${OLDEST_NODE} or newer, this is ${process.versions.node}`,
    "install a newer Node.js",
  );
}
const installed = root.split(sep).includes("node_modules");
if (!installed && isStale()) await rebuild();

const words = process.argv.slice(2);
const snapshot = compiles(words) ? snapshotFile(root) : null;
if (snapshot !== null && existsSync(snapshot)) await startFrom(snapshot, start, words);
else await createRequire(import.meta.url)(start)(words);

/** Whether these words may lead to a compilation. If not, loading a snapshot takes longer than everything else. */
function compiles([command, ...rest]) {
  const own = rest.slice(0, rest.includes("--") ? rest.indexOf("--") : rest.length);
  const asksForHelp = own.includes("--help") || own.includes("-h");
  return COMPILING.has(command) && !asksForHelp && own.some((word) => existsSync(word));
}

function isStale() {
  if (!existsSync(bundle)) return true;
  const builtMs = statSync(bundle).mtimeMs;
  const files = ["package.json", "sdk/cli/bundle.mjs", "sdk/cli/bundle-options.mjs"].map((file) =>
    join(root, file),
  );
  return (
    files.some((file) => statSync(file).mtimeMs > builtMs) ||
    SOURCE_FOLDERS.some((folder) => hasNewerSource(join(root, folder), builtMs))
  );
}

/** Only .ts files count: C and assembly are read from their folders at run time. */
function hasNewerSource(folder, builtMs) {
  if (!existsSync(folder)) return false;
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return hasNewerSource(path, builtMs);
    if (!entry.name.endsWith(".ts") || entry.name.endsWith(".test.ts")) return false;
    return statSync(path).mtimeMs > builtMs;
  });
}

async function rebuild() {
  if (!existsSync(join(root, "node_modules", "esbuild"))) {
    stop(
      "E0006",
      "the packages that Ingot needs are not installed (no node_modules/esbuild)",
      `run npm install in ${root}`,
    );
  }
  const { bundleIngot } = await import("./bundle.mjs");
  try {
    await bundleIngot(root);
  } catch (error) {
    // esbuild has printed file, line and reason already.
    stop(
      "E0007",
      `Ingot's own sources do not bundle: ${error.message.split("\n")[0]}`,
      "mend the source named above",
    );
  }
}

function stop(code, message, remedy) {
  process.stderr.write(`error ${code}: ${message}\n  = ${remedy}\n`);
  process.exit(1);
}
