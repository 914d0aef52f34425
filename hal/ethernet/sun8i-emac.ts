// The sun8i EMAC: Ethernet frames by DMA through two rings of descriptors. H3 (internal PHY) and R40 (RGMII);
// 10, 100 and, where the PHY does, 1000 Mbit/s.
//
// No checksum offload, no hash filter, no flow control. The rings are in descriptor-ring.ts, the PHY is in phy.ts,
// its bus in sun8i-mdio.ts. Clocks, resets, pins and the wiring of the PHY (system control or clock unit) must have
// been set up before `start`.
//
// QEMU's model stops receiving when it meets a descriptor that is not its own, and looks again only when RX_CTL1 is
// written; hardware does so by itself. So every buffer given back is followed by that write. When a frame has found no
// descriptor at all, the model has lost its place for ever. So the receiver is started anew after INT_STA has said so,
// which costs nothing on hardware: frames were lost already.

import type { DmaMemory } from "../dma.ts";
import { barrier, read32, write32 } from "../mmio.ts";
import type { Clock } from "../timer/clock.ts";
import { Deadline, waitUntilClear } from "../timer/wait.ts";
import { DescriptorRing } from "./descriptor-ring.ts";
import { type EthernetMac, MAX_FRAME_BYTES } from "./mac.ts";
import type { Phy } from "./phy.ts";
import {
  ADDR_HIGH0,
  ADDR_LOW0,
  BASIC_CTL0,
  BASIC_CTL0_10_MBIT,
  BASIC_CTL0_100_MBIT,
  BASIC_CTL0_1000_MBIT,
  BASIC_CTL0_FULL_DUPLEX,
  BASIC_CTL1,
  BASIC_CTL1_BURST_8,
  BASIC_CTL1_SOFT_RESET,
  DMA_ENABLE,
  DMA_START,
  INT_EN,
  INT_RX,
  INT_RX_NO_BUFFER,
  INT_RX_OVERFLOW,
  INT_STA,
  INT_TX,
  OWNED_BY_DMA,
  RX_CRC_ERROR,
  RX_CTL0,
  RX_CTL0_CHECK_CRC,
  RX_CTL0_ENABLE,
  RX_CTL1,
  RX_CTL1_STORE_AND_FORWARD,
  RX_DMA_DESC_LIST,
  RX_DMA_STA,
  RX_DMA_STA_MASK,
  RX_ERRORS,
  RX_FIRST,
  RX_FRM_FLT,
  RX_FRM_FLT_MULTICAST,
  RX_LAST,
  RX_LENGTH_MASK,
  RX_LENGTH_SHIFT,
  TX_CTL0,
  TX_CTL0_ENABLE,
  TX_CTL1,
  TX_CTL1_STORE_AND_FORWARD,
  TX_DMA_DESC_LIST,
  TX_FIRST,
  TX_INTERRUPT,
  TX_LAST,
} from "./sun8i-emac-registers.ts";

/** 5.4 ms of minimum-size frames at 100 Mbit/s: more than a collection of garbage takes. */
const RECEIVE_BUFFERS = 64;
const TRANSMIT_BUFFERS = 16;
/** A frame with its FCS and a VLAN tag, in whole cache lines. */
const BUFFER_BYTES = 1536;
const FCS_BYTES = 4;
const HEADER_BYTES = 14;
/** IEEE 802.3 3.2.7: 64 bytes with FCS. */
const MIN_LENGTH = 64;
/** Damaged frames dropped in one call of `receive`, so that a flood of them cannot hold up the loop. */
const MAX_DROPS = 16;
/** A frame at 10 Mbit/s with 16 collisions takes 0.4 s; later the DMA has lost its way. */
const TRANSMIT_MICROSECONDS = 1_000_000;
/** The reset ends within a few clocks of the PHY, unless the PHY gives no clock. */
const RESET_MICROSECONDS = 100_000;
/** The receive DMA stops after the frame it is at: 1.2 ms at 10 Mbit/s. */
const STOP_MICROSECONDS = 2_000;

/** What happened on the wire since `start`; only ever counts up. */
export class Sun8iEmacCounters {
  sent = 0;
  received = 0;
  /** Frames with a wrong checksum. */
  crcErrors = 0;
  /** Frames that were too short, too long, in several pieces or otherwise marked damaged. */
  lengthErrors = 0;
  /** How often the MAC reported that it had lost frames for want of a buffer. One report can stand for many frames. */
  overruns = 0;
  /** How often the transmitter had to be started anew. The frames in the ring were lost. */
  transmitTimeouts = 0;
}

export class Sun8iEmac implements EthernetMac {
  readonly address: Uint8Array;
  readonly counters: Sun8iEmacCounters;
  private readonly base: number;
  private readonly clock: Clock;
  private readonly phy: Phy;
  private readonly receiving: DescriptorRing;
  private readonly transmitting: DescriptorRing;
  /** Since when the transmit ring is full, or null while it is not. */
  private full: Deadline | null;
  /** The receiver met no free descriptor since it was started. */
  private starved: boolean;
  private wasUp: boolean;

  constructor(options: {
    readonly base: number;
    /** Own address, 6 bytes. */
    readonly address: Uint8Array;
    readonly phy: Phy;
    readonly clock: Clock;
    readonly memory: DmaMemory;
  }) {
    this.base = options.base;
    this.address = options.address;
    this.phy = options.phy;
    this.clock = options.clock;
    this.counters = new Sun8iEmacCounters();
    this.receiving = new DescriptorRing(options.memory, RECEIVE_BUFFERS, BUFFER_BYTES);
    this.transmitting = new DescriptorRing(options.memory, TRANSMIT_BUFFERS, BUFFER_BYTES);
    this.full = null;
    this.starved = false;
    this.wasUp = false;
  }

  /**
   * Resets the MAC and starts autonegotiation. False when the reset does not end (the PHY gives no clock) or no PHY
   * answers: nothing is sent or received then.
   */
  start(): boolean {
    const base = this.base;
    this.wasUp = false;
    this.starved = false;
    write32(base + INT_EN, 0);
    write32(base + BASIC_CTL1, BASIC_CTL1_SOFT_RESET);
    if (!waitUntilClear(this.clock, base + BASIC_CTL1, BASIC_CTL1_SOFT_RESET, RESET_MICROSECONDS))
      return false;
    write32(base + BASIC_CTL1, BASIC_CTL1_BURST_8);
    this.writeAddress();
    write32(base + RX_FRM_FLT, RX_FRM_FLT_MULTICAST);
    this.receiving.reset(OWNED_BY_DMA, BUFFER_BYTES);
    write32(base + RX_DMA_DESC_LIST, this.receiving.address);
    this.startTransmitter();
    const answered = this.phy.start();
    write32(base + RX_CTL1, RX_CTL1_STORE_AND_FORWARD | DMA_ENABLE);
    write32(base + RX_CTL0, RX_CTL0_ENABLE | RX_CTL0_CHECK_CRC);
    this.kickReceiver();
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
    const ring = this.transmitting;
    if ((ring.status() & OWNED_BY_DMA) !== 0 && !this.recover()) return false;
    this.full = null;
    ring.put(frame, length);
    ring.setControl(TX_INTERRUPT | TX_LAST | TX_FIRST | length);
    ring.handOver();
    write32(this.base + TX_CTL1, TX_CTL1_STORE_AND_FORWARD | DMA_ENABLE | DMA_START);
    this.counters.sent += 1;
    return true;
  }

  receive(into: Uint8Array): number {
    const ring = this.receiving;
    for (let i = 0; i < MAX_DROPS; i++) {
      const status = ring.status();
      if ((status & OWNED_BY_DMA) !== 0) {
        this.restartStarved();
        return 0;
      }
      const length = ((status >>> RX_LENGTH_SHIFT) & RX_LENGTH_MASK) - FCS_BYTES;
      const taken = this.acceptable(status, length) && length <= into.length;
      if (taken) ring.take(into, length);
      ring.handOver();
      this.kickReceiver();
      if (taken) {
        this.counters.received += 1;
        return length;
      }
    }
    return 0;
  }

  enableReceiveInterrupt(on: boolean): void {
    // Transmit events are let through as well: they tell a sender that the ring has room again.
    write32(this.base + INT_EN, on ? INT_RX | INT_RX_NO_BUFFER | INT_TX : 0);
  }

  acknowledgeInterrupt(): void {
    const events = read32(this.base + INT_STA);
    this.noteOverruns(events);
    write32(this.base + INT_STA, events);
    // The store must reach the EMAC before the interrupt controller is asked again.
    barrier();
  }

  private noteOverruns(events: number): void {
    if ((events & (INT_RX_NO_BUFFER | INT_RX_OVERFLOW)) !== 0) this.counters.overruns += 1;
    if ((events & INT_RX_NO_BUFFER) !== 0) this.starved = true;
  }

  /** All frames are taken. Starts the receiver at the place where this driver looks, if it ever wanted a descriptor. */
  private restartStarved(): void {
    const base = this.base;
    // Nobody acknowledges interrupts while the loop is too busy to sleep.
    const events = read32(base + INT_STA) & (INT_RX_NO_BUFFER | INT_RX_OVERFLOW);
    if (events !== 0) {
      this.noteOverruns(events);
      write32(base + INT_STA, events);
    }
    if (!this.starved) return;
    this.starved = false;
    write32(base + RX_CTL1, RX_CTL1_STORE_AND_FORWARD);
    waitUntilClear(this.clock, base + RX_DMA_STA, RX_DMA_STA_MASK, STOP_MICROSECONDS);
    write32(base + RX_DMA_DESC_LIST, this.receiving.currentAddress());
    this.kickReceiver();
  }

  private kickReceiver(): void {
    write32(this.base + RX_CTL1, RX_CTL1_STORE_AND_FORWARD | DMA_ENABLE | DMA_START);
  }

  private acceptable(status: number, length: number): boolean {
    const whole = RX_FIRST | RX_LAST;
    const good = (status & RX_ERRORS) === 0 && (status & whole) === whole;
    if (good && length >= MIN_LENGTH - FCS_BYTES && length <= MAX_FRAME_BYTES) return true;
    if ((status & RX_CRC_ERROR) !== 0) this.counters.crcErrors += 1;
    else this.counters.lengthErrors += 1;
    return false;
  }

  /** The ring is full. True when it was so for so long that the transmitter was started anew. */
  private recover(): boolean {
    if (this.full === null) this.full = new Deadline(this.clock, TRANSMIT_MICROSECONDS);
    if (!this.full.passed()) return false;
    this.counters.transmitTimeouts += 1;
    write32(this.base + TX_CTL0, 0);
    this.startTransmitter();
    return true;
  }

  private startTransmitter(): void {
    const base = this.base;
    this.full = null;
    write32(base + TX_CTL1, TX_CTL1_STORE_AND_FORWARD);
    this.transmitting.reset(0, 0);
    // Also tells the DMA to begin at the first descriptor again.
    write32(base + TX_DMA_DESC_LIST, this.transmitting.address);
    write32(base + TX_CTL0, TX_CTL0_ENABLE);
  }

  private writeAddress(): void {
    const mac = this.address;
    write32(this.base + ADDR_HIGH0, (mac[5]! << 8) | mac[4]!);
    write32(this.base + ADDR_LOW0, ((mac[3]! << 24) | (mac[2]! << 16) | (mac[1]! << 8) | mac[0]!) >>> 0);
  }

  /** Sets speed and duplex to what the PHY has negotiated. */
  private adoptLink(): void {
    const { megabits, fullDuplex } = this.phy.mode();
    let speed = BASIC_CTL0_10_MBIT;
    if (megabits === 1000) speed = BASIC_CTL0_1000_MBIT;
    else if (megabits === 100) speed = BASIC_CTL0_100_MBIT;
    write32(this.base + BASIC_CTL0, fullDuplex ? speed | BASIC_CTL0_FULL_DUPLEX : speed);
  }
}
