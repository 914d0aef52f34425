// The PWM of the R40: eight channels that switch a pin, from the 24 MHz crystal.
//
// Offsets and fields are those of the R40 User Manual, chapter "PWM" (PCCR, PER, PCR, PPR), compared with the driver that
// was posted for Linux. Two channels share one clock divider, so that stays at 1 and each channel divides for itself. No
// pulse mode, no dead zone, no capture.

import { read32, write32 } from "../mmio.ts";
import type { Clock } from "../timer/clock.ts";
import { waitUntilClear } from "../timer/wait.ts";
import { CRYSTAL_HZ, MAX_STEPS, periodRegister } from "./period.ts";
import type { PwmOutput } from "./pwm-output.ts";

/** The clock of channels 2n and 2n + 1. */
const CLOCK = 0x20;
const ENABLE = 0x40;
const CONTROL = 0x60;
const PERIOD = 0x64;
/** From a channel's CONTROL and PERIOD to the next one's. */
const STRIDE = 0x20;
const CHANNELS = 8;

/** CLOCK: source (b8:7 = 0 is the crystal), bypasses (b6:5) and the shared divider (b3:0 = 0 divides by 1). */
const CLOCK_FIELDS = 0x1ff;
const CLOCK_GATE = 0x10;

const CONTROL_NOT_READY = 0x800;
const CONTROL_ACTIVE_HIGH = 0x100;
/** A write of PERIOD is taken within a period. */
const READY_MICROSECONDS = 1_000_000;

const MAX_PRESCALE = 256;

export class Sun8iPwm {
  private readonly base: number;
  private readonly clock: Clock;

  constructor(options: { readonly base: number; readonly clock: Clock }) {
    this.base = options.base;
    this.clock = options.clock;
  }

  /**
   * Starts `channel` (0 to 7), low, at the rate next to `hz` that has at least 2 steps.
   * Throws RangeError when no divider makes such a rate: below 1.5 Hz or above 12 MHz.
   */
  open(channel: number, hz: number): PwmOutput {
    if (!(channel >= 0 && channel < CHANNELS)) throw new RangeError(`there is no PWM channel ${channel}`);
    const prescale = Math.max(1, Math.ceil(CRYSTAL_HZ / hz / MAX_STEPS));
    const steps = Math.round(CRYSTAL_HZ / prescale / hz);
    if (!(steps >= 2 && prescale <= MAX_PRESCALE)) {
      throw new RangeError(`no PWM rate near ${hz} Hz: from 1.5 Hz to 12 MHz`);
    }
    return new Channel(this.base, this.clock, channel, prescale, steps);
  }
}

class Channel implements PwmOutput {
  readonly steps: number;
  readonly frequencyHz: number;
  private readonly base: number;
  private readonly clock: Clock;
  private readonly index: number;

  constructor(base: number, clock: Clock, index: number, prescale: number, steps: number) {
    this.base = base;
    this.clock = clock;
    this.index = index;
    this.steps = steps;
    this.frequencyHz = CRYSTAL_HZ / prescale / steps;
    // The clock first: PERIOD is taken by a channel that has one. The other channel of the pair has the same.
    this.change(CLOCK + 4 * (index >> 1), CLOCK_FIELDS, CLOCK_GATE);
    write32(base + CONTROL + STRIDE * index, CONTROL_ACTIVE_HIGH | (prescale - 1));
    this.write(0);
    this.change(ENABLE, 1 << index, 1 << index);
  }

  write(high: number): void {
    // A value written too early is lost. A channel that never gets ready has no clock, and loses it too.
    waitUntilClear(
      this.clock,
      this.base + CONTROL + STRIDE * this.index,
      CONTROL_NOT_READY,
      READY_MICROSECONDS,
    );
    write32(this.base + PERIOD + STRIDE * this.index, periodRegister(this.steps, high));
  }

  /** The clock stays on: the other channel of the pair may need it. */
  stop(): void {
    this.write(0);
    this.change(ENABLE, 1 << this.index, 0);
  }

  private change(register: number, mask: number, bits: number): void {
    write32(this.base + register, ((read32(this.base + register) & ~mask) | bits) >>> 0);
  }
}
