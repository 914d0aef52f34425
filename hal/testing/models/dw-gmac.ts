// Model of the DesignWare GMAC: two descriptor rings in shared memory, interrupts, MDIO to one PHY.
//
// Behaves as the databook says that hardware does: a receiver without a free descriptor waits at it until it is polled,
// lists change only while their DMA stands still. The emulator has no GMAC of this kind to compare it with.

import type { DeviceModel } from "../bus.ts";
import type { PhyModel } from "./phy.ts";
import type { RamModel } from "./ram.ts";
import type { RxFault } from "./sun8i-emac.ts";

const CONFIG = 0x0000;
const MII_ADDR = 0x0010;
const MII_DATA = 0x0014;
const ADDR_HIGH = 0x0040;
const ADDR_LOW = 0x0044;
const BUS_MODE = 0x1000;
const TX_POLL = 0x1004;
const RX_POLL = 0x1008;
const RX_LIST = 0x100c;
const TX_LIST = 0x1010;
const STATUS = 0x1014;
const MODE = 0x1018;
const INT_ENABLE = 0x101c;

const RX_ENABLE = 0x4;
const TX_ENABLE = 0x8;
const RX_START = 0x2;
const TX_START = 0x2000;
const FLUSH = 0x0010_0000;
const OWN = 0x8000_0000;
const CHAINED = 0x0100_0000;
const RX_FIRST = 0x0200;
const RX_LAST = 0x0100;
const RX_ERROR = 0x8000;
const RX_CRC = 0x0002;
const TX_FIRST_LAST = 0x6000_0000;
const EVENT_TX = 0x0001;
const EVENT_RX = 0x0040;
const EVENT_RX_NO_BUFFER = 0x0080;
const NORMAL = 0x1_0000;
const ABNORMAL = 0x8000;
const NORMAL_EVENTS = 0x0041;
const TX_RUNNING = 0x0010_0000;
const MIN_PAYLOAD = 60;

export class DwGmacModel implements DeviceModel {
  readonly name = "dw-gmac";
  readonly base: number;
  readonly sizeBytes = 0x2000;
  readonly phy: PhyModel;
  /** Every frame sent, without padding and FCS. */
  readonly sent: Uint8Array[] = [];
  /** Frames that found no descriptor. */
  lost = 0;
  /** Fault: descriptors stay with the DMA for ever. */
  transmitterHangs = false;
  /** Fault: the management bus stays busy. */
  mdioHangs = false;
  /** Fault: the reset does not end, as without a clock from the PHY. */
  resetHangs = false;
  private readonly memory: RamModel;
  private readonly onTransmit: (frame: Uint8Array) => void;
  private readonly words = new Map<number, number>();
  private transmitAt = 0;
  private receiveAt = 0;
  private waiting = false;

  constructor(options: {
    base: number;
    phy: PhyModel;
    memory: RamModel;
    onTransmit?: (frame: Uint8Array) => void;
  }) {
    this.base = options.base;
    this.phy = options.phy;
    this.memory = options.memory;
    this.onTransmit = options.onTransmit ?? (() => {});
  }

  /** Whether the interrupt line is raised: an event, its enable and the enable of its kind. */
  interrupt(): boolean {
    const enable = this.get(INT_ENABLE);
    const events = this.get(STATUS) & enable;
    const normal = (events & NORMAL_EVENTS) !== 0 && (enable & NORMAL) !== 0;
    const abnormal = (events & EVENT_RX_NO_BUFFER) !== 0 && (enable & ABNORMAL) !== 0;
    return normal || abnormal;
  }

  get megabits(): number {
    const config = this.get(CONFIG);
    if ((config & 0x8000) === 0) return 1000;
    return (config & 0x4000) !== 0 ? 100 : 10;
  }

  get fullDuplex(): boolean {
    return (this.get(CONFIG) & 0x0800) !== 0;
  }

  /** The station address as it was written, "02:11:22:33:44:55". */
  addressText(): string {
    const [low, high] = [this.get(ADDR_LOW), this.get(ADDR_HIGH)];
    const bytes = [low, low >>> 8, low >>> 16, low >>> 24, high, high >>> 8].map((byte) => byte & 0xff);
    return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(":");
  }

  /** A frame arrives from the wire (without FCS). False when it was lost. */
  deliver(frame: Uint8Array, fault: RxFault | null = null): boolean {
    const running = (this.get(CONFIG) & RX_ENABLE) !== 0 && (this.get(MODE) & RX_START) !== 0;
    const at = this.receiveAt;
    if (!running || this.waiting || (this.memory.read32(at) & OWN) === 0) {
      this.lost += 1;
      this.waiting = running;
      this.set(STATUS, this.get(STATUS) | EVENT_RX_NO_BUFFER);
      return false;
    }
    const payload = Math.max(frame.length, MIN_PAYLOAD);
    const control = this.memory.read32(at + 4);
    if ((control & CHAINED) === 0) throw new Error("a receive descriptor that leads nowhere");
    if (payload + 4 > (control & 0x7ff))
      throw new Error(`a frame of ${payload} bytes for too small a buffer`);
    this.memory.bytes(this.memory.read32(at + 8), frame.length).set(frame);
    const length = fault === "runt" ? 30 : payload + 4;
    let status = (length << 16) | RX_FIRST | (fault === "piece" ? 0 : RX_LAST);
    if (fault === "crc") status |= RX_ERROR | RX_CRC;
    this.memory.write32(at, status >>> 0);
    this.receiveAt = this.memory.read32(at + 12);
    this.set(STATUS, this.get(STATUS) | EVENT_RX);
    return true;
  }

  /** The transmitter goes on after `transmitterHangs`: what waits in the ring is sent. */
  transmit(): void {
    if ((this.get(CONFIG) & TX_ENABLE) === 0 || (this.get(MODE) & TX_START) === 0) return;
    while (!this.transmitterHangs && (this.memory.read32(this.transmitAt) & OWN) !== 0) {
      const at = this.transmitAt;
      const control = this.memory.read32(at + 4);
      if ((control & TX_FIRST_LAST) !== TX_FIRST_LAST) throw new Error("a frame in pieces");
      if ((control & CHAINED) === 0) throw new Error("a transmit descriptor that leads nowhere");
      const frame = this.memory.bytes(this.memory.read32(at + 8), control & 0x7ff).slice();
      this.memory.write32(at, 0);
      this.transmitAt = this.memory.read32(at + 12);
      if ((control & 0x8000_0000) !== 0) this.set(STATUS, this.get(STATUS) | EVENT_TX);
      this.sent.push(frame);
      this.onTransmit(frame);
    }
  }

  read32(address: number): number {
    const offset = address - this.base;
    if (offset === MII_ADDR) return this.mdioHangs ? 1 : this.get(MII_ADDR) & ~1;
    if (offset === STATUS) {
      const running = this.transmitterHangs && (this.get(MODE) & TX_START) !== 0 ? TX_RUNNING : 0;
      return (this.get(STATUS) | running) >>> 0;
    }
    return this.get(offset);
  }

  write32(address: number, value: number): void {
    const offset = address - this.base;
    const mode = this.get(MODE);
    if (offset === TX_LIST && (mode & TX_START) !== 0) throw new Error("TX_LIST changed while the DMA runs");
    if (offset === RX_LIST && (mode & RX_START) !== 0) throw new Error("RX_LIST changed while the DMA runs");
    if (offset === STATUS) this.set(STATUS, this.get(STATUS) & ~value);
    else if (offset === BUS_MODE) this.reset(value);
    else if (offset === MII_ADDR) this.manage(value);
    else this.set(offset, offset === MODE ? value & ~FLUSH : value);
    if (offset === TX_LIST) this.transmitAt = value;
    if (offset === RX_LIST) this.receiveAt = value;
    if (offset === RX_POLL) this.waiting = false;
    if (offset === TX_POLL || offset === MODE) this.transmit();
  }

  private reset(value: number): void {
    if ((value & 1) === 0 || this.resetHangs) this.set(BUS_MODE, value);
    else this.words.clear();
  }

  private manage(value: number): void {
    this.set(MII_ADDR, value);
    if ((value & 1) === 0 || this.mdioHangs) return;
    const [phy, register] = [(value >>> 11) & 31, (value >>> 6) & 31];
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
