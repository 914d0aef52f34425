// The management bus behind a command register and a data register: one access at a time, polled.
//
// What the bits of the command mean is the MAC's business: sun8i-mdio.ts and dw-mdio.ts.

import { read32, write32 } from "../mmio.ts";
import type { Clock } from "../timer/clock.ts";
import { waitUntilClear } from "../timer/wait.ts";
import type { Mdio } from "./mdio.ts";

/** 64 bits at the slowest clock of any MAC, 0.8 MHz, take 80 us. */
const BUSY_MICROSECONDS = 10_000;

/** Where the registers and the fields of a command are. */
export interface MiiCommand {
  /** Offset of the command register. */
  readonly command: number;
  /** Offset of the data register; the low 16 bits are data. */
  readonly data: number;
  readonly phyShift: number;
  readonly registerShift: number;
  /** Set in every command: the divider of the clock. */
  readonly always: number;
  readonly write: number;
  /** Starts an access, and stays set until it is over. */
  readonly busy: number;
}

export class MiiBus implements Mdio {
  private readonly base: number;
  private readonly clock: Clock;
  private readonly layout: MiiCommand;

  constructor(base: number, clock: Clock, layout: MiiCommand) {
    this.base = base;
    this.clock = clock;
    this.layout = layout;
  }

  read(phy: number, register: number): number {
    const { layout } = this;
    if (!this.idle()) return -1;
    write32(this.base + layout.command, this.commandFor(phy, register));
    if (!this.idle()) return -1;
    return read32(this.base + layout.data) & 0xffff;
  }

  write(phy: number, register: number, value: number): boolean {
    const { layout } = this;
    if (!this.idle()) return false;
    write32(this.base + layout.data, value & 0xffff);
    write32(this.base + layout.command, this.commandFor(phy, register) | layout.write);
    return this.idle();
  }

  private commandFor(phy: number, register: number): number {
    const { layout } = this;
    return (phy << layout.phyShift) | (register << layout.registerShift) | layout.always | layout.busy;
  }

  private idle(): boolean {
    return waitUntilClear(this.clock, this.base + this.layout.command, this.layout.busy, BUSY_MICROSECONDS);
  }
}
