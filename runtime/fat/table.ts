// The file allocation table: which cluster follows which, and which are free. Microsoft FAT specification 1.03, p. 14-20.
//
// Changes are made in the cache, to every copy of the table; who needs them on the card flushes. Numbers from the card
// are checked here once: what `next` returns can be used.

import { SECTOR_BYTES } from "../../hal/sdcard/block-device.ts";
import { get16, get32, put16, put32 } from "../block/bytes.ts";
import type { BlockCache } from "../block/cache.ts";
import type { Layout } from "./boot-sector.ts";
import { FatError } from "./error.ts";

/** What `next` returns for the last cluster of a chain. */
export const END = -1;

const END_16 = 0xffff;
const FIRST_END_16 = 0xfff8;
const END_32 = 0x0fff_ffff;
const FIRST_END_32 = 0x0fff_fff8;
/** The upper four bits are reserved and kept as they are. */
const MASK_32 = 0x0fff_ffff;

/** FSInfo. FAT specification, p. 21. */
const INFO_LEAD = 0x4161_5252;
const INFO_FREE_AT = 488;
const INFO_NEXT_AT = 492;

export class AllocationTable {
  private readonly cache: BlockCache;
  private readonly layout: Layout;
  /** Where the search for a free cluster goes on. */
  private hint = 2;
  /** How many clusters are free; -1 until they were counted. */
  private free = -1;

  constructor(cache: BlockCache, layout: Layout) {
    this.cache = cache;
    this.layout = layout;
  }

  /** The first sector of a cluster. */
  sectorOf(cluster: number): number {
    return this.layout.dataSector + (cluster - 2) * this.layout.sectorsPerCluster;
  }

  /** Throws "damaged" unless `cluster` is one of the volume's; `what` says whose it is. */
  check(cluster: number, what: string): void {
    if (cluster >= 2 && cluster <= this.layout.clusters + 1) return;
    throw new FatError(
      "damaged",
      `${what} has cluster ${cluster}; there are 2 to ${this.layout.clusters + 1}`,
    );
  }

  /** The cluster after `cluster`, or END. Throws "damaged" for a cluster that is free, bad or not on the volume. */
  async next(cluster: number): Promise<number> {
    const value = await this.get(cluster);
    if (value >= (this.layout.bits === 16 ? FIRST_END_16 : FIRST_END_32)) return END;
    this.check(value, `the chain through cluster ${cluster}`);
    return value;
  }

  /** Takes a free cluster and makes it the end of a chain of one. Throws "full". */
  async allocate(): Promise<number> {
    const last = this.layout.clusters + 1;
    let cluster = await this.findFree(this.hint, last);
    if (cluster < 0) cluster = await this.findFree(2, this.hint - 1);
    if (cluster < 0) throw new FatError("full", "no cluster of the volume is free: remove something");
    this.hint = cluster >= last ? 2 : cluster + 1;
    await this.set(cluster, END_32);
    if (this.free > 0) this.free--;
    return cluster;
  }

  /** The first free cluster of `from` to `to`, or -1. */
  private async findFree(from: number, to: number): Promise<number> {
    let cluster = from;
    while (cluster <= to) {
      const bytes = await this.cache.look(this.place(cluster));
      const end = Math.min(to, this.lastInSector(cluster));
      for (; cluster <= end; cluster++) if (this.valueIn(bytes, cluster) === 0) return cluster;
    }
    return -1;
  }

  /** Lets `to` follow `from`. */
  link(from: number, to: number): Promise<void> {
    return this.set(from, to);
  }

  /** Frees a chain from its start. Ends at whatever is not a chain any more; what it met until then is free. */
  async release(first: number): Promise<void> {
    let cluster = first;
    while (cluster >= 2 && cluster <= this.layout.clusters + 1) {
      const value = await this.get(cluster);
      if (value === 0) return;
      await this.set(cluster, 0);
      if (this.free >= 0) this.free++;
      cluster = value;
    }
  }

  /** How many clusters are free: as FAT32's information sector says, or counted once, by reading the whole table. */
  async countFree(): Promise<number> {
    if (this.free >= 0) return this.free;
    let free = 0;
    let cluster = 2;
    while (cluster <= this.layout.clusters + 1) {
      const bytes = await this.cache.look(this.place(cluster));
      const end = Math.min(this.layout.clusters + 1, this.lastInSector(cluster));
      for (; cluster <= end; cluster++) if (this.valueIn(bytes, cluster) === 0) free++;
    }
    this.free = free;
    return free;
  }

  /** Reads FAT32's information sector: hints that may be wrong, so only what can be so is taken. */
  async readInfo(): Promise<void> {
    const { infoSector, clusters } = this.layout;
    if (infoSector === 0) return;
    const bytes = await this.cache.look(infoSector);
    if (get32(bytes, 0) !== INFO_LEAD) return;
    const free = get32(bytes, INFO_FREE_AT);
    const next = get32(bytes, INFO_NEXT_AT);
    if (free <= clusters) this.free = free;
    if (next >= 2 && next <= clusters + 1) this.hint = next;
  }

  /** Tells FAT32's information sector what is known of free clusters: 0xffffffff is "unknown". */
  async noteFree(): Promise<void> {
    const { infoSector } = this.layout;
    if (infoSector === 0 || get32(await this.cache.look(infoSector), 0) !== INFO_LEAD) return;
    const known = this.free >= 0 ? this.free : 0xffff_ffff;
    const bytes = await this.cache.look(infoSector);
    if (get32(bytes, INFO_FREE_AT) === known) return;
    const info = await this.cache.change(infoSector);
    put32(info, INFO_FREE_AT, known);
    put32(info, INFO_NEXT_AT, this.hint);
  }

  private place(cluster: number): number {
    return this.layout.firstFatSector + Math.floor((cluster * (this.layout.bits / 8)) / SECTOR_BYTES);
  }

  /** The last cluster whose number lies in the same sector of the table as `cluster`'s. */
  private lastInSector(cluster: number): number {
    const perSector = SECTOR_BYTES / (this.layout.bits / 8);
    return cluster - (cluster % perSector) + perSector - 1;
  }

  private valueIn(bytes: Uint8Array, cluster: number): number {
    if (this.layout.bits === 16) return get16(bytes, (cluster * 2) % SECTOR_BYTES);
    return (get32(bytes, (cluster * 4) % SECTOR_BYTES) & MASK_32) >>> 0;
  }

  private async get(cluster: number): Promise<number> {
    return this.valueIn(await this.cache.look(this.place(cluster)), cluster);
  }

  private async set(cluster: number, value: number): Promise<void> {
    for (let copy = 0; copy < this.layout.fats; copy++) {
      const bytes = await this.cache.change(this.place(cluster) + copy * this.layout.sectorsPerFat);
      if (this.layout.bits === 16) put16(bytes, (cluster * 2) % SECTOR_BYTES, value & END_16);
      else {
        const at = (cluster * 4) % SECTOR_BYTES;
        put32(bytes, at, ((get32(bytes, at) & ~MASK_32) | value) >>> 0);
      }
    }
  }
}
