// Runs asynchronous jobs a few at a time, and child processes with a time limit.
// It knows nothing about programs or lanes.
import { spawn } from "node:child_process";

/** Applies `job` to every item, at most `width` at once; results are in the order of the items. */
export async function inPool<T, R>(
  items: readonly T[],
  width: number,
  job: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next;
      next += 1;
      results[index] = await job(items[index]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return results;
}

export interface Finished {
  readonly stdout: Uint8Array;
  readonly stderr: string;
  /** -1 when a signal ended the process or it could not be started. */
  readonly exitCode: number;
  readonly timedOut: boolean;
}

/** A program in a loop would otherwise fill the memory before its time is over. */
const MOST_OUTPUT_BYTES = 16 * 1024 * 1024;

/**
 * Runs a command without a shell and with closed stdin. Kills it after `limitMs` milliseconds or too much output.
 * Never rejects.
 */
export function runProcess(
  command: string,
  args: readonly string[],
  limitMs: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...environment },
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill("SIGKILL");
    }, limitMs);
    let received = 0;
    const collect = (into: Buffer[]) => (chunk: Buffer) => {
      received += chunk.length;
      if (received <= MOST_OUTPUT_BYTES) into.push(chunk);
      else child.kill("SIGKILL");
    };
    child.stdout.on("data", collect(out));
    child.stderr.on("data", collect(err));
    const finish = (exitCode: number): void => {
      clearTimeout(timer);
      resolve({
        stdout: Buffer.concat(out),
        stderr: Buffer.concat(err).toString("utf8"),
        exitCode,
        timedOut,
      });
    };
    child.on("error", (error) => {
      err.push(Buffer.from(`${command}: ${error.message}\n`));
      finish(-1);
    });
    child.on("close", (code) => finish(code ?? -1));
  });
}
