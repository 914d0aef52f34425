// Model of memory that devices share with the program: what DMA reads and writes.

import type { DeviceModel } from "../bus.ts";

export class RamModel implements DeviceModel {
  readonly name = "shared memory";
  readonly base: number;
  readonly sizeBytes: number;
  private readonly view: DataView;

  /** `fill`: what every byte is at first; memory that nobody has written is not zero on a board either. */
  constructor(options: { base: number; sizeBytes: number; fill?: number }) {
    this.base = options.base;
    this.sizeBytes = options.sizeBytes;
    const bytes = new Uint8Array(options.sizeBytes).fill(options.fill ?? 0xa5);
    this.view = new DataView(bytes.buffer);
  }

  read32(address: number): number {
    return this.view.getUint32(address - this.base, true);
  }

  write32(address: number, value: number): void {
    this.view.setUint32(address - this.base, value, true);
  }

  /** The bytes at `address`, as the memory has them: writing to them writes the memory. Throws outside of it. */
  bytes(address: number, count: number): Uint8Array {
    return new Uint8Array(this.view.buffer, address - this.base, count);
  }
}
