// Contract: the watchdog, which resets the board when nobody feeds it.

export interface Watchdog {
  /** Starts it: a reset follows unless `feed` comes at least every `milliseconds`. Returns the time really set. */
  arm(milliseconds: number): number;
  /** Starts the time anew. */
  feed(): void;
  /** Turns it off. */
  disarm(): void;
  /** Resets the board now. Throws if the board is still running two seconds later. */
  reset(): never;
}
