// Model of the Allwinner EMAC: two transmit channels, a receive FIFO with its headers, MDIO to one PHY.
//
// Behaves as hardware is known to, or with `emulated` as QEMU's model does where the two differ (CTL b0,
// RX_CTL flush, registers that cannot be read back).

import type { DeviceModel } from "../bus.ts";
import type { PhyModel } from "./phy.ts";

const CTL = 0x00;
const TX_CTL0 = 0x0c;
const TX_CTL1 = 0x10;
const TX_INS = 0x14;
const TX_PL0 = 0x18;
const TX_PL1 = 0x1c;
const TX_IO_DATA = 0x24;
const RX_CTL = 0x3c;
const RX_IO_DATA = 0x4c;
const RX_FBC = 0x50;
const INT_CTL = 0x54;
const INT_STA = 0x58;
const MAC_CTL1 = 0x60;
const MAC_SUPP = 0x74;
const MADR = 0x84;
const MWTD = 0x88;
const MRDD = 0x8c;
const MIND = 0x90;
const MAC_A0 = 0x98;
const MAC_A1 = 0x9c;

const CTL_RUN = 1;
const CTL_TX = 2;
const CTL_RX = 4;
const RX_CTL_FLUSH = 8;
const INT_RX = 0x100;
const MAGIC = 0x0143_414d;
const STATUS_OK = 0x80;
const STATUS_CRC_ERROR = 0x10;
const FIFO_BYTES = 32 * 1024;
const MIN_PAYLOAD = 60;
/** Registers that QEMU's model logs and forgets. */
const NOT_READABLE_IN_QEMU = [0x5c, MAC_CTL1, 0x64, 0x68, 0x6c, 0x70, MAC_SUPP, 0x7c, MAC_A0, MAC_A1];

export type FrameFault =
  /** The checksum is wrong. */
  | "crc"
  /** The FIFO has lost its frame borders. */
  | "bad-magic"
  /** The header says that the frame is longer than the FIFO. */
  | "bad-length";

export class SunxiEmacModel implements DeviceModel {
  readonly name = "emac";
  readonly base: number;
  readonly sizeBytes = 0x1000;
  readonly phy: PhyModel;
  /** Every frame sent, without padding and FCS. */
  readonly sent: Uint8Array[] = [];
  /** Fault: channels never report that they are done. */
  transmitterHangs = false;
  /** Fault: the management bus stays busy. */
  mdioHangs = false;
  private readonly emulated: boolean;
  private readonly onTransmit: (frame: Uint8Array) => void;
  private readonly words = new Map<number, number>();
  private readonly fifo: number[] = [];
  private frames: number[] = [];
  private readonly channels: number[][] = [[], []];

  constructor(options: {
    base: number;
    phy: PhyModel;
    emulated?: boolean;
    onTransmit?: (frame: Uint8Array) => void;
  }) {
    this.base = options.base;
    this.phy = options.phy;
    this.emulated = options.emulated ?? false;
    this.onTransmit = options.onTransmit ?? (() => {});
  }

  /** A frame arrives from the wire (without FCS). False when the receiver is off or full: the frame is lost. */
  deliver(frame: Uint8Array, fault: FrameFault | null = null): boolean {
    const running = (this.get(CTL) & CTL_RX) !== 0 && (this.emulated || (this.get(CTL) & CTL_RUN) !== 0);
    const payload = Math.max(frame.length, MIN_PAYLOAD);
    const words = Math.ceil((payload + 4) / 4) + 2;
    if (!running || 4 * (this.fifo.length + words) > FIFO_BYTES) return false;
    const length = fault === "bad-length" ? 0xfff0 : payload + 4;
    const status = fault === "crc" ? STATUS_CRC_ERROR : STATUS_OK;
    const bytes = new Uint8Array(4 * (words - 2));
    bytes.set(frame);
    const view = new DataView(bytes.buffer);
    this.fifo.push(fault === "bad-magic" ? 0xdead_beef : MAGIC, ((status << 16) | length) >>> 0);
    for (let i = 0; i < words - 2; i++) this.fifo.push(view.getUint32(4 * i, true));
    this.frames.push(words);
    this.set(INT_STA, this.get(INT_STA) | INT_RX);
    return true;
  }

  interrupt(): boolean {
    return (this.get(INT_STA) & this.get(INT_CTL)) !== 0;
  }

  /** The address that the driver has set, as text. */
  addressText(): string {
    const high = this.get(MAC_A1).toString(16).padStart(6, "0");
    const low = this.get(MAC_A0).toString(16).padStart(6, "0");
    return (high + low).match(/../g)!.join(":");
  }

  /** True when the driver has set 100 Mbit/s. */
  get speed100(): boolean {
    return (this.get(MAC_SUPP) & 0x100) !== 0;
  }

  get fullDuplex(): boolean {
    return (this.get(MAC_CTL1) & 1) !== 0;
  }

  /** Frames in the receive FIFO. */
  get waiting(): number {
    return this.frames.length;
  }

  read32(address: number): number {
    const offset = address - this.base;
    if (offset === RX_IO_DATA) return this.popWord();
    if (offset === RX_FBC) return this.frames.length;
    if (offset === MIND) return this.mdioHangs ? 1 : 0;
    if (offset === MRDD) return this.phy.read(this.get(MADR) >> 8, this.get(MADR) & 0xff);
    if (this.emulated && NOT_READABLE_IN_QEMU.includes(offset)) return 0;
    return this.get(offset);
  }

  write32(address: number, value: number): void {
    const offset = address - this.base;
    if (offset === CTL) this.control(value);
    else if (offset === INT_STA) this.set(INT_STA, this.get(INT_STA) & ~value);
    else if (offset === TX_IO_DATA) this.channels[this.get(TX_INS) & 1]!.push(value);
    else if (offset === TX_CTL0 || offset === TX_CTL1) this.startChannel(offset === TX_CTL0 ? 0 : 1, value);
    else if (offset === RX_FBC && value === 0) this.emptyReceiver();
    else if (offset === RX_CTL) this.receiveControl(value);
    else if (offset === MWTD) this.phy.write(this.get(MADR) >> 8, this.get(MADR) & 0xff, value);
    else this.set(offset, value);
  }

  private control(value: number): void {
    const resets = this.emulated ? (value & CTL_RUN) !== 0 : (value & CTL_RUN) === 0;
    if (resets) {
      this.emptyReceiver();
      this.set(INT_STA, 0);
      if (this.emulated) this.set(INT_CTL, 0);
    }
    this.set(CTL, this.emulated ? value & ~CTL_RUN : value);
  }

  private receiveControl(value: number): void {
    if (this.emulated) {
      this.set(RX_CTL, value);
      return;
    }
    if ((value & RX_CTL_FLUSH) !== 0) this.emptyReceiver();
    this.set(RX_CTL, value & ~RX_CTL_FLUSH);
  }

  private startChannel(channel: number, value: number): void {
    if ((value & 1) === 0 || (this.get(CTL) & CTL_TX) === 0) return;
    const words = this.channels[channel]!;
    const length = this.get(channel === 0 ? TX_PL0 : TX_PL1);
    const bytes = new Uint8Array(4 * words.length);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < words.length; i++) view.setUint32(4 * i, words[i]!, true);
    words.length = 0;
    if (this.transmitterHangs) return;
    const frame = bytes.slice(0, length);
    this.sent.push(frame);
    this.set(INT_STA, this.get(INT_STA) | (1 << channel));
    this.onTransmit(frame);
  }

  private popWord(): number {
    if (this.frames.length === 0) return 0;
    const word = this.fifo.shift()!;
    this.frames[0]! -= 1;
    if (this.frames[0] === 0) this.frames.shift();
    return word;
  }

  private emptyReceiver(): void {
    this.fifo.length = 0;
    this.frames = [];
  }

  private get(offset: number): number {
    return this.words.get(offset) ?? 0;
  }

  private set(offset: number, value: number): void {
    this.words.set(offset, value >>> 0);
  }
}
