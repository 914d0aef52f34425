#!/usr/bin/env node
// The whole test suite: runs every lane as a process of its own, two at a time, and adds up what they counted.
//
//   node test/run.mjs [LANE...] [--list]
//
// What a lane tests is the lane's business. The last line is exactly `N passed, N failed`; exit code 1 if
// anything failed, 2 for wrong usage. Needs what set-up brings; `npm test` runs that first.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { countLine, countVitest, settle } from "./counts.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const reports = join(root, ".cache", "test");
const AT_ONCE = 2;
const LANE_LIMIT_MS = 2_400_000;
/** Most wrong and crashed tests of test262, in per cent of those that compile. To be lowered as they are mended. */
const TEST262_LIMIT = "1";

/** Folders whose vitest files boot the emulator; they make a lane of their own. */
const EMULATOR_FOLDERS = ["sdk/emulator", "test/emulator", "test/net", "test/outsiders"];

/**
 * Which part of the programs a slow lane runs here: every Nth. `npm run test:language` runs all of them; the
 * numbers have no common factor, so that the slices differ.
 */
const SLICES = { cubieboard: 5, "orangepi-pc": 11, "host-gcstress": 13, "host-O2-asan": 9 };

/** Longest lanes first, so that the end of the run is not one lane alone. */
const LANES = [
  ...languageLanes(),
  // Two programs of each theme and the seeds of past failures; `npm run fuzz` goes on for ten minutes.
  { name: "fuzz", argv: ["test/fuzz/run.mjs", "--count", "2"], count: (output) => countLine(output) },
  ...test262(),
  vitest(
    "unit",
    EMULATOR_FOLDERS.flatMap((folder) => ["--exclude", `${folder}/**`]),
  ),
  vitest("emulator", EMULATOR_FOLDERS),
  single("types", ["typescript/bin/tsc", "--noEmit", "-p", "tsconfig.json"]),
  single("format and lint", ["@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."]),
];

/** A lane of vitest: counted by its JSON report, so that what tests print cannot be taken for totals. */
function vitest(name, args) {
  const report = join(reports, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return {
    name,
    argv: [npmProgram("vitest/vitest.mjs"), "run", "--maxWorkers=2", ...reporters, ...args],
    before: () => rmSync(report, { force: true }),
    count: () => (existsSync(report) ? countVitest(JSON.parse(readFileSync(report, "utf8"))) : null),
  };
}

/** A lane that is one test: it passes if its program ends with 0. */
function single(name, [program, ...args]) {
  return {
    name,
    argv: [npmProgram(program), ...args],
    count: (_output, code) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
  };
}

/** The differential lanes, one process for those that share executables; without the compiler, Node's own side. */
function languageLanes() {
  if (!existsSync(join(root, "test/language/run.mjs"))) return [];
  const groups = existsSync(join(root, "sdk/compile.ts"))
    ? [["cubieboard"], ["orangepi-pc"], ["host-O2-asan"], ["node", "host-O0", "host-gcstress"]]
    : [["node"]];
  return groups.map((names) => ({
    name: `language on ${names.join(", ")}`,
    argv: ["test/language/run.mjs", "--lane", names.map((name) => `${name}/${SLICES[name] ?? 1}`).join(",")],
    count: (output) => countLine(output),
  }));
}

/** A sample of the conformance tests, where there is a checkout of them. */
function test262() {
  if (process.env.TEST262 === undefined) return [];
  const argv = [
    "test/test262/run.mjs",
    "--sample",
    "60",
    "--offset",
    "5",
    "--jobs",
    "1",
    "--limit",
    TEST262_LIMIT,
  ];
  return [{ name: "test262", argv, count: (output) => countLine(output) }];
}

function npmProgram(path) {
  return join("node_modules", path);
}

process.exitCode = await main(process.argv.slice(2));

async function main(words) {
  const unknown = words.filter((word) => word !== "--list" && !LANES.some((lane) => lane.name === word));
  if (unknown.length > 0) {
    console.error(
      `test: there is no lane "${unknown[0]}"; lanes: ${LANES.map((lane) => lane.name).join(", ")}`,
    );
    return 2;
  }
  if (words.includes("--list")) {
    for (const lane of LANES) console.log(lane.name);
    return 0;
  }
  if (process.env.TEST262 === undefined)
    console.log("  test262 is left out: set TEST262 to a checkout (test/test262/README.md)");
  mkdirSync(reports, { recursive: true });
  const waiting = LANES.filter((lane) => words.length === 0 || words.includes(lane.name));
  const total = { passed: 0, failed: 0 };
  const worker = async () => {
    for (let lane = waiting.shift(); lane; lane = waiting.shift()) {
      const { passed, failed } = await runLane(lane);
      total.passed += passed;
      total.failed += failed;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

async function runLane(lane) {
  const started = performance.now();
  console.log(`  … ${lane.name}`);
  lane.before?.();
  const { code, output } = await runNode(lane.argv);
  const totals = settle(lane.count(output, code), code);
  const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`;
  const good = totals.failed === 0;
  const summary = `${totals.passed} passed, ${totals.failed} failed`;
  console.log(`  ${good ? "✔" : "✘"} ${lane.name.padEnd(44)} ${summary.padEnd(28)} ${seconds.padStart(8)}`);
  if (!good) console.log(`\n--- output of ${lane.name} (exit code ${code}) ---\n${output.trimEnd()}\n---\n`);
  return totals;
}

/** Runs Node with `argv` at the project's root; resolves to its exit code and everything it printed. */
function runNode(argv) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, argv, {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      // No colour codes in output that is kept back and searched.
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" },
    });
    let output = "";
    const timer = setTimeout(() => {
      output += `\nended after ${LANE_LIMIT_MS / 1000} s, which is too long for a lane\n`;
      // The lane's own end handlers stop what it has started; a lane that ignores this is killed.
      child.kill("SIGTERM");
      setTimeout(() => child.kill("SIGKILL"), 5_000).unref();
    }, LANE_LIMIT_MS);
    child.stdout.on("data", (piece) => (output += piece));
    child.stderr.on("data", (piece) => (output += piece));
    child.on("error", (error) => (output += `${error.message}\n`));
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, output });
    });
  });
}
