// The command `npm run bench`: measures every benchmark on every engine, prints ratios, means and targets.
//
// Exit code 1 when an answer differs from Node's or a trap is sprung, or with --strict when a target is missed.
import { join } from "node:path";
import {
  measureC,
  measureDuktape,
  measureIngot,
  measureNode,
  measureQuickJs,
  type Outcome,
  type Pair,
  type Places,
} from "./measure.ts";
import { BENCHMARKS, type Benchmark } from "./programs.ts";
import { headline, line, type Row, summary } from "./report.ts";
import { runTraps } from "./traps.ts";

const USAGE = `usage: npm run bench -- [--only WORD] [--no-boards] [--no-interpreters] [--no-traps] [--strict]
  --only WORD         benchmarks with WORD in their name
  --no-boards         nothing in the emulator
  --no-interpreters   neither duktape nor quickjs-ng
  --no-traps          no algorithmic traps
  --strict            exit code 1 also when a target is missed`;

/** Paths of the interpreters to compare with; null where there is none. */
export interface Interpreters {
  readonly duk: string | null;
  readonly qjs: string | null;
}

export async function main(
  root: string,
  args: readonly string[],
  findInterpreters: () => Promise<Interpreters>,
): Promise<number> {
  const flags = new Set<string>();
  let only = "";
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!;
    if (word === "--only" && i + 1 < args.length) only = args[++i]!;
    else if (["--no-boards", "--no-interpreters", "--no-traps", "--strict"].includes(word)) flags.add(word);
    else {
      console.error(`bench: unknown option ${word}\n${USAGE}`);
      return 2;
    }
  }
  const chosen = BENCHMARKS.filter(({ name }) => name.includes(only));
  if (chosen.length === 0) {
    console.error(`bench: no name has "${only}" in it: ${BENCHMARKS.map(({ name }) => name).join(", ")}`);
    return 2;
  }
  const places: Places = { here: join(root, "test/bench"), work: join(root, ".cache/bench") };
  const engines = flags.has("--no-interpreters") ? { duk: null, qjs: null } : await findInterpreters();
  const boards = !flags.has("--no-boards");
  const rows: Row[] = [];
  console.log(headline());
  for (const benchmark of chosen) {
    const row = await measure(places, benchmark, engines, boards);
    rows.push(row);
    console.log(line(row));
    for (const problem of row.problems) console.log(`    ${problem}`);
  }
  const { text, missed } = summary(rows);
  console.log(text);
  let wrong = rows.some((row) => row.wrong);
  if (!flags.has("--no-traps") && only === "") wrong = !(await runTraps(places)) || wrong;
  return wrong || (missed && flags.has("--strict")) ? 1 : 0;
}

async function measure(
  places: Places,
  benchmark: Benchmark,
  engines: Interpreters,
  boards: boolean,
): Promise<Row> {
  const { large, small } = benchmark;
  const both: Pair[] = [
    { n: small, repeats: 5 },
    { n: large, repeats: 3 },
  ];
  const one: Pair[] = [{ n: small, repeats: 1 }];
  const problems: string[] = [];
  let wrong = false;
  const node = await measureNode(places, benchmark, both);
  if (!node.ok) return { benchmark, cells: {}, problems: [`Node: ${node.why}`], wrong: true };
  const expected = node.measured.answers;
  /** The times, if it ran and said what Node says. */
  const judge = (name: string, outcome: Outcome, mustRun: boolean): readonly number[] | undefined => {
    if (!outcome.ok) {
      problems.push(`${name}: ${outcome.why}`);
      if (mustRun && !outcome.why.startsWith("refused")) wrong = true;
      return undefined;
    }
    const { answers, times } = outcome.measured;
    const at = answers.findIndex((answer, i) => answer !== expected[i]);
    if (at < 0) return times;
    problems.push(`${name}: WRONG: ${answers[at]} where Node says ${expected[at]}`);
    wrong = true;
    return undefined;
  };
  const ingot = judge("compiled", await measureIngot(places, benchmark, both, "host"), true);
  const c = benchmark.c ? judge("C", await measureC(places, benchmark, both, "host"), true) : undefined;
  const duk =
    engines.duk && judge("duktape", await measureDuktape(places, benchmark, one, engines.duk), false);
  const qjs =
    engines.qjs && judge("quickjs", await measureQuickJs(places, benchmark, one, engines.qjs), false);
  const cells: Row["cells"] = {};
  if (ingot) {
    cells.ms = ingot[1]!;
    if (c) cells.c = ingot[1]! / c[1]!;
    cells.node = ingot[1]! / node.measured.times[1]!;
    if (duk) cells.duktape = duk[0]! / ingot[0]!;
    if (qjs) cells.quickjs = qjs[0]! / ingot[0]!;
    if (boards) {
      for (const [key, target] of [
        ["a8", "cubieboard"],
        ["a7", "orangepi-pc"],
      ] as const) {
        const on = judge(target, await measureIngot(places, benchmark, one, target), true);
        const port = benchmark.c
          ? judge(`C on ${target}`, await measureC(places, benchmark, one, target), true)
          : undefined;
        if (on) cells[`${key}Count`] = on[0]!;
        if (on && port) cells[key] = on[0]! / port[0]!;
      }
    }
  }
  return { benchmark, cells, problems, wrong };
}
