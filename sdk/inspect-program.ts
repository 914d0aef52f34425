// Looks into the compiler: all errors and refusals of a program, its IR as text, its C. Writes and prints nothing.
//
// Building an executable is compile.ts.

import { dirname, resolve } from "node:path";
import { emitC } from "./backend/c/emit.ts";
import type { SourceFile } from "./backend/object-cache.ts";
import { type Explanation, explainModule } from "./compiler/explain.ts";
import { compileToIr, type FrontResult, meetsByName } from "./compiler/index.ts";
import { printModule } from "./compiler/ir/print.ts";
import type { Func, Module } from "./compiler/ir/types.ts";
import { runPasses } from "./compiler/passes/index.ts";
import type { DoubleReport } from "./compiler/passes/ranges.ts";
import type { Reason } from "./compiler/passes/remove-unreachable.ts";
import { IngotError } from "./diagnostics/diagnostic.ts";
import { assetSource, isAsset } from "./image/asset-module.ts";
import { explainErrors } from "./image/explain-errors.ts";
import { publicModuleFiles } from "./image/modules.ts";
import { projectRoot } from "./project-root.ts";

export interface ProgramSources {
  readonly entry: string;
  /** Default: the folder of the entry. */
  readonly sourceRoot?: string;
  readonly before?: readonly string[];
  readonly lazyFiles?: readonly string[];
  /** Default: Ingot's public modules, without a board. */
  readonly modules?: ReadonlyMap<string, string>;
  /** Default: the host. */
  readonly platform?: "host" | "board";
}

/** Type-checks and lowers a program. */
export function checkProgram(sources: ProgramSources): FrontResult {
  const packageRoot = projectRoot();
  const entry = resolve(sources.entry);
  return compileToIr({
    entry,
    packageRoot,
    sourceRoot: resolve(sources.sourceRoot ?? dirname(entry)),
    before: sources.before ?? [],
    lazyFiles: sources.lazyFiles ?? [],
    isAsset,
    assetSource,
    modules: sources.modules ?? publicModuleFiles(packageRoot),
    platform: sources.platform ?? "host",
  });
}

/** The IR of a program before any pass, as text. Throws IngotError when it has errors. */
export function programIr(sources: ProgramSources): string {
  return printModule(moduleOf(sources));
}

/** The C files of a program, headers included. Throws IngotError when it has errors. */
export function programC(sources: ProgramSources): readonly SourceFile[] {
  const module = moduleOf(sources);
  runPasses(module, { meets: meetsByName });
  return emitC(module, {});
}

/** What a program costs and why. Throws IngotError when it has errors. */
export function explainProgram(sources: ProgramSources): Explanation {
  const module = moduleOf(sources);
  let doubles: readonly DoubleReport[] = [];
  let reasons: ReadonlyMap<Func, Reason> = new Map();
  runPasses(module, {
    meets: meetsByName,
    onDoubles: (report) => {
      doubles = report;
    },
    onReach: (found) => {
      reasons = found;
    },
  });
  return explainModule(module, doubles, reasons);
}

function moduleOf(sources: ProgramSources): Module {
  const { module, diagnostics } = checkProgram(sources);
  if (module === null) throw new IngotError(explainErrors(diagnostics, null));
  return module;
}
