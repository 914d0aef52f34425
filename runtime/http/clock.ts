// Time as the web layer sees it. Handed in, so that tests hold it still.

/** Cancels what it came with; more calls do nothing. */
export type Cancel = () => void;

export interface Clock {
  /** Milliseconds since some moment in the past; never goes back. */
  nowMs(): number;
  /** Milliseconds since 1970, for dates in messages. */
  dateMs(): number;
  /** Calls `callback` once, `delayMs` milliseconds from now. */
  after(delayMs: number, callback: () => void): Cancel;
}

/** The clock of the machine that the program runs on. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  dateMs: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
