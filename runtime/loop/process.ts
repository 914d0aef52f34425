// The `process` object as far as programs have one: exit codes, and the memory in use. Knows nothing of what ending means
// here.

import { exit, gcHeapBytes } from "../lang/native.ts";

/** Ends the program with that code: the host's way unless a platform has been installed. */
let end: (code: number) => void = exit;

/** Says how programs end; called before the program starts. */
export function setEnd(ending: (code: number) => void): void {
  end = ending;
}

interface MemoryUsage {
  readonly rss: number;
  readonly heapTotal: number;
  readonly heapUsed: number;
  readonly external: number;
  readonly arrayBuffers: number;
}

class Process {
  /** The code with which the program ends once nothing is left to do. */
  exitCode: number | undefined = undefined;

  /** Ends the program at once, without waiting for timers. */
  exit(code?: number): never {
    const chosen = code === undefined ? this.exitCode : code;
    end(chosen === undefined ? 0 : chosen);
    throw new Error("process.exit returned");
  }

  /**
   * As Node's, in bytes: what lived after the last collection and what was allocated since. There is one heap, so the
   * other numbers say the same or nothing.
   */
  memoryUsage(): MemoryUsage {
    const bytes = gcHeapBytes();
    return { rss: bytes, heapTotal: bytes, heapUsed: bytes, external: 0, arrayBuffers: 0 };
  }
}

export const process = new Process();
