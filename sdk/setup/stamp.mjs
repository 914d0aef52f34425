// Remembers a finished set-up, so that the next run only looks whether everything is still where it was.
//
// The stamp holds the lock file's hash and, per tool, path, size and time of change. Any difference means a
// full check; a wrong or missing stamp costs seconds and never an error.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { NEEDS } from "./needs.mjs";
import { npmDifference } from "./npm-packages.mjs";
import { splFile } from "./spl.mjs";

/** Everything whose change asks for a full check, as one string; null if something is missing outright. */
export function currentState(root) {
  if (!existsSync(join(root, "node_modules", ".package-lock.json")) || npmDifference(root) !== null)
    return null;
  if (!existsSync(splFile(root))) return null;
  const tools = {};
  for (const need of NEEDS) {
    const path = need.find(root);
    if (path === null || !existsSync(path)) return null;
    const { size, mtimeMs } = statSync(realpathSync(path));
    tools[need.name] = [path, size, mtimeMs];
  }
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  return JSON.stringify({ lock, node: process.version, tools });
}

/** Whether the last set-up that ended well left the machine as it is now. */
export function isFresh(root) {
  const state = currentState(root);
  return state !== null && existsSync(stampFile(root)) && readFileSync(stampFile(root), "utf8") === state;
}

/** Records the present state after a full check. Without optional tools there is none, and nothing is kept. */
export function writeStamp(root) {
  const state = currentState(root);
  if (state === null) return;
  mkdirSync(dirname(stampFile(root)), { recursive: true });
  writeFileSync(stampFile(root), state);
}

function stampFile(root) {
  return join(root, ".cache", "setup.json");
}
