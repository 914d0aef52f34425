// Several programs compiled into one executable, for the tests that run hundreds.

import { dirname, resolve } from "node:path";
import type { Target } from "./backend/flags.ts";
import { type CompileResult, compileAnew } from "./compile-anew.ts";
import { compileToIr } from "./compiler/index.ts";
import { type Diagnostic, problem } from "./diagnostics/diagnostic.ts";
import { projectRoot } from "./project-root.ts";

export interface CompileBatchOptions {
  readonly target: string;
  readonly optimise: "O0" | "O2";
  readonly sanitize: boolean;
  readonly outFile: string;
}

export interface CompiledBatch {
  /** Runs the program whose number (see `programs`) it is started with; null when all were refused. */
  readonly executable: string | null;
  /** Entry file -> number. */
  readonly programs: ReadonlyMap<string, number>;
  /** Entry file -> why it was refused. */
  readonly refused: ReadonlyMap<string, readonly Diagnostic[]>;
}

/**
 * Several programs in one executable: they share the language library, so that compiling hundreds of small
 * test programs takes minutes. Together they are checked once; only when one of them is refused are programs
 * checked alone, to leave out those that are refused: first the ones that the diagnostics lie in, then all.
 */
export async function compileBatch(
  entries: readonly string[],
  options: CompileBatchOptions,
): Promise<CompiledBatch> {
  const refused = new Map<string, readonly Diagnostic[]>();
  const accepted = (): string[] => entries.filter((entry) => !refused.has(entry));
  let together = await compileTogether(entries, options);
  for (const suspects of [named(entries, together), entries]) {
    if (together.ok) break;
    for (const entry of suspects) {
      const diagnostics = refused.has(entry) ? null : refusedAlone(entry, options);
      if (diagnostics !== null) refused.set(entry, diagnostics);
    }
    if (accepted().length === 0) return { executable: null, programs: new Map(), refused };
    together = await compileTogether(accepted(), options);
  }
  if (!together.ok)
    throw problem("E9001", `programs compile alone but not together: ${together.diagnostics[0]?.message}`);
  const programs = new Map(accepted().map((entry, i) => [entry, i]));
  return { executable: options.outFile, programs, refused };
}

/** Those of `entries` that a diagnostic of the result lies in. */
function named(entries: readonly string[], result: CompileResult): string[] {
  if (result.ok) return [];
  const files = new Set(result.diagnostics.map(({ file }) => resolve(projectRoot(), file ?? "")));
  return entries.filter((entry) => files.has(entry));
}

/** Why `entry` is refused when it is a program of its own, or null. */
function refusedAlone(entry: string, options: CompileBatchOptions): readonly Diagnostic[] | null {
  const platform = options.target === "host" ? "host" : "board";
  const alone = compileToIr({ entry, packageRoot: projectRoot(), sourceRoot: dirname(entry), platform });
  return alone.module === null ? alone.diagnostics : null;
}

function compileTogether(entries: readonly string[], options: CompileBatchOptions): Promise<CompileResult> {
  const [entry, ...alternatives] = entries;
  if (entry === undefined) throw new RangeError("a batch needs a program");
  return compileAnew({
    entry,
    alternatives,
    target: options.target as Target,
    optimise: options.optimise === "O0" ? "0" : "2",
    sanitize: options.sanitize,
    debugInfo: "none",
    outFile: options.outFile,
    sourceRoot: projectRoot(),
    semihosting: true,
  });
}
