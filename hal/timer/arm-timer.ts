// The generic timer of the Cortex-A7 as the time base and the alarm: A20, H3, R40.
//
// The counter has 56 bits or more and never wraps, so nothing has to be added up and a long sleep loses no time. Its
// rate is in CNTFRQ (62.5 MHz in QEMU) only if a boot loader wrote it there. The SPL does not; then the counter is
// measured against a clock that is known, and comes out as the crystal's 24 MHz. The alarm is the physical timer:
// interrupt 29 of the GIC in Secure state, in which the SPL starts programs.

import { counterFrequency, readCounter, setCounterAlarm } from "../cpu.ts";
import type { Clock } from "./clock.ts";
import { delayMicroseconds, ticksFor } from "./wait.ts";

/** CNTP_TVAL is a signed number of 32 bits: 89 s at 24 MHz. */
const MAX_ALARM_TICKS = 0x7fff_ffff;
const CALIBRATION_MICROSECONDS = 2000;
/** A measurement within 1 % of the crystal's rate is the crystal; what is left is the measurement's own error. */
const TOLERANCE = 0.01;

export class ArmTimer implements Clock {
  /** 0 before `start`. */
  frequencyHz: number;
  private readonly crystalHz: number;
  private readonly reference: () => Clock;
  private origin: number;

  /** `reference` gives a running clock, and is called only when CNTFRQ is not set. */
  constructor(options: { readonly crystalHz: number; readonly reference: () => Clock }) {
    this.crystalHz = options.crystalHz;
    this.reference = options.reference;
    this.frequencyHz = 0;
    this.origin = 0;
  }

  /** Finds out the rate, which takes two milliseconds where CNTFRQ is not set, and starts counting from 0. Call once. */
  start(): void {
    setCounterAlarm(0);
    const written = counterFrequency();
    this.frequencyHz = written > 0 ? written : this.measured();
    this.origin = readCounter();
  }

  ticks(): number {
    return readCounter() - this.origin;
  }

  setAlarm(ticksFromNow: number): void {
    let interval = ticksFromNow < 1 ? 1 : Math.ceil(ticksFromNow);
    if (interval > MAX_ALARM_TICKS) interval = MAX_ALARM_TICKS;
    setCounterAlarm(interval);
  }

  clearAlarm(): void {
    setCounterAlarm(0);
  }

  private measured(): number {
    const clock = this.reference();
    const begun = clock.ticks();
    const from = readCounter();
    delayMicroseconds(clock, CALIBRATION_MICROSECONDS);
    const counted = readCounter() - from;
    const ticks = clock.ticks() - begun;
    // A reference that stands still says nothing: the crystal is what the counter hangs on in all these SoCs.
    if (ticks < ticksFor(clock, CALIBRATION_MICROSECONDS) || counted <= 0) return this.crystalHz;
    const rate = Math.round((counted * clock.frequencyHz) / ticks);
    return Math.abs(rate - this.crystalHz) <= this.crystalHz * TOLERANCE ? this.crystalHz : rate;
  }
}
