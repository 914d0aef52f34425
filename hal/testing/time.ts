// Time for device models, in ticks of the board's 24 MHz crystal: virtual for tests, real for the simulator.

export const TICKS_PER_SECOND = 24_000_000;
export const TICKS_PER_MICROSECOND = 24;

export interface TimeSource {
  /** Ticks since some fixed moment; never decreases. */
  now(): number;
}

/** Stands still until told otherwise. */
export class VirtualTime implements TimeSource {
  private ticks = 0;

  now(): number {
    return this.ticks;
  }

  advance(ticks: number): void {
    this.ticks += ticks;
  }

  advanceMicroseconds(microseconds: number): void {
    this.advance(microseconds * TICKS_PER_MICROSECOND);
  }
}

/** The host's monotonic clock. */
export class RealTime implements TimeSource {
  now(): number {
    return Math.floor(performance.now() * 1000 * TICKS_PER_MICROSECOND);
  }
}
