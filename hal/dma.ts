// Memory that a device and the program share: where descriptor rings and their buffers lie.
//
// The region is mapped uncached (base/memory-map.ts), so nothing has to be cleaned or invalidated: a store is in memory
// once a barrier has passed, and a load sees what the device stored. What remains is order. A program hands a
// descriptor over with: data, `barrier()`, owner bit, `barrier()`, kick; and reads one with: owner bit, `barrier()`,
// data. The emulator models neither caches nor store buffers and forgives every mistake here; boards do not.
//
// Nothing is ever given back: a driver takes what it needs for its life.

/** The alignment that every device here is content with, and a cache line of the Cortex-A7 and A8. */
const ALIGNMENT = 64;

export class DmaMemory {
  private next: number;
  private readonly end: number;

  /** `base` and `sizeBytes` are multiples of 64. The addresses are the same for processor and devices. */
  constructor(options: { readonly base: number; readonly sizeBytes: number }) {
    this.next = options.base;
    this.end = options.base + options.sizeBytes;
  }

  /** Returns the address of `bytes` bytes, a multiple of 64. Their contents are undefined. Throws when none are left. */
  allocate(bytes: number): number {
    const address = this.next;
    const after = address + Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    if (after > this.end) {
      throw new RangeError(`${bytes} bytes of DMA memory wanted, ${this.end - address} are left`);
    }
    this.next = after;
    return address;
  }
}
