// A ring of descriptors with a buffer each, in memory shared with a MAC's DMA: the layout that the sun8i EMAC and the
// DesignWare GMAC have in common.
//
//   | status: b31 owned by the DMA | size and control | buffer address | address of the next descriptor |
//
// Moves ownership and bytes in the right order; what the other bits mean is the driver's business.

import type { DmaMemory } from "../dma.ts";
import { barrier, read32, readBlock, write32, writeBlock } from "../mmio.ts";

const DESCRIPTOR_BYTES = 16;
const CONTROL = 0x4;
const BUFFER = 0x8;
const NEXT = 0xc;
const OWNED_BY_DMA = 0x8000_0000;

export class DescriptorRing {
  /** Address of the first descriptor, for the device. */
  readonly address: number;
  readonly count: number;
  private readonly buffers: number;
  private readonly bufferBytes: number;
  private current: number;

  /** `bufferBytes` is a multiple of 64. */
  constructor(memory: DmaMemory, count: number, bufferBytes: number) {
    this.count = count;
    this.bufferBytes = bufferBytes;
    this.address = memory.allocate(count * DESCRIPTOR_BYTES);
    this.buffers = memory.allocate(count * bufferBytes);
    this.current = 0;
  }

  /** Writes every descriptor anew with `status` and `control`, and goes back to the first. */
  reset(status: number, control: number): void {
    for (let i = 0; i < this.count; i++) {
      const at = this.address + i * DESCRIPTOR_BYTES;
      const next = i + 1 === this.count ? 0 : i + 1;
      write32(at + CONTROL, control);
      write32(at + BUFFER, this.buffers + i * this.bufferBytes);
      write32(at + NEXT, this.address + next * DESCRIPTOR_BYTES);
      write32(at, status);
    }
    this.current = 0;
    barrier();
  }

  /** Where the current descriptor is, for a device that starts there. */
  currentAddress(): number {
    return this.address + this.current * DESCRIPTOR_BYTES;
  }

  /** Status of the current descriptor; what it describes may be read afterwards. */
  status(): number {
    const status = read32(this.currentAddress());
    // The loads of the buffer must not be done before the load of the owner bit.
    barrier();
    return status;
  }

  /** Copies the first `length` bytes of the current buffer out. */
  take(into: Uint8Array, length: number): void {
    readBlock(this.buffers + this.current * this.bufferBytes, into, 0, length);
  }

  /** Copies `length` bytes into the current buffer. */
  put(frame: Uint8Array, length: number): void {
    writeBlock(this.buffers + this.current * this.bufferBytes, frame, 0, length);
  }

  setControl(control: number): void {
    write32(this.currentAddress() + CONTROL, control);
  }

  /** Gives the current descriptor, with whatever was written for it, to the device, and goes on to the next. */
  handOver(): void {
    // Data and control words before the owner bit, the owner bit before the kick that follows.
    barrier();
    write32(this.currentAddress(), OWNED_BY_DMA);
    barrier();
    this.current = this.current + 1 === this.count ? 0 : this.current + 1;
  }
}
