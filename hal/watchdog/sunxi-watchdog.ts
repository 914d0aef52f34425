// Allwinner watchdog, both register layouts: `sun4i` (A10, A20, R40) and `sun6i` (H3). Also how a board reboots.
//
// Register names are those of the A10 and H3 User Manuals, chapters "Timer Controller" and "Watchdog".

import { write32 } from "../mmio.ts";
import type { Clock } from "../timer/clock.ts";
import { Deadline } from "../timer/wait.ts";
import type { Watchdog } from "./watchdog.ts";

/** WDOG_CTRL: bit 0 restarts; hardware of the sun6i layout wants the key in b12:1. */
const RESTART = (0xa57 << 1) | 1;

/** Interval codes of WDOG_MODE in milliseconds, by code. */
const INTERVALS_MS = [500, 1000, 2000, 3000, 4000, 5000, 6000, 8000, 10000, 12000, 14000, 16000];

interface Layout {
  readonly control: number;
  /** Register that chooses between reset and interrupt, or -1 where MODE does. */
  readonly config: number;
  readonly mode: number;
  readonly modeEnable: number;
  readonly intervalShift: number;
}

const SUN4I: Layout = { control: 0x00, config: -1, mode: 0x04, modeEnable: 0x03, intervalShift: 3 };
const SUN6I: Layout = { control: 0x10, config: 0x14, mode: 0x18, modeEnable: 0x01, intervalShift: 4 };
const CONFIG_RESET_SYSTEM = 1;

const RESET_GIVES_UP_MICROSECONDS = 2_000_000;

export class SunxiWatchdog implements Watchdog {
  private readonly base: number;
  private readonly layout: Layout;
  private readonly clock: Clock;

  constructor(options: { readonly base: number; readonly layout: "sun4i" | "sun6i"; readonly clock: Clock }) {
    this.base = options.base;
    this.layout = options.layout === "sun6i" ? SUN6I : SUN4I;
    this.clock = options.clock;
  }

  arm(milliseconds: number): number {
    let code = 0;
    while (code < INTERVALS_MS.length - 1 && INTERVALS_MS[code]! < milliseconds) code += 1;
    this.start(code);
    return INTERVALS_MS[code]!;
  }

  feed(): void {
    write32(this.base + this.layout.control, RESTART);
  }

  disarm(): void {
    write32(this.base + this.layout.mode, 0);
  }

  reset(): never {
    this.start(0);
    const deadline = new Deadline(this.clock, RESET_GIVES_UP_MICROSECONDS);
    while (!deadline.passed()) {
      // U-Boot rewrites MODE too: some SoCs of the family have been seen to hang after a single write.
      write32(this.base + this.layout.mode, this.layout.modeEnable);
    }
    throw new Error("the watchdog did not reset the board within 2 s: switch it off and on");
  }

  private start(code: number): void {
    const layout = this.layout;
    if (layout.config >= 0) write32(this.base + layout.config, CONFIG_RESET_SYSTEM);
    write32(this.base + layout.mode, (code << layout.intervalShift) | layout.modeEnable);
    this.feed();
  }
}
