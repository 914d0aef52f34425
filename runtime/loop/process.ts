// The `process` object as far as programs have one: exit codes. Knows nothing of what ending means here.

import { exit } from "../lang/native.ts";

/** Ends the program with that code: the host's way unless a platform has been installed. */
let end: (code: number) => void = exit;

/** Says how programs end; called before the program starts. */
export function setEnd(ending: (code: number) => void): void {
  end = ending;
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
}

export const process = new Process();
