// A part of a device as a device of its own. Transfers that would leave it are refused; nothing else is checked.

import { BlockDeviceError } from "../../hal/sdcard/block-device.ts";
import { checkTransfer } from "./memory.ts";
import type { Storage } from "./storage.ts";

export class PartitionView implements Storage {
  readonly sectorCount: number;
  private readonly storage: Storage;
  private readonly first: number;

  /** Throws BlockDeviceError "out-of-range" unless the part lies inside `storage`. */
  constructor(storage: Storage, firstSector: number, sectorCount: number) {
    const whole = Number.isInteger(firstSector) && Number.isInteger(sectorCount);
    if (!whole || firstSector < 0 || sectorCount < 0 || firstSector + sectorCount > storage.sectorCount) {
      throw new BlockDeviceError(
        "out-of-range",
        `a part of ${sectorCount} sectors from ${firstSector}: the device has ${storage.sectorCount} sectors`,
      );
    }
    this.storage = storage;
    this.first = firstSector;
    this.sectorCount = sectorCount;
  }

  async read(sector: number, into: Uint8Array): Promise<void> {
    checkTransfer(this.sectorCount, sector, into.length);
    await this.storage.read(this.first + sector, into);
  }

  async write(sector: number, from: Uint8Array): Promise<void> {
    checkTransfer(this.sectorCount, sector, from.length);
    await this.storage.write(this.first + sector, from);
  }

  flush(): Promise<void> {
    return this.storage.flush();
  }
}
