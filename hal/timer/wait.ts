// Waiting that always ends: deadlines, short delays, and polls of a register bit.
//
// Every wait in a driver goes through this file, because a device that never answers must cost milliseconds,
// not the appliance. Nothing here yields to the event loop: use it for microseconds and a few milliseconds.

import { read32 } from "../mmio.ts";
import type { Clock } from "./clock.ts";

const MICROSECONDS_PER_SECOND = 1_000_000;
/**
 * How often the clock may be read without having moved before it counts as stopped. At one tick per 42 ns
 * and at least 10 ns per register read, a running clock moves every few reads.
 */
const READS_OF_A_STOPPED_CLOCK = 1_000_000;

/** A moment that has passed or not. */
export class Deadline {
  private readonly clock: Clock;
  private readonly end: number;
  private last: number;
  private unmoved: number;

  /** Lies `microseconds` from now, rounded up to a whole tick. */
  constructor(clock: Clock, microseconds: number) {
    this.clock = clock;
    this.last = clock.ticks();
    this.end = this.last + ticksFor(clock, microseconds);
    this.unmoved = 0;
  }

  /** True from the deadline on, and when the clock itself has stopped. */
  passed(): boolean {
    const now = this.clock.ticks();
    if (now >= this.end) return true;
    if (now !== this.last) {
      this.last = now;
      this.unmoved = 0;
      return false;
    }
    this.unmoved += 1;
    return this.unmoved >= READS_OF_A_STOPPED_CLOCK;
  }
}

/** Ticks of `clock` in `microseconds`, rounded up: never shorter than asked. */
export function ticksFor(clock: Clock, microseconds: number): number {
  return Math.ceil((clock.frequencyHz * microseconds) / MICROSECONDS_PER_SECOND);
}

/** Returns after at least `microseconds`. Busy: for device timing, not for programs. */
export function delayMicroseconds(clock: Clock, microseconds: number): void {
  const deadline = new Deadline(clock, microseconds);
  while (!deadline.passed()) {
    // The clock is the work.
  }
}

/** Polls until every bit of `mask` reads 0 in the register at `address`. False when `microseconds` pass first. */
export function waitUntilClear(clock: Clock, address: number, mask: number, microseconds: number): boolean {
  const deadline = new Deadline(clock, microseconds);
  // The register is read once more after the deadline: the program may have been held up in between.
  for (;;) {
    const late = deadline.passed();
    if ((read32(address) & mask) === 0) return true;
    if (late) return false;
  }
}

/** Polls until any bit of `mask` reads 1 in the register at `address`. False when `microseconds` pass first. */
export function waitUntilSet(clock: Clock, address: number, mask: number, microseconds: number): boolean {
  const deadline = new Deadline(clock, microseconds);
  for (;;) {
    const late = deadline.passed();
    if ((read32(address) & mask) !== 0) return true;
    if (late) return false;
  }
}
