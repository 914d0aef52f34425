// The real `ingot` command as a process of its own, for tests in which something else must go on running meanwhile.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../../sdk/project-root.ts";

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `ingot WORDS` beside whatever else runs; ended by its process id after `limitMs`. */
export function ingotBeside(words: readonly string[], limitMs: number): Promise<Ran> {
  const child = spawn(process.execPath, [join(projectRoot(), "sdk/cli/bin.mjs"), ...words]);
  const limit = setTimeout(() => child.kill("SIGKILL"), limitMs);
  const texts = { stdout: "", stderr: "" };
  child.stdout.on("data", (piece: Buffer) => {
    texts.stdout += piece.toString();
  });
  child.stderr.on("data", (piece: Buffer) => {
    texts.stderr += piece.toString();
  });
  return new Promise((done) =>
    child.on("close", (status) => {
      clearTimeout(limit);
      done({ status, ...texts });
    }),
  );
}
