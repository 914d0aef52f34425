// The fuzzer: generates programs from seeds, compiles them, and compares what they do with what Node does.
// Compared are stdout, exit code and the line of an uncaught error; speed is not.
//
//   node test/fuzz/run.mjs [--seed S] [--count N] [--theme T]... [--optimise O0|O2] [--minutes M]
//                          [--sanitize] [--gc-stress] [--size N] [--reduce-seconds N] [--print]
//
// The last line is `N passed, N failed`. Exit code 1 after a failure, 2 for wrong usage.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Executor, type Mode, type Program, type Verdict } from "./execute.ts";
import { Random } from "./random.ts";
import { reduce } from "./reduce.ts";
import { THEMES } from "./themes/index.ts";

/** Programs that share an executable. */
const BATCH = 20;
/** Failures of one kind that are reduced; the others are only counted. */
const REDUCED_PER_KIND = 2;
const REASONS_SHOWN = 8;

const USAGE = `usage: node test/fuzz/run.mjs [options]
  --seed S             first seed, a whole number; default 1
  --count N            programs of each theme, default 20; without limit when --minutes is given
  --theme T            one of ${Object.keys(THEMES).join(", ")}; may be repeated; default: all
  --optimise O0|O2     default O0
  --minutes M          stop after so many minutes
  --sanitize           address and undefined-behaviour sanitizers
  --gc-stress          collect at every allocation
  --reduce-seconds N   time spent on making a failing program smaller, default 90; 0 leaves it as it is
  --print              print the generated programs and run nothing`;

interface Options {
  readonly seed: number;
  readonly count: number;
  readonly themes: readonly string[];
  readonly mode: Mode;
  readonly deadline: number;
  readonly reduceMs: number;
  readonly print: boolean;
}

interface Job {
  readonly theme: string;
  readonly seed: number;
}

interface Tally {
  passed: number;
  refused: number;
  invalid: number;
  failed: number;
}

/** Runs the fuzzer; returns the exit code. */
export async function main(root: string, args: string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    console.error(`fuzz: ${options}\n${USAGE}`);
    return 2;
  }
  if (options.print) {
    for (const theme of options.themes) {
      for (let i = 0; i < options.count; i += 1)
        console.log(generate({ theme, seed: options.seed + i }).source);
    }
    return 0;
  }
  const cache = join(root, ".cache/fuzz");
  const mode = `${options.mode.optimise}${options.mode.sanitize ? "-asan" : ""}`;
  const executor = new Executor(join(cache, `work-${process.pid}`), join(cache, mode), options.mode);
  try {
    return await new Session(options, executor, join(cache, "failures")).run(
      pastFailures(join(root, "test/fuzz/seeds.txt"), options.themes),
    );
  } finally {
    executor.close();
  }
}

class Session {
  private readonly options: Options;
  private readonly executor: Executor;
  private readonly failures: string;
  private readonly tallies = new Map<string, Tally>();
  private readonly reasons = new Map<string, number>();
  private readonly kinds = new Map<string, number>();

  constructor(options: Options, executor: Executor, failures: string) {
    this.options = options;
    this.executor = executor;
    this.failures = failures;
    mkdirSync(failures, { recursive: true });
  }

  async run(first: readonly Job[]): Promise<number> {
    for (const theme of this.options.themes) {
      this.tallies.set(theme, { passed: 0, refused: 0, invalid: 0, failed: 0 });
    }
    const jobs = this.jobs(first);
    for (;;) {
      const batch: Job[] = [];
      while (batch.length < BATCH) {
        const next = jobs.next();
        if (next.done) break;
        batch.push(next.value);
      }
      if (batch.length === 0 || performance.now() > this.options.deadline) break;
      await this.runBatch(batch);
    }
    return this.report();
  }

  /** Past failures, then seed by seed one program of each theme. */
  private *jobs(first: readonly Job[]): Generator<Job> {
    yield* first;
    for (let i = 0; i < this.options.count; i += 1) {
      for (const theme of this.options.themes) yield { theme, seed: this.options.seed + i };
    }
  }

  private async runBatch(jobs: readonly Job[]): Promise<void> {
    const programs = jobs.map(generate);
    const verdicts = await this.executor.judge(programs);
    for (const [i, verdict] of verdicts.entries()) {
      const { theme } = jobs[i]!;
      const tally = this.tallies.get(theme)!;
      tally[verdict.result] += 1;
      if (verdict.result === "refused") for (const reason of new Set(verdict.reasons)) this.count(reason);
      if (verdict.result === "invalid") console.log(`INVALID ${programs[i]!.name}: ${verdict.reasons[0]}`);
      if (verdict.result === "failed") await this.failure(programs[i]!, verdict);
    }
  }

  private count(reason: string): void {
    // Names differ from program to program; the reason is the rest.
    const general = reason.replace(/`[^`]*`/g, "`...`");
    this.reasons.set(general, (this.reasons.get(general) ?? 0) + 1);
  }

  private async failure(program: Program, verdict: Verdict & { result: "failed" }): Promise<void> {
    const file = join(this.failures, `${program.name}.ts`);
    writeFileSync(file, program.source);
    console.log(
      `FAILED ${program.name} (${verdict.kind})\n  ${verdict.text.replaceAll("\n", "\n  ")}\n  kept as ${file}`,
    );
    // Wrong output is a different bug each time as far as one can tell; crashes tell more.
    const kind = verdict.kind === "output" ? `output of ${program.name.replace(/-\d+$/, "")}` : verdict.kind;
    const seen = (this.kinds.get(kind) ?? 0) + 1;
    this.kinds.set(kind, seen);
    if (this.options.reduceMs === 0 || seen > REDUCED_PER_KIND) return;
    const smaller = await this.reduced(program, verdict);
    writeFileSync(join(this.failures, `${program.name}.reduced.ts`), smaller);
    const [again] = await this.executor.judge([{ name: "reduced", source: smaller }]);
    console.log(`  reduced:\n    ${smaller.trimEnd().replaceAll("\n", "\n    ")}`);
    if (again?.result === "failed") console.log(`  ${again.text.replaceAll("\n", "\n  ")}`);
  }

  private reduced(program: Program, verdict: Verdict & { result: "failed" }): Promise<string> {
    return reduce(
      program.source,
      async (candidates) => {
        const verdicts = await this.executor.judge(
          candidates.map((source, i) => ({ name: `candidate-${i}`, source })),
        );
        return verdicts.map((v) => v.result === "failed" && v.kind === verdict.kind);
      },
      performance.now() + this.options.reduceMs,
    );
  }

  private report(): number {
    const total: Tally = { passed: 0, refused: 0, invalid: 0, failed: 0 };
    for (const [theme, tally] of this.tallies) {
      const { passed, refused, invalid, failed } = tally;
      const wrong = invalid === 0 ? "" : `, ${invalid} invalid`;
      console.log(`${theme.padEnd(12)} ${passed} passed, ${refused} refused, ${failed} failed${wrong}`);
      for (const key of Object.keys(total) as (keyof Tally)[]) total[key] += tally[key];
    }
    const ranked = [...this.reasons].sort((a, b) => b[1] - a[1]).slice(0, REASONS_SHOWN);
    if (ranked.length > 0) console.log("most frequent refusals:");
    for (const [reason, count] of ranked) console.log(`  ${String(count).padStart(4)}  ${reason}`);
    // An invalid program is a fault of this fuzzer and must not pass in silence.
    const failed = total.failed + total.invalid;
    console.log(`${total.passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  }
}

function generate({ theme, seed }: Job): Program {
  const source = THEMES[theme]!(new Random(`${theme} ${seed}`));
  return { name: `${theme}-${seed}`, source: `// Theme ${theme}, seed ${seed}.\n${source}` };
}

/** Reads seeds.txt: one `<theme> <seed>: <what it found>` per line; empty lines and # lines are skipped. */
function pastFailures(file: string, themes: readonly string[]): Job[] {
  if (!existsSync(file)) return [];
  const jobs: Job[] = [];
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const match = /^([a-z-]+) (\d+): \S/.exec(line);
    if (match === null || THEMES[match[1]!] === undefined) {
      throw new Error(`${file}: expected "<theme> <seed>: <what it found>", got "${line}"`);
    }
    if (themes.includes(match[1]!)) jobs.push({ theme: match[1]!, seed: Number(match[2]) });
  }
  return jobs;
}

function readOptions(args: string[]): Options | string {
  let values: Record<string, string | boolean | string[] | undefined>;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        seed: { type: "string" },
        count: { type: "string" },
        theme: { type: "string", multiple: true },
        optimise: { type: "string" },
        minutes: { type: "string" },
        sanitize: { type: "boolean" },
        "gc-stress": { type: "boolean" },
        "reduce-seconds": { type: "string" },
        print: { type: "boolean" },
      },
    }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const themes = (values.theme as string[] | undefined) ?? Object.keys(THEMES);
  const unknown = themes.find((theme) => !Object.hasOwn(THEMES, theme));
  if (unknown !== undefined) return `there is no theme "${unknown}"`;
  const numbers = {
    seed: Number(values.seed ?? "1"),
    count: Number(values.count ?? (values.minutes === undefined ? "20" : "1000000")),
    minutes: Number(values.minutes ?? "1000000"),
    reduce: Number(values["reduce-seconds"] ?? "90"),
  };
  const wrong = Object.entries(numbers).find(([, value]) => !(value >= 0));
  if (wrong !== undefined) return `--${wrong[0]} needs a number from 0`;
  const optimise = values.optimise ?? "O0";
  if (optimise !== "O0" && optimise !== "O2") return `--optimise is O0 or O2, not "${optimise}"`;
  return {
    seed: numbers.seed,
    count: numbers.count,
    themes,
    mode: { optimise, sanitize: values.sanitize === true, gcStress: values["gc-stress"] === true },
    deadline: performance.now() + numbers.minutes * 60_000,
    reduceMs: numbers.reduce * 1000,
    print: values.print === true,
  };
}
