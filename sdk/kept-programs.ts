// Executables by what they were made from: a program that has not changed since is not compiled again.
//
// Nothing is taken on trust. The key covers Ingot's own sources, TypeScript, the C compiler and all options; the record
// beside an executable covers the program's files by their text, and folders in which modules were looked for by their
// names. Programs that more than that decides on are not kept (compiler/lower/inputs.ts).

import { createHash, randomUUID } from "node:crypto";
import {
  copyFileSync,
  type Dirent,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ProgramInputs } from "./compiler/lower/inputs.ts";

/** Folders whose files decide what Ingot makes of a program. */
const OWN_FOLDERS = ["boards", "hal", "runtime", "sdk"];
const OWN_FILES = /(?<!\.test)\.(ts|mjs|c|h|S|ld)$/;
/** What was written that shortly before counts as written since: file systems count time in ticks. */
const TICK_MS = 20;
/** Ingot's own sources are looked at by another process, before this one starts (cli/bin.mjs). */
const START_MS = 2_000;
/** Programs that are kept; those that were not asked for longest go first. */
const MOST_KEPT = 24;

export interface KeptProgram<T> {
  readonly elf: string;
  readonly map: string;
  /** What was said of it when it was kept. */
  readonly about: T;
}

/**
 * A digest of everything of Ingot, in its folder `root`, that decides what it makes of a program. Null when some of it was
 * written since this process started, which may run what it was before.
 */
export function ownDigest(root: string): string | null {
  const digest = createHash("sha256");
  let newest = 0;
  const visit = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (OWN_FILES.test(entry.name)) {
        digest.update(`\0${path}\0`).update(readFileSync(path));
        newest = Math.max(newest, statSync(path).mtimeMs);
      }
    }
  };
  for (const folder of OWN_FOLDERS) visit(join(root, folder));
  if (newest > performance.timeOrigin - START_MS) return null;
  const typescript = createRequire(join(root, "package.json")).resolve("typescript/package.json");
  return digest.update(readFileSync(typescript)).digest("hex");
}

/** The kept program of that key if all that it was made from is as it was, else null. */
export function recall<T>(cacheDir: string, key: string): KeptProgram<T> | null {
  const folder = join(cacheDir, "programs", key);
  const file = join(folder, "record.json");
  if (!existsSync(file)) return null;
  const { inputs, about } = JSON.parse(readFileSync(file, "utf8")) as { inputs: TakenInputs; about: T };
  if (digestOf(inputs) !== inputs.digest) return null;
  const now = new Date();
  utimesSync(folder, now, now);
  return { elf: join(folder, "program.elf"), map: join(folder, "program.map"), about };
}

/** Inputs as they were when a program was made from them. */
export interface TakenInputs extends ProgramInputs {
  readonly digest: string;
}

/**
 * The inputs that a program was just made from, by what they are now; null if one was written after `since`, a time in
 * milliseconds: the program may be made from what it was before.
 */
export function takeInputs(inputs: ProgramInputs, since: number): TakenInputs | null {
  for (const path of [...inputs.files, ...inputs.folders])
    if ((statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > since - TICK_MS) return null;
  return { ...inputs, digest: digestOf(inputs) };
}

/** Keeps copies of an executable and its map. */
export function keep<T>(cacheDir: string, key: string, inputs: TakenInputs, program: KeptProgram<T>): void {
  const all = join(cacheDir, "programs");
  const partial = join(all, `.${randomUUID()}`);
  mkdirSync(partial, { recursive: true });
  copyFileSync(program.elf, join(partial, "program.elf"));
  copyFileSync(program.map, join(partial, "program.map"));
  const record = { inputs, about: program.about };
  writeFileSync(join(partial, "record.json"), JSON.stringify(record));
  rmSync(join(all, key), { recursive: true, force: true });
  try {
    renameSync(partial, join(all, key));
  } catch {
    // Another process kept the same at the same moment.
    rmSync(partial, { recursive: true });
  }
  forgetOldest(all);
}

function digestOf({ files, folders }: ProgramInputs): string {
  const digest = createHash("sha256");
  for (const file of files)
    digest.update(existsSync(file) ? `\0${file}\0${sha256(file)}` : `\0${file}\0absent`);
  for (const folder of folders) {
    const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
    const names = entries.filter(mayBeFound).map(({ name }) => name);
    names.sort();
    digest.update(`\0${folder}\0${names.join("\0")}`);
  }
  return digest.digest("hex");
}

function sha256(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

/** What a search for a module may find; what a build writes beside the sources is not of that kind. */
function mayBeFound(entry: Dirent): boolean {
  return entry.isDirectory() || entry.isSymbolicLink() || /\.([cm]?[jt]sx?|json)$/.test(entry.name);
}

function forgetOldest(all: string): void {
  const kept = readdirSync(all)
    .map((name) => join(all, name))
    .map((folder) => ({ folder, used: statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.used - a.used);
  for (const { folder } of kept.slice(MOST_KEPT)) rmSync(folder, { recursive: true, force: true });
}
