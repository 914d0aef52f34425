// One compilation: the stages - front, passes, C, C compiler - joined, and what each target needs of them. It prints nothing.

import { writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { findBoard } from "../boards/index.ts";
import { type EmitOptions, emitC } from "./backend/c/emit.ts";
import { type BuildOptions, type BuiltExecutable, ExecutableBuild } from "./backend/compile-c.ts";
import { type DebugInfo, guessesCalls, isForSize, type Optimise, type Target } from "./backend/flags.ts";
import type { SourceFile } from "./backend/object-cache.ts";
import { type CompileOptions, compileToIr, type FrontResult, meetsByName } from "./compiler/index.ts";
import { printModule } from "./compiler/ir/print.ts";
import type { Module } from "./compiler/ir/types.ts";
import { runPasses } from "./compiler/passes/index.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { assetSource, isAsset } from "./image/asset-module.ts";
import { boardDefines } from "./image/board-defines.ts";
import { type TakenInputs, takeInputs } from "./kept-programs.ts";
import { projectRoot } from "./project-root.ts";

export interface CompileAnewOptions {
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

/** Compiles whatever was compiled before. `inputs`: what decided the program, where that can be told (see kept-programs.ts). */
export async function compileAnew(
  options: CompileAnewOptions,
): Promise<CompileResult & { readonly inputs: TakenInputs | null }> {
  const start = performance.now();
  const since = Date.now();
  const build = new ExecutableBuild(buildOptions(options));
  build.startAhead();
  let program: EmittedProgram | null = null;
  let front: FrontResult;
  try {
    options.onProgress?.("checking types");
    front = compileToIr(frontOptions(options));
    if (front.module !== null)
      program = emit(front.module, options, (unit, headers) => build.startUnit(unit, headers));
  } finally {
    if (program === null) await build.abandon();
  }
  if (program === null) return { ok: false, diagnostics: front.diagnostics, inputs: null };
  const inputs = front.inputs === null ? null : takeInputs(front.inputs, since);
  const built = await build.finish(program.files);
  const totalMs = performance.now() - start;
  return {
    ok: true,
    inputs,
    result: {
      built,
      sources: front.sources,
      timings: { ...front.timings, emitMs: program.emitMs, totalMs },
      functions: program.functions,
    },
  };
}

function frontOptions(options: CompileAnewOptions): CompileOptions {
  const entry = resolve(options.entry);
  return {
    entry,
    packageRoot: projectRoot(),
    sourceRoot: resolve(options.sourceRoot ?? dirname(entry)),
    before: options.before ?? [],
    alternatives: options.alternatives ?? [],
    isAsset,
    assetSource,
    modules: options.modules ?? new Map(),
    lazyFiles: options.lazyFiles ?? [],
    platform: options.target === "host" ? "host" : "board",
    isForSpeed: options.optimise === "2",
  };
}

function buildOptions(options: CompileAnewOptions): BuildOptions {
  const packageRoot = projectRoot();
  const board = options.target === "host" ? null : findBoard(options.target);
  return {
    target: options.target,
    optimise: options.optimise,
    sanitize: options.sanitize ?? false,
    ...(options.debugInfo === undefined ? {} : { debugInfo: options.debugInfo }),
    outFile: options.outFile,
    defines: board === null ? {} : boardDefines(board, options.semihosting ?? false, options.loadAddress),
    cacheDir: options.cacheDir ?? join(packageRoot, ".cache"),
    ingotRoot: packageRoot,
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  };
}

interface EmittedProgram {
  readonly files: readonly SourceFile[];
  readonly functions: number;
  readonly emitMs: number;
}

/** Runs the passes over a module and writes it as C. */
function emit(
  module: Module,
  options: CompileAnewOptions,
  onOwnUnit: NonNullable<EmitOptions["onOwnUnit"]>,
): EmittedProgram {
  const start = performance.now();
  if (process.env.INGOT_DUMP_IR !== undefined) writeFileSync(process.env.INGOT_DUMP_IR, printModule(module));
  runPasses(module, { meets: meetsByName, verifyEach: process.env.INGOT_VERIFY === "each" });
  const files = emitC(module, {
    isForSize: (file) => isForSize(file, options),
    guesses: (file) => guessesCalls(file, options),
    onOwnUnit,
  });
  return { files, functions: module.functions.length, emitMs: performance.now() - start };
}
