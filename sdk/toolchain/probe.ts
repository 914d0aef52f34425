// Tries a compiler out: what it calls itself, and whether it compiles and links what Ingot will ask of it.
//
// Nothing is believed from a name or a version alone: distributions split newlib from the compiler, and a
// toolchain without the Cortex-A libraries fails only at the link. Answers are data; errors are worded by the
// caller.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";

/** What a compiler is, as far as the bytes it makes depend on it. Holds no path. */
export interface Probed {
  /** First line of `--version`. */
  version: string;
  /** Of the version: 12 for 12.2.1. */
  major: number;
  /** What it makes programs for, as `-dumpmachine` says: "arm-none-eabi", "x86_64-linux-gnu". */
  target: string;
  /** SHA-256 of the compiler proper (gcc's cc1, or the driver itself where there is none), hexadecimal. */
  sha256: string;
}

/** One thing to try: `name` says in a message what lacks when it fails. */
export interface Trial {
  name: string;
  flags: readonly string[];
}

export type ProbeResult = { ok: true; probed: Probed } | { ok: false; reason: string };

const TIMEOUT_MS = 60_000;

// Uses the C library, the mathematics library and a double that is passed in a register.
const TRIAL_PROGRAM = `#include <math.h>
#include <stdio.h>
int main(int count, char **words) { return printf("%s %f", words[0], sin(count)) < 0; }
`;

/**
 * Tries `cc` with every trial. A good result is remembered in `cacheFolder` for as long as neither compiler
 * nor trials change; a folder that cannot be written only costs the time of the next probe.
 */
export function probeCompiler(cc: string, trials: readonly Trial[], cacheFolder: string | null): ProbeResult {
  const key = cacheKey(cc, trials);
  const cacheFile = cacheFolder === null ? null : join(cacheFolder, `compiler-${key}.json`);
  const known = cacheFile === null ? null : readCache(cacheFile);
  if (known) return { ok: true, probed: known };

  const version = ask(cc, ["--version"]);
  if (version === null) return { ok: false, reason: "it does not run" };
  const target = ask(cc, ["-dumpmachine"]) ?? "";
  const major = Number.parseInt(ask(cc, ["-dumpfullversion", "-dumpversion"]) ?? "", 10);
  if (target === "" || Number.isNaN(major))
    return { ok: false, reason: `it is neither gcc nor clang: "${version}"` };
  for (const trial of trials) {
    const reason = tryLink(cc, trial);
    if (reason !== null) return { ok: false, reason };
  }
  const probed = { version, major, target, sha256: sha256(compilerProper(cc)) };
  if (cacheFile !== null) writeCache(cacheFile, probed);
  return { ok: true, probed };
}

function tryLink(cc: string, trial: Trial): string | null {
  const folder = mkdtempSync(join(tmpdir(), "ingot-probe-"));
  try {
    const args = [...trial.flags, "-x", "c", "-", "-o", join(folder, "probe"), "-lm"];
    const { status, stderr, error } = spawnSync(cc, args, {
      input: TRIAL_PROGRAM,
      encoding: "utf8",
      timeout: TIMEOUT_MS,
    });
    if (status === 0) return null;
    // A compiler that gives up before it has read the program leaves a broken pipe too; its own words say more.
    const detail =
      stderr.split("\n").find((line) => /error|cannot find/.test(line)) ?? (stderr || error?.message || "");
    return `it does not link a program for ${trial.name}: ${detail.trim()}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first line that `cc` prints, or null if it fails. */
function ask(cc: string, args: readonly string[]): string | null {
  const { status, stdout } = spawnSync(cc, args, { encoding: "utf8", timeout: TIMEOUT_MS });
  return status === 0 ? (stdout.split("\n")[0] ?? "").trim() : null;
}

// gcc's driver only starts cc1, so cc1 is what makes the bytes. clang has no such part.
function compilerProper(cc: string): string {
  const cc1 = ask(cc, ["-print-prog-name=cc1"]);
  return cc1 && isAbsolute(cc1) ? cc1 : realpathSync(cc);
}

function sha256(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

function cacheKey(cc: string, trials: readonly Trial[]): string {
  const path = realpathSync(cc);
  const { size, mtimeMs } = statSync(path);
  const facts = JSON.stringify([cc, path, size, mtimeMs, trials, TRIAL_PROGRAM]);
  return createHash("sha256").update(facts).digest("hex").slice(0, 16);
}

function readCache(file: string): Probed | null {
  try {
    const probed = JSON.parse(readFileSync(file, "utf8")) as Probed;
    return typeof probed.sha256 === "string" && typeof probed.major === "number" ? probed : null;
  } catch {
    return null;
  }
}

function writeCache(file: string, probed: Probed): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    // Renamed into place, so that a build running beside this one never reads half a file.
    const partial = `${file}.${process.pid}`;
    writeFileSync(partial, JSON.stringify(probed));
    renameSync(partial, file);
  } catch {
    // A read-only home folder: the probe is simply made again next time.
  }
}
