// Keeps some sectors in memory. What is changed there reaches the device on `flush`, or sooner when room is needed.
//
// A user that needs one write to be on the medium before another calls `flush` between them. Large transfers go past
// the cache. Calls must not overlap: file systems carry their operations out one after the other.

import { SECTOR_BYTES } from "../../hal/sdcard/block-device.ts";
import type { Storage } from "./storage.ts";

interface CachedSector {
  readonly bytes: Uint8Array;
  changed: boolean;
}

export class BlockCache implements Storage {
  readonly sectorCount: number;
  private readonly storage: Storage;
  private readonly capacity: number;
  /** The least recently used first. */
  private readonly cached: Map<number, CachedSector> = new Map();

  /** Takes `capacity` times 512 bytes of memory and a little more. */
  constructor(storage: Storage, capacity: number) {
    this.storage = storage;
    this.sectorCount = storage.sectorCount;
    this.capacity = capacity;
  }

  /** A sector's bytes, to be looked at before the next call of the cache. */
  async look(sector: number): Promise<Uint8Array> {
    return (await this.load(sector, true)).bytes;
  }

  /** A sector's bytes, to be changed before the next call of the cache. */
  async change(sector: number): Promise<Uint8Array> {
    const found = await this.load(sector, true);
    found.changed = true;
    return found.bytes;
  }

  /** Zeros in the place of a sector, to be changed before the next call. What was there is not read. */
  async blank(sector: number): Promise<Uint8Array> {
    const found = await this.load(sector, false);
    found.bytes.fill(0);
    found.changed = true;
    return found.bytes;
  }

  async read(sector: number, into: Uint8Array): Promise<void> {
    await this.storage.read(sector, into);
    for (let at = 0; at < into.length; at += SECTOR_BYTES) {
      const known = this.cached.get(sector + at / SECTOR_BYTES);
      if (known?.changed === true) into.set(known.bytes, at);
    }
  }

  async write(sector: number, from: Uint8Array): Promise<void> {
    for (let at = 0; at < from.length; at += SECTOR_BYTES) this.cached.delete(sector + at / SECTOR_BYTES);
    await this.storage.write(sector, from);
  }

  async flush(): Promise<void> {
    const changed: number[] = [];
    this.cached.forEach((sector, at) => {
      if (sector.changed) changed.push(at);
    });
    changed.sort((a, b) => a - b);
    for (const at of changed) await this.writeBack(at);
    await this.storage.flush();
  }

  private async writeBack(at: number): Promise<void> {
    const sector = this.cached.get(at);
    if (sector === undefined) return;
    await this.storage.write(at, sector.bytes);
    sector.changed = false;
  }

  private async load(sector: number, fromDevice: boolean): Promise<CachedSector> {
    const known = this.cached.get(sector);
    if (known !== undefined) {
      this.cached.delete(sector);
      this.cached.set(sector, known);
      return known;
    }
    if (this.cached.size >= this.capacity) await this.evict();
    const bytes = new Uint8Array(SECTOR_BYTES);
    if (fromDevice) await this.storage.read(sector, bytes);
    const made = { bytes, changed: false };
    this.cached.set(sector, made);
    return made;
  }

  private async evict(): Promise<void> {
    for (const [at, sector] of this.cached) {
      if (sector.changed) await this.writeBack(at);
      this.cached.delete(at);
      return;
    }
  }
}
