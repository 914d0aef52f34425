// Model of a 10/100 Mbit Ethernet PHY: the standard registers of IEEE 802.3 clause 22, table 22-6.

const BMCR = 0;
const BMSR = 1;
const PHYIDR1 = 2;
const PHYIDR2 = 3;
const ANAR = 4;
const ANLPAR = 5;
const BMCR_RESET = 0x8000;
/** Able to do 10 and 100 Mbit/s in both duplex modes and to negotiate. */
const BMSR_ABILITIES = 0x7809;
const BMSR_LINK = 0x0004;
const BMSR_NEGOTIATED = 0x0020;
const ANAR_ALL = 0x01e1;
const ABSENT = 0xffff;

export class PhyModel {
  readonly address: number;
  /** What the other end can do (ANLPAR); 0x01e1 is everything up to 100 Mbit/s full duplex. */
  partner = ANAR_ALL;
  /** Fault: a reset that never ends. */
  resetHangs = false;
  private up = true;
  /** BMSR_LINK latches low until read. */
  private lost = false;
  private control = 0x3100;

  constructor(address: number) {
    this.address = address;
  }

  /** Plugs the cable in or out. */
  setLink(up: boolean): void {
    if (!up) this.lost = true;
    this.up = up;
  }

  read(address: number, register: number): number {
    if (address !== this.address) return ABSENT;
    if (register === BMCR) return this.control;
    if (register === BMSR) return this.readStatus();
    if (register === PHYIDR1) return 0x0000;
    if (register === PHYIDR2) return 0x8201;
    if (register === ANAR) return ANAR_ALL;
    return register === ANLPAR && this.up ? this.partner : 0;
  }

  write(address: number, register: number, value: number): void {
    if (address !== this.address || register !== BMCR) return;
    if ((value & BMCR_RESET) !== 0 && !this.resetHangs) this.control = 0x3100;
    else this.control = value;
  }

  private readStatus(): number {
    const linked = this.up && !this.lost;
    this.lost = !this.up;
    return BMSR_ABILITIES | (linked ? BMSR_LINK : 0) | (this.up ? BMSR_NEGOTIATED : 0);
  }
}
