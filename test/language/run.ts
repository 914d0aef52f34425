// The differential language lane: every program must do under the compiler what it does under Node.
// Compared are stdout byte for byte, the exit code and the line of an uncaught error; not timing, not stack traces.
//
//   node test/language/run.mjs [--lane NAME]... [--topic NAME]... [--filter TEXT] [--jobs N] [--update] [--show]
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type BuildOptions, compileBatch, type Result } from "./adapter.ts";
import { typeErrors } from "./check-types.ts";
import { difference, type Outcome, refusalDifference } from "./compare.ts";
import { oracleOutcomes } from "./oracle.ts";
import { findPrograms, LaneError, type LanguageProgram, parseNotYet, REFUSED_TOPIC } from "./programs.ts";

const HOST = { target: "host", sanitize: false, gcStress: false } as const;
const BOARD = { optimise: "O2", sanitize: false, gcStress: false } as const;

/** Lanes by name. `node` compiles nothing: it type-checks the programs and runs the oracle. */
const LANES: Readonly<Record<string, BuildOptions | null>> = {
  node: null,
  "host-O0": { ...HOST, optimise: "O0" },
  "host-O2-asan": { ...HOST, optimise: "O2", sanitize: true },
  "host-gcstress": { ...HOST, optimise: "O0", gcStress: true },
  cubieboard: { ...BOARD, target: "cubieboard" },
  "orangepi-pc": { ...BOARD, target: "orangepi-pc" },
};
/** Refusing is work of the front end, the same for every target, so one lane checks it. */
const REFUSAL_LANE = "host-O0";

const USAGE = `usage: node test/language/run.mjs [options]
  --lane NAME    ${Object.keys(LANES).join(", ")}; may be repeated; default: node and host-O0
  --topic NAME   only this folder of programs; may be repeated
  --filter TEXT  only programs whose topic/name contains TEXT
  --every N      only every Nth program: a bounded slice of a slow lane, the same one each time
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
  const selected = all.filter((program, index) => options.selects(program, index));
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

  const total: Tally = { passed: 0, failed: 0, notYet: [] };
  for (const lane of options.lanes) {
    const build = LANES[lane]!;
    const programs = lane === REFUSAL_LANE ? selected : running;
    const results = build === null ? null : await compileBatch(programs, build, root, options.jobs);
    const tally: Tally = { passed: 0, failed: 0, notYet: [] };
    for (const program of programs) {
      const outcome = expected.get(program.name);
      const problem =
        results === null ? silence(outcome!) : judge(program, outcome, results.get(program.name)!);
      count(tally, lane, program.name, problem, results === null ? undefined : notYet.get(program.name));
    }
    for (const line of tally.notYet) console.log(line);
    console.log(`${lane}: ${tally.passed} passed, ${tally.failed} failed${pending(tally)}`);
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.notYet.push(...tally.notYet);
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
  readonly lanes: readonly string[];
  readonly jobs: number;
  readonly update: boolean;
  readonly show: boolean;
  selects(program: LanguageProgram, index: number): boolean;
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
        every: { type: "string" },
        jobs: { type: "string" },
        update: { type: "boolean" },
        show: { type: "boolean" },
      },
    }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const lanes = (values.lane ?? ["node", REFUSAL_LANE]).flatMap((lane) => lane.split(","));
  const unknown = lanes.find((lane) => !Object.hasOwn(LANES, lane));
  if (unknown !== undefined) return `there is no lane "${unknown}"`;
  const jobs = Number(values.jobs ?? "2");
  if (!Number.isInteger(jobs) || jobs < 1) return `--jobs needs a whole number from 1, got "${values.jobs}"`;
  const every = Number(values.every ?? "1");
  if (!Number.isInteger(every) || every < 1)
    return `--every needs a whole number from 1, got "${values.every}"`;
  const { topic: topics, filter } = values;
  return {
    lanes,
    jobs,
    update: values.update ?? false,
    show: values.show ?? false,
    selects: (program, index) =>
      index % every === 0 &&
      (topics === undefined || topics.includes(program.topic)) &&
      (filter === undefined || program.name.includes(filter)),
  };
}
