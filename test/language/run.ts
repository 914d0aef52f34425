// The differential language lane: every program must do under the compiler what it does under Node.
// Compared are stdout byte for byte, the exit code and the line of an uncaught error; not timing, not stack traces.
//
//   node test/language/run.mjs [--lane NAME[/N]]... [--topic NAME]... [--filter TEXT] [--jobs N] [--update] [--show]
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type BuildOptions, compileAndRun, type Result } from "./adapter.ts";
import { typeErrors } from "./check-types.ts";
import { difference, type Outcome, refusalDifference } from "./compare.ts";
import { oracleOutcomes } from "./oracle.ts";
import { findPrograms, LaneError, type LanguageProgram, parseNotYet, REFUSED_TOPIC } from "./programs.ts";

const HOST_O0: BuildOptions = { target: "host", optimise: "O0", sanitize: false };
const BOARD = { optimise: "O2", sanitize: false } as const;

/** Lanes by name. Those of one build share its executables. `node` builds nothing: it type-checks the programs and runs the oracle. */
const LANES: Readonly<Record<string, { readonly build: BuildOptions | null; readonly gcStress?: boolean }>> =
  {
    node: { build: null },
    "host-O0": { build: HOST_O0 },
    "host-gcstress": { build: HOST_O0, gcStress: true },
    "host-O2-asan": { build: { target: "host", optimise: "O2", sanitize: true } },
    cubieboard: { build: { ...BOARD, target: "cubieboard" } },
    "orangepi-pc": { build: { ...BOARD, target: "orangepi-pc" } },
  };
/** Refusing is work of the front end, the same for every target, so one lane checks it. */
const REFUSAL_LANE = "host-O0";

const USAGE = `usage: node test/language/run.mjs [options]
  --lane NAME[/N]  ${Object.keys(LANES).join(", ")}; may be repeated; default: node and host-O0;
                 with /N only every Nth program: a bounded slice of a slow lane, the same one each time
  --topic NAME   only this folder of programs; may be repeated
  --filter TEXT  only programs whose topic/name contains TEXT
  --jobs N       programs at a time, default 2
  --update       ask Node again instead of believing the cached outcomes
  --show         print what each program does under Node`;

interface Tally {
  passed: number;
  failed: number;
  readonly notYet: string[];
}

/** Runs the lanes; returns the exit code: 0 all as expected, 1 a failure, 2 wrong usage or nothing to run with. */
export async function main(root: string, args: string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    console.error(`${options}\n${USAGE}`);
    return 2;
  }
  try {
    return await runLanes(root, options);
  } catch (error) {
    if (!(error instanceof LaneError)) throw error;
    console.error(error.message);
    return 2;
  }
}

async function runLanes(root: string, options: Options): Promise<number> {
  const folder = join(root, "test/language");
  const all = findPrograms(folder);
  const notYet = parseNotYet(
    readFileSync(join(folder, "not-yet.txt"), "utf8"),
    new Set(all.map((program) => program.name)),
  );
  const selected = all.filter(
    (program, index) => options.selects(program) && options.lanes.some(({ every }) => index % every === 0),
  );
  if (selected.length === 0) {
    console.error(
      `no program matches; topics: ${[...new Set(all.map((program) => program.topic))].join(", ")}`,
    );
    return 2;
  }
  const errors = typeErrors(folder, selected);
  if (errors.length > 0) {
    console.log(`${errors.join("\n")}\nthe programs above do not type-check, so no lane was run`);
    return 1;
  }
  const running = selected.filter((program) => program.topic !== REFUSED_TOPIC);
  const expected = await oracleOutcomes(running, join(root, ".cache/oracle"), options.jobs, options.update);

  if (options.show) for (const [name, outcome] of expected) show(name, outcome);

  const lanes = options.lanes.map(({ name, every }) => {
    const sliced = selected.filter((program) => all.indexOf(program) % every === 0);
    const programs = name === REFUSAL_LANE ? sliced : sliced.filter((program) => running.includes(program));
    return { name, programs };
  });
  const total: Tally = { passed: 0, failed: 0, notYet: [] };
  for (const build of new Set(lanes.map(({ name }) => LANES[name]!.build))) {
    const together = lanes.filter(({ name }) => LANES[name]!.build === build);
    const runs = together.map(({ name, programs }) => ({
      gcStress: LANES[name]!.gcStress ?? false,
      programs,
    }));
    const results = build === null ? [] : await compileAndRun(build, runs, root, options.jobs);
    for (const [i, { name, programs }] of together.entries()) {
      const tally: Tally = { passed: 0, failed: 0, notYet: [] };
      for (const program of programs) {
        const outcome = expected.get(program.name);
        const result = results[i]?.get(program.name);
        const problem = result === undefined ? silence(outcome!) : judge(program, outcome, result);
        count(
          tally,
          name,
          program.name,
          problem,
          result === undefined ? undefined : notYet.get(program.name),
        );
      }
      for (const line of tally.notYet) console.log(line);
      console.log(`${name}: ${tally.passed} passed, ${tally.failed} failed${pending(tally)}`);
      total.passed += tally.passed;
      total.failed += tally.failed;
      total.notYet.push(...tally.notYet);
    }
  }
  console.log(`${total.passed} passed, ${total.failed} failed${pending(total)}`);
  return total.failed === 0 ? 0 : 1;
}

function show(name: string, { stdout, exitCode, uncaught }: Outcome): void {
  console.log(`--- ${name}: exit code ${exitCode}${uncaught === null ? "" : `, ${uncaught}`}`);
  console.log(Buffer.from(stdout).toString("utf8").trimEnd());
}

function pending(tally: Tally): string {
  return tally.notYet.length === 0 ? "" : `, ${tally.notYet.length} not yet`;
}

/** Null when the program did what is expected of it, else what went wrong. */
function judge(program: LanguageProgram, expected: Outcome | undefined, result: Result): string | null {
  if (result.kind === "broken") return result.reason;
  if (program.topic === REFUSED_TOPIC) {
    return refusalDifference(program.refusedLines, result.kind === "refused" ? result.refusals : []);
  }
  if (result.kind === "refused") {
    const lines = result.refusals.map((refusal) => `  ${refusal.place}: ${refusal.code} ${refusal.message}`);
    return `refused by the compiler\n${lines.join("\n")}`;
  }
  const problem = difference(expected!, result.outcome);
  if (problem === null || result.outcome.uncaught !== null || result.stderr === "") return problem;
  return `${problem}\nstderr: ${result.stderr.split("\n").slice(0, 12).join("\n        ")}`;
}

/** A program that prints nothing pins nothing down. */
function silence(outcome: Outcome): string | null {
  return outcome.stdout.length === 0
    ? "prints nothing under Node, so it cannot show a difference; print more"
    : null;
}

function count(tally: Tally, lane: string, name: string, problem: string | null, reason?: string): void {
  if (reason !== undefined && problem !== null) {
    tally.notYet.push(`not yet ${lane} ${name}: ${reason}`);
    return;
  }
  const shown =
    reason === undefined ? problem : `passes although listed: remove it from not-yet.txt ("${reason}")`;
  if (shown === null) {
    tally.passed += 1;
    return;
  }
  tally.failed += 1;
  console.log(`FAILED ${lane} ${name}\n  ${shown.replaceAll("\n", "\n  ")}`);
}

interface Options {
  /** Every Nth program of the lane `name`. */
  readonly lanes: readonly { readonly name: string; readonly every: number }[];
  readonly jobs: number;
  readonly update: boolean;
  readonly show: boolean;
  selects(program: LanguageProgram): boolean;
}

function readOptions(args: string[]): Options | string {
  let values: {
    lane?: string[];
    topic?: string[];
    filter?: string;
    jobs?: string;
    update?: boolean;
    show?: boolean;
  };
  try {
    ({ values } = parseArgs({
      args,
      options: {
        lane: { type: "string", multiple: true },
        topic: { type: "string", multiple: true },
        filter: { type: "string" },
        jobs: { type: "string" },
        update: { type: "boolean" },
        show: { type: "boolean" },
      },
    }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const lanes = (values.lane ?? ["node", REFUSAL_LANE])
    .flatMap((lane) => lane.split(","))
    .map((word) => {
      const [name, every = "1"] = word.split("/");
      return { word, name: name!, every: Number(every) };
    });
  const wrong = lanes.find(
    ({ name, every }) => !Object.hasOwn(LANES, name) || !(every >= 1 && every % 1 === 0),
  );
  if (wrong !== undefined && !Object.hasOwn(LANES, wrong.name)) return `there is no lane "${wrong.name}"`;
  if (wrong !== undefined) return `--lane needs a whole number from 1 behind "/", got "${wrong.word}"`;
  const jobs = Number(values.jobs ?? "2");
  if (!Number.isInteger(jobs) || jobs < 1) return `--jobs needs a whole number from 1, got "${values.jobs}"`;
  const { topic: topics, filter } = values;
  return {
    lanes,
    jobs,
    update: values.update ?? false,
    show: values.show ?? false,
    selects: (program) =>
      (topics === undefined || topics.includes(program.topic)) &&
      (filter === undefined || program.name.includes(filter)),
  };
}
