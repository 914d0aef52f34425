// Storage that says when what was written is safe: the contract between file systems, stores and what they lie on.
//
// A hal BlockDevice settles a write when the card has programmed it, so `durable` has nothing to add to it. Caches
// and the card models of the tests hold writes back until flush. No error codes of its own: they are the device's.

import type { BlockDevice } from "../../hal/sdcard/block-device.ts";

/** Sectors of 512 bytes whose writes may be lost, or arrive in any order, until `flush` has settled. */
export interface Storage extends BlockDevice {
  /** Settled when everything written before is on the medium. Rejects as writes do. */
  flush(): Promise<void>;
}

class DurableDevice implements Storage {
  readonly sectorCount: number;
  private readonly device: BlockDevice;

  constructor(device: BlockDevice) {
    this.device = device;
    this.sectorCount = device.sectorCount;
  }

  read(sector: number, into: Uint8Array): Promise<void> {
    return this.device.read(sector, into);
  }

  write(sector: number, from: Uint8Array): Promise<void> {
    return this.device.write(sector, from);
  }

  async flush(): Promise<void> {}
}

/** A device as storage: its writes are safe when they settle, as the contract of BlockDevice says. */
export function durable(device: BlockDevice): Storage {
  return new DurableDevice(device);
}
