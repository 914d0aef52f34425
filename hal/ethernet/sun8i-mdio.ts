// Management bus of the sun8i EMAC: one register access at a time, polled.
//
// Do not scan this bus: in QEMU an absent PHY answers with what was read last. Boards give their PHY's address.

import { read32, write32 } from "../mmio.ts";
import type { Clock } from "../timer/clock.ts";
import { waitUntilClear } from "../timer/wait.ts";
import type { Mdio } from "./mdio.ts";
import {
  MII_CMD,
  MII_CMD_BUSY,
  MII_CMD_DIVIDE_BY_128,
  MII_CMD_PHY_SHIFT,
  MII_CMD_REGISTER_SHIFT,
  MII_CMD_WRITE,
  MII_DATA,
} from "./sun8i-emac-registers.ts";

/** 64 bits at the slowest clock, 0.8 MHz, take 80 us. */
const BUSY_MICROSECONDS = 10_000;

export class Sun8iMdio implements Mdio {
  private readonly base: number;
  private readonly clock: Clock;

  /** `base` is the EMAC's first register. */
  constructor(options: { readonly base: number; readonly clock: Clock }) {
    this.base = options.base;
    this.clock = options.clock;
  }

  read(phy: number, register: number): number {
    if (!this.idle()) return -1;
    write32(this.base + MII_CMD, command(phy, register));
    if (!this.idle()) return -1;
    return read32(this.base + MII_DATA) & 0xffff;
  }

  write(phy: number, register: number, value: number): boolean {
    if (!this.idle()) return false;
    write32(this.base + MII_DATA, value & 0xffff);
    write32(this.base + MII_CMD, command(phy, register) | MII_CMD_WRITE);
    return this.idle();
  }

  private idle(): boolean {
    return waitUntilClear(this.clock, this.base + MII_CMD, MII_CMD_BUSY, BUSY_MICROSECONDS);
  }
}

function command(phy: number, register: number): number {
  const place = (phy << MII_CMD_PHY_SHIFT) | (register << MII_CMD_REGISTER_SHIFT);
  return MII_CMD_DIVIDE_BY_128 | place | MII_CMD_BUSY;
}
