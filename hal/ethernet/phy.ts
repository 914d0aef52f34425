// An Ethernet PHY through its standard registers: reset, autonegotiation, link state. IEEE 802.3 clause 22.
//
// 10 and 100 Mbit/s, and 1000 where the MAC can; no vendor registers, no interrupts. The PHY's address is fixed per board: a scan
// finds ghosts on some MACs.

import type { Clock } from "../timer/clock.ts";
import { Deadline } from "../timer/wait.ts";
import type { Mdio } from "./mdio.ts";

// IEEE 802.3 table 22-6.
const BMCR = 0;
const BMSR = 1;
const ANAR = 4;
const ANLPAR = 5;

const GBCR = 9;
const GBSR = 10;

const BMCR_RESET = 0x8000;
const BMCR_AUTONEGOTIATE = 0x1000;
const BMCR_RESTART = 0x0200;
/** The PHY has the registers of 1000BASE-T. */
const BMSR_EXTENDED = 0x0100;
const BMSR_AUTONEGOTIATED = 0x0020;
const BMSR_LINK = 0x0004;
// ANAR and ANLPAR, table 28B.2 with the priority order of annex 28B.3.
const ABILITY_100_FULL = 0x0100;
const ABILITY_100_HALF = 0x0080;
const ABILITY_10_FULL = 0x0040;

// GBCR and GBSR, table 40-3. Half duplex at 1000 Mbit/s is never offered: no switch does it.
const GBCR_1000_FULL = 0x0200;
const GBSR_1000_FULL = 0x0800;

const ABSENT = 0xffff;
/** Clause 22.2.4.1.1: a reset takes at most half a second. */
const RESET_MICROSECONDS = 500_000;

/** What the two ends agreed on. */
export interface LinkMode {
  readonly megabits: 10 | 100 | 1000;
  readonly fullDuplex: boolean;
}

export class Phy {
  private readonly mdio: Mdio;
  private readonly address: number;
  private readonly clock: Clock;
  private readonly gigabit: boolean;

  constructor(options: {
    readonly mdio: Mdio;
    readonly address: number;
    readonly clock: Clock;
    /** Whether the MAC and the wires to it can do 1000 Mbit/s. Default: false. */
    readonly gigabit?: boolean;
  }) {
    this.mdio = options.mdio;
    this.address = options.address;
    this.clock = options.clock;
    this.gigabit = options.gigabit ?? false;
  }

  /** Resets the PHY and starts autonegotiation, without waiting for its end. False when no PHY answers. */
  start(): boolean {
    const control = this.mdio.read(this.address, BMCR);
    if (control < 0 || control === ABSENT) return false;
    if (!this.mdio.write(this.address, BMCR, BMCR_RESET)) return false;
    const deadline = new Deadline(this.clock, RESET_MICROSECONDS);
    for (;;) {
      const late = deadline.passed();
      const now = this.mdio.read(this.address, BMCR);
      if (now >= 0 && (now & BMCR_RESET) === 0) break;
      if (late || now < 0) return false;
    }
    this.offerGigabit();
    return this.mdio.write(this.address, BMCR, BMCR_AUTONEGOTIATE | BMCR_RESTART);
  }

  /** A gigabit PHY offers 1000 Mbit/s after reset, also behind a MAC that cannot do it. */
  private offerGigabit(): void {
    const status = this.mdio.read(this.address, BMSR);
    if (status < 0 || (status & BMSR_EXTENDED) === 0) return;
    this.mdio.write(this.address, GBCR, this.gigabit ? GBCR_1000_FULL : 0);
  }

  /** True while the link is up and both ends agree on a mode. Two register reads, about 130 us on the wire. */
  linkUp(): boolean {
    // BMSR_LINK latches a failure until it is read: the first read reports the past.
    this.mdio.read(this.address, BMSR);
    const status = this.mdio.read(this.address, BMSR);
    if (status < 0 || status === ABSENT) return false;
    // Without the second bit ANLPAR does not say yet what was agreed.
    return (status & BMSR_LINK) !== 0 && (status & BMSR_AUTONEGOTIATED) !== 0;
  }

  /** Speed and duplex that were agreed on. Meaningful while `linkUp`. */
  mode(): LinkMode {
    if (this.gigabit && (this.mdio.read(this.address, GBSR) & GBSR_1000_FULL) !== 0) {
      return { megabits: 1000, fullDuplex: true };
    }
    const common = this.mdio.read(this.address, ANAR) & this.mdio.read(this.address, ANLPAR);
    const speed100 = (common & (ABILITY_100_FULL | ABILITY_100_HALF)) !== 0;
    const full = speed100 ? ABILITY_100_FULL : ABILITY_10_FULL;
    return { megabits: speed100 ? 100 : 10, fullDuplex: (common & full) !== 0 };
  }
}
