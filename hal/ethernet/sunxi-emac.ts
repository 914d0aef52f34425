// Allwinner EMAC: Ethernet frames through a FIFO, by the CPU. A10, A20 and R40; 10 and 100 Mbit/s.
//
// Two transmit channels of one frame each, a receive FIFO of several frames. No DMA, no hash filter. The PHY
// is in phy.ts, its bus in sunxi-mdio.ts, the register list in sunxi-emac-registers.ts. Clocks, pins and the
// SRAM that holds the frames must have been handed to the EMAC before `start`.
//
// QEMU's model differs from hardware in three places that this driver allows for: CTL b0 is a reset pulse
// there (so INT_CTL is written after CTL), the flush bit of RX_CTL never clears and flushes nothing (so the
// wait is bounded and RX_FBC is cleared too), and MAC_CTL1 and SUPP cannot be read back (so they are written
// whole).

import { barrier, read32, readFifo, write32, writeFifo } from "../mmio.ts";
import type { Clock } from "../timer/clock.ts";
import { Deadline, delayMicroseconds, waitUntilClear } from "../timer/wait.ts";
import { type EthernetMac, MAX_FRAME_BYTES } from "./mac.ts";
import type { Phy } from "./phy.ts";
import {
  CLRT_VALUE,
  CTL,
  CTL_RUN,
  CTL_RX_ENABLE,
  CTL_TX_ENABLE,
  INT_CTL,
  INT_RX,
  INT_STA,
  INT_TX,
  IPGR_VALUE,
  IPGT_FULL_DUPLEX,
  IPGT_HALF_DUPLEX,
  MAC_A0,
  MAC_A1,
  MAC_CLRT,
  MAC_CTL0,
  MAC_CTL0_FLOW_CONTROL,
  MAC_CTL0_SOFT_RESET,
  MAC_CTL1,
  MAC_CTL1_BASE,
  MAC_CTL1_FULL_DUPLEX,
  MAC_IPGR,
  MAC_IPGT,
  MAC_MAXF,
  MAC_MCFG,
  MAC_SUPP,
  MAXF_VALUE,
  MCFG_CLOCK_DIVIDER,
  MCFG_CLOCK_MASK,
  RX_CTL,
  RX_CTL_FILTERS,
  RX_CTL_FLUSH,
  RX_FBC,
  RX_IO_DATA,
  RX_MAGIC,
  RX_STATUS_CRC_ERROR,
  RX_STATUS_OK,
  RX_STATUS_SHIFT,
  SUPP_100_MBIT,
  TX_CTL0,
  TX_INS,
  TX_IO_DATA,
  TX_MODE,
  TX_MODE_CPU_ABORT,
  TX_PL0,
  TX_START,
} from "./sunxi-emac-registers.ts";

const CHANNELS = 2;
const FCS_BYTES = 4;
const HEADER_BYTES = 14;
/** IEEE 802.3 3.2.7: 64 bytes with FCS. */
const MIN_LENGTH = 64;
/** More than this cannot be in the FIFO: the length itself is damaged. */
const MAX_LENGTH = 1536;
/** Damaged frames dropped in one call of `receive`, so that a flood of them cannot hold up the loop. */
const MAX_DROPS = 16;
/** A frame at 10 Mbit/s with 16 collisions takes 0.4 s; later the completion was lost. */
const TRANSMIT_MICROSECONDS = 1_000_000;
const FLUSH_MICROSECONDS = 100;
const RESET_MICROSECONDS = 200;
const ADDRESS_MICROSECONDS = 1000;

/** What happened on the wire since `start`; only ever counts up. */
export class EmacCounters {
  sent = 0;
  received = 0;
  /** Frames with a wrong checksum. */
  crcErrors = 0;
  /** Frames that were too short, too long or otherwise marked damaged. */
  lengthErrors = 0;
  /** How often the receive FIFO lost its frame borders and was emptied. */
  flushes = 0;
  /** Transmissions whose completion never came. */
  transmitTimeouts = 0;
}

export class SunxiEmac implements EthernetMac {
  readonly address: Uint8Array;
  readonly counters: EmacCounters;
  private readonly base: number;
  private readonly clock: Clock;
  private readonly phy: Phy;
  /** When the frame of a channel is given up, or null while the channel is free. */
  private readonly transmitting: (Deadline | null)[];
  private wasUp: boolean;
  private readonly tail: Uint8Array;

  constructor(options: {
    readonly base: number;
    /** Own address, 6 bytes. */
    readonly address: Uint8Array;
    readonly phy: Phy;
    readonly clock: Clock;
  }) {
    this.base = options.base;
    this.address = options.address;
    this.phy = options.phy;
    this.clock = options.clock;
    this.counters = new EmacCounters();
    this.transmitting = [null, null];
    this.wasUp = false;
    this.tail = new Uint8Array(4);
  }

  /** Resets the MAC and starts autonegotiation. False when no PHY answers: nothing is sent or received then. */
  start(): boolean {
    const base = this.base;
    this.quiet();
    write32(base + TX_MODE, TX_MODE_CPU_ABORT);
    write32(base + RX_CTL, RX_CTL_FILTERS);
    write32(base + MAC_CTL0, (read32(base + MAC_CTL0) | MAC_CTL0_FLOW_CONTROL) >>> 0);
    write32(base + MAC_CTL1, MAC_CTL1_BASE);
    write32(base + MAC_IPGT, IPGT_FULL_DUPLEX);
    write32(base + MAC_IPGR, IPGR_VALUE);
    write32(base + MAC_CLRT, CLRT_VALUE);
    write32(base + MAC_MAXF, MAXF_VALUE);
    this.writeAddress();
    write32(base + CTL, 0);
    delayMicroseconds(this.clock, RESET_MICROSECONDS);
    write32(base + CTL, CTL_RUN);
    delayMicroseconds(this.clock, RESET_MICROSECONDS);
    const answered = this.phy.start();
    write32(base + CTL, CTL_RUN | CTL_TX_ENABLE | CTL_RX_ENABLE);
    return answered;
  }

  linkUp(): boolean {
    const up = this.phy.linkUp();
    if (up && !this.wasUp) this.adoptLink();
    this.wasUp = up;
    return up;
  }

  send(frame: Uint8Array, length: number): boolean {
    if (length < HEADER_BYTES || length > MAX_FRAME_BYTES || length > frame.length) {
      throw new RangeError(
        `a frame of ${length} bytes: Ethernet carries ${HEADER_BYTES} to ${MAX_FRAME_BYTES}`,
      );
    }
    const channel = this.freeChannel();
    if (channel < 0) return false;
    const base = this.base;
    write32(base + TX_INS, channel);
    const whole = length >> 2;
    writeFifo(base + TX_IO_DATA, frame, 0, whole);
    const rest = length & 3;
    if (rest !== 0) {
      // The frame's buffer may end here, so the last word is put together from what there is.
      for (let i = 0; i < 4; i++) this.tail[i] = i < rest ? frame[4 * whole + i]! : 0;
      writeFifo(base + TX_IO_DATA, this.tail, 0, 1);
    }
    write32(base + TX_PL0 + 4 * channel, length);
    // The frame must be in the FIFO before the channel starts.
    barrier();
    this.transmitting[channel] = new Deadline(this.clock, TRANSMIT_MICROSECONDS);
    write32(base + TX_CTL0 + 4 * channel, TX_START);
    this.counters.sent += 1;
    return true;
  }

  receive(into: Uint8Array): number {
    for (let i = 0; i < MAX_DROPS; i++) {
      if (!this.frameWaits()) return 0;
      const length = this.takeFrame(into);
      if (length > 0) {
        this.counters.received += 1;
        return length;
      }
    }
    return 0;
  }

  enableReceiveInterrupt(on: boolean): void {
    // Transmit events are let through as well: they tell a sender that a channel has become free.
    write32(this.base + INT_CTL, on ? INT_RX | INT_TX : 0);
  }

  acknowledgeInterrupt(): void {
    const events = this.collectTransmitted();
    write32(this.base + INT_STA, events);
    // The store must reach the EMAC before the interrupt controller is asked again.
    barrier();
  }

  private quiet(): void {
    const base = this.base;
    this.flushReceiver();
    write32(base + MAC_CTL0, read32(base + MAC_CTL0) & ~MAC_CTL0_SOFT_RESET);
    write32(base + MAC_MCFG, (read32(base + MAC_MCFG) & ~MCFG_CLOCK_MASK) | MCFG_CLOCK_DIVIDER);
    write32(base + INT_CTL, 0);
    write32(base + INT_STA, read32(base + INT_STA));
    this.transmitting[0] = null;
    this.transmitting[1] = null;
  }

  private writeAddress(): void {
    const mac = this.address;
    write32(this.base + MAC_A1, (mac[0]! << 16) | (mac[1]! << 8) | mac[2]!);
    write32(this.base + MAC_A0, (mac[3]! << 16) | (mac[4]! << 8) | mac[5]!);
    delayMicroseconds(this.clock, ADDRESS_MICROSECONDS);
  }

  /** Sets speed and duplex to what the PHY has negotiated. */
  private adoptLink(): void {
    const base = this.base;
    const link = this.phy.mode();
    write32(base + MAC_SUPP, link.megabits === 100 ? SUPP_100_MBIT : 0);
    write32(base + MAC_IPGT, link.fullDuplex ? IPGT_FULL_DUPLEX : IPGT_HALF_DUPLEX);
    write32(base + MAC_CTL1, link.fullDuplex ? MAC_CTL1_BASE | MAC_CTL1_FULL_DUPLEX : MAC_CTL1_BASE);
  }

  /** A channel without a frame under way, or -1. */
  private freeChannel(): number {
    for (let channel = 0; channel < CHANNELS; channel++) {
      if (this.transmitting[channel] === null) return channel;
    }
    const done = this.collectTransmitted() & INT_TX;
    if (done !== 0) write32(this.base + INT_STA, done);
    for (let channel = 0; channel < CHANNELS; channel++) {
      const deadline = this.transmitting[channel];
      if (deadline === null || deadline === undefined) return channel;
      if (deadline.passed()) {
        this.transmitting[channel] = null;
        this.counters.transmitTimeouts += 1;
        return channel;
      }
    }
    return -1;
  }

  /** Frees the channels whose frames are done or aborted, and returns INT_STA. */
  private collectTransmitted(): number {
    const events = read32(this.base + INT_STA);
    // INT_STA: b0 and b1 done, b2 and b3 aborted.
    for (let channel = 0; channel < CHANNELS; channel++) {
      if (((events >>> channel) & 0x5) !== 0) this.transmitting[channel] = null;
    }
    return events;
  }

  private frameWaits(): boolean {
    // Linux reads the counter twice, because a single read has been seen to miss a frame.
    return read32(this.base + RX_FBC) !== 0 || read32(this.base + RX_FBC) !== 0;
  }

  /** Takes one frame out of the FIFO: its length without FCS, or 0 when it was damaged. */
  private takeFrame(into: Uint8Array): number {
    const fifo = this.base + RX_IO_DATA;
    if (read32(fifo) !== RX_MAGIC) {
      this.recover();
      return 0;
    }
    const header = read32(fifo);
    const length = header & 0xffff;
    const status = header >>> RX_STATUS_SHIFT;
    if (length < FCS_BYTES || length > MAX_LENGTH) {
      // Nobody knows where the next frame begins.
      this.counters.lengthErrors += 1;
      this.recover();
      return 0;
    }
    const words = (length + 3) >> 2;
    const payload = length - FCS_BYTES;
    if (!this.acceptable(status, length) || payload > into.length) {
      this.discard(words);
      return 0;
    }
    const whole = payload >> 2;
    readFifo(fifo, into, 0, whole);
    const rest = payload & 3;
    if (rest !== 0) {
      readFifo(fifo, this.tail, 0, 1);
      for (let i = 0; i < rest; i++) into[4 * whole + i] = this.tail[i]!;
    }
    this.discard(words - whole - (rest !== 0 ? 1 : 0));
    return payload;
  }

  private acceptable(status: number, length: number): boolean {
    // The OK bit alone decides: the length-error bits are also set where the length field is a type.
    if ((status & RX_STATUS_OK) !== 0 && length >= MIN_LENGTH && length <= MAX_FRAME_BYTES + FCS_BYTES)
      return true;
    if ((status & RX_STATUS_CRC_ERROR) !== 0) this.counters.crcErrors += 1;
    else this.counters.lengthErrors += 1;
    return false;
  }

  private discard(words: number): void {
    for (let i = 0; i < words; i++) read32(this.base + RX_IO_DATA);
  }

  /** Empties a FIFO whose frame borders are lost, with the receiver off meanwhile. */
  private recover(): void {
    const base = this.base;
    this.counters.flushes += 1;
    write32(base + CTL, read32(base + CTL) & ~CTL_RX_ENABLE);
    this.flushReceiver();
    write32(base + CTL, (read32(base + CTL) | CTL_RX_ENABLE) >>> 0);
  }

  private flushReceiver(): void {
    const base = this.base;
    write32(base + RX_CTL, (read32(base + RX_CTL) | RX_CTL_FLUSH) >>> 0);
    waitUntilClear(this.clock, base + RX_CTL, RX_CTL_FLUSH, FLUSH_MICROSECONDS);
    write32(base + RX_CTL, read32(base + RX_CTL) & ~RX_CTL_FLUSH);
    write32(base + RX_FBC, 0);
  }
}
