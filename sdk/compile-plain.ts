// Compiles a plain program: one entry file, no board module, ending with an exit code. For `exec` and `compile`.

import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Optimise, Target } from "./backend/flags.ts";
import type { Compiled } from "./compile.ts";
import { IngotError, problem } from "./diagnostics/diagnostic.ts";
import { explainErrors } from "./image/explain-errors.ts";
import { publicModuleFiles } from "./image/modules.ts";
import { projectRoot } from "./project-root.ts";
import { findArmToolchain, findHostCompiler } from "./toolchain/find-toolchain.ts";

export interface PlainOptions {
  readonly entry: string;
  readonly target: Target;
  readonly optimise: Optimise;
  readonly outFile: string;
  readonly onProgress?: (message: string) => void;
}

/**
 * Compiles for the host, or for a board's emulator, where the program ends through semihosting. Rejects with
 * IngotError for errors and refusals, and for a missing compiler before any work is done.
 */
export async function compilePlain(options: PlainOptions): Promise<Compiled> {
  if (options.target === "host") findHostCompiler();
  else findArmToolchain();
  try {
    mkdirSync(dirname(options.outFile), { recursive: true });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw problem("E0008", `the output cannot be written: ${why}`, "choose another path", { cause });
  }
  // Loaded only now, so that a wrong path or a missing tool is told at once.
  const { compileProgram } = await import("./compile.ts");
  const compiled = await compileProgram({
    ...options,
    modules: publicModuleFiles(projectRoot()),
    semihosting: options.target !== "host",
    keeps: true,
  });
  if (!compiled.ok) throw new IngotError(explainErrors(compiled.diagnostics, null));
  return compiled.result;
}
