// Allwinner SD/MMC host: reset, card clock, commands and responses. Polled, without interrupts.
//
// Data go by DMA (sunxi-mmc-dma.ts) or, without shared memory, through the FIFO (sunxi-mmc-fifo.ts). Register names are those of the A10 User Manual, chapter
// "SD/MMC Host Controller". The FIFO's place and the delay scheme differ between SoCs and come as arguments.

import type { SunxiMmcClock } from "../clock/sunxi-ccu.ts";
import type { DmaMemory } from "../dma.ts";
import { read32, write32 } from "../mmio.ts";
import type { Clock } from "../timer/clock.ts";
import { Deadline, waitUntilClear } from "../timer/wait.ts";
import { SECTOR_BYTES } from "./block-device.ts";
import type { HostResult, ResponseKind, SdHost } from "./sd-host.ts";
import { SunxiMmcDma } from "./sunxi-mmc-dma.ts";
import { drainFifo, fillFifo } from "./sunxi-mmc-fifo.ts";
import {
  ARG,
  BLKSZ,
  BYTECNT,
  CLKCR,
  CLKCR_CARD_CLOCK_ON,
  CMD,
  CMD_AUTO_STOP,
  CMD_CHECK_CRC,
  CMD_DATA,
  CMD_LONG_RESPONSE,
  CMD_RESPONSE,
  CMD_SEND_INIT,
  CMD_START,
  CMD_STOP_ABORT,
  CMD_UPDATE_CLOCK,
  CMD_WAIT_PREVIOUS,
  CMD_WRITE,
  FTRGLEVEL,
  FTRGLEVEL_BURST_8_RX_7_TX_8,
  failureIn,
  GCTRL,
  GCTRL_DMA_ENABLE,
  GCTRL_FIFO_BY_CPU,
  GCTRL_FIFO_RESET,
  GCTRL_INTERRUPT_ENABLE,
  GCTRL_RESETS,
  IMASK,
  INDEX_GO_IDLE,
  INDEX_STOP,
  NTSR,
  NTSR_NEW_TIMING,
  RESP0,
  RINT,
  RINT_ALL,
  RINT_AUTO_COMMAND_DONE,
  RINT_COMMAND_DONE,
  RINT_DATA_OVER,
  SAMP_DL,
  SAMP_DL_SOFTWARE_0,
  STATUS,
  STATUS_CARD_BUSY,
  TIMEOUT,
  TIMEOUT_MAX,
  WIDTH,
  WIDTH_1,
  WIDTH_4,
} from "./sunxi-mmc-registers.ts";

const RESET_MICROSECONDS = 10_000;
const CLOCK_UPDATE_MICROSECONDS = 200_000;
/** The host's own response time-out is 64 card clocks; this only catches a host that died. */
const COMMAND_MICROSECONDS = 100_000;
/** SD Physical Layer Specification 4.6.2.2: a card may be busy for 250 ms (SDXC 500 ms) per write. */
const BUSY_MICROSECONDS = 1_000_000;
const DATA_MICROSECONDS = 1_000_000;

export class SunxiMmc implements SdHost {
  readonly response: Uint32Array;
  readonly fastestHz: number;
  private readonly base: number;
  private readonly fifo: number;
  private readonly moduleClock: SunxiMmcClock;
  private readonly clock: Clock;
  private readonly newTiming: boolean;
  private readonly dma: SunxiMmcDma | null;

  /**
   * `newTiming`: the SoC sets its phase delays in NTSR and SAMP_DL instead of the module clock (R40). `memory`: where
   * data pass through on their way by DMA; without it the CPU moves every word.
   */
  constructor(options: {
    readonly base: number;
    readonly fifoOffset: number;
    readonly moduleClock: SunxiMmcClock;
    readonly newTiming: boolean;
    readonly clock: Clock;
    readonly memory?: DmaMemory;
  }) {
    this.base = options.base;
    this.dma =
      options.memory === undefined
        ? null
        : new SunxiMmcDma({ base: options.base, clock: options.clock, memory: options.memory });
    this.fifo = options.base + options.fifoOffset;
    this.moduleClock = options.moduleClock;
    this.fastestHz = options.moduleClock.fastestHz;
    this.clock = options.clock;
    this.newTiming = options.newTiming;
    this.response = new Uint32Array(4);
  }

  reset(): boolean {
    const base = this.base;
    write32(base + GCTRL, GCTRL_RESETS);
    if (!waitUntilClear(this.clock, base + GCTRL, GCTRL_RESETS, RESET_MICROSECONDS)) return false;
    write32(base + TIMEOUT, TIMEOUT_MAX);
    write32(base + IMASK, 0);
    write32(base + RINT, RINT_ALL);
    write32(base + FTRGLEVEL, FTRGLEVEL_BURST_8_RX_7_TX_8);
    write32(base + WIDTH, WIDTH_1);
    write32(base + CLKCR, 0);
    return true;
  }

  setClock(hz: number): boolean {
    const base = this.base;
    // The card clock must stand still while its source changes, and the host takes a change of CLKCR only
    // with an update command.
    write32(base + CLKCR, 0);
    if (!this.updateClock()) return false;
    this.moduleClock.set(hz);
    if (this.newTiming) {
      write32(base + SAMP_DL, SAMP_DL_SOFTWARE_0);
      write32(base + NTSR, (read32(base + NTSR) | NTSR_NEW_TIMING) >>> 0);
    }
    write32(base + CLKCR, CLKCR_CARD_CLOCK_ON);
    return this.updateClock();
  }

  setBusWidth(width: 1 | 4): void {
    write32(this.base + WIDTH, width === 4 ? WIDTH_4 : WIDTH_1);
  }

  command(index: number, argument: number, response: ResponseKind): HostResult {
    let flags = responseFlags(response);
    if (index === INDEX_GO_IDLE) flags |= CMD_SEND_INIT;
    if (index === INDEX_STOP) flags |= CMD_STOP_ABORT;
    const result = this.start(index, argument, flags);
    if (result !== "ok") return result;
    return response === "short-busy" ? this.waitWhileBusy() : "ok";
  }

  readBlocks(index: number, argument: number, into: Uint8Array, offset: number, count: number): HostResult {
    return this.read(index, argument, into, offset, SECTOR_BYTES, count);
  }

  readRegister(index: number, argument: number, into: Uint8Array): HostResult {
    return this.read(index, argument, into, 0, into.length, 1);
  }

  writeBlocks(index: number, argument: number, from: Uint8Array, offset: number, count: number): HostResult {
    const { dma } = this;
    const bytes = count * SECTOR_BYTES;
    if (dma !== null) dma.put(from, offset, bytes);
    if (!this.prepareData(SECTOR_BYTES, count, false)) return this.abandon("stuck");
    const result = this.start(index, argument, dataFlags(count) | CMD_WRITE);
    if (result !== "ok") return this.abandon(result);
    if (dma === null) {
      const moved = fillFifo(this.clock, this.base, this.fifo, from, offset, bytes / 4);
      if (moved !== "ok") return this.abandon(moved);
    }
    let finished = this.finishData(count);
    if (finished === "ok" && dma !== null) finished = dma.finish(false);
    return finished === "ok" ? this.waitWhileBusy() : finished;
  }

  private read(
    index: number,
    argument: number,
    into: Uint8Array,
    offset: number,
    blockBytes: number,
    count: number,
  ): HostResult {
    const { dma } = this;
    const bytes = count * blockBytes;
    if (!this.prepareData(blockBytes, count, true)) return this.abandon("stuck");
    const result = this.start(index, argument, dataFlags(count));
    if (result !== "ok") return this.abandon(result);
    if (dma === null) {
      const moved = drainFifo(this.clock, this.base, this.fifo, into, offset, bytes / 4);
      if (moved !== "ok") return this.abandon(moved);
    }
    let finished = this.finishData(count);
    if (finished !== "ok" || dma === null) return finished;
    finished = dma.finish(true);
    if (finished === "ok") dma.take(into, offset, bytes);
    return finished;
  }

  /** False when the DMA does not get ready. */
  private prepareData(blockBytes: number, count: number, reading: boolean): boolean {
    const base = this.base;
    write32(base + BLKSZ, blockBytes);
    write32(base + BYTECNT, count * blockBytes);
    if (this.dma !== null) return this.dma.prepare(count * blockBytes, reading);
    // With DMA_ENABLE left on, QEMU moves the data to whatever DLBA points at instead of to the FIFO.
    const control = read32(base + GCTRL) & ~(GCTRL_DMA_ENABLE | GCTRL_INTERRUPT_ENABLE);
    write32(base + GCTRL, (control | GCTRL_FIFO_BY_CPU) >>> 0);
    return true;
  }

  /** Sends the command and collects the response. */
  private start(index: number, argument: number, flags: number): HostResult {
    const base = this.base;
    write32(base + RINT, RINT_ALL);
    write32(base + ARG, argument);
    write32(base + CMD, (CMD_START | flags | index) >>> 0);
    const result = this.waitForEvent(RINT_COMMAND_DONE, COMMAND_MICROSECONDS);
    if (result !== "ok") return result;
    this.response[0] = read32(base + RESP0);
    if ((flags & CMD_LONG_RESPONSE) !== 0) {
      for (let i = 1; i < 4; i++) this.response[i] = read32(base + RESP0 + 4 * i);
    }
    return "ok";
  }

  private finishData(count: number): HostResult {
    const wanted = count > 1 ? RINT_AUTO_COMMAND_DONE : RINT_DATA_OVER;
    const result = this.waitForEvent(wanted, DATA_MICROSECONDS);
    if (result !== "ok") return this.abandon(result);
    write32(this.base + RINT, RINT_ALL);
    return "ok";
  }

  /** Waits for one bit of RINT, or for the first error. */
  private waitForEvent(wanted: number, microseconds: number): HostResult {
    const deadline = new Deadline(this.clock, microseconds);
    for (;;) {
      const late = deadline.passed();
      const events = read32(this.base + RINT);
      const failure = failureIn(events);
      if (failure !== "ok") return failure;
      if ((events & wanted) !== 0) return "ok";
      if (late) return "stuck";
    }
  }

  private waitWhileBusy(): HostResult {
    const idle = waitUntilClear(this.clock, this.base + STATUS, STATUS_CARD_BUSY, BUSY_MICROSECONDS);
    return idle ? "ok" : "timed-out";
  }

  /** Empties the FIFO so that the next command does not find the remains of this one. */
  private abandon(result: HostResult): HostResult {
    const base = this.base;
    if (this.dma !== null) this.dma.stop();
    write32(base + GCTRL, (read32(base + GCTRL) | GCTRL_FIFO_RESET) >>> 0);
    waitUntilClear(this.clock, base + GCTRL, GCTRL_FIFO_RESET, RESET_MICROSECONDS);
    write32(base + RINT, RINT_ALL);
    return result;
  }

  private updateClock(): boolean {
    const base = this.base;
    write32(base + CMD, CMD_START | CMD_UPDATE_CLOCK | CMD_WAIT_PREVIOUS);
    const taken = waitUntilClear(this.clock, base + CMD, CMD_START, CLOCK_UPDATE_MICROSECONDS);
    write32(base + RINT, RINT_ALL);
    return taken;
  }
}

function responseFlags(response: ResponseKind): number {
  if (response === "none") return 0;
  if (response === "short-without-crc") return CMD_RESPONSE;
  if (response === "long") return CMD_RESPONSE | CMD_CHECK_CRC | CMD_LONG_RESPONSE;
  return CMD_RESPONSE | CMD_CHECK_CRC;
}

function dataFlags(count: number): number {
  const flags = CMD_RESPONSE | CMD_CHECK_CRC | CMD_DATA | CMD_WAIT_PREVIOUS;
  return count > 1 ? flags | CMD_AUTO_STOP : flags;
}
