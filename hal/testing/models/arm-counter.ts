// Model of the ARM generic timer's physical counter and timer, driven by a time source.

import type { CpuCounter } from "../../cpu.ts";
import { TICKS_PER_SECOND, type TimeSource } from "../time.ts";

export class ArmCounterModel implements CpuCounter {
  private readonly time: TimeSource;
  private readonly rateHz: number;
  private readonly writtenHz: number;
  /** CNTP_CVAL, or null while the timer is off. */
  private due: number | null = null;

  /** `writtenHz`: what CNTFRQ reads; 0 as the SPL leaves it. Default: the true rate. */
  constructor(options: { time: TimeSource; rateHz?: number; writtenHz?: number }) {
    this.time = options.time;
    this.rateHz = options.rateHz ?? TICKS_PER_SECOND;
    this.writtenHz = options.writtenHz ?? this.rateHz;
  }

  now(): number {
    return Math.floor((this.time.now() * this.rateHz) / TICKS_PER_SECOND);
  }

  frequencyHz(): number {
    return this.writtenHz;
  }

  setAlarm(ticks: number): void {
    if (!Number.isInteger(ticks) || ticks < 0 || ticks > 0x7fff_ffff)
      throw new Error(`CNTP_TVAL <- ${ticks}, which is no positive number of 32 bits`);
    this.due = ticks === 0 ? null : this.now() + ticks;
  }

  /** The level of the timer's interrupt line. */
  interrupt(): boolean {
    return this.due !== null && this.now() >= this.due;
  }
}
