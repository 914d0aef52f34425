// A card in memory, for programs without one and for tests: sectors that were never written read as zero.
//
// Only sectors that were written take memory. Nothing is kept when the program ends; no faults are injected
// (testing/cut-card.ts does that).

import { BlockDeviceError, SECTOR_BYTES } from "../../hal/sdcard/block-device.ts";
import type { Storage } from "./storage.ts";

/** Throws BlockDeviceError "out-of-range" unless the transfer is whole sectors inside `sectorCount`. */
export function checkTransfer(sectorCount: number, sector: number, bytes: number): void {
  if (sector >= 0 && bytes % SECTOR_BYTES === 0 && sector + bytes / SECTOR_BYTES <= sectorCount) return;
  throw new BlockDeviceError(
    "out-of-range",
    `${bytes} bytes at sector ${sector}: the device has ${sectorCount} sectors of ${SECTOR_BYTES} bytes`,
  );
}

export class MemoryCard implements Storage {
  readonly sectorCount: number;
  /** What was written, by sector. */
  readonly sectors: Map<number, Uint8Array> = new Map();

  constructor(sectorCount: number) {
    this.sectorCount = sectorCount;
  }

  async read(sector: number, into: Uint8Array): Promise<void> {
    checkTransfer(this.sectorCount, sector, into.length);
    for (let at = 0; at < into.length; at += SECTOR_BYTES) {
      const bytes = this.sectors.get(sector + at / SECTOR_BYTES);
      if (bytes === undefined) into.fill(0, at, at + SECTOR_BYTES);
      else into.set(bytes, at);
    }
  }

  async write(sector: number, from: Uint8Array): Promise<void> {
    checkTransfer(this.sectorCount, sector, from.length);
    for (let at = 0; at < from.length; at += SECTOR_BYTES) {
      this.sectors.set(sector + at / SECTOR_BYTES, from.slice(at, at + SECTOR_BYTES));
    }
  }

  async flush(): Promise<void> {}
}
