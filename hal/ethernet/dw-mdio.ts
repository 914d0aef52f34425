// Management bus of the DesignWare GMAC: one register access at a time, polled.

import { read32, write32 } from "../mmio.ts";
import type { Clock } from "../timer/clock.ts";
import { waitUntilClear } from "../timer/wait.ts";
import {
  MII_ADDR,
  MII_BUSY,
  MII_DATA,
  MII_DIVIDE_BY_102,
  MII_PHY_SHIFT,
  MII_REGISTER_SHIFT,
  MII_WRITE,
} from "./dw-gmac-registers.ts";
import type { Mdio } from "./mdio.ts";

/** 64 bits at 1.5 MHz take 43 us. */
const BUSY_MICROSECONDS = 10_000;

export class DwMdio implements Mdio {
  private readonly base: number;
  private readonly clock: Clock;

  /** `base` is the GMAC's first register. */
  constructor(options: { readonly base: number; readonly clock: Clock }) {
    this.base = options.base;
    this.clock = options.clock;
  }

  read(phy: number, register: number): number {
    if (!this.idle()) return -1;
    write32(this.base + MII_ADDR, command(phy, register));
    if (!this.idle()) return -1;
    return read32(this.base + MII_DATA) & 0xffff;
  }

  write(phy: number, register: number, value: number): boolean {
    if (!this.idle()) return false;
    write32(this.base + MII_DATA, value & 0xffff);
    write32(this.base + MII_ADDR, command(phy, register) | MII_WRITE);
    return this.idle();
  }

  private idle(): boolean {
    return waitUntilClear(this.clock, this.base + MII_ADDR, MII_BUSY, BUSY_MICROSECONDS);
  }
}

function command(phy: number, register: number): number {
  return (phy << MII_PHY_SHIFT) | (register << MII_REGISTER_SHIFT) | MII_DIVIDE_BY_102 | MII_BUSY;
}
