// Compiles one program: source files in, executable out. What the commands and the tests call.
//
// Joins the stages - front, passes, C, C compiler - and knows what each target needs. It prints nothing.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { findBoard } from "../boards/index.ts";
import { emitC } from "./backend/c/emit.ts";
import { type BuiltExecutable, buildExecutable } from "./backend/compile-c.ts";
import { type DebugInfo, guessesCalls, isForSize, type Optimise, type Target } from "./backend/flags.ts";
import { compileToIr, meetsByName } from "./compiler/index.ts";
import { printModule } from "./compiler/ir/print.ts";
import { runPasses } from "./compiler/passes/index.ts";
import { type Diagnostic, problem } from "./diagnostics/diagnostic.ts";
import { assetSource, isAsset } from "./image/asset-module.ts";
import { boardDefines } from "./image/board-defines.ts";
import { type KeptProgram, keep, ownDigest, recall, type TakenInputs, takeInputs } from "./kept-programs.ts";
import { projectRoot } from "./project-root.ts";
import {
  findArmToolchain,
  findHostCompiler,
  type Toolchain,
  toolchainIdentity,
} from "./toolchain/find-toolchain.ts";

export interface CompileProgramOptions {
  readonly entry: string;
  /** First modules of further programs in the same executable. */
  readonly alternatives?: readonly string[];
  readonly target: Target;
  readonly optimise: Optimise;
  readonly sanitize?: boolean;
  readonly debugInfo?: DebugInfo;
  readonly outFile: string;
  readonly before?: readonly string[];
  readonly modules?: ReadonlyMap<string, string>;
  readonly lazyFiles?: readonly string[];
  /** Default: the folder of the entry file. */
  readonly sourceRoot?: string;
  readonly cacheDir?: string;
  /** Where a board's program is linked to run. Default: where the SPL puts programs. */
  readonly loadAddress?: number;
  /** Ends through the emulator's semihosting instead of a reset; for tests and `ingot exec`. */
  readonly semihosting?: boolean;
  /** Takes the executable of an earlier call when nothing has changed since, and keeps this one for later. */
  readonly keeps?: boolean;
  readonly onProgress?: (message: string) => void;
}

export interface Compiled {
  readonly built: BuiltExecutable;
  /** Every source file, by the name it has in the program. */
  readonly sources: readonly { readonly name: string; readonly path: string }[];
  readonly timings: {
    readonly checkMs: number;
    readonly lowerMs: number;
    readonly emitMs: number;
    readonly totalMs: number;
  };
  readonly functions: number;
}

export type CompileResult =
  | { readonly ok: true; readonly result: Compiled }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

export async function compileProgram(options: CompileProgramOptions): Promise<CompileResult> {
  // Dumps and checks are made while a program is compiled.
  const watches = process.env.INGOT_DUMP_IR !== undefined || process.env.INGOT_VERIFY !== undefined;
  if (options.keeps !== true || watches) return compileAnew(options);
  const cacheDir = options.cacheDir ?? join(projectRoot(), ".cache");
  const toolchain = options.target === "host" ? findHostCompiler() : findArmToolchain();
  const own = ownDigest(projectRoot());
  if (own === null) return compileAnew(options);
  const key = keyOf(options, toolchain, own);
  const kept = recall<Compiled>(cacheDir, key);
  if (kept !== null) return { ok: true, result: again(kept, options.outFile, toolchain) };
  const compiled = await compileAnew(options);
  if (!compiled.ok || compiled.inputs === null) return compiled;
  const { elf, map } = compiled.result.built;
  keep(cacheDir, key, compiled.inputs, { elf, map, about: compiled.result });
  return compiled;
}

/** Everything but the program's own files that decides what comes out. */
function keyOf(options: CompileProgramOptions, toolchain: Toolchain, own: string): string {
  const { onProgress: _, outFile: __, cacheDir: ___, ...deciding } = options;
  const entry = resolve(options.entry);
  const parts = {
    ...deciding,
    entry,
    sourceRoot: resolve(options.sourceRoot ?? dirname(entry)),
    modules: [...(options.modules ?? [])],
    toolchain: toolchainIdentity(toolchain),
    own,
  };
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

/** A kept executable as the result of compiling it into `outFile`. */
function again(kept: KeptProgram<Compiled>, outFile: string, toolchain: Toolchain): Compiled {
  const start = performance.now();
  const map = `${outFile}.map`;
  mkdirSync(dirname(resolve(outFile)), { recursive: true });
  copyFileSync(kept.elf, outFile);
  copyFileSync(kept.map, map);
  const { compiled, cached } = kept.about.built.timings;
  const timings = { compileMs: 0, linkMs: 0, compiled: 0, cached: compiled + cached, slowest: [] };
  return {
    ...kept.about,
    built: { elf: outFile, map, toolchain, timings },
    timings: { checkMs: 0, lowerMs: 0, emitMs: 0, totalMs: performance.now() - start },
  };
}

async function compileAnew(
  options: CompileProgramOptions,
): Promise<CompileResult & { readonly inputs: TakenInputs | null }> {
  const start = performance.now();
  const since = Date.now();
  const packageRoot = projectRoot();
  const entry = resolve(options.entry);
  const sourceRoot = resolve(options.sourceRoot ?? dirname(entry));
  options.onProgress?.("checking types");
  const front = compileToIr({
    entry,
    packageRoot,
    sourceRoot,
    before: options.before ?? [],
    alternatives: options.alternatives ?? [],
    isAsset,
    assetSource,
    modules: options.modules ?? new Map(),
    lazyFiles: options.lazyFiles ?? [],
    platform: options.target === "host" ? "host" : "board",
    isForSpeed: options.optimise === "2",
  });
  if (front.module === null) return { ok: false, diagnostics: front.diagnostics, inputs: null };
  const module = front.module;
  const inputs = front.inputs === null ? null : takeInputs(front.inputs, since);
  const emitStart = performance.now();
  if (process.env.INGOT_DUMP_IR !== undefined) writeFileSync(process.env.INGOT_DUMP_IR, printModule(module));
  runPasses(module, { meets: meetsByName, verifyEach: process.env.INGOT_VERIFY === "each" });
  const files = emitC(module, {
    isForSize: (file) => isForSize(file, options),
    guesses: (file) => guessesCalls(file, options),
  });
  const emitMs = performance.now() - emitStart;
  mkdirSync(dirname(resolve(options.outFile)), { recursive: true });
  const board = options.target === "host" ? null : findBoard(options.target);
  const built = await buildExecutable({
    files,
    target: options.target,
    optimise: options.optimise,
    sanitize: options.sanitize ?? false,
    ...(options.debugInfo === undefined ? {} : { debugInfo: options.debugInfo }),
    outFile: options.outFile,
    defines: board === null ? {} : boardDefines(board, options.semihosting ?? false, options.loadAddress),
    cacheDir: options.cacheDir ?? join(packageRoot, ".cache"),
    ingotRoot: packageRoot,
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  const totalMs = performance.now() - start;
  return {
    ok: true,
    inputs,
    result: {
      built,
      sources: front.sources,
      timings: { ...front.timings, emitMs, totalMs },
      functions: module.functions.length,
    },
  };
}

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
  return compileProgram({
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
