// Model of the Allwinner watchdog in both register layouts. Reports the reset instead of performing one.

import type { DeviceModel } from "../bus.ts";
import { TICKS_PER_SECOND, type TimeSource } from "../time.ts";

const INTERVAL_SECONDS = [0.5, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16];
const KEY = 0xa57;

export class SunxiWatchdogModel implements DeviceModel {
  readonly name = "watchdog";
  readonly base: number;
  readonly sizeBytes = 0x20;
  private readonly sun6i: boolean;
  private readonly time: TimeSource;
  private readonly onReset: () => void;
  private mode = 0;
  private config = 0;
  private since = 0;

  /** `onReset` is called from `poll` or a register access once the time is over; a throw stops the program. */
  constructor(options: { base: number; layout: "sun4i" | "sun6i"; time: TimeSource; onReset: () => void }) {
    this.base = options.base;
    this.sun6i = options.layout === "sun6i";
    this.time = options.time;
    this.onReset = options.onReset;
  }

  /** Looks at the time. Call it whenever time may have passed. */
  poll(): void {
    const left = this.secondsLeft();
    if (left === null || left > 0) return;
    this.mode = 0;
    this.onReset();
  }

  /** Seconds until the reset, or null while it is not armed. */
  secondsLeft(): number | null {
    const armed = this.sun6i ? (this.mode & 1) !== 0 && this.config === 1 : (this.mode & 3) === 3;
    if (!armed) return null;
    const interval = INTERVAL_SECONDS[this.intervalCode()] ?? INTERVAL_SECONDS[0]!;
    return interval - (this.time.now() - this.since) / TICKS_PER_SECOND;
  }

  read32(address: number): number {
    this.poll();
    const offset = address - this.base;
    if (offset === (this.sun6i ? 0x18 : 0x04)) return this.mode;
    return this.sun6i && offset === 0x14 ? this.config : 0;
  }

  write32(address: number, value: number): void {
    this.poll();
    const offset = address - this.base;
    if (offset === (this.sun6i ? 0x10 : 0x00)) this.restart(value);
    else if (this.sun6i && offset === 0x14) this.config = value & 3;
    else if (offset === (this.sun6i ? 0x18 : 0x04)) {
      if (this.secondsLeft() === null) this.since = this.time.now();
      this.mode = value;
    }
  }

  private restart(value: number): void {
    if ((value & 1) === 0 || value >>> 1 !== KEY) return;
    this.since = this.time.now();
  }

  private intervalCode(): number {
    return (this.mode >>> (this.sun6i ? 4 : 3)) & 0xf;
  }
}
