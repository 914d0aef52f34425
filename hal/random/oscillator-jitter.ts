// Noise from two oscillators that run apart: how many ticks of the board's clock pass between two edges of the 32 kHz
// one, as the program sees them. The only noise that all of these SoCs have; none has a documented noise generator.
//
// Takes one timer of the Allwinner timer block and lets it count the low-speed oscillator ("LOSC" in the A10 User
// Manual, chapter "Timer Controller"). Makes no random numbers itself, and estimates nothing.

import { read32, write32 } from "../mmio.ts";
import type { Clock } from "../timer/clock.ts";
import type { NoiseSource } from "./noise-source.ts";

const FIRST_TIMER = 0x10;
const STRIDE = 0x10;
const CTRL = 0x00;
const INTV = 0x04;
const CUR = 0x08;

/** Source b3:2 = 0: LOSC; prescaler b6:4 = 0: none. */
const CTRL_STOPPED = 0x00;
const CTRL_RUN = 0x03; // reload, enable
const FULL_PERIOD = 0xffff_ffff;
/** An edge comes every 31 µs; the inner RC oscillator may be half as fast. An emulator may be stopped for a while. */
const EDGE_MICROSECONDS = 100_000;

export class OscillatorJitter implements NoiseSource {
  private readonly timer: number;
  private readonly clock: Clock;
  private readonly patience: number;
  private isRunning = false;
  private count = 0;
  private edge = 0;

  /** `base`: of the timer block. `timer`: which of its timers, one that nobody else uses. */
  constructor(options: { readonly base: number; readonly timer: number; readonly clock: Clock }) {
    this.timer = options.base + FIRST_TIMER + STRIDE * options.timer;
    this.clock = options.clock;
    this.patience = (options.clock.frequencyHz / 1_000_000) * EDGE_MICROSECONDS;
  }

  sample(): number {
    if (!this.isRunning) this.start();
    const from = this.edge;
    this.waitForEdge();
    return this.edge - from;
  }

  private start(): void {
    write32(this.timer + CTRL, CTRL_STOPPED);
    write32(this.timer + INTV, FULL_PERIOD);
    write32(this.timer + CTRL, CTRL_RUN);
    this.count = read32(this.timer + CUR);
    this.edge = this.clock.ticks();
    // From whenever to the first edge is no period.
    this.waitForEdge();
    this.isRunning = true;
  }

  private waitForEdge(): void {
    const start = this.clock.ticks();
    for (;;) {
      const count = read32(this.timer + CUR);
      const now = this.clock.ticks();
      if (count !== this.count) {
        this.count = count;
        this.edge = now;
        return;
      }
      if (now - start > this.patience) {
        throw new Error("there are no random numbers: the 32 kHz oscillator does not run");
      }
    }
  }
}
