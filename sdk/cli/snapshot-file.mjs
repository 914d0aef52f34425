// The snapshot of snapshot.ts as a file: its name, making it, and starting `ingot` from it.
//
// The name says all that a snapshot depends on, so one that does not fit is never used. Set-up makes it; where there is
// none, everything works as well and takes longer.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const FOLDER = "dist/snapshot";
const LIBRARY = ["runtime", "hal", "boards"];
const MAKE_MS = 120_000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** The file for this Node and this bundle, whether it exists or not; null without what it is made from. */
export function snapshotFile(root) {
  const script = join(root, "dist/snapshot.cjs");
  const typescript = join(root, "node_modules/typescript/package.json");
  if (!existsSync(script) || !existsSync(typescript)) return null;
  const key = createHash("sha256");
  for (const part of [process.version, process.platform, process.arch, root]) key.update(`${part}\0`);
  for (const file of [script, typescript]) key.update(readFileSync(file));
  return join(root, FOLDER, `${key.digest("hex").slice(0, 16)}.blob`);
}

/** Makes the snapshot, in place of older ones. Rejects with what Node says. */
export async function makeSnapshot(root) {
  const file = snapshotFile(root);
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true });
  const temporary = join(folder, `.${process.pid}.blob`);
  // Node makes snapshots of single scripts only, which can load no package.
  const script = join(root, `dist/.snapshot.${process.pid}.cjs`);
  const { build } = await import("esbuild");
  await build({
    entryPoints: [join(root, "dist/snapshot.cjs")],
    outfile: script,
    bundle: true,
    platform: "node",
    logLevel: "silent",
  });
  const args = ["--snapshot-blob", temporary, "--build-snapshot", script];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"], timeout: MAKE_MS });
  let said = "";
  child.stderr.on("data", (data) => {
    said += data;
  });
  const code = await new Promise((done) => child.on("close", done).on("error", done));
  rmSync(script);
  if (code !== 0) {
    rmSync(temporary, { force: true });
    throw new Error(`node --build-snapshot ended with ${code}: ${said.trim()}`);
  }
  renameSync(temporary, file);
  writeFileSync(notes(file), sourcesDigest(root));
  for (const name of readdirSync(folder)) {
    const isOther = join(folder, name) !== file && join(folder, name) !== notes(file);
    if (!name.startsWith(".") && isOther) rmSync(join(folder, name), { force: true });
  }
  return file;
}

/**
 * Whether there is a snapshot that knows Ingot's library as it is now. One that knows an older library serves too, and
 * `ingot` parses and checks anew what has changed: only set-up asks.
 */
export function isSnapshotFresh(root) {
  const file = snapshotFile(root);
  if (file === null || !existsSync(file) || !existsSync(notes(file))) return false;
  return readFileSync(notes(file), "utf8") === sourcesDigest(root);
}

function notes(file) {
  return `${file}.sources`;
}

/** Of the TypeScript that programs import, which snapshots hold parsed. */
function sourcesDigest(root) {
  const digest = createHash("sha256");
  for (const folder of LIBRARY) {
    for (const name of readdirSync(join(root, folder), { recursive: true }).sort()) {
      if (name.endsWith(".ts")) digest.update(`${name}\0`).update(readFileSync(join(root, folder, name)));
    }
  }
  return digest.digest("hex");
}

/** Runs `ingot` with `words` from a snapshot, in a process that ends with this one and as which this one ends. */
export async function startFrom(snapshot, start, words) {
  const child = spawn(process.execPath, ["--snapshot-blob", snapshot, start, ...words], {
    // The channel tells the child when this process is gone.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  const pass = (signal) => {
    // A terminal sends Ctrl-C to both.
    const isFromTerminal = signal === "SIGINT" && (process.stdin.isTTY || process.stderr.isTTY);
    if (!isFromTerminal) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, pass);
  const [code, signal] = await new Promise((done, fail) => {
    child.on("exit", (...how) => done(how)).on("error", fail);
  });
  for (const each of SIGNALS) process.off(each, pass);
  if (signal !== null) process.kill(process.pid, signal);
  process.exitCode = code ?? 1;
}
