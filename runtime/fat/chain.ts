// The bytes of files: chains of clusters read, written and extended. Knows no names.
//
// What a file grows by is written before anything leads to it; flushing between the two is the caller's part where a
// directory entry is concerned, and done here where the table is.

import { SECTOR_BYTES } from "../../hal/sdcard/block-device.ts";
import type { BlockCache } from "../block/cache.ts";
import type { Layout } from "./boot-sector.ts";
import { FatError } from "./error.ts";
import { type AllocationTable, END } from "./table.ts";

/** A cluster of a chain that was met before, so that reading on does not start over. */
interface Position {
  readonly firstCluster: number;
  readonly index: number;
  readonly cluster: number;
}

export class Chains {
  private readonly cache: BlockCache;
  private readonly table: AllocationTable;
  private readonly clusterBytes: number;
  private last: Position | undefined;

  constructor(cache: BlockCache, layout: Layout, table: AllocationTable) {
    this.cache = cache;
    this.table = table;
    this.clusterBytes = layout.sectorsPerCluster * SECTOR_BYTES;
  }

  /** Fills `into` with the bytes from `offset` on, all of which the chain must have. Throws "damaged". */
  async read(firstCluster: number, offset: number, into: Uint8Array): Promise<void> {
    let done = 0;
    while (done < into.length) {
      const at = offset + done;
      const cluster = await this.clusterAt(firstCluster, Math.floor(at / this.clusterBytes));
      const inside = at % this.clusterBytes;
      const length = Math.min(into.length - done, this.clusterBytes - inside);
      const first = Math.floor(inside / SECTOR_BYTES);
      const sectors = Math.ceil((inside + length) / SECTOR_BYTES) - first;
      const bytes = new Uint8Array(sectors * SECTOR_BYTES);
      await this.cache.read(this.table.sectorOf(cluster) + first, bytes);
      const skip = inside - first * SECTOR_BYTES;
      into.set(bytes.subarray(skip, skip + length), done);
      done += length;
    }
  }

  /** Writes `bytes` to new clusters, nothing of which is flushed; returns the first. Throws "full", having freed them. */
  async create(bytes: Uint8Array): Promise<number> {
    const count = Math.ceil(bytes.length / this.clusterBytes);
    let first = END;
    let previous = END;
    try {
      // Clusters in a row are written by one transfer.
      let runStart = END;
      let runAt = 0;
      for (let i = 0; i < count; i++) {
        const cluster = await this.table.allocate();
        if (first === END) first = cluster;
        if (previous !== END) await this.table.link(previous, cluster);
        if (runStart === END) runStart = cluster;
        else if (cluster !== previous + 1) {
          await this.writeRun(runStart, bytes.subarray(runAt, i * this.clusterBytes));
          runStart = cluster;
          runAt = i * this.clusterBytes;
        }
        previous = cluster;
      }
      if (runStart !== END) await this.writeRun(runStart, bytes.subarray(runAt));
    } catch (error) {
      if (first !== END) await this.release(first);
      throw error;
    }
    return first;
  }

  /** Writes whole sectors from the start of a cluster on; the last one is filled up with zeros. */
  private async writeRun(cluster: number, bytes: Uint8Array): Promise<void> {
    const sector = this.table.sectorOf(cluster);
    const whole = bytes.length - (bytes.length % SECTOR_BYTES);
    if (whole > 0) await this.cache.write(sector, bytes.subarray(0, whole));
    if (whole < bytes.length) {
      const end = await this.cache.blank(sector + whole / SECTOR_BYTES);
      end.set(bytes.subarray(whole), 0);
    }
  }

  /** Writes `bytes` behind the `size` bytes (at least 1) of a chain, and flushes. Throws "full" or "damaged". */
  async append(firstCluster: number, size: number, bytes: Uint8Array): Promise<void> {
    const index = Math.floor((size - 1) / this.clusterBytes);
    const cluster = await this.clusterAt(firstCluster, index);
    const inside = size - index * this.clusterBytes;
    const here = Math.min(bytes.length, this.clusterBytes - inside);
    let rest = END;
    if (here < bytes.length) {
      const following = await this.table.next(cluster);
      rest = await this.create(bytes.subarray(here));
      await this.cache.flush();
      // A cut before the size was noted may have left clusters there: they are given up.
      await this.table.link(cluster, rest);
      await this.cache.flush();
      if (following !== END) await this.release(following);
    }
    await this.fill(cluster, inside, bytes.subarray(0, here));
    await this.cache.flush();
  }

  /** Writes inside a cluster, around what is there. */
  private async fill(cluster: number, offset: number, bytes: Uint8Array): Promise<void> {
    let done = 0;
    while (done < bytes.length) {
      const at = offset + done;
      const sector = this.table.sectorOf(cluster) + Math.floor(at / SECTOR_BYTES);
      const inside = at % SECTOR_BYTES;
      const length = Math.min(bytes.length - done, SECTOR_BYTES - inside);
      const target = inside === 0 ? await this.cache.blank(sector) : await this.cache.change(sector);
      target.set(bytes.subarray(done, done + length), inside);
      done += length;
    }
  }

  /** Frees a chain; nothing may lead to it any more, on the card. */
  async release(firstCluster: number): Promise<void> {
    this.last = undefined;
    await this.table.release(firstCluster);
  }

  /** The cluster at `index` of a chain. Throws "damaged" if the chain is shorter. */
  private async clusterAt(firstCluster: number, index: number): Promise<number> {
    this.table.check(firstCluster, "a file");
    let at = 0;
    let cluster = firstCluster;
    const known = this.last;
    if (known !== undefined && known.firstCluster === firstCluster && known.index <= index) {
      at = known.index;
      cluster = known.cluster;
    }
    for (; at < index; at++) {
      cluster = await this.table.next(cluster);
      if (cluster === END)
        throw new FatError("damaged", `a file ends after ${at + 1} clusters, before its size`);
    }
    this.last = { firstCluster, index, cluster };
    return cluster;
  }
}
