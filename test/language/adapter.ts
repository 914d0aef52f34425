// The seam between the language lane and the compiler: compiles programs for a lane and runs the results.
// It decides nothing about right and wrong, and it contains no compiling: sdk/compile.ts compiles,
// sdk/emulator boots boards. Both are loaded as the modules that run.mjs bundled.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Outcome, type Refusal, uncaughtLine } from "./compare.ts";
import { inPool, runProcess } from "./pool.ts";
import { LaneError, type LanguageProgram } from "./programs.ts";

export interface BuildOptions {
  /** `host`, or the name of a board below boards/. */
  readonly target: string;
  readonly optimise: "O0" | "O2";
  /** AddressSanitizer and UndefinedBehaviorSanitizer, host only. */
  readonly sanitize: boolean;
  /** Collect at every allocation and check the heap. */
  readonly gcStress: boolean;
}

/** A program ran, was refused, or could not be tried because compiler, linker or emulator broke. */
export type Result =
  | { readonly kind: "ran"; readonly outcome: Outcome; readonly stderr: string }
  | { readonly kind: "refused"; readonly refusals: readonly Refusal[] }
  | { readonly kind: "broken"; readonly reason: string };

interface Diagnostic {
  readonly code: string;
  readonly message: string;
  readonly line: number;
}
interface CompileModule {
  compileFile(
    file: string,
    options: BuildOptions & { readonly outDir: string },
  ): Promise<{ readonly executable: string } | { readonly diagnostics: readonly Diagnostic[] }>;
}
interface EmulatorModule {
  runOnEmulator(
    elf: string,
    machine: string,
  ): Promise<{ readonly stdout: Uint8Array | string; readonly stderr: string; readonly exitCode: number }>;
}

const HOST_LIMIT_MS = 30_000;
/** Collecting at every allocation makes the garbage programs hundreds of times slower. */
const GC_STRESS_LIMIT_MS = 180_000;
const SANITIZER_ENVIRONMENT = {
  // The collector scans the stack and never returns freed blocks, which leak detection mistakes for leaks.
  ASAN_OPTIONS: "detect_leaks=0:detect_stack_use_after_return=0",
  UBSAN_OPTIONS: "halt_on_error=1:print_stacktrace=1",
};

/** Compiles and runs every program, `jobs` at a time. Results are keyed by program name. */
export async function compileBatch(
  programs: readonly LanguageProgram[],
  options: BuildOptions,
  root: string,
  jobs: number,
): Promise<Map<string, Result>> {
  const compiler = await load<CompileModule>(root, "compile", "sdk/compile.ts");
  const emulator =
    options.target === "host" ? null : await load<EmulatorModule>(root, "emulator", "sdk/emulator/index.ts");
  const variant = `${options.target}-${options.optimise}${options.sanitize ? "-asan" : ""}${options.gcStress ? "-gc" : ""}`;
  const results = await inPool(programs, jobs, async (program): Promise<Result> => {
    try {
      const outDir = join(root, ".cache/language", variant, program.name);
      const compiled = await compiler.compileFile(program.entry, { ...options, outDir });
      if ("diagnostics" in compiled) return { kind: "refused", refusals: compiled.diagnostics };
      return emulator === null
        ? await runOnHost(compiled.executable, options)
        : await runOnBoard(emulator, compiled.executable, options.target);
    } catch (error) {
      return {
        kind: "broken",
        reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
      };
    }
  });
  return new Map(programs.map((program, index) => [program.name, results[index]!]));
}

async function runOnHost(executable: string, options: BuildOptions): Promise<Result> {
  const limitMs = options.gcStress ? GC_STRESS_LIMIT_MS : HOST_LIMIT_MS;
  const finished = await runProcess(executable, [], limitMs, options.sanitize ? SANITIZER_ENVIRONMENT : {});
  if (finished.timedOut) return { kind: "broken", reason: `still running after ${limitMs / 1000} s` };
  const { stdout, stderr, exitCode } = finished;
  return { kind: "ran", outcome: { stdout, exitCode, uncaught: uncaughtLine(stderr) }, stderr };
}

async function runOnBoard(emulator: EmulatorModule, elf: string, machine: string): Promise<Result> {
  const { stdout, stderr, exitCode } = await emulator.runOnEmulator(elf, machine);
  const bytes = typeof stdout === "string" ? Buffer.from(stdout, "utf8") : stdout;
  return { kind: "ran", outcome: { stdout: bytes, exitCode, uncaught: uncaughtLine(stderr) }, stderr };
}

async function load<Module>(root: string, name: string, source: string): Promise<Module> {
  const bundle = join(root, ".cache/language", `${name}.mjs`);
  if (!existsSync(join(root, source)) || !existsSync(bundle)) {
    throw new LaneError(`${source} does not exist, and this lane needs it; only "--lane node" runs without`);
  }
  return (await import(pathToFileURL(bundle).href)) as Module;
}
