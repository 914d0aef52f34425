// Allwinner PWM: two channels that switch a pin, from the 24 MHz crystal. A10, A20 and H3.
//
// Register names are those of the A20 User Manual, chapter "PWM". Channels share a register: one SunxiPwm per block. No
// pulse mode. The R40's block has another layout and no driver yet.

import { read32, write32 } from "../mmio.ts";
import type { Clock } from "../timer/clock.ts";
import { waitUntilClear } from "../timer/wait.ts";
import { CRYSTAL_HZ, MAX_STEPS, periodRegister } from "./period.ts";
import type { PwmOutput } from "./pwm-output.ts";

const CTRL = 0x00;
const PERIOD = 0x04; // one for each channel
const CHANNELS = 2;
const CHANNEL_SHIFT = 15;

// CTRL, for channel 0; channel 1 is 15 bits further up.
const CTRL_PRESCALE_MASK = 0x0f;
const CTRL_ENABLE = 0x10;
const CTRL_ACTIVE_HIGH = 0x20;
const CTRL_GATE = 0x40;
const CTRL_CHANNEL = 0x1ff;
/** PERIOD of channel 0 (b28) and of channel 1 (b29) cannot be written yet. */
const CTRL_NOT_READY = 0x1000_0000;
/** A write of PERIOD is taken within a period: at most one of the slowest clock's. */
const READY_MICROSECONDS = 100_000;

/** CTRL b3:0 and what the crystal is divided by, from fast to slow; the codes between are reserved. */
const PRESCALERS: readonly (readonly [code: number, divisor: number])[] = [
  [0x0, 120],
  [0x1, 180],
  [0x2, 240],
  [0x3, 360],
  [0x4, 480],
  [0x8, 12_000],
  [0x9, 24_000],
  [0xa, 36_000],
  [0xb, 48_000],
  [0xc, 72_000],
];
/** A20 and H3 also know "divided by 1" (0xf), which the A10 does not. */
const UNDIVIDED: readonly [number, number] = [0xf, 1];

export class SunxiPwm {
  private readonly base: number;
  private readonly clock: Clock;
  private readonly hasUndivided: boolean;

  /** `hasUndivided`: the SoC can count the crystal's clock itself (A20, H3). */
  constructor(options: { readonly base: number; readonly clock: Clock; readonly hasUndivided: boolean }) {
    this.base = options.base;
    this.clock = options.clock;
    this.hasUndivided = options.hasUndivided;
  }

  /**
   * Starts `channel` (0 or 1), low, at the rate next to `hz` that has at least 2 steps.
   * Throws RangeError when no divider makes such a rate.
   */
  open(channel: number, hz: number): PwmOutput {
    if (channel < 0 || channel >= CHANNELS) throw new RangeError(`there is no PWM channel ${channel}`);
    const [code, divisor] = this.prescaler(hz);
    const steps = Math.round(CRYSTAL_HZ / divisor / hz);
    return new Channel(this.base, this.clock, channel, code, CRYSTAL_HZ / divisor / steps, steps);
  }

  /** The fastest divider whose counter is long enough, which gives the most steps. */
  private prescaler(hz: number): readonly [number, number] {
    const fits = ([, divisor]: readonly [number, number]): boolean => {
      const steps = Math.round(CRYSTAL_HZ / divisor / hz);
      return steps >= 2 && steps <= MAX_STEPS;
    };
    if (this.hasUndivided && fits(UNDIVIDED)) return UNDIVIDED;
    for (const candidate of PRESCALERS) {
      if (fits(candidate)) return candidate;
    }
    throw new RangeError(
      `no PWM rate near ${hz} Hz: from 0.01 Hz to ${this.hasUndivided ? "12 MHz" : "100 kHz"}`,
    );
  }
}

class Channel implements PwmOutput {
  readonly steps: number;
  readonly frequencyHz: number;
  private readonly base: number;
  private readonly clock: Clock;
  private readonly index: number;
  private readonly shift: number;

  constructor(base: number, clock: Clock, index: number, code: number, hz: number, steps: number) {
    this.base = base;
    this.clock = clock;
    this.index = index;
    this.shift = CHANNEL_SHIFT * index;
    this.steps = steps;
    this.frequencyHz = hz;
    // The clock first: PERIOD is taken by a channel that has one.
    this.control((code & CTRL_PRESCALE_MASK) | CTRL_ACTIVE_HIGH | CTRL_GATE);
    this.write(0);
    this.control((code & CTRL_PRESCALE_MASK) | CTRL_ACTIVE_HIGH | CTRL_GATE | CTRL_ENABLE);
  }

  write(high: number): void {
    // A value written too early is lost. A channel that never gets ready has no clock, and loses it too.
    waitUntilClear(this.clock, this.base + CTRL, (CTRL_NOT_READY << this.index) >>> 0, READY_MICROSECONDS);
    write32(this.base + PERIOD + 4 * this.index, periodRegister(this.steps, high));
  }

  stop(): void {
    this.write(0);
    this.control(0);
  }

  private control(bits: number): void {
    const others = read32(this.base + CTRL) & ~(CTRL_CHANNEL << this.shift);
    write32(this.base + CTRL, (others | (bits << this.shift)) >>> 0);
  }
}
