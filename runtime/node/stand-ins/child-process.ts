// In place of Node's `child_process`, for packages: a compiled program is alone, there is nothing to start.

import { unavailable } from "./unavailable.ts";

const MODULE = "child_process";

export function exec(): never {
  unavailable(MODULE, "exec");
}

export function execFile(): never {
  unavailable(MODULE, "execFile");
}

export function execFileSync(): never {
  unavailable(MODULE, "execFileSync");
}

export function execSync(): never {
  unavailable(MODULE, "execSync");
}

export function fork(): never {
  unavailable(MODULE, "fork");
}

export function spawn(): never {
  unavailable(MODULE, "spawn");
}

export function spawnSync(): never {
  unavailable(MODULE, "spawnSync");
}

const all = { exec, execFile, execFileSync, execSync, fork, spawn, spawnSync };

export { all as default };
