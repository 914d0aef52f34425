// Model of the Allwinner timer block: down-counters with one-shot and continuous mode, driven by a time source.
//
// Sources OSC24M and LOSC (32,768 Hz) without prescaler, which is all that the drivers use; anything else throws.

import type { DeviceModel } from "../bus.ts";
import { TICKS_PER_SECOND, type TimeSource } from "../time.ts";

const IRQ_EN = 0x00;
const IRQ_STA = 0x04;
const FIRST_TIMER = 0x10;
const TIMER_STRIDE = 0x10;
const TIMERS = 6;
const CTRL_ENABLE = 0x01;
const CTRL_RELOAD = 0x02;
const CTRL_SOURCE_MASK = 0x0c;
const CTRL_SOURCE_OSC24M = 0x04;
const CTRL_SOURCE_LOSC = 0x00;
const LOSC_HZ = 32_768;
const CTRL_PRESCALE_MASK = 0x70;
const CTRL_ONE_SHOT = 0x80;

interface Counter {
  control: number;
  interval: number;
  /** Value when it was last set or stopped. */
  value: number;
  /** Moment at which `value` held, while running. */
  since: number;
  /** Expiries already turned into IRQ_STA. */
  seen: number;
}

export class SunxiTimerModel implements DeviceModel {
  readonly name = "timer";
  readonly base: number;
  readonly sizeBytes = 0x90;
  private readonly time: TimeSource;
  private readonly counters: Counter[] = [];
  private enabled = 0;
  private status = 0;

  constructor(options: { base: number; time: TimeSource }) {
    this.base = options.base;
    this.time = options.time;
    for (let i = 0; i < TIMERS; i++) {
      this.counters.push({ control: 0, interval: 0, value: 0, since: 0, seen: 0 });
    }
  }

  read32(address: number): number {
    const offset = address - this.base;
    this.expire();
    if (offset === IRQ_EN) return this.enabled;
    if (offset === IRQ_STA) return this.status;
    const { counter, register } = this.decode(offset);
    if (counter === undefined) return 0;
    // RELOAD clears itself on hardware.
    if (register === 0) return counter.control & ~CTRL_RELOAD;
    if (register === 4) return counter.interval;
    return this.current(counter) >>> 0;
  }

  write32(address: number, value: number): void {
    const offset = address - this.base;
    this.expire();
    if (offset === IRQ_EN) this.enabled = value;
    if (offset === IRQ_STA) this.status &= ~value;
    const { counter, register } = this.decode(offset);
    if (counter === undefined) return;
    if (register === 0) this.control(counter, value);
    if (register === 4) counter.interval = value;
  }

  /** The interrupt line of timer `n`. */
  interrupt(n: number): boolean {
    this.expire();
    return (this.status & this.enabled & (1 << n)) !== 0;
  }

  /** Ticks until timer `n` raises its interrupt, or null when it is not going to. */
  ticksToInterrupt(n: number): number | null {
    const counter = this.counters[n]!;
    this.expire();
    if ((this.status & this.enabled & (1 << n)) !== 0) return 0;
    if ((counter.control & CTRL_ENABLE) === 0 || (this.enabled & (1 << n)) === 0) return null;
    return this.current(counter);
  }

  private decode(offset: number): { counter: Counter | undefined; register: number } {
    const index = Math.floor((offset - FIRST_TIMER) / TIMER_STRIDE);
    return { counter: this.counters[index], register: (offset - FIRST_TIMER) % TIMER_STRIDE };
  }

  private control(counter: Counter, value: number): void {
    const running = (value & CTRL_ENABLE) !== 0;
    const source = value & (CTRL_SOURCE_MASK | CTRL_PRESCALE_MASK);
    if (running && source !== CTRL_SOURCE_OSC24M && source !== CTRL_SOURCE_LOSC) {
      throw new Error(
        `timer control 0x${value.toString(16)}: the model knows OSC24M and LOSC, without prescaler`,
      );
    }
    counter.value = (value & CTRL_RELOAD) !== 0 ? counter.interval : this.current(counter);
    counter.seen = 0;
    counter.control = value;
    counter.since = this.now(counter);
  }

  private current(counter: Counter): number {
    if ((counter.control & CTRL_ENABLE) === 0) return counter.value;
    const elapsed = this.now(counter) - counter.since;
    if (elapsed < counter.value) return counter.value - elapsed;
    if ((counter.control & CTRL_ONE_SHOT) !== 0 || counter.interval === 0) return 0;
    // 0 is a state of its own, so the period is one longer than the interval for a full 32-bit count.
    return counter.interval - ((elapsed - counter.value + counter.interval) % (counter.interval + 1));
  }

  /** In clocks of the counter's source. */
  private now({ control }: Counter): number {
    const ticks = this.time.now();
    if ((control & CTRL_SOURCE_MASK) === CTRL_SOURCE_OSC24M) return ticks;
    return Math.floor((ticks * LOSC_HZ) / TICKS_PER_SECOND);
  }

  /** Turns expiries since the last look into IRQ_STA bits. */
  private expire(): void {
    for (let n = 0; n < TIMERS; n++) {
      const counter = this.counters[n]!;
      if ((counter.control & CTRL_ENABLE) === 0) continue;
      const elapsed = this.now(counter) - counter.since;
      if (elapsed < counter.value) continue;
      const times = 1 + Math.floor((elapsed - counter.value) / (counter.interval + 1));
      if (times > counter.seen) {
        counter.seen = times;
        this.status |= 1 << n;
      }
      if ((counter.control & CTRL_ONE_SHOT) !== 0) {
        counter.control &= ~CTRL_ENABLE;
        counter.value = 0;
      }
    }
  }
}
