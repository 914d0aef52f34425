// A Clock for driver tests that need time to pass but no timer registers in their record.

import type { Clock } from "../timer/clock.ts";
import { TICKS_PER_SECOND, type VirtualTime } from "./time.ts";

/** Reads virtual time and moves it on by `ticksPerRead` with every reading, so that bounded waits end. */
export class FakeClock implements Clock {
  readonly frequencyHz = TICKS_PER_SECOND;
  alarm: number | null = null;
  private readonly time: VirtualTime;
  private readonly ticksPerRead: number;

  constructor(time: VirtualTime, ticksPerRead: number) {
    this.time = time;
    this.ticksPerRead = ticksPerRead;
  }

  ticks(): number {
    this.time.advance(this.ticksPerRead);
    return this.time.now();
  }

  setAlarm(ticksFromNow: number): void {
    this.alarm = this.time.now() + ticksFromNow;
  }

  clearAlarm(): void {
    this.alarm = null;
  }
}
