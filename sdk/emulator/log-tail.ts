// Follows a log file that another process writes: whole lines, soon after they were written.

import { closeSync, openSync, readSync } from "node:fs";

const EVERY_MS = 20;
const PIECE_BYTES = 65_536;

export class LogTail {
  private readonly path: string;
  private readonly onLine: (line: string) => void;
  private readonly timer: NodeJS.Timeout;
  private file: number | null = null;
  private position = 0;
  private rest = "";

  /** Starts to follow `path`, which need not exist yet. Calls `onLine` with each line. */
  constructor(path: string, onLine: (line: string) => void) {
    this.path = path;
    this.onLine = onLine;
    this.timer = setInterval(() => this.read(), EVERY_MS);
    this.timer.unref();
  }

  /** Hands over what is left, and stops. */
  stop(): void {
    clearInterval(this.timer);
    this.read();
    if (this.file !== null) closeSync(this.file);
    this.file = null;
  }

  private read(): void {
    this.file ??= openIfThere(this.path);
    if (this.file === null) return;
    const piece = Buffer.alloc(PIECE_BYTES);
    for (;;) {
      const count = readSync(this.file, piece, 0, PIECE_BYTES, this.position);
      if (count === 0) return;
      this.position += count;
      const lines = (this.rest + piece.toString("latin1", 0, count)).split("\n");
      this.rest = lines.pop()!;
      for (const line of lines) this.onLine(line);
    }
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, "r");
  } catch {
    return null;
  }
}
