// Allwinner timer block: timer 1 as the time base, timer 0 as the alarm. The same on A10, A20, H3 and R40.
//
// Timer 1 counts down freely at the crystal's 24 MHz and wraps every 179 s; the count is extended in software
// to 2^53 ticks (11.9 years at 24 MHz before the loss of a tick). The 64-bit counter of the block is not
// used: in QEMU the watchdog model lies over its control register. Register names are those of the A10 User
// Manual, chapter "Timer Controller".

import { read32, write32 } from "../mmio.ts";
import type { Clock } from "./clock.ts";

const IRQ_EN = 0x00;
const IRQ_STA = 0x04; // write 1 to clear
const TMR0_CTRL = 0x10;
const TMR0_INTV = 0x14;
const TMR1_CTRL = 0x20;
const TMR1_INTV = 0x24;
const TMR1_CUR = 0x28; // counts down

const CTRL_ENABLE = 0x01;
const CTRL_RELOAD = 0x02;
const CTRL_SOURCE_OSC24M = 0x04;
const CTRL_ONE_SHOT = 0x80;
const TMR0_IRQ = 0x01;
const TMR1_IRQ = 0x02;

const FULL_PERIOD = 0xffff_ffff;
/** Half a period of timer 1: a program that sleeps until its alarm still reads the counter often enough. */
const MAX_ALARM_TICKS = 0x8000_0000;
/** A stopped timer may be reprogrammed after this many clocks of its source. */
const STOP_TICKS = 3;
/** Bounds the wait for STOP_TICKS should the counter not run. */
const MAX_STOP_POLLS = 1000;

export class SunxiTimer implements Clock {
  readonly frequencyHz: number;
  private readonly base: number;
  private lastCount: number;
  private total: number;

  constructor(options: { readonly base: number; readonly frequencyHz: number }) {
    this.base = options.base;
    this.frequencyHz = options.frequencyHz;
    this.lastCount = 0;
    this.total = 0;
  }

  /** Starts counting from 0 and withdraws whatever the boot loader left behind. Call once. */
  start(): void {
    const base = this.base;
    write32(base + IRQ_EN, 0);
    // The SPL leaves timer 0 running freely; nobody else reads it.
    write32(base + TMR0_CTRL, CTRL_SOURCE_OSC24M);
    write32(base + TMR1_CTRL, CTRL_SOURCE_OSC24M);
    write32(base + IRQ_STA, TMR0_IRQ | TMR1_IRQ);
    write32(base + TMR1_INTV, FULL_PERIOD);
    write32(base + TMR1_CTRL, CTRL_SOURCE_OSC24M | CTRL_RELOAD | CTRL_ENABLE);
    this.lastCount = this.count();
    this.total = 0;
  }

  ticks(): number {
    const count = this.count();
    // Unsigned difference: right across a wrap of the hardware counter.
    this.total += (count - this.lastCount) >>> 0;
    this.lastCount = count;
    return this.total;
  }

  setAlarm(ticksFromNow: number): void {
    const base = this.base;
    let interval = ticksFromNow < 1 ? 1 : Math.ceil(ticksFromNow);
    if (interval > MAX_ALARM_TICKS) interval = MAX_ALARM_TICKS;
    this.stopAlarm();
    write32(base + IRQ_STA, TMR0_IRQ);
    write32(base + TMR0_INTV, interval);
    write32(base + TMR0_CTRL, CTRL_ONE_SHOT | CTRL_SOURCE_OSC24M | CTRL_RELOAD | CTRL_ENABLE);
    write32(base + IRQ_EN, TMR0_IRQ);
  }

  clearAlarm(): void {
    write32(this.base + IRQ_EN, 0);
    write32(this.base + TMR0_CTRL, CTRL_SOURCE_OSC24M);
    write32(this.base + IRQ_STA, TMR0_IRQ);
  }

  private count(): number {
    return ~read32(this.base + TMR1_CUR) >>> 0;
  }

  private stopAlarm(): void {
    write32(this.base + TMR0_CTRL, CTRL_SOURCE_OSC24M);
    const from = this.count();
    for (let i = 0; i < MAX_STOP_POLLS; i++) {
      if ((this.count() - from) >>> 0 >= STOP_TICKS) return;
    }
  }
}
