// A clock that tests move by hand.

import type { Cancel, Clock } from "../clock.ts";

interface Timer {
  readonly atMs: number;
  readonly callback: () => void;
}

export class ManualClock implements Clock {
  private ms = 1000;
  private timers: Timer[] = [];

  nowMs(): number {
    return this.ms;
  }

  dateMs(): number {
    return 1_700_000_000_000 + this.ms;
  }

  after(delayMs: number, callback: () => void): Cancel {
    const timer = { atMs: this.ms + delayMs, callback };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Goes on by `ms`, calling what becomes due in its order, and lets promises settle in between. */
  async advance(ms: number): Promise<void> {
    const end = this.ms + ms;
    for (;;) {
      await settle();
      const due = this.timers.filter((timer) => timer.atMs <= end).sort((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      this.timers = this.timers.filter((timer) => timer !== due);
      this.ms = Math.max(this.ms, due.atMs);
      due.callback();
    }
    this.ms = end;
    await settle();
  }
}

/** Lets everything that waits for promises alone run on. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise<void>((resolve) => setImmediate(resolve));
}
