// Algorithmic traps: operations on 100,000 elements that a careless library makes quadratic.
//
// Each is timed at 25,000 and at 100,000 elements. It is sprung when four times the elements take more than ten
// times as long (and long enough to tell) where Node does better, or when it takes 20 times as long as under Node.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { compileProgram } from "../../sdk/compile.ts";
import { runProcess } from "../language/pool.ts";
import type { Places } from "./measure.ts";

const LIMIT_MS = 120_000;
/** Below this, in milliseconds, nothing is told from a ratio. */
const TELLING_MS = 20;
const MOST_GROWTH = 10;
const MOST_TO_NODE = 20;

type Times = Map<string, { readonly quarter: number; readonly whole: number; readonly answer: string }>;

/** Prints a table; true when no trap is sprung. */
export async function runTraps(places: Places): Promise<boolean> {
  const entry = join(places.here, "programs", "traps.ts");
  const executable = join(places.work, "traps");
  const compiled = await compileProgram({
    entry,
    target: "host",
    optimise: "2",
    outFile: executable,
    sourceRoot: "/",
  });
  if (!compiled.ok) {
    console.log(`traps: refused: ${compiled.diagnostics[0]?.message}`);
    return false;
  }
  const script = join(places.work, "traps.mjs");
  await build({
    entryPoints: [entry],
    outfile: script,
    bundle: true,
    format: "esm",
    target: "es2023",
    logLevel: "error",
  });
  const node = await times(process.execPath, [script]);
  const ours = await times(executable, []);
  writeFileSync(join(places.work, "traps.json"), JSON.stringify([...ours]));
  let good = true;
  console.log(`\ntraps at 100,000 elements        time    / Node    x 4 elements`);
  for (const [name, theirs] of node) {
    const mine = ours.get(name);
    const verdicts: string[] = [];
    if (mine === undefined) verdicts.push("DID NOT RUN");
    else {
      if (mine.answer !== theirs.answer) verdicts.push(`WRONG: ${mine.answer}, Node: ${theirs.answer}`);
      if (mine.whole > TELLING_MS && mine.whole > MOST_GROWTH * mine.quarter && mine.whole > 2 * theirs.whole)
        verdicts.push("GROWS TOO FAST");
      if (mine.whole > TELLING_MS && mine.whole > MOST_TO_NODE * theirs.whole) verdicts.push("TOO SLOW");
    }
    if (verdicts.length > 0) good = false;
    const { whole, quarter } = mine ?? { whole: Number.NaN, quarter: Number.NaN };
    console.log(
      `  ${name.padEnd(22)}${whole.toFixed(2).padStart(9)} ms${(whole / theirs.whole).toFixed(2).padStart(9)}` +
        `${(whole / quarter).toFixed(1).padStart(15)}  ${verdicts.join(", ")}`,
    );
  }
  return good;
}

async function times(command: string, args: readonly string[]): Promise<Times> {
  const { stdout } = await runProcess(command, args, LIMIT_MS);
  const found: Times = new Map();
  for (const text of Buffer.from(stdout).toString("utf8").trimEnd().split("\n")) {
    const [name, quarter, whole, answer] = text.split("\t");
    if (name !== undefined && answer !== undefined)
      found.set(name, { quarter: Number(quarter), whole: Number(whole), answer });
  }
  return found;
}
