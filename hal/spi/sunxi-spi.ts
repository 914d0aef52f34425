// Allwinner SPI: a master that moves bytes both ways at once through a FIFO, polled. A10, A20, H3 and R40.
//
// Chip select 0, driven by hand for the whole transfer. No DMA, no slave role, no dual lines. Two layouts of registers:
// that of the A10 User Manual, chapter "SPI", and that of the H3 User Manual. Pieces of at most half the FIFO, so that
// it can neither run over nor dry.

import { readBlock, write32, writeBlock } from "../mmio.ts";
import type { Clock } from "../timer/clock.ts";
import { waitUntilClear, waitUntilSet } from "../timer/wait.ts";
import type { SpiBus } from "./spi-bus.ts";

/** Where things are in one of the two layouts. */
interface Layout {
  /** Enable and master; resets the block on the later SoCs. */
  readonly global: number;
  readonly globalValue: number;
  readonly control: number;
  readonly controlBase: number;
  readonly phase: number;
  readonly polarity: number;
  readonly level: number;
  readonly exchange: number;
  readonly status: number;
  readonly complete: number;
  readonly fifoReset: number;
  readonly fifoResetBits: number;
  readonly clock: number;
  readonly burst: number;
  readonly transmitCount: number;
  /** The burst control counter of the later SoCs; 0 where there is none. */
  readonly transmitCount2: number;
  readonly transmit: number;
  readonly receive: number;
}

const SUN4I: Layout = {
  global: 0,
  globalValue: 0,
  control: 0x08, // SPI_CTL
  controlBase: 0x1_0013, // b16 chip select by hand, b4 active low, b1 master, b0 enable
  phase: 0x4,
  polarity: 0x8,
  level: 0x2_0000,
  exchange: 0x400,
  status: 0x10, // SPI_INT_STA
  complete: 0x1_0000,
  fifoReset: 0x08,
  fifoResetBits: 0x300,
  clock: 0x1c, // SPI_CC
  burst: 0x20, // SPI_BC
  transmitCount: 0x24, // SPI_TC
  transmitCount2: 0,
  transmit: 0x04, // SPI_TXDATA
  receive: 0x00, // SPI_RXDATA
};

const SUN6I: Layout = {
  global: 0x04, // SPI_GCR
  globalValue: 0x83, // b7 stop when the FIFO is full, b1 master, b0 enable
  control: 0x08, // SPI_TCR
  controlBase: 0x44, // b6 chip select by hand, b2 active low
  phase: 0x1,
  polarity: 0x2,
  level: 0x80,
  exchange: 0x8000_0000,
  status: 0x14, // SPI_ISR
  complete: 0x1000,
  fifoReset: 0x18, // SPI_FCR
  fifoResetBits: 0x8000_8000,
  clock: 0x24, // SPI_CCR
  burst: 0x30, // SPI_MBC
  transmitCount: 0x34, // SPI_MTC
  transmitCount2: 0x38, // SPI_BCC
  transmit: 0x200, // SPI_TXD
  receive: 0x300, // SPI_RXD
};

/** Half of the 64 bytes of the FIFO. */
const PIECE_BYTES = 32;
const STATUS_ALL = 0xffff_ffff;
/** CC: divider 2, the module clock divided by 2 (n + 1). */
const CC_DIVIDER_2 = 0x1000;
const MAX_DIVIDER = 255;
/** 32 bytes at the slowest clock of 47 kHz take 5.5 ms. */
const PIECE_MICROSECONDS = 50_000;
const RESET_MICROSECONDS = 1_000;
const PHASE_OF_MODE = 1;
const POLARITY_OF_MODE = 2;

export class SunxiSpi implements SpiBus {
  readonly frequencyHz: number;
  private readonly base: number;
  private readonly clock: Clock;
  private readonly at: Layout;
  private readonly divider: number;
  private readonly control: number;

  /**
   * `moduleHz`: the rate of the block's module clock. `hz`: the fastest that the device takes; the next rate below is
   * used. `mode`: 0 .. 3, polarity and phase. Throws RangeError for rates and modes that there are not.
   */
  constructor(options: {
    readonly base: number;
    readonly clock: Clock;
    readonly layout: "sun4i" | "sun6i";
    readonly moduleHz: number;
    readonly hz: number;
    readonly mode: number;
  }) {
    const { hz, mode, moduleHz } = options;
    if (mode !== 0 && mode !== 1 && mode !== 2 && mode !== 3) {
      throw new RangeError(`there is no SPI mode ${mode}: the modes are 0 to 3`);
    }
    const divider = Math.max(0, Math.ceil(moduleHz / (2 * hz)) - 1);
    if (!(hz > 0) || divider > MAX_DIVIDER) {
      throw new RangeError(`no SPI clock of ${hz} Hz: the slowest is ${moduleHz / 2 / (MAX_DIVIDER + 1)} Hz`);
    }
    this.base = options.base;
    this.clock = options.clock;
    this.at = options.layout === "sun4i" ? SUN4I : SUN6I;
    this.divider = divider;
    this.frequencyHz = moduleHz / (2 * (divider + 1));
    let control = this.at.controlBase | this.at.level;
    if ((mode & PHASE_OF_MODE) !== 0) control |= this.at.phase;
    if ((mode & POLARITY_OF_MODE) !== 0) control |= this.at.polarity;
    this.control = control;
  }

  /** Makes the block a master with the device released. Call once. */
  start(): void {
    const { base, at } = this;
    if (at.global !== 0) write32(base + at.global, at.globalValue);
    write32(base + at.control, this.control);
    write32(base + at.clock, CC_DIVIDER_2 | this.divider);
    this.emptyFifos();
  }

  transfer(bytes: Uint8Array, count: number): boolean {
    const { base, at } = this;
    const selected = this.control & ~at.level;
    write32(base + at.control, selected);
    let whole = true;
    for (let done = 0; done < count && whole; done += PIECE_BYTES) {
      whole = this.piece(bytes, done, Math.min(PIECE_BYTES, count - done), selected);
    }
    write32(base + at.control, this.control);
    if (!whole) this.emptyFifos();
    return whole;
  }

  private piece(bytes: Uint8Array, from: number, count: number, selected: number): boolean {
    const { base, at } = this;
    write32(base + at.status, STATUS_ALL);
    write32(base + at.burst, count);
    write32(base + at.transmitCount, count);
    if (at.transmitCount2 !== 0) write32(base + at.transmitCount2, count);
    // The FIFO takes as many bytes as a store carries, so each goes by a store of its own.
    for (let i = 0; i < count; i++) writeBlock(base + at.transmit, bytes, from + i, 1);
    write32(base + at.control, (selected | at.exchange) >>> 0);
    if (!waitUntilSet(this.clock, base + at.status, at.complete, PIECE_MICROSECONDS)) return false;
    for (let i = 0; i < count; i++) readBlock(base + at.receive, bytes, from + i, 1);
    return true;
  }

  private emptyFifos(): void {
    const { base, at } = this;
    const others = at.fifoReset === at.control ? this.control : 0;
    write32(base + at.fifoReset, (others | at.fifoResetBits) >>> 0);
    waitUntilClear(this.clock, base + at.fifoReset, at.fifoResetBits, RESET_MICROSECONDS);
  }
}
