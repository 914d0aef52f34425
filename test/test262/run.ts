// Runs a checkout of test262 through the compiler and counts, by folder: exact, refused, wrong, crash.
// Selecting, writing, running and judging are the business of the files beside; README.md says what counts as what.
//
//   node test/test262/run.mjs [--path DIR] [--filter TEXT] [--sample N] [--offset K] [--jobs N] [--limit P] [--baseline] [--report FILE]
import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { classify, passesUnderNode, type Verdict } from "./classify.ts";
import { execute } from "./execute.ts";
import { selectTests, type Test } from "./selection.ts";
import { Sources } from "./sources.ts";
import { baselineText, type Result, table } from "./table.ts";

/** Tests that share an executable. */
const BATCH = 250;
const USAGE = `usage: npm run test262 -- --path DIR [options]
  --path DIR       a checkout of test262; default: the environment variable TEST262
  --filter TEXT    only tests whose path contains TEXT
  --sample N       every Nth test
  --offset K       of these, those that begin with the Kth test from 0: 0 to N - 1 are different tests; default 0
  --jobs N         processes that compile, default 2
  --limit P        fail unless wrong and crash together are below P per cent of what compiles
  --baseline       write the counts to test/test262/baseline.txt
  --report FILE    write one line for each test: verdict, name, reason`;

interface Options {
  readonly checkout: string;
  readonly filter: string | null;
  readonly sample: number;
  readonly offset: number;
  readonly jobs: number;
  readonly limit: number | null;
  readonly baseline: boolean;
  readonly report: string | null;
  readonly shard: string | null;
}

/** Returns the exit code: 0 done (and below the gate), 1 above it, 2 wrong usage. */
export async function main(root: string, args: string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    console.error(`${options}\n${USAGE}`);
    return 2;
  }
  if (!existsSync(join(options.checkout, "harness/assert.js"))) {
    console.error(`${options.checkout} is no checkout of test262: it has no harness/assert.js`);
    return 2;
  }
  const tests = selectTests(options.checkout, options.filter).filter(
    (_, i) => i % options.sample === options.offset,
  );
  if (options.shard !== null) {
    await runShard(root, options, tests, options.shard);
    return 0;
  }
  const results = await runShards(root, options, args, tests.length);
  const shown = table(results);
  console.log(shown.text);
  if (options.report !== null) {
    const lines = results.map((r) => `${r.kind}\t${r.name}\t${r.reason}`).sort();
    writeFileSync(options.report, `${lines.join("\n")}\n`);
  }
  if (options.baseline)
    writeFileSync(
      join(root, "test/test262/baseline.txt"),
      baselineText(results, options.sample, options.offset),
    );
  const bad = shown.wrong + shown.crash;
  const compiled = shown.exact + bad;
  if (options.limit === null) return 0;
  // Below the limit the lane passes as a whole: single tests are not named one by one as known failures.
  const failed = bad * 100 >= options.limit * Math.max(1, compiled);
  console.log(`${shown.exact} passed, ${failed ? bad : 0} failed`);
  return failed ? 1 : 0;
}

/** Compiling is work of one thread, so each shard is a process. */
async function runShards(root: string, options: Options, args: string[], count: number): Promise<Result[]> {
  const folder = join(root, ".cache/test262");
  mkdirSync(folder, { recursive: true });
  const files = Array.from({ length: options.jobs }, (_, i) =>
    join(folder, `results-${process.pid}-${i}.jsonl`),
  );
  await Promise.all(
    files.map((file, i) => {
      rmSync(file, { force: true });
      return runSelf(root, [...args, "--shard", `${i}/${options.jobs}/${file}`]);
    }),
  );
  const results = files.flatMap((file) =>
    (existsSync(file) ? readFileSync(file, "utf8") : "")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Result),
  );
  for (const file of files) rmSync(file, { force: true });
  if (results.length !== count) console.error(`${count - results.length} of ${count} tests have no result`);
  return results;
}

function runSelf(root: string, args: string[]): Promise<void> {
  return new Promise((resolve) => {
    const argv = ["--max-old-space-size=4096", join(root, "test/test262/run.mjs"), ...args];
    const child = spawn(process.execPath, argv, { stdio: "inherit" });
    child.on("close", () => resolve());
  });
}

async function runShard(root: string, options: Options, all: readonly Test[], shard: string): Promise<void> {
  const [index, count, ...rest] = shard.split("/");
  const file = rest.join("/");
  // Batches are dealt out like cards, so that the shards end together.
  const batches: Test[][] = [];
  for (let start = 0; start < all.length; start += BATCH) batches.push(all.slice(start, start + BATCH));
  const folder = join(root, `.cache/test262/work-${process.pid}`);
  const sources = new Sources(options.checkout, folder);
  try {
    for (const [number, tests] of batches.entries()) {
      if (number % Number(count) !== Number(index)) continue;
      const results = await runBatch(tests, sources, folder, root);
      appendFileSync(file, results.map((result) => `${JSON.stringify(result)}\n`).join(""));
      process.stderr.write(`batch ${number + 1} of ${batches.length}: ${tests[0]!.name}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runBatch(
  tests: readonly Test[],
  sources: Sources,
  folder: string,
  root: string,
): Promise<Result[]> {
  const paths = tests.map((test) => sources.write(test));
  const entries = paths.map((path, i) => ({ path, parts: sources.partsOf(tests[i]!) }));
  const happened = await execute(entries, root, join(folder, "batch"));
  const results: Result[] = [];
  for (const [i, test] of tests.entries()) {
    let verdict: Verdict = classify(test, happened.get(paths[i]!)!);
    const failed = verdict.kind === "wrong" || verdict.kind === "crash";
    if (failed && !(await passesUnderNode(test, paths[i]!)))
      verdict = { kind: "node", reason: verdict.reason };
    results.push({ name: test.name, ...verdict });
  }
  return results;
}

function readOptions(args: string[]): Options | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        path: { type: "string" },
        filter: { type: "string" },
        sample: { type: "string" },
        offset: { type: "string" },
        jobs: { type: "string" },
        limit: { type: "string" },
        baseline: { type: "boolean" },
        report: { type: "string" },
        shard: { type: "string" },
      },
    });
    const checkout = values.path ?? process.env.TEST262;
    if (checkout === undefined) return "where is the checkout? give --path DIR or set TEST262";
    const sample = Number(values.sample ?? "1");
    const offset = Number(values.offset ?? "0");
    const jobs = Number(values.jobs ?? "2");
    if (!Number.isInteger(sample) || sample < 1)
      return `--sample needs a whole number from 1, got "${values.sample}"`;
    if (!Number.isInteger(offset) || offset < 0 || offset >= sample)
      return `--offset needs a whole number from 0, below that of --sample, got "${values.offset}"`;
    if (!Number.isInteger(jobs) || jobs < 1)
      return `--jobs needs a whole number from 1, got "${values.jobs}"`;
    return {
      checkout,
      sample,
      offset,
      jobs,
      filter: values.filter ?? null,
      limit: values.limit === undefined ? null : Number(values.limit),
      baseline: values.baseline ?? false,
      report: values.report ?? null,
      shard: values.shard ?? null,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
