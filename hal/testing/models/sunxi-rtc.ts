// Model of the Allwinner real-time clock in its three layouts: a date that goes on, and writes that take a while.

import type { DeviceModel } from "../bus.ts";
import { TICKS_PER_SECOND, type TimeSource } from "../time.ts";

/** A write crosses to the 32 kHz clock: some of its periods. */
const WRITE_TICKS = TICKS_PER_SECOND / 1000;
const YMD_PENDING = 1 << 7;
const HMS_PENDING = 1 << 8;

export class SunxiRtcModel implements DeviceModel {
  readonly name = "rtc";
  readonly base: number;
  readonly sizeBytes = 0x20;
  /** What the registers held when they were last written. */
  private date = 0;
  private seconds = 0;
  private since: number;
  private pending = 0;
  private pendingUntil = 0;
  private readonly time: TimeSource;
  private readonly layout: "sun4i" | "sun7i" | "sun6i";
  /** Fault: no write ever arrives. */
  stuck = false;

  constructor(options: { base: number; layout: "sun4i" | "sun7i" | "sun6i"; time: TimeSource }) {
    this.base = options.base;
    this.layout = options.layout;
    this.time = options.time;
    this.since = this.time.now();
  }

  /** As a battery would have kept it. */
  set(to: Date): void {
    const first = this.layout === "sun4i" ? 2010 : 1970;
    this.date = ((to.getUTCFullYear() - first) << 16) | ((to.getUTCMonth() + 1) << 8) | to.getUTCDate();
    this.seconds = to.getUTCHours() * 3600 + to.getUTCMinutes() * 60 + to.getUTCSeconds();
    this.since = this.time.now();
  }

  read32(address: number): number {
    const offset = address - this.base;
    if (offset === 0) {
      if (!this.stuck && this.time.now() >= this.pendingUntil) this.pending = 0;
      return this.pending;
    }
    this.advance();
    if (offset === (this.layout === "sun6i" ? 0x10 : 4)) return this.date;
    if (offset !== (this.layout === "sun6i" ? 0x14 : 8)) return 0;
    const { seconds } = this;
    return (Math.floor(seconds / 3600) << 16) | ((Math.floor(seconds / 60) % 60) << 8) | (seconds % 60);
  }

  write32(address: number, value: number): void {
    const offset = address - this.base;
    this.advance();
    if (offset === (this.layout === "sun6i" ? 0x10 : 4)) {
      this.date = value;
      this.wait(YMD_PENDING);
    } else if (offset === (this.layout === "sun6i" ? 0x14 : 8)) {
      this.seconds = ((value >>> 16) & 31) * 3600 + ((value >>> 8) & 63) * 60 + (value & 63);
      this.wait(HMS_PENDING);
    }
  }

  private wait(bit: number): void {
    this.pending |= bit;
    this.pendingUntil = this.time.now() + WRITE_TICKS;
  }

  /** Counts seconds; days of a month, which the device counts too, only from one to the next. */
  private advance(): void {
    const passed = Math.floor((this.time.now() - this.since) / TICKS_PER_SECOND);
    this.since += passed * TICKS_PER_SECOND;
    this.seconds += passed;
    this.date += Math.floor(this.seconds / 86_400);
    this.seconds %= 86_400;
  }
}
