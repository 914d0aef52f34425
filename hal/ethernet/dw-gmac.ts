// The DesignWare GMAC: Ethernet frames by DMA through two rings of descriptors. A20; 10, 100 and, where PHY and wires do,
// 1000 Mbit/s.
//
// No checksum offload, no hash filter, no flow control, no wake-up. The rings are in descriptor-ring.ts, the PHY is in
// phy.ts, its bus in dw-mdio.ts. Clocks, pins and GMAC_CLK_REG (the interface to the PHY) must have been set up before
// `start`. The emulator has no GMAC of this kind: the driver was tried against our own model only.
//
// A receiver that met no free descriptor waits at that descriptor until RX_POLL_DEMAND is written, so every buffer that
// is given back is followed by that write; a receiver that does not wait ignores it.

import type { DmaMemory } from "../dma.ts";
import { barrier, read32, write32 } from "../mmio.ts";
import type { Clock } from "../timer/clock.ts";
import { Deadline, waitUntilClear } from "../timer/wait.ts";
import { DescriptorRing } from "./descriptor-ring.ts";
import {
  ADDR_HIGH0,
  ADDR_LOW0,
  BUS_MODE,
  BUS_MODE_RESET,
  BUS_MODE_VALUE,
  CHAINED,
  CONFIG,
  CONFIG_100_MBIT,
  CONFIG_FULL_DUPLEX,
  CONFIG_MII,
  CONFIG_RX_ENABLE,
  CONFIG_TX_ENABLE,
  FRAME_FILTER,
  FRAME_FILTER_MULTICAST,
  INT_ENABLE,
  INT_ENABLE_VALUE,
  INT_MASK,
  INT_MASK_ALL,
  MODE_FLUSH_TX,
  MODE_RX_START,
  MODE_STORE_AND_FORWARD,
  MODE_TX_START,
  OPERATION_MODE,
  OWNED_BY_DMA,
  RX_CRC_ERROR,
  RX_ERRORS,
  RX_FIRST,
  RX_LAST,
  RX_LENGTH_MASK,
  RX_LENGTH_SHIFT,
  RX_LIST,
  RX_POLL_DEMAND,
  STATUS,
  STATUS_EVENTS,
  STATUS_OVERFLOW,
  STATUS_RX_NO_BUFFER,
  STATUS_TX_STATE,
  TX_FIRST,
  TX_INTERRUPT,
  TX_LAST,
  TX_LIST,
  TX_POLL_DEMAND,
} from "./dw-gmac-registers.ts";
import { type EthernetMac, MAX_FRAME_BYTES } from "./mac.ts";
import type { Phy } from "./phy.ts";

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
/** The transmit DMA stops after the frame it is at: 1.2 ms at 10 Mbit/s. */
const STOP_MICROSECONDS = 2_000;
const ANY_VALUE = 1;
/** Frames were lost for want of a descriptor, or because the FIFO was full. */
const LOST = STATUS_RX_NO_BUFFER | STATUS_OVERFLOW;

/** What happened on the wire since `start`; only ever counts up. */
export class DwGmacCounters {
  sent = 0;
  received = 0;
  /** Frames with a wrong checksum. */
  crcErrors = 0;
  /** Frames that were too short, too long, in several pieces or otherwise marked damaged. */
  lengthErrors = 0;
  /** How often the MAC reported that it had lost frames. One report can stand for many frames. */
  overruns = 0;
  /** How often the transmitter had to be started anew. The frames in the ring were lost. */
  transmitTimeouts = 0;
}

export class DwGmac implements EthernetMac {
  readonly address: Uint8Array;
  readonly counters: DwGmacCounters;
  private readonly base: number;
  private readonly clock: Clock;
  private readonly phy: Phy;
  private readonly receiving: DescriptorRing;
  private readonly transmitting: DescriptorRing;
  /** Since when the transmit ring is full, or null while it is not. */
  private full: Deadline | null;
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
    this.counters = new DwGmacCounters();
    this.receiving = new DescriptorRing(options.memory, RECEIVE_BUFFERS, BUFFER_BYTES);
    this.transmitting = new DescriptorRing(options.memory, TRANSMIT_BUFFERS, BUFFER_BYTES);
    this.full = null;
    this.wasUp = false;
  }

  /**
   * Resets the MAC and starts autonegotiation. False when the reset does not end (the PHY gives no clock) or no PHY
   * answers: nothing is sent or received then.
   */
  start(): boolean {
    const base = this.base;
    this.wasUp = false;
    write32(base + INT_ENABLE, 0);
    // The reset ends only with the clocks of the interface that is chosen; an RGMII PHY gives one at any speed.
    write32(base + CONFIG, CONFIG_MII);
    write32(base + BUS_MODE, BUS_MODE_RESET);
    if (!waitUntilClear(this.clock, base + BUS_MODE, BUS_MODE_RESET, RESET_MICROSECONDS)) return false;
    write32(base + BUS_MODE, BUS_MODE_VALUE);
    write32(base + INT_MASK, INT_MASK_ALL);
    this.writeAddress();
    write32(base + FRAME_FILTER, FRAME_FILTER_MULTICAST);
    this.receiving.reset(OWNED_BY_DMA, CHAINED | BUFFER_BYTES);
    write32(base + RX_LIST, this.receiving.address);
    this.resetTransmitRing();
    const answered = this.phy.start();
    write32(base + STATUS, STATUS_EVENTS);
    write32(base + OPERATION_MODE, MODE_STORE_AND_FORWARD | MODE_RX_START | MODE_TX_START);
    write32(
      base + CONFIG,
      CONFIG_MII | CONFIG_100_MBIT | CONFIG_FULL_DUPLEX | CONFIG_RX_ENABLE | CONFIG_TX_ENABLE,
    );
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
    ring.setControl(TX_INTERRUPT | TX_LAST | TX_FIRST | CHAINED | length);
    ring.handOver();
    write32(this.base + TX_POLL_DEMAND, ANY_VALUE);
    this.counters.sent += 1;
    return true;
  }

  receive(into: Uint8Array): number {
    const ring = this.receiving;
    for (let i = 0; i < MAX_DROPS; i++) {
      const status = ring.status();
      if ((status & OWNED_BY_DMA) !== 0) {
        // Nobody acknowledges interrupts while the loop is too busy to sleep.
        this.noteOverruns(read32(this.base + STATUS));
        return 0;
      }
      const length = ((status >>> RX_LENGTH_SHIFT) & RX_LENGTH_MASK) - FCS_BYTES;
      const taken = this.acceptable(status, length) && length <= into.length;
      if (taken) ring.take(into, length);
      ring.handOver();
      write32(this.base + RX_POLL_DEMAND, ANY_VALUE);
      if (taken) {
        this.counters.received += 1;
        return length;
      }
    }
    return 0;
  }

  enableReceiveInterrupt(on: boolean): void {
    // Transmit events are let through as well: they tell a sender that the ring has room again.
    write32(this.base + INT_ENABLE, on ? INT_ENABLE_VALUE : 0);
  }

  acknowledgeInterrupt(): void {
    const events = read32(this.base + STATUS) & STATUS_EVENTS;
    if ((events & LOST) !== 0) this.counters.overruns += 1;
    write32(this.base + STATUS, events);
    // The store must reach the GMAC before the interrupt controller is asked again.
    barrier();
  }

  private noteOverruns(events: number): void {
    if ((events & LOST) === 0) return;
    this.counters.overruns += 1;
    write32(this.base + STATUS, events & LOST);
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
    const base = this.base;
    this.counters.transmitTimeouts += 1;
    write32(base + OPERATION_MODE, MODE_STORE_AND_FORWARD | MODE_RX_START);
    // TX_LIST may only change while the DMA stands still; one that does not stop is not made worse.
    waitUntilClear(this.clock, base + STATUS, STATUS_TX_STATE, STOP_MICROSECONDS);
    write32(base + OPERATION_MODE, MODE_STORE_AND_FORWARD | MODE_RX_START | MODE_FLUSH_TX);
    waitUntilClear(this.clock, base + OPERATION_MODE, MODE_FLUSH_TX, STOP_MICROSECONDS);
    this.resetTransmitRing();
    write32(base + OPERATION_MODE, MODE_STORE_AND_FORWARD | MODE_RX_START | MODE_TX_START);
    return true;
  }

  private resetTransmitRing(): void {
    this.full = null;
    this.transmitting.reset(0, CHAINED);
    write32(this.base + TX_LIST, this.transmitting.address);
  }

  private writeAddress(): void {
    const mac = this.address;
    write32(this.base + ADDR_HIGH0, (mac[5]! << 8) | mac[4]!);
    write32(this.base + ADDR_LOW0, ((mac[3]! << 24) | (mac[2]! << 16) | (mac[1]! << 8) | mac[0]!) >>> 0);
  }

  /** Sets speed and duplex to what the PHY has negotiated. */
  private adoptLink(): void {
    const { megabits, fullDuplex } = this.phy.mode();
    let config = CONFIG_RX_ENABLE | CONFIG_TX_ENABLE;
    if (megabits !== 1000) config |= CONFIG_MII;
    if (megabits === 100) config |= CONFIG_100_MBIT;
    write32(this.base + CONFIG, fullDuplex ? config | CONFIG_FULL_DUPLEX : config);
  }
}
