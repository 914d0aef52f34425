// Runs the compiler's front end over small programs that tests hold as text.
//
// All programs of a call share one type check and one lowering, because the language library is most of the work.
// Only the front end: no passes, no C, nothing is executed. Programs must not depend on each other.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { compileToIr } from "../../sdk/compiler/index.ts";
import type { Module } from "../../sdk/compiler/ir/types.ts";
import type { Diagnostic } from "../../sdk/diagnostics/diagnostic.ts";
import { projectRoot } from "../../sdk/project-root.ts";

export interface FrontOfPrograms {
  /** Null when any program has an error. */
  readonly module: Module | null;
  /** Program name -> its diagnostics in the order of the source, `file` without folder. Other files count as "". */
  readonly diagnostics: ReadonlyMap<string, readonly Diagnostic[]>;
}

/** Compiles `programs` (name, without `.ts` -> text) as the programs of one executable. */
export function frontOf(programs: Readonly<Record<string, string>>): FrontOfPrograms {
  const folder = mkdtempSync(join(tmpdir(), "ingot-front-"));
  try {
    const entries = Object.entries(programs).map(([name, text]) => {
      const file = join(folder, `${name}.ts`);
      writeFileSync(file, text);
      return file;
    });
    const [entry, ...alternatives] = entries;
    if (entry === undefined) throw new Error("there are no programs to compile");
    const front = compileToIr({ entry, alternatives, packageRoot: projectRoot(), sourceRoot: folder });
    return { module: front.module, diagnostics: byProgram(front.diagnostics, folder) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function byProgram(all: readonly Diagnostic[], folder: string): ReadonlyMap<string, readonly Diagnostic[]> {
  const found = new Map<string, Diagnostic[]>();
  for (const d of all) {
    const isOurs = d.file?.startsWith(`${folder}/`) === true;
    const name = isOurs ? basename(d.file!, ".ts") : "";
    const list = found.get(name) ?? [];
    list.push(isOurs ? { ...d, file: basename(d.file!) } : d);
    found.set(name, list);
  }
  for (const list of found.values()) list.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return found;
}
