// Compiles one program: source files in, executable out. What the commands and the tests call.
//
// Takes the executable of an earlier call where nothing has changed since (kept-programs.ts), else compiles (compile-anew.ts).

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type CompileAnewOptions, type Compiled, type CompileResult, compileAnew } from "./compile-anew.ts";
import { type KeptProgram, keep, ownDigest, recall } from "./kept-programs.ts";
import { projectRoot } from "./project-root.ts";
import { type Toolchain, toolchainFor, toolchainIdentity } from "./toolchain/find-toolchain.ts";

export type { Compiled, CompileResult } from "./compile-anew.ts";

export interface CompileProgramOptions extends CompileAnewOptions {
  /** Takes the executable of an earlier call when nothing has changed since, and keeps this one for later. */
  readonly keeps?: boolean;
}

export async function compileProgram(options: CompileProgramOptions): Promise<CompileResult> {
  // Dumps and checks are made while a program is compiled.
  const watches = process.env.INGOT_DUMP_IR !== undefined || process.env.INGOT_VERIFY !== undefined;
  if (options.keeps !== true || watches) return compileAnew(options);
  const cacheDir = options.cacheDir ?? join(projectRoot(), ".cache");
  const toolchain = toolchainFor(options.target);
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
