// The `performance` object: a monotonic clock in milliseconds (W3C High Resolution Time, section 7).
// Marks, measures and observers are not here.

import { nowMs } from "./native.ts";

class Performance {
  private readonly start = nowMs();

  /** Milliseconds, with fractions, since the program began. Never goes back. */
  now(): number {
    return nowMs() - this.start;
  }
}

export const performance = new Performance();
