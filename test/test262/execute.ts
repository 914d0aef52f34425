// Compiles tests, many in one executable, and runs each: what happened, not whether that is right.
// A test that breaks the compiler is found by halving the batch it is in.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { compileProgram } from "../../sdk/compile.ts";
import type { Diagnostic } from "../../sdk/diagnostics/diagnostic.ts";

/** Of processor time, which does not depend on what else the computer does; and by the clock, for a test that only waits. */
const LIMIT_S = 10;
const LIMIT_WAITING_MS = 100_000;
/** Processes at a time in one shard: a test is mostly the start of a process. */
const RUNNING = 2;

export type Happened =
  | { readonly kind: "ran"; readonly stdout: string; readonly stderr: string; readonly exitCode: number }
  | { readonly kind: "refused"; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "broken"; readonly reason: string };

export interface Entry {
  readonly path: string;
  /** Modules it imports. */
  readonly parts: readonly string[];
}

/** What each of `entries` does. */
export async function execute(
  entries: readonly Entry[],
  root: string,
  outFile: string,
): Promise<Map<string, Happened>> {
  const results = new Map<string, Happened>();
  let left = [...entries];
  try {
    left = await compileAll(left, root, outFile, results);
  } catch (error) {
    const waiting = entries.filter((entry) => !results.has(entry.path));
    if (waiting.length === 1) {
      results.set(waiting[0]!.path, { kind: "broken", reason: reasonOf(error) });
      return results;
    }
    process.stderr.write(`halving ${waiting.length}: ${reasonOf(error).slice(0, 200)}\n`);
    const middle = Math.ceil(waiting.length / 2);
    for (const half of [waiting.slice(0, middle), waiting.slice(middle)]) {
      for (const [path, happened] of await execute(half, root, outFile)) results.set(path, happened);
    }
    return results;
  }
  const queue = left.map((entry, number) => ({ entry, number }));
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      results.set(next.entry.path, await run(outFile, next.number));
  };
  await Promise.all(Array.from({ length: RUNNING }, worker));
  rmSync(outFile, { force: true });
  return results;
}

/** Leaves out what is refused until the rest compiles; returns the rest. */
async function compileAll(
  entries: readonly Entry[],
  root: string,
  outFile: string,
  results: Map<string, Happened>,
): Promise<Entry[]> {
  let left = [...entries];
  while (left.length > 0) {
    const [first, ...rest] = left;
    const compiled = await compileProgram({
      entry: first!.path,
      alternatives: rest.map((entry) => entry.path),
      target: "host",
      optimise: "0",
      outFile,
      sourceRoot: root,
    });
    if (compiled.ok) return left;
    const byFile = new Map<string, Diagnostic[]>();
    for (const d of compiled.diagnostics) byFile.set(d.file ?? "", [...(byFile.get(d.file ?? "") ?? []), d]);
    const stays: Entry[] = [];
    for (const entry of left) {
      const own = [entry.path, ...entry.parts].flatMap((file) => byFile.get(file) ?? []);
      if (own.length > 0) results.set(entry.path, { kind: "refused", diagnostics: own });
      else stays.push(entry);
    }
    if (stays.length === left.length) {
      const d = compiled.diagnostics[0]!;
      throw new Error(`a diagnostic belongs to no test: ${d.file}:${d.line}: ${d.code} ${d.message}`);
    }
    left = stays;
  }
  return left;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function run(executable: string, number: number): Promise<Happened> {
  return new Promise((resolve) => {
    const limited = ["-c", `ulimit -t ${LIMIT_S} && exec "$0" "$1"`, executable, String(number)];
    const child = spawn("sh", limited, { stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill("SIGKILL");
    }, LIMIT_WAITING_MS);
    child.stdout.on("data", (piece) => (stdout = (stdout + piece).slice(-65_536)));
    child.stderr.on("data", (piece) => (stderr = (stderr + piece).slice(0, 65_536)));
    const done = (happened: Happened): void => {
      clearTimeout(timer);
      resolve(happened);
    };
    child.on("error", (error) => done({ kind: "broken", reason: error.message }));
    child.on("close", (exitCode, signal) => {
      if (late || signal === "SIGXCPU" || signal === "SIGKILL")
        done({ kind: "broken", reason: `still running after ${LIMIT_S} s` });
      else if (exitCode === null) done({ kind: "broken", reason: `ended by ${signal}` });
      else done({ kind: "ran", stdout, stderr, exitCode });
    });
  });
}
