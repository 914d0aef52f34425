// An `ingot` that goes on running, for tests that watch it and type to it.

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";
import { PATIENCE_MS } from "../patience.ts";

const bin = join(import.meta.dirname, "..", "..", "sdk/cli/bin.mjs");

/** An `ingot` that goes on running, with what it has printed. */
export class Session {
  text = "";
  readonly exit: Promise<number | null>;
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly waiting = new Set<() => void>();

  /** Starts `ingot WORDS` in `folder`. */
  constructor(folder: string, words: readonly string[]) {
    this.child = spawn(process.execPath, [bin, ...words], { cwd: folder, stdio: "pipe" });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.on("data", (bytes: Buffer) => {
        this.text += bytes.toString("latin1");
        for (const look of this.waiting) look();
      });
    }
    this.child.stdin.on("error", () => {});
    this.exit = new Promise((done) => this.child.once("close", done));
  }

  type(keys: string): void {
    this.child.stdin.write(keys);
  }

  /** Resolves when `wanted` stands in the output behind index `from`; to the index behind it. */
  shows(wanted: string | RegExp, from = 0): Promise<number> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        this.waiting.delete(look);
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`${wanted} was not printed:\n${this.text}`));
      }, PATIENCE_MS);
      const look = () => {
        const rest = this.text.slice(from);
        const found = typeof wanted === "string" ? rest.indexOf(wanted) : rest.search(wanted);
        if (found < 0) return;
        stop();
        resolve(from + found);
      };
      this.waiting.add(look);
      look();
    });
  }

  async end(): Promise<void> {
    this.child.kill("SIGTERM");
    await this.exit;
  }
}
