// Finds a QEMU that knows the Allwinner boards well enough: version 8 or later.
//
// INGOT_QEMU names the program outright; otherwise PATH is searched. Starting it is machine.ts's business.
import { spawnSync } from "node:child_process";
import { problem } from "../diagnostics/diagnostic.ts";

const OLDEST_MAJOR = 8;

const REMEDY =
  "Debian: run `npm run setup`, which takes it from the release or its backports\n" +
  "macOS: brew install qemu\n" +
  "Fedora, Arch: install the package qemu-system-arm\n" +
  "elsewhere: put qemu-system-arm on PATH, or name it in the environment variable INGOT_QEMU";

export interface Qemu {
  /** The program as it is started: a path, or a name on PATH. */
  path: string;
  /** The version as QEMU prints it, for example "10.0.2". */
  version: string;
}

const found = new Map<string, Qemu>();

/**
 * The QEMU to use. Asks a program for its version once per process.
 * @throws IngotError E0013 when there is none, E0014 when it is too old or no qemu-system-arm at all
 */
export function findQemu(environment: NodeJS.ProcessEnv = process.env): Qemu {
  const path = environment.INGOT_QEMU || "qemu-system-arm";
  const key = `${path}\n${environment.PATH}`;
  const known = found.get(key);
  if (known) return known;

  const { error, stdout } = spawnSync(path, ["--version"], {
    encoding: "utf8",
    env: environment,
    timeout: 20_000,
  });
  if (error)
    throw problem("E0013", `QEMU was not found: ${path} cannot be started (${error.message})`, REMEDY);
  const version = /QEMU emulator version (\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  if (!version)
    throw problem("E0014", `${path} is not QEMU: --version prints "${stdout.slice(0, 60).trim()}"`, REMEDY);
  if (Number.parseInt(version, 10) < OLDEST_MAJOR) {
    throw problem("E0014", `QEMU ${version} is too old, Ingot needs ${OLDEST_MAJOR}.0 or later`, REMEDY);
  }
  const qemu = { path, version };
  found.set(key, qemu);
  return qemu;
}
