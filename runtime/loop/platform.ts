// Contract: what the event loop needs from the machine under it: the time, a way to sleep, a console, an end.

export interface Platform {
  /** Milliseconds since the program started, with fractions; never decreases. */
  nowMs(): number;
  /**
   * Sleeps until `nowMs()` reaches `untilMs` (Infinity: no deadline) or a device has something, whichever is
   * first. May return early for no reason; returns at once when the time is already past.
   */
  idle(untilMs: number): void;
  /** Sends bytes 0 .. `length`-1 to the console, in order, and may wait until they are taken. */
  writeConsole(bytes: Uint8Array, length: number): void;
  /** Ends the program with an exit code 0 .. 255. Does not return. */
  end(exitCode: number): void;
}
