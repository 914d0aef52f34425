// Time and randomness as the network stack gets them, and the one timer that wakes it.
//
// Handed in, so that tests can hold them still. The protocols themselves never ask a clock.

export interface Environment {
  /** Milliseconds from some start, with fractions; never decreases. */
  nowMs(): number;
  /** A number 0 .. 2^32-1 that outsiders should not be able to guess. */
  random32(): number;
}

// A class and not an object with two functions: calls of methods are found faster than calls of what a property holds.
class RealEnvironment implements Environment {
  nowMs(): number {
    return performance.now();
  }

  random32(): number {
    return Math.floor(Math.random() * 4294967296);
  }
}

/** The machine's own clock, and Math.random: on a board without an entropy source that is guessable. */
export const REAL_ENVIRONMENT: Environment = new RealEnvironment();

/** Something with deadlines. */
export interface Timed {
  /** When `runTimers` next has something to do; Infinity when nothing waits. */
  nextDeadlineMs(): number;
  runTimers(nowMs: number): void;
}

/** One timer of the event loop that is only ever moved forward: most deadlines are gone before they are due. */
export class Wakeup {
  private readonly environment: Environment;
  private readonly fire: () => void;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private armedMs = Infinity;

  constructor(environment: Environment, fire: () => void) {
    this.environment = environment;
    this.fire = fire;
  }

  /** Calls back at `deadlineMs` or earlier; for Infinity nothing is changed. */
  at(deadlineMs: number): void {
    if (deadlineMs >= this.armedMs) return;
    if (this.timer !== null) clearTimeout(this.timer);
    this.armedMs = deadlineMs;
    const waitMs = Math.max(0, Math.ceil(deadlineMs - this.environment.nowMs()));
    this.timer = setTimeout(() => {
      this.timer = null;
      this.armedMs = Infinity;
      this.fire();
    }, waitMs);
  }
}
