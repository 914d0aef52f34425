// Compiles allocate.ts for this computer, runs it, and judges whether its heap stays flat.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { compilePlain } from "../../sdk/compile-plain.ts";
import { projectRoot } from "../../sdk/project-root.ts";

export interface Soak {
  /** What the program says it did. */
  readonly summary: string;
  /** The most bytes that were on the heap in each tenth. */
  readonly heaps: readonly number[];
}

/** Runs `allocations` allocations. Rejects when the program fails or takes longer than `limitMs`. */
export async function soak(folder: string, allocations: number, limitMs: number): Promise<Soak> {
  const outFile = join(folder, "allocate");
  const entry = join(projectRoot(), "test/soak/allocate.ts");
  await compilePlain({ entry, target: "host", optimise: "2", outFile });
  const lines = (await output(outFile, [String(allocations)], limitMs)).trim().split("\n");
  return { summary: lines[0] ?? "", heaps: (lines[1] ?? "").split(" ").map(Number) };
}

/**
 * Whether the heap did not grow: in the second half it is nowhere more than a twentieth higher than at its highest in
 * the first half.
 */
export function isFlat(heaps: readonly number[]): boolean {
  const first = Math.max(...heaps.slice(0, 5));
  const second = Math.max(...heaps.slice(5));
  return heaps.length === 10 && second <= 1.05 * first;
}

function output(program: string, args: readonly string[], limitMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
    const timer = setTimeout(() => child.kill("SIGKILL"), limitMs);
    let text = "";
    child.stdout.on("data", (data) => (text += data));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(text);
      else reject(new Error(`${program} ended with ${signal ?? `exit code ${code}`} after: ${text}`));
    });
  });
}
