// Management bus of the Allwinner EMAC: one register access at a time, polled.
//
// Register names are those of the A10 EMAC as Linux lists them; the A10 User Manual leaves the chapter out.

import { read32, write32 } from "../mmio.ts";
import type { Clock } from "../timer/clock.ts";
import { waitUntilClear } from "../timer/wait.ts";
import type { Mdio } from "./mdio.ts";

const MCMD = 0x80;
const MADR = 0x84;
const MWTD = 0x88;
const MRDD = 0x8c;
const MIND = 0x90;

const MCMD_START = 1;
const MCMD_STOP = 0;
const MIND_BUSY = 1;
const MADR_PHY_SHIFT = 8;
/** 64 bits at 1 MHz take 64 us. */
const BUSY_MICROSECONDS = 10_000;

export class SunxiMdio implements Mdio {
  private readonly base: number;
  private readonly clock: Clock;

  /** `base` is the EMAC's first register. */
  constructor(options: { readonly base: number; readonly clock: Clock }) {
    this.base = options.base;
    this.clock = options.clock;
  }

  read(phy: number, register: number): number {
    if (!this.address(phy, register)) return -1;
    return read32(this.base + MRDD) & 0xffff;
  }

  write(phy: number, register: number, value: number): boolean {
    if (!this.address(phy, register)) return false;
    write32(this.base + MWTD, value & 0xffff);
    return true;
  }

  // The same start, wait, stop for both directions: a write is sent when MWTD is stored.
  private address(phy: number, register: number): boolean {
    write32(this.base + MADR, (phy << MADR_PHY_SHIFT) | register);
    write32(this.base + MCMD, MCMD_START);
    const idle = waitUntilClear(this.clock, this.base + MIND, MIND_BUSY, BUSY_MICROSECONDS);
    write32(this.base + MCMD, MCMD_STOP);
    return idle;
  }
}
