// Shows progress, one line per step with a tick and the time it took, and runs child processes quietly.
//
// Output of a child is kept back and shown only if the child fails. Nothing here knows what the steps are.
import { spawn } from "node:child_process";

const terminal = process.stdout.isTTY === true;

/** A problem that the user can mend: printed without a stack, exit code 1. */
export class SetupProblem extends Error {
  /** @param {string} message what is wrong @param {string} remedy what to do, may have several lines */
  constructor(message, remedy) {
    super(message);
    this.remedy = remedy;
  }
}

/**
 * Runs `work` and prints `title` with a tick or a cross and the seconds it took. `work` may return a short
 * string, which is printed behind the title. Errors are passed on.
 */
export async function step(title, work) {
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  const print = (mark, detail) => {
    const text = detail ? `${title}: ${detail}` : title;
    process.stdout.write(
      `${terminal ? "\r\x1b[K" : ""}  ${mark} ${text.padEnd(66)} ${seconds().padStart(8)}\n`,
    );
  };
  if (terminal) process.stdout.write(`  … ${title}`);
  try {
    const detail = await work();
    print("✔", detail);
  } catch (error) {
    print("✘", "");
    throw error;
  }
}

/**
 * Runs a program to its end. Never throws: a program that cannot be started has `code` 127.
 * @param {string[]} argv
 * @param {{ input?: string, cwd?: string, env?: Record<string, string>, timeoutMs?: number }} options
 * @returns {Promise<{ code: number, output: string }>} output holds stdout and stderr as they came
 */
export function run(argv, { input, cwd, env, timeoutMs = 60_000 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(argv[0], argv.slice(1), {
      cwd,
      env: { ...process.env, LC_ALL: "C", ...env },
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
    let output = "";
    const timer = setTimeout(() => {
      output += `\nstopped after ${timeoutMs / 1000} s`;
      child.kill("SIGKILL");
    }, timeoutMs);
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => {
      clearTimeout(timer);
      resolve({ code: 127, output: error.message });
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, output });
    });
    if (input !== undefined) {
      // A child that ends before reading its input is judged by its exit code, not by the broken pipe.
      child.stdin.on("error", () => {});
      child.stdin.end(input);
    }
  });
}
