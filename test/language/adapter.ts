// The seam between the language lane and the compiler: compiles programs for a lane and runs the results.
// It decides nothing about right and wrong, and it contains no compiling: sdk/compile-batch.ts compiles,
// sdk/emulator boots boards. Both are bundled and loaded only by the lanes that need them.
import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { importTypeScript } from "../../sdk/cli/import-typescript.mjs";
import { type Outcome, type Refusal, uncaughtLine } from "./compare.ts";
import { inPool, runProcess } from "./pool.ts";
import { LaneError, type LanguageProgram, REFUSED_TOPIC } from "./programs.ts";

export interface BuildOptions {
  /** `host`, or the name of a board below boards/. */
  readonly target: string;
  readonly optimise: "O0" | "O2";
  /** AddressSanitizer and UndefinedBehaviorSanitizer, host only. */
  readonly sanitize: boolean;
}

/** One way to run what was built, and the programs that are run so. */
export interface Run {
  /** A collection at every allocation and a check of the heap after each, host only. */
  readonly gcStress: boolean;
  readonly programs: readonly LanguageProgram[];
}

interface RunOptions extends BuildOptions {
  readonly gcStress: boolean;
}

/** A program ran, was refused, or could not be tried because compiler, linker or emulator broke. */
export type Result =
  | { readonly kind: "ran"; readonly outcome: Outcome; readonly stderr: string }
  | { readonly kind: "refused"; readonly refusals: readonly Refusal[] }
  | { readonly kind: "broken"; readonly reason: string };

interface Diagnostic {
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  readonly file?: string;
  readonly line: number;
}
interface CompiledBatch {
  readonly executable: string | null;
  readonly programs: ReadonlyMap<string, number>;
  readonly refused: ReadonlyMap<string, readonly Diagnostic[]>;
}
interface CompileModule {
  compileBatch(
    entries: readonly string[],
    options: BuildOptions & { readonly outFile: string },
  ): Promise<CompiledBatch>;
}
interface EmulatorModule {
  runOnEmulator(
    elf: string,
    machine: string,
    limitMs: number,
  ): Promise<{ readonly stdout: Uint8Array | string; readonly stderr: string; readonly exitCode: number }>;
}

const HOST_LIMIT_MS = 120_000;
const BOARD_LIMIT_MS = 400_000;
/** Collecting at every allocation makes programs hundreds of times slower. */
const GC_STRESS_LIMIT_MS = 400_000;
/** Allocations between two collections under stress; the programs of the topic `garbage` make up to a million. */
const GC_STRESS_INTERVAL = { usual: 1, garbage: 499 };
const SANITIZER_ENVIRONMENT = {
  // The collector scans the stack and never returns freed blocks, which leak detection mistakes for leaks.
  ASAN_OPTIONS: "detect_leaks=0:detect_stack_use_after_return=0",
  UBSAN_OPTIONS: "halt_on_error=1:print_stacktrace=1",
};

/** Programs that share an executable. Larger batches share more of the library, smaller ones need less memory. */
const BATCH = 210;

/**
 * Compiles the programs of all `runs` in batches, once for all of them, and runs each, `jobs` at a time. Results are keyed
 * by program name, for each run.
 */
export async function compileAndRun(
  options: BuildOptions,
  runs: readonly Run[],
  root: string,
  jobs: number,
): Promise<Map<string, Result>[]> {
  const programs = [...new Set(runs.flatMap((run) => run.programs))];
  const compiler = await load<CompileModule>(root, "sdk/compile-batch.ts");
  const emulator =
    options.target === "host" ? null : await load<EmulatorModule>(root, "sdk/emulator/index.ts");
  const variant = `${options.target}-${options.optimise}${options.sanitize ? "-asan" : ""}`;
  const results = runs.map(() => new Map<string, Result>());
  let done = 0;
  for (const [number, batch] of batches(programs).entries()) {
    const outFile = join(root, ".cache/language", variant, `batch-${number}`);
    const built = await buildBatch(batch, { ...options, outFile }, compiler);
    for (const [r, run] of runs.entries()) {
      const wanted = batch.filter((program) => run.programs.includes(program));
      const each = await inPool(wanted, jobs, (program) =>
        runProgram(program, built.get(program)!, { ...options, gcStress: run.gcStress }, root, emulator),
      );
      for (const [i, program] of wanted.entries()) results[r]!.set(program.name, each[i]!);
    }
    done += batch.length;
    process.stderr.write(`${variant}: ${done} of ${programs.length}\n`);
  }
  return results;
}

/** Programs that are to be refused share no batch with others: a batch without a refusal is checked once. */
function batches(programs: readonly LanguageProgram[]): LanguageProgram[][] {
  const all: LanguageProgram[][] = [];
  for (const refused of [false, true]) {
    const some = programs.filter((program) => (program.topic === REFUSED_TOPIC) === refused);
    for (let start = 0; start < some.length; start += BATCH) all.push(some.slice(start, start + BATCH));
  }
  return all;
}

/** What each program's executable is, or why there is none. One that breaks the compiler does not take the others along. */
async function buildBatch(
  programs: readonly LanguageProgram[],
  options: BuildOptions & { readonly outFile: string },
  compiler: CompileModule,
): Promise<Map<LanguageProgram, CompiledBatch | Result>> {
  try {
    const entries = programs.map((p) => p.entry);
    const compiled = await compiler.compileBatch(entries, options);
    return new Map(programs.map((program) => [program, compiled]));
  } catch (error) {
    if (programs.length === 1) return new Map([[programs[0]!, broken(error)]]);
    // Alone, each shows whether it is the one.
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`${options.outFile}: every program alone, as together they fail: ${why}\n`);
    const built = new Map<LanguageProgram, CompiledBatch | Result>();
    for (const p of programs) {
      const outFile = `${options.outFile}-${p.name.replaceAll("/", "-")}`;
      for (const [program, one] of await buildBatch([p], { ...options, outFile }, compiler))
        built.set(program, one);
    }
    return built;
  }
}

async function runProgram(
  program: LanguageProgram,
  built: CompiledBatch | Result,
  options: RunOptions,
  root: string,
  emulator: EmulatorModule | null,
): Promise<Result> {
  if ("kind" in built) return built;
  try {
    const refused = built.refused.get(program.entry);
    if (refused !== undefined) {
      const errors = refused.filter((d) => d.severity === "error");
      return { kind: "refused", refusals: errors.map((d) => refusalOf(d, program, root)) };
    }
    // A refused program that compiles has failed already, and running it might never end.
    if (program.topic === REFUSED_TOPIC) return { kind: "refused", refusals: [] };
    const number = built.programs.get(program.entry)!;
    if (emulator !== null) return await runOnBoard(emulator, built.executable!, number, options.target);
    return await runOnHost(
      built.executable!,
      built.programs.size > 1 ? [String(number)] : [],
      program,
      options,
    );
  } catch (error) {
    return broken(error);
  }
}

function broken(error: unknown): Result {
  return { kind: "broken", reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

function refusalOf(diagnostic: Diagnostic, program: LanguageProgram, root: string): Refusal {
  const { code, message, file, line } = diagnostic;
  const path = file === undefined ? program.entry : resolve(root, file);
  return {
    code,
    message,
    line: path === program.entry ? line : null,
    place: `${relative(root, path)}:${line}`,
  };
}

async function runOnHost(
  executable: string,
  words: readonly string[],
  program: LanguageProgram,
  options: RunOptions,
): Promise<Result> {
  const limitMs = options.gcStress ? GC_STRESS_LIMIT_MS : HOST_LIMIT_MS;
  const interval = program.topic === "garbage" ? GC_STRESS_INTERVAL.garbage : GC_STRESS_INTERVAL.usual;
  const finished = await runProcess(executable, words, limitMs, {
    ...(options.sanitize ? SANITIZER_ENVIRONMENT : {}),
    ...(options.gcStress ? { INGOT_GC_STRESS: String(interval), INGOT_GC_VERIFY: "1" } : {}),
  });
  const { stdout, stderr, exitCode, timedOut } = finished;
  if (timedOut) return { kind: "broken", reason: `still running after ${limitMs / 1000} s` };
  return { kind: "ran", outcome: { stdout, exitCode, uncaught: uncaughtLine(stderr) }, stderr };
}

async function runOnBoard(
  emulator: EmulatorModule,
  elf: string,
  number: number,
  board: string,
): Promise<Result> {
  const machine = board === "bpi-m2-ultra" ? "bpim2u" : board;
  const { stdout, stderr, exitCode } = await emulator.runOnEmulator(elf, machine, BOARD_LIMIT_MS, number);
  const bytes = typeof stdout === "string" ? Buffer.from(stdout, "utf8") : stdout;
  return { kind: "ran", outcome: { stdout: bytes, exitCode, uncaught: uncaughtLine(stderr) }, stderr };
}

/** The module `source` of the repository; a lane that does not need it runs where it is missing. */
async function load<Module>(root: string, source: string): Promise<Module> {
  if (!existsSync(join(root, source))) {
    throw new LaneError(`${source} does not exist, and this lane needs it; only "--lane node" runs without`);
  }
  try {
    return (await importTypeScript(join(root, source))) as Module;
  } catch (error) {
    throw new LaneError(`${source} cannot be loaded: ${error instanceof Error ? error.message : error}`);
  }
}
