// Judges what a test did: exact, refused, wrong or crash; and asks Node about those that failed.
// Node 20 is the reference: a test that fails there as the same module is no failure of the compiler ("node").
import { spawn } from "node:child_process";
import type { Happened } from "./execute.ts";
import type { Test } from "./selection.ts";

export type Kind = "exact" | "refused" | "wrong" | "crash" | "node";

export interface Verdict {
  readonly kind: Kind;
  /** Code and text of a refusal without the names in it, or the first line of what went wrong. */
  readonly reason: string;
}

/**
 * Errors by which a compiled program says that it meets a limit of docs/language.md: refusals, only later. No test
 * throws errors with these texts.
 */
const LIMITS = [
  /the prototypes of built-in values cannot be changed/,
  /attributes (of (elements|declared fields) )?are fixed/,
  /, which is not supported/,
  /was called on a value that is not an instance of /,
  /The methods of .* cannot be listed/,
  /arrays are dense/,
  /only plain objects and functions can have another/,
  /Code generation from strings disallowed/,
];

/** EX_SOFTWARE: how the runtime ends after a panic. */
const PANIC = 70;
const ASYNC_END = "Test262:AsyncTestComplete";
const NODE_LIMIT_MS = 10_000;

export function classify(test: Test, happened: Happened): Verdict {
  if (happened.kind === "broken") return { kind: "crash", reason: firstLine(happened.reason) };
  if (happened.kind === "refused") return judgeRefusal(test, happened);
  const { stdout, stderr, exitCode } = happened;
  if (exitCode === PANIC) return { kind: "crash", reason: firstLine(stderr) };
  const problem = problemOf(test, stdout, stderr, exitCode);
  if (problem === null) return { kind: "exact", reason: "" };
  const limit = LIMITS.find((text) => text.test(problem));
  return limit === undefined
    ? { kind: "wrong", reason: problem }
    : { kind: "refused", reason: `at run time: ${limit.source}` };
}

function judgeRefusal(test: Test, happened: Happened & { kind: "refused" }): Verdict {
  const [first] = happened.diagnostics;
  // Only the checker's errors say that a program is none; the others say that it cannot be compiled yet.
  const isEarly = test.negative !== null && test.negative.phase !== "runtime" && first!.code === "E1001";
  if (isEarly) return { kind: "exact", reason: "" };
  const internal = happened.diagnostics.find((d) => d.code.startsWith("E9"));
  if (internal !== undefined)
    return { kind: "crash", reason: `${internal.code} ${firstLine(internal.message)}` };
  return { kind: "refused", reason: `${first!.code} ${firstLine(first!.message)}` };
}

/** What is wrong with the way a test ended, or null. */
function problemOf(test: Test, stdout: string, stderr: string, exitCode: number): string | null {
  if (test.negative !== null) {
    if (test.negative.phase !== "runtime")
      return `compiles although it is no program: ${test.negative.type} expected`;
    const uncaught =
      exitCode !== 0 && new RegExp(`^(Uncaught )?.*\\b${test.negative.type}\\b`, "m").test(stderr);
    return uncaught ? null : `no uncaught ${test.negative.type}`;
  }
  if (exitCode !== 0) return firstLine(stderr) || `exit code ${exitCode}`;
  if (!test.isAsync) return null;
  if (stdout.includes(ASYNC_END)) return null;
  return firstLine(stdout) || "the asynchronous test never ended";
}

/** An error that is printed as an object has its message on the second line. */
function firstLine(text: string): string {
  const lines = text.split("\n").filter((l) => l.trim() !== "");
  const line = lines[0]?.endsWith("{") ? `${lines[0]} ${lines[1]?.trim() ?? ""}` : (lines[0] ?? "");
  return line.slice(0, 240);
}

/** True when `path` does under Node what `test` asks for. */
export function passesUnderNode(test: Test, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path], { stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    const timer = setTimeout(() => child.kill("SIGKILL"), NODE_LIMIT_MS);
    child.stdout.on("data", (piece) => (stdout += piece));
    child.stderr.on("data", (piece) => (stderr += piece));
    child.on("close", (exitCode) => {
      clearTimeout(timer);
      if (test.negative !== null && test.negative.phase !== "runtime")
        resolve(exitCode !== 0 && new RegExp(`\\b${test.negative.type}\\b`).test(stderr));
      else resolve(problemOf(test, stdout, stderr, exitCode ?? -1) === null);
    });
  });
}
