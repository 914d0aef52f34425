// The memory of a simulated SD card as a sparse file, which keeps its contents between runs.

import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { CARD_SECTOR_BYTES, type SectorStorage } from "../../hal/testing/models/sd-card.ts";

export class SectorFile implements SectorStorage {
  readonly sectorCount: number;
  private readonly file: number;

  /** Opens the file `path`; makes it, or fills it up with empty sectors, when it has fewer than `sectorCount`. */
  constructor(path: string, sectorCount: number) {
    mkdirSync(dirname(path), { recursive: true });
    // "r+" wants an existing file, "w+" would empty it: so it is made first.
    closeSync(openSync(path, "a"));
    this.file = openSync(path, "r+");
    if (fstatSync(this.file).size < sectorCount * CARD_SECTOR_BYTES) {
      ftruncateSync(this.file, sectorCount * CARD_SECTOR_BYTES);
    }
    this.sectorCount = sectorCount;
  }

  read(sector: number): Uint8Array {
    const bytes = new Uint8Array(CARD_SECTOR_BYTES);
    readSync(this.file, bytes, 0, CARD_SECTOR_BYTES, sector * CARD_SECTOR_BYTES);
    return bytes;
  }

  write(sector: number, bytes: Uint8Array): void {
    writeSync(this.file, bytes, 0, CARD_SECTOR_BYTES, sector * CARD_SECTOR_BYTES);
  }
}
