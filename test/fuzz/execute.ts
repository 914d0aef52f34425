// Compiles a batch of generated programs into one executable, runs each, and says how it compares with Node.
// It generates nothing and prints nothing. The oracle and the comparison are those of test/language.
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type CompileProgramOptions, compileProgram } from "../../sdk/compile.ts";
import type { Diagnostic } from "../../sdk/diagnostics/diagnostic.ts";
import { difference, type Outcome, uncaughtLine } from "../language/compare.ts";
import { oracleOutcomes } from "../language/oracle.ts";
import { runProcess } from "../language/pool.ts";

export interface Program {
  /** Unique in its batch; used as a file name. */
  readonly name: string;
  readonly source: string;
}

export interface Mode {
  readonly optimise: "O0" | "O2";
  readonly sanitize: boolean;
  /** A collection at every allocation and a check of the heap after each. */
  readonly gcStress: boolean;
}

/** How a program fared. `kind` of a failure says which sort of bug it is, so that reducing keeps to one bug. */
export type Verdict =
  | { readonly result: "passed" }
  | { readonly result: "refused"; readonly reasons: readonly string[] }
  /** The program does not type-check, or Node cannot run it: the generator's fault. */
  | { readonly result: "invalid"; readonly reasons: readonly string[] }
  | { readonly result: "failed"; readonly kind: string; readonly text: string };

const RUN_LIMIT_MS = 10_000;
const GC_STRESS_LIMIT_MS = 60_000;
/** Objects of the compiler's cache before it is thrown away. */
const MOST_OBJECTS = 4000;
const OBJECT_AGE_MS = 300_000;
const SANITIZER_ENVIRONMENT = {
  ASAN_OPTIONS: "detect_leaks=0:detect_stack_use_after_return=0",
  UBSAN_OPTIONS: "halt_on_error=1:print_stacktrace=1",
};

export class Executor {
  private readonly folder: string;
  private readonly mode: Mode;
  private readonly objects: string;
  private batches = 0;
  private kept: ReadonlySet<string> | null = null;

  /** `folder` belongs to this executor: sources, executables and Node's answers come and go there. */
  constructor(folder: string, cacheFolder: string, mode: Mode) {
    this.folder = folder;
    this.mode = mode;
    this.objects = join(cacheFolder, "objects");
    mkdirSync(this.objects, { recursive: true });
    if (readdirSync(this.objects).length > MOST_OBJECTS) rmSync(this.objects, { recursive: true });
  }

  /** Removes everything but the compiler's cache. */
  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Verdicts in the order of `programs`. Their files are removed again. */
  async judge(programs: readonly Program[]): Promise<Verdict[]> {
    this.batches += 1;
    const folder = join(this.folder, `batch-${this.batches}`);
    mkdirSync(folder, { recursive: true });
    const entries = programs.map((program) => {
      const entry = join(folder, `${program.name}.ts`);
      writeFileSync(entry, program.source);
      return entry;
    });
    const verdicts = new Map<string, Verdict>();
    try {
      await this.judgeFiles(folder, entries, verdicts);
    } finally {
      rmSync(folder, { recursive: true, force: true });
      this.dropObjects();
    }
    return entries.map((entry) => verdicts.get(entry)!);
  }

  /**
   * Removes objects of earlier batches from the cache. What the first batch left is mostly the library and stays;
   * what is young may belong to another fuzzer that has not linked yet.
   */
  private dropObjects(): void {
    if (!existsSync(this.objects)) return;
    const files = readdirSync(this.objects);
    if (this.kept === null) {
      this.kept = new Set(files);
      return;
    }
    for (const file of files) {
      const path = join(this.objects, file);
      const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
      if (!this.kept.has(file) && Date.now() - written > OBJECT_AGE_MS) rmSync(path, { force: true });
    }
  }

  private async judgeFiles(folder: string, entries: readonly string[], verdicts: Map<string, Verdict>) {
    const executable = join(folder, "programs");
    const numbers = await this.compile(entries, executable, verdicts);
    for (const [entry, number] of numbers) {
      let expected: Outcome;
      try {
        expected = await this.nodeOutcome(folder, entry);
      } catch (error) {
        verdicts.set(entry, { result: "invalid", reasons: [firstLine(error)] });
        continue;
      }
      verdicts.set(entry, await this.run(executable, number, expected));
    }
  }

  /** Entry -> number in the executable. Entries that do not compile get their verdict and are left out. */
  private async compile(
    entries: readonly string[],
    executable: string,
    verdicts: Map<string, Verdict>,
  ): Promise<Map<string, number>> {
    let rest = [...entries];
    while (rest.length > 0) {
      const [first, ...others] = rest as [string, ...string[]];
      const options: CompileProgramOptions = {
        entry: first,
        alternatives: others,
        target: "host",
        optimise: this.mode.optimise === "O0" ? "0" : "2",
        sanitize: this.mode.sanitize,
        outFile: executable,
        sourceRoot: this.folder,
        cacheDir: dirname(this.objects),
      };
      let diagnostics: readonly Diagnostic[];
      try {
        const compiled = await compileProgram(options);
        if (compiled.ok) return new Map(rest.map((entry, index) => [entry, index]));
        diagnostics = compiled.diagnostics;
      } catch (error) {
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
        // One of them breaks the compiler: halves find it in fewer compilations than each alone.
        if (rest.length === 1) {
          verdicts.set(first, { result: "failed", kind: `compiler: ${crashKind(text)}`, text });
          return new Map();
        }
        const culprits = await this.culprits(rest, executable, verdicts, text);
        rest = rest.filter((entry) => !culprits.has(entry));
        continue;
      }
      const blamed = blame(diagnostics, rest, this.folder);
      if (blamed.size === 0) {
        const text = diagnostics.map(worded).join("\n");
        for (const entry of rest)
          verdicts.set(entry, { result: "failed", kind: "compiler: elsewhere", text });
        return new Map();
      }
      for (const [entry, own] of blamed) verdicts.set(entry, verdictOf(own));
      rest = rest.filter((entry) => !blamed.has(entry));
    }
    return new Map();
  }

  private async culprits(
    entries: readonly string[],
    executable: string,
    verdicts: Map<string, Verdict>,
    text: string,
  ): Promise<Set<string>> {
    const found = new Set<string>();
    const middle = Math.ceil(entries.length / 2);
    for (const half of [entries.slice(0, middle), entries.slice(middle)]) {
      await this.compile(half, executable, verdicts);
      for (const entry of half) if (verdicts.has(entry)) found.add(entry);
    }
    // Programs that compile in halves and break together must not be tried for ever.
    if (found.size === 0) {
      for (const entry of entries) {
        verdicts.set(entry, {
          result: "failed",
          kind: "compiler: together",
          text,
        });
        found.add(entry);
      }
    }
    return found;
  }

  private async nodeOutcome(folder: string, entry: string): Promise<Outcome> {
    const program = { name: "fuzz", topic: "fuzz", entry, files: [entry], refusedLines: [] };
    const outcomes = await oracleOutcomes([program], join(folder, "oracle"), 1, false);
    return outcomes.get("fuzz")!;
  }

  private async run(executable: string, number: number, expected: Outcome): Promise<Verdict> {
    if (!existsSync(executable))
      return { result: "failed", kind: "compiler: no executable", text: executable };
    const limitMs = this.mode.gcStress ? GC_STRESS_LIMIT_MS : RUN_LIMIT_MS;
    const { stdout, stderr, exitCode, timedOut } = await runProcess(executable, [String(number)], limitMs, {
      ...(this.mode.sanitize ? SANITIZER_ENVIRONMENT : {}),
      ...(this.mode.gcStress ? { INGOT_GC_STRESS: "1", INGOT_GC_VERIFY: "1" } : {}),
    });
    if (timedOut)
      return { result: "failed", kind: "runs for ever", text: `still running after ${limitMs} ms` };
    const outcome = { stdout, exitCode, uncaught: uncaughtLine(stderr) };
    const problem = difference(expected, outcome);
    if (problem === null) return { result: "passed" };
    if (outcome.exitCode !== expected.exitCode) {
      const last = stderr.trimEnd().split("\n").slice(0, 12).join("\n");
      return {
        result: "failed",
        kind: `exit ${exitCode}: ${crashKind(stderr)}`,
        text: `${problem}\n${last}`,
      };
    }
    return { result: "failed", kind: "output", text: problem };
  }
}

/** Diagnostics by the program they are about. */
function blame(diagnostics: readonly Diagnostic[], entries: readonly string[], root: string) {
  const blamed = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    if (diagnostic.file === undefined) continue;
    const file = resolve(root, diagnostic.file);
    if (!entries.includes(file)) continue;
    const own = blamed.get(file) ?? [];
    own.push(diagnostic);
    blamed.set(file, own);
  }
  return blamed;
}

function verdictOf(diagnostics: readonly Diagnostic[]): Verdict {
  const text = diagnostics.map(worded).join("\n");
  const internal = diagnostics.find((d) => d.code.startsWith("E9"));
  if (internal !== undefined) {
    return { result: "failed", kind: `compiler: ${crashKind(`${internal.code} ${internal.message}`)}`, text };
  }
  const typing = diagnostics.filter((d) => d.code.startsWith("E1"));
  if (typing.length > 0) return { result: "invalid", reasons: typing.map(worded) };
  return { result: "refused", reasons: diagnostics.map((d) => `${d.code} ${d.message}`) };
}

function worded(diagnostic: Diagnostic): string {
  return `${diagnostic.code} ${diagnostic.message}${diagnostic.line === undefined ? "" : ` (line ${diagnostic.line})`}`;
}

/** The first telling line of an error's text without numbers and names, so that reduced programs still match. */
function crashKind(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const telling =
    lines.find((line) => /Uncaught|ERROR|runtime error|panic|error:/.test(line)) ?? lines[0] ?? "";
  return telling
    .replace(/==\d+==/g, "")
    .replace(/\/\S+/g, "")
    .replace(/0x[0-9a-f]+|\d+/gi, "#")
    .slice(0, 60);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n").slice(0, 6).join(" / ");
}
