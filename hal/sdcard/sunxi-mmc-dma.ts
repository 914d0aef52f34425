// Data of the Allwinner SD/MMC host by its internal DMA controller (IDMAC), through a buffer in shared memory.
//
// The data take a detour through that buffer, because a program's own arrays are cached and begin anywhere; the copy
// costs a tenth of what the CPU pays for moving every word through the FIFO. The buffer is described by a chain of
// descriptors, as one descriptor of the A10 reaches no further than 8 KiB:
//
//   | 31 owned by the IDMAC | 5 end of the ring | 4 chained | 3 first | 2 last | 1 no interrupt |   size   |
//   | address of the piece | address of the next descriptor |
//
// Names are those of the A10 User Manual, chapter "SD/MMC Host Controller". QEMU's model moves everything inside the
// store to CMD and ignores DMAC and the owner bit.

import type { DmaMemory } from "../dma.ts";
import { barrier, read32, readBlock, write32, writeBlock } from "../mmio.ts";
import type { Clock } from "../timer/clock.ts";
import { waitUntilClear, waitUntilSet } from "../timer/wait.ts";
import type { HostResult } from "./sd-host.ts";
import {
  DLBA,
  DMAC,
  DMAC_ENABLE,
  DMAC_FIXED_BURST,
  DMAC_RESET,
  GCTRL,
  GCTRL_DMA_ENABLE,
  GCTRL_DMA_RESET,
  GCTRL_FIFO_BY_CPU,
  GCTRL_FIFO_RESET,
  GCTRL_INTERRUPT_ENABLE,
  IDIE,
  IDIE_RECEIVED,
  IDST,
  IDST_ALL,
  IDST_BUS_ERROR,
  IDST_RECEIVED,
} from "./sunxi-mmc-registers.ts";

const DESCRIPTOR_BYTES = 16;
const SIZE = 0x4;
const BUFFER = 0x8;
const NEXT = 0xc;
const OWNED_BY_DMA = 0x8000_0000;
const END_OF_RING = 0x20;
const CHAINED = 0x10;
const FIRST = 0x08;
const LAST = 0x04;
const NO_INTERRUPT = 0x02;
/** Half of what the A10 allows: the size field of a full 8 KiB would read 0. */
const PIECE_BYTES = 4096;
/** The largest transfer, 64 sectors. */
const BUFFER_BYTES = 32_768;
const RESET_MICROSECONDS = 1_000;
/** From the last data on the line to the last word in memory. */
const DRAIN_MICROSECONDS = 10_000;

export class SunxiMmcDma {
  private readonly base: number;
  private readonly clock: Clock;
  private readonly buffer: number;
  private readonly descriptors: number;

  constructor(options: { readonly base: number; readonly clock: Clock; readonly memory: DmaMemory }) {
    this.base = options.base;
    this.clock = options.clock;
    this.descriptors = options.memory.allocate((BUFFER_BYTES / PIECE_BYTES) * DESCRIPTOR_BYTES);
    this.buffer = options.memory.allocate(BUFFER_BYTES);
  }

  /** Puts `count` bytes of `from` where the device will fetch them. */
  put(from: Uint8Array, offset: number, count: number): void {
    writeBlock(this.buffer, from, offset, count);
  }

  /** Takes the `count` bytes that the device has stored. */
  take(into: Uint8Array, offset: number, count: number): void {
    readBlock(this.buffer, into, offset, count);
  }

  /** Makes the IDMAC ready for a transfer of `count` bytes (at most 32768, a multiple of 4), before the command. */
  prepare(count: number, reading: boolean): boolean {
    const base = this.base;
    this.describe(count);
    const control = (read32(base + GCTRL) & ~(GCTRL_INTERRUPT_ENABLE | GCTRL_FIFO_BY_CPU)) | GCTRL_DMA_ENABLE;
    write32(base + GCTRL, (control | GCTRL_DMA_RESET) >>> 0);
    if (!waitUntilClear(this.clock, base + GCTRL, GCTRL_DMA_RESET, RESET_MICROSECONDS)) return false;
    // Not waited for: in QEMU the bit stays set, and on hardware the accesses that follow take longer than the reset.
    write32(base + DMAC, DMAC_RESET);
    write32(base + IDST, IDST_ALL);
    write32(base + IDIE, reading ? IDIE_RECEIVED : 0);
    write32(base + DLBA, this.descriptors);
    // The descriptors must be in memory before the command lets the IDMAC fetch them.
    barrier();
    write32(base + DMAC, DMAC_FIXED_BURST | DMAC_ENABLE);
    return true;
  }

  /** After the last event of a transfer: waits for the last word of a read, and switches the IDMAC off. */
  finish(reading: boolean): HostResult {
    const base = this.base;
    let result: HostResult = "ok";
    const done = IDST_RECEIVED | IDST_BUS_ERROR;
    if (reading && !waitUntilSet(this.clock, base + IDST, done, DRAIN_MICROSECONDS)) result = "stuck";
    if ((read32(base + IDST) & IDST_BUS_ERROR) !== 0) result = "stuck";
    this.stop();
    return result;
  }

  /** Switches the IDMAC off, whatever it is at. With DMA_ENABLE left on, QEMU would move the next data by DMA too. */
  stop(): void {
    const base = this.base;
    write32(base + IDST, IDST_ALL);
    write32(base + DMAC, 0);
    write32(base + GCTRL, ((read32(base + GCTRL) & ~GCTRL_DMA_ENABLE) | GCTRL_FIFO_RESET) >>> 0);
    waitUntilClear(this.clock, base + GCTRL, GCTRL_FIFO_RESET, RESET_MICROSECONDS);
    // What the device stored is read only after this.
    barrier();
  }

  private describe(count: number): void {
    for (let done = 0; done < count; done += PIECE_BYTES) {
      const at = this.descriptors + (done / PIECE_BYTES) * DESCRIPTOR_BYTES;
      const left = count - done;
      const last = left <= PIECE_BYTES;
      write32(at + SIZE, last ? left : PIECE_BYTES);
      write32(at + BUFFER, this.buffer + done);
      write32(at + NEXT, last ? 0 : at + DESCRIPTOR_BYTES);
      const place = (done === 0 ? FIRST : 0) | (last ? LAST | END_OF_RING : NO_INTERRUPT);
      write32(at, (OWNED_BY_DMA | CHAINED | place) >>> 0);
    }
  }
}
