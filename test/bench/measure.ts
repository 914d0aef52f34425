// Builds and runs a benchmark for one engine and reads what it printed: answers and best times.
//
// Every engine runs the same two sizes in the same way: `run(n)` a number of times in one process, of which the
// best counts, so that neither starting nor warming up is measured. On the emulated boards each instruction
// takes one nanosecond of the board's own clock, so that a time there is a number of instructions.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import ts from "typescript";
import { findBoard } from "../../boards/index.ts";
import type { Target } from "../../sdk/backend/flags.ts";
import { compileProgram } from "../../sdk/compile.ts";
import { Machine } from "../../sdk/emulator/machine.ts";
import { CPU_FLAGS, findArmToolchain, findHostCompiler } from "../../sdk/toolchain/find-toolchain.ts";
import { runProcess } from "../language/pool.ts";
import type { Benchmark } from "./programs.ts";

/** A size and how often it is run. */
export interface Pair {
  readonly n: number;
  readonly repeats: number;
}

export interface Measured {
  /** What `run` returned, one per pair. */
  readonly answers: readonly string[];
  /** Milliseconds; on an emulated board millions of instructions. */
  readonly times: readonly number[];
}

export type Outcome =
  | { readonly ok: true; readonly measured: Measured }
  | { readonly ok: false; readonly why: string };

export interface Places {
  /** The folder of the benchmarks. */
  readonly here: string;
  /** Where sources and executables are made. */
  readonly work: string;
}

const LIMIT_MS = 180_000;
const LOAD_ADDRESS = "0x42000000";

function failed(why: string): Outcome {
  return { ok: false, why };
}

/** The program around a benchmark: runs the pairs, prints answer and time of each. */
function mainOf(places: Places, benchmark: Benchmark, pairs: readonly Pair[]): string {
  const wait = benchmark.isAsync ? "await " : "";
  const calls = pairs.map(({ n, repeats }) => `${wait}measure(${n}, ${repeats});`).join("\n");
  return `import { run } from ${JSON.stringify(join(places.here, "programs", `${benchmark.name}.ts`))};

${benchmark.isAsync ? "async " : ""}function measure(n: number, repeats: number) {
  let best = Infinity;
  let answer = "";
  for (let k = 0; k < repeats; k++) {
    const start = performance.now();
    answer = ${wait}run(n);
    best = Math.min(best, performance.now() - start);
  }
  console.log(answer);
  console.log("@ " + best);
}
${calls}
`;
}

function writeMain(places: Places, benchmark: Benchmark, pairs: readonly Pair[], name: string): string {
  mkdirSync(places.work, { recursive: true });
  const file = join(places.work, `${benchmark.name}-${name}.ts`);
  writeFileSync(file, mainOf(places, benchmark, pairs));
  return file;
}

function read(stdout: string, count: number): Outcome {
  const lines = stdout.trimEnd().split(/\r?\n/);
  const answers = lines.filter((line) => !line.startsWith("@ "));
  const times = lines.filter((line) => line.startsWith("@ ")).map((line) => Number(line.slice(2)));
  if (times.length !== count || answers.length !== count)
    return failed(`printed ${JSON.stringify(stdout.slice(0, 200))}`);
  return { ok: true, measured: { answers, times } };
}

async function execute(command: string, args: readonly string[], count: number): Promise<Outcome> {
  const { stdout, stderr, exitCode, timedOut } = await runProcess(command, args, LIMIT_MS);
  if (timedOut) return failed(`still running after ${LIMIT_MS / 1000} s`);
  if (exitCode !== 0) return failed(`exit code ${exitCode}: ${stderr.trim().split("\n")[0] ?? ""}`);
  return read(Buffer.from(stdout).toString("utf8"), count);
}

async function emulate(elf: string, target: Target, count: number): Promise<Outcome> {
  const emulator = findBoard(target)?.emulator;
  if (!emulator) return failed(`${target} has no emulator`);
  const { machine } = emulator;
  const running = new Machine({
    machine,
    kernel: elf,
    semihosting: true,
    noReboot: true,
    icountShift: 0,
    lifetimeMs: LIMIT_MS,
  });
  const code = await running.exited;
  if (running.timedOut) return failed(`still running after ${LIMIT_MS / 1000} s`);
  const text =
    Buffer.concat(running.consolePieces).toString("utf8") +
    running.messages.replace(/^qemu-system-arm: warning.*\n?/gm, "");
  return code === 0 ? read(text, count) : failed(`exit code ${code}: ${text.slice(-200)}`);
}

/** Compiled by Ingot: a process of this computer, or bare on an emulated board. */
export async function measureIngot(
  places: Places,
  benchmark: Benchmark,
  pairs: readonly Pair[],
  target: Target,
): Promise<Outcome> {
  const outFile = join(places.work, `${benchmark.name}-${target}.elf`);
  const entry = writeMain(places, benchmark, pairs, target);
  const compiled = await compileProgram({
    entry,
    target,
    optimise: "2",
    outFile,
    sourceRoot: "/",
    semihosting: true,
  });
  if (!compiled.ok) {
    const [first] = compiled.diagnostics;
    return failed(`refused: ${first?.code} ${first?.message}`);
  }
  return target === "host" ? execute(outFile, [], pairs.length) : emulate(outFile, target, pairs.length);
}

/** The port to C at -O2, with the roundings of ECMAScript (no fused multiplication and addition). */
export async function measureC(
  places: Places,
  benchmark: Benchmark,
  pairs: readonly Pair[],
  target: Target,
): Promise<Outcome> {
  const source = (name: string): string => join(places.here, "c", `${name}.c`);
  const out = join(places.work, `${benchmark.name}-${target}-c`);
  mkdirSync(places.work, { recursive: true });
  const numbers = pairs.flatMap(({ n, repeats }) => [n, repeats]).map(String);
  const flags = ["-std=gnu11", "-O2", "-ffp-contract=off", "-o", out, source("main"), source(benchmark.name)];
  if (target === "host") {
    const made = await runProcess(findHostCompiler().cc, [...flags, "-lm"], LIMIT_MS);
    return made.exitCode === 0 ? execute(out, numbers, pairs.length) : failed(made.stderr);
  }
  const bare = [
    ...CPU_FLAGS[target === "cubieboard" ? "cortex-a8" : "cortex-a7"],
    ...[
      "-DBARE",
      `-DPAIRS=${numbers.join(",")}`,
      "-mno-unaligned-access",
      source("bare"),
      "--specs=nosys.specs",
    ],
    ...["-nostartfiles", "-Wl,-e,_start", `-Wl,-Ttext=${LOAD_ADDRESS}`, "-Wl,--no-warnings"],
    ...(target === "cubieboard" ? [] : ["-DGENERIC_TIMER"]),
  ];
  const made = await runProcess(findArmToolchain().cc, [...flags, ...bare, "-lm"], LIMIT_MS);
  return made.exitCode === 0 ? emulate(out, target, pairs.length) : failed(made.stderr);
}

/** Node with its compiler at work, in a process of its own. */
export async function measureNode(
  places: Places,
  benchmark: Benchmark,
  pairs: readonly Pair[],
): Promise<Outcome> {
  return execute(process.execPath, [await bundle(places, benchmark, pairs, "node")], pairs.length);
}

/** quickjs-ng's `qjs` (or another of its kind), in a process of its own. */
export async function measureQuickJs(
  places: Places,
  benchmark: Benchmark,
  pairs: readonly Pair[],
  qjs: string,
): Promise<Outcome> {
  return execute(qjs, [await bundle(places, benchmark, pairs, "quickjs")], pairs.length);
}

async function bundle(
  places: Places,
  benchmark: Benchmark,
  pairs: readonly Pair[],
  name: string,
): Promise<string> {
  const entry = writeMain(places, benchmark, pairs, name);
  const outfile = join(places.work, `${benchmark.name}-${name}.mjs`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: "esm",
    target: "es2023",
    logLevel: "error",
  });
  return outfile;
}

/** duktape, which knows ECMAScript 5: the program is rewritten to that by TypeScript. */
export async function measureDuktape(
  places: Places,
  benchmark: Benchmark,
  pairs: readonly Pair[],
  duk: string,
): Promise<Outcome> {
  if (benchmark.needs !== undefined) return failed(`ECMAScript 5 has no ${benchmark.needs}`);
  const main = mainOf(places, benchmark, pairs)
    .replace(/^import .*\n/, "")
    .replaceAll("console.log", "print");
  const program = ts.sys.readFile(join(places.here, "programs", `${benchmark.name}.ts`)) ?? "";
  // The library of ECMAScript 2015 that the programs use and that is not what they measure.
  const library = `String.prototype.padStart = function (n, f) { var s = "" + this; while (s.length < n) s = f + s; return s; };
Array.prototype.includes = function (x) { return this.indexOf(x) >= 0; };
if (!Math.cbrt) Math.cbrt = function (x) { return Math.pow(x, 1 / 3); };`;
  const { outputText } = ts.transpileModule(`${program.replace("export function", "function")}\n${main}`, {
    compilerOptions: { target: ts.ScriptTarget.ES5, module: ts.ModuleKind.None, ignoreDeprecations: "6.0" },
  });
  const file = join(places.work, `${benchmark.name}-duktape.js`);
  writeFileSync(file, `${library}\n${outputText}`);
  return execute(duk, [file], pairs.length);
}
