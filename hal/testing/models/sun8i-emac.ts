// Model of the sun8i EMAC: two descriptor rings in shared memory, interrupts, MDIO to one PHY.
//
// Behaves as hardware is known to, or with `emulated` as QEMU's model does where the two differ: there the receiver
// stays stopped after a frame found no free descriptor, until the list is written anew.

import type { DeviceModel } from "../bus.ts";
import type { PhyModel } from "./phy.ts";
import type { RamModel } from "./ram.ts";

const BASIC_CTL0 = 0x00;
const BASIC_CTL1 = 0x04;
const INT_STA = 0x08;
const INT_EN = 0x0c;
const TX_CTL0 = 0x10;
const TX_CTL1 = 0x14;
const TX_LIST = 0x20;
const RX_CTL0 = 0x24;
const RX_CTL1 = 0x28;
const RX_LIST = 0x34;
const MII_CMD = 0x48;
const MII_DATA = 0x4c;
const ADDR_HIGH = 0x50;
const ADDR_LOW = 0x54;

const ENABLE = 0x8000_0000;
const DMA_ENABLE = 0x4000_0000;
const DMA_START = 0x8000_0000;
const OWN = 0x8000_0000;
const FIRST_LAST_RX = 0x0300;
const TX_FIRST_LAST = 0x6000_0000;
const INT_TX = 0x0001;
const INT_RX = 0x0100;
const INT_RX_NO_BUFFER = 0x0200;
const MIN_PAYLOAD = 60;

export type RxFault =
  /** The checksum is wrong. */
  | "crc"
  /** The frame needed a second descriptor, which says only that it was the first piece. */
  | "piece"
  /** The length field says less than Ethernet allows. */
  | "runt";

export class Sun8iEmacModel implements DeviceModel {
  readonly name = "sun8i-emac";
  readonly base: number;
  readonly sizeBytes = 0x1000;
  readonly phy: PhyModel;
  /** Every frame sent, without padding and FCS. */
  readonly sent: Uint8Array[] = [];
  /** Frames that found no descriptor. */
  lost = 0;
  /** Fault: descriptors stay with the DMA for ever. */
  transmitterHangs = false;
  /** Fault: the management bus stays busy. */
  mdioHangs = false;
  /** Fault: the soft reset does not end, as without a clock from the PHY. */
  resetHangs = false;
  private readonly memory: RamModel;
  private readonly emulated: boolean;
  private readonly onTransmit: (frame: Uint8Array) => void;
  private readonly words = new Map<number, number>();
  private transmitAt = 0;
  private receiveAt = 0;
  private stopped = false;

  constructor(options: {
    base: number;
    phy: PhyModel;
    memory: RamModel;
    emulated?: boolean;
    onTransmit?: (frame: Uint8Array) => void;
  }) {
    this.base = options.base;
    this.phy = options.phy;
    this.memory = options.memory;
    this.emulated = options.emulated ?? false;
    this.onTransmit = options.onTransmit ?? (() => {});
  }

  /** Whether the interrupt line is raised. */
  interrupt(): boolean {
    return (this.get(INT_STA) & this.get(INT_EN)) !== 0;
  }

  get megabits(): number {
    return [1000, 0, 10, 100][(this.get(BASIC_CTL0) >>> 2) & 3]!;
  }

  get fullDuplex(): boolean {
    return (this.get(BASIC_CTL0) & 1) !== 0;
  }

  /** The station address as it was written, "02:11:22:33:44:55". */
  addressText(): string {
    const [low, high] = [this.get(ADDR_LOW), this.get(ADDR_HIGH)];
    const bytes = [low, low >>> 8, low >>> 16, low >>> 24, high, high >>> 8].map((byte) => byte & 0xff);
    return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(":");
  }

  /** A frame arrives from the wire (without FCS). False when it was lost. */
  deliver(frame: Uint8Array, fault: RxFault | null = null): boolean {
    const running =
      (this.get(RX_CTL0) & ENABLE) !== 0 && (this.get(RX_CTL1) & DMA_ENABLE) !== 0 && !this.stopped;
    const at = this.receiveAt;
    if (!running || (this.memory.read32(at) & OWN) === 0) {
      this.lost += 1;
      this.stopped = this.emulated;
      this.set(INT_STA, this.get(INT_STA) | INT_RX_NO_BUFFER);
      return false;
    }
    const payload = Math.max(frame.length, MIN_PAYLOAD);
    const room = this.memory.read32(at + 4) & 0x7ff;
    if (payload + 4 > room) throw new Error(`a frame of ${payload} bytes for a buffer of ${room}`);
    this.memory.bytes(this.memory.read32(at + 8), frame.length).set(frame);
    const length = fault === "runt" ? 30 : payload + 4;
    let status = (length << 16) | (fault === "piece" ? 0x0200 : FIRST_LAST_RX);
    if (fault === "crc") status |= 0x0002;
    this.memory.write32(at, status >>> 0);
    this.receiveAt = this.memory.read32(at + 12);
    this.set(INT_STA, this.get(INT_STA) | INT_RX);
    return true;
  }

  /** The transmitter goes on after `transmitterHangs`: what waits in the ring is sent. */
  transmit(): void {
    if ((this.get(TX_CTL0) & ENABLE) === 0 || (this.get(TX_CTL1) & DMA_ENABLE) === 0) return;
    while (!this.transmitterHangs && (this.memory.read32(this.transmitAt) & OWN) !== 0) {
      const at = this.transmitAt;
      const control = this.memory.read32(at + 4);
      if ((control & TX_FIRST_LAST) !== TX_FIRST_LAST) throw new Error("a frame in pieces");
      const frame = this.memory.bytes(this.memory.read32(at + 8), control & 0x7ff).slice();
      this.memory.write32(at, 0);
      this.transmitAt = this.memory.read32(at + 12);
      if ((control & 0x8000_0000) !== 0) this.set(INT_STA, this.get(INT_STA) | INT_TX);
      this.sent.push(frame);
      this.onTransmit(frame);
    }
  }

  read32(address: number): number {
    const offset = address - this.base;
    if (offset === MII_CMD) return this.mdioHangs ? 1 : this.get(MII_CMD) & ~1;
    return this.get(offset);
  }

  write32(address: number, value: number): void {
    const offset = address - this.base;
    if (offset === INT_STA) this.set(INT_STA, this.get(INT_STA) & ~value);
    else if (offset === BASIC_CTL1) this.control(value);
    else if (offset === MII_CMD) this.manage(value);
    else this.set(offset, value);
    if (offset === TX_LIST) this.transmitAt = value;
    if (offset === RX_LIST) {
      this.receiveAt = value;
      this.stopped = false;
    }
    if (offset === TX_CTL1 || offset === RX_CTL1) this.set(offset, value & ~DMA_START);
    if (offset === TX_CTL1 && (value & DMA_START) !== 0) this.transmit();
  }

  private control(value: number): void {
    if ((value & 1) === 0) this.set(BASIC_CTL1, value);
    else if (this.resetHangs) this.set(BASIC_CTL1, value);
    else this.words.clear();
  }

  private manage(value: number): void {
    this.set(MII_CMD, value);
    if ((value & 1) === 0 || this.mdioHangs) return;
    const [phy, register] = [(value >>> 12) & 31, (value >>> 4) & 31];
    if ((value & 2) !== 0) this.phy.write(phy, register, this.get(MII_DATA) & 0xffff);
    else this.set(MII_DATA, this.phy.read(phy, register));
  }

  private get(offset: number): number {
    return this.words.get(offset) ?? 0;
  }

  private set(offset: number, value: number): void {
    this.words.set(offset, value >>> 0);
  }
}
