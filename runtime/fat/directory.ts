// Directories: entries of 32 bytes in the sectors of a chain, or of FAT16's fixed root. FAT specification 1.03, p. 22-33.
//
//   0 short name  11 attributes  12 case  14 creation  18 access  20 cluster, high (u16)  22 time  24 date
//   26 cluster, low (u16)  28 size (u32)
//
// Order on the card is what keeps a cut harmless: pieces of long names before the short entry that they belong to,
// new clusters before what leads to them. Of several sectors each is flushed before the next.

import { SECTOR_BYTES } from "../../hal/sdcard/block-device.ts";
import { get16, get32, put16, put32 } from "../block/bytes.ts";
import type { BlockCache } from "../block/cache.ts";
import type { Layout } from "./boot-sector.ts";
import { FatError } from "./error.ts";
import {
  ATTRIBUTE_LONG_NAME,
  ATTRIBUTES_AT,
  ENTRY_BYTES,
  foldName,
  isShortName,
  LongNameReader,
  longNameEntries,
  plainShortName,
  readShortName,
  shortChecksum,
  shortKey,
  shortNameFor,
} from "./name.ts";
import { type AllocationTable, END } from "./table.ts";
import { type FatTime, fromFatTime } from "./time.ts";

export const ATTRIBUTE_READ_ONLY = 0x01;
const ATTRIBUTE_LABEL = 0x08;
export const ATTRIBUTE_DIRECTORY = 0x10;
export const ATTRIBUTE_ARCHIVE = 0x20;
const ATTRIBUTE_BITS = 0x3f;
const FREE = 0xe5;
const FREE_FROM_HERE = 0x00;
const PER_SECTOR = SECTOR_BYTES / ENTRY_BYTES;
/** FAT specification, p. 33: a directory has at most 2 MiB. */
const MOST_SECTORS = 65_536 / PER_SECTOR;

/** An entry, and where it lies. */
export interface Entry {
  readonly name: string;
  readonly attributes: number;
  readonly firstCluster: number;
  readonly size: number;
  /** Milliseconds since 1970, in whatever zone it was written. */
  readonly modifiedMs: number;
  /** The number of the short entry among the directory's slots, and of the first piece of its long name. */
  readonly slot: number;
  readonly firstSlot: number;
  /** Where the short entry lies. */
  readonly sector: number;
  readonly offset: number;
}

/** What a new entry says besides its name. */
export interface EntryFields {
  readonly attributes: number;
  readonly firstCluster: number;
  readonly size: number;
  readonly time: FatTime;
}

/** A directory as it was read: its sectors, its entries, and which slots are free. */
export interface Listing {
  /** The last cluster, to be extended; END for FAT16's root. */
  lastCluster: number;
  readonly sectors: number[];
  readonly entries: Entry[];
  /** Short names, for new ones to differ from. */
  readonly shortNames: string[];
  readonly free: boolean[];
  /** The first slot that was never used, or the number of slots. */
  end: number;
}

export class Directories {
  private readonly cache: BlockCache;
  private readonly layout: Layout;
  private readonly table: AllocationTable;

  constructor(cache: BlockCache, layout: Layout, table: AllocationTable) {
    this.cache = cache;
    this.layout = layout;
    this.table = table;
  }

  /** Reads the directory that starts in `cluster`; 0 is the root. Throws "damaged". */
  async read(cluster: number): Promise<Listing> {
    const { layout, table } = this;
    const sectors: number[] = [];
    let last = END;
    let next = cluster === 0 ? layout.rootCluster : cluster;
    if (next === 0) for (let i = 0; i < layout.rootSectors; i++) sectors.push(layout.rootSector + i);
    else {
      table.check(next, "a directory");
      while (next !== END) {
        // A chain that bites its own tail ends here.
        if (sectors.length >= MOST_SECTORS) throw new FatError("damaged", "a directory is longer than 2 MiB");
        for (let i = 0; i < layout.sectorsPerCluster; i++) sectors.push(table.sectorOf(next) + i);
        last = next;
        next = await table.next(next);
      }
    }
    const listing: Listing = { lastCluster: last, sectors, entries: [], shortNames: [], free: [], end: -1 };
    const long = new LongNameReader();
    for (const sector of sectors) {
      const bytes = await this.cache.look(sector);
      for (let at = 0; at < SECTOR_BYTES; at += ENTRY_BYTES) this.readSlot(listing, long, bytes, at, sector);
    }
    if (listing.end < 0) listing.end = listing.free.length;
    return listing;
  }

  private readSlot(
    listing: Listing,
    long: LongNameReader,
    bytes: Uint8Array,
    at: number,
    sector: number,
  ): void {
    const slot = listing.free.length;
    const first = bytes[at];
    if (listing.end >= 0 || first === FREE_FROM_HERE || first === FREE) {
      if (first === FREE_FROM_HERE && listing.end < 0) listing.end = slot;
      listing.free.push(true);
      long.reset();
      return;
    }
    listing.free.push(false);
    const attributes = bytes[at + ATTRIBUTES_AT] & ATTRIBUTE_BITS;
    if (attributes === ATTRIBUTE_LONG_NAME) {
      long.add(bytes, at);
      return;
    }
    listing.shortNames.push(shortKey(bytes, at));
    // "." and ".." are no names that anyone asks for.
    const isEntry = (attributes & ATTRIBUTE_LABEL) === 0 && first !== 0x2e && isShortName(bytes, at);
    if (isEntry) {
      const longName = long.finish(bytes, at);
      const high = this.layout.bits === 32 ? get16(bytes, at + 20) : 0;
      listing.entries.push({
        name: longName !== "" ? longName : readShortName(bytes, at),
        attributes,
        firstCluster: high * 0x1_0000 + get16(bytes, at + 26),
        size: get32(bytes, at + 28),
        modifiedMs: fromFatTime(get16(bytes, at + 24), get16(bytes, at + 22)),
        slot,
        firstSlot: longName !== "" ? slot - long.pieces : slot,
        sector,
        offset: at,
      });
    }
    long.reset();
  }

  find(listing: Listing, name: string): Entry | undefined {
    const folded = foldName(name);
    for (const entry of listing.entries) if (foldName(entry.name) === folded) return entry;
    return undefined;
  }

  /** Adds an entry and flushes. Throws "full". The name must be valid and new. */
  async add(listing: Listing, name: string, fields: EntryFields): Promise<void> {
    const slots = makeSlots(listing, name, fields);
    await this.write(listing, await this.makeRoom(listing, slots.length), slots);
  }

  /** Takes an entry out of a directory and puts it into another, or under another name; room for it is made first. */
  async move(from: Listing, entry: Entry, into: Listing, name: string, fields: EntryFields): Promise<void> {
    const slots = makeSlots(into, name, fields);
    const first = await this.makeRoom(into, slots.length);
    await this.remove(from, entry);
    await this.write(into, first, slots);
  }

  /** Says to a directory where its parent is; 0 is the root. */
  async setParent(cluster: number, parent: number): Promise<void> {
    const bytes = await this.cache.change(this.table.sectorOf(cluster));
    put16(bytes, ENTRY_BYTES + 20, Math.floor(parent / 0x1_0000));
    put16(bytes, ENTRY_BYTES + 26, parent % 0x1_0000);
    await this.cache.flush();
  }

  /** Writes slots in order, a flush between sectors. */
  private async write(listing: Listing, first: number, slots: readonly Uint8Array[]): Promise<void> {
    const end = first + slots.length;
    await this.clear(listing, first, end);
    if (end > listing.end && end < listing.free.length) {
      // Behind the last entry nothing may look like one.
      const sector = listing.sectors[Math.floor(end / PER_SECTOR)];
      const at = (end % PER_SECTOR) * ENTRY_BYTES;
      if ((await this.cache.look(sector))[at] !== FREE_FROM_HERE) {
        (await this.cache.change(sector))[at] = FREE_FROM_HERE;
        await this.cache.flush();
      }
    }
    for (let i = 0; i < slots.length; i++) {
      const slot = first + i;
      if (i > 0 && slot % PER_SECTOR === 0) await this.cache.flush();
      const bytes = await this.cache.change(listing.sectors[Math.floor(slot / PER_SECTOR)]);
      bytes.set(slots[i], (slot % PER_SECTOR) * ENTRY_BYTES);
    }
    await this.cache.flush();
  }

  /** Blanks free slots: were a new name torn over a removed entry, that would come back, with clusters not its own. */
  private async clear(listing: Listing, first: number, end: number): Promise<void> {
    let cleared = false;
    for (let slot = first; slot < end; slot++) {
      if (!listing.free[slot]) continue;
      const sector = listing.sectors[Math.floor(slot / PER_SECTOR)];
      const at = (slot % PER_SECTOR) * ENTRY_BYTES;
      const was = (await this.cache.look(sector)).subarray(at, at + ENTRY_BYTES);
      let stale = false;
      for (let i = 1; i < ENTRY_BYTES; i++) if (was[i] !== 0) stale = true;
      if (!stale) continue;
      (await this.cache.change(sector)).fill(0, at + 1, at + ENTRY_BYTES);
      cleared = true;
    }
    if (cleared) await this.cache.flush();
  }

  /** The first of `count` free slots in a row; the directory grows if it must. */
  private async makeRoom(listing: Listing, count: number): Promise<number> {
    let run = 0;
    for (let slot = 0; slot < listing.free.length; slot++) {
      run = listing.free[slot] ? run + 1 : 0;
      if (run === count) return slot - count + 1;
    }
    const first = listing.free.length - run;
    while (listing.free.length < first + count) {
      if (listing.lastCluster === END || listing.sectors.length >= MOST_SECTORS)
        throw new FatError("full", "the directory takes no more entries: use another directory");
      const cluster = await this.newCluster();
      await this.table.link(listing.lastCluster, cluster);
      await this.cache.flush();
      listing.lastCluster = cluster;
      for (let i = 0; i < this.layout.sectorsPerCluster; i++) {
        listing.sectors.push(this.table.sectorOf(cluster) + i);
        for (let n = 0; n < PER_SECTOR; n++) listing.free.push(true);
      }
    }
    return first;
  }

  /** A cluster of zeros, allocated and flushed. */
  private async newCluster(): Promise<number> {
    const cluster = await this.table.allocate();
    for (let i = 0; i < this.layout.sectorsPerCluster; i++)
      await this.cache.blank(this.table.sectorOf(cluster) + i);
    await this.cache.flush();
    return cluster;
  }

  /** A new directory with "." and "..", flushed, that nothing leads to yet. `parent` is 0 for the root. */
  async make(parent: number, time: FatTime): Promise<number> {
    const cluster = await this.newCluster();
    const bytes = await this.cache.change(this.table.sectorOf(cluster));
    const attributes = ATTRIBUTE_DIRECTORY;
    const dot = new Uint8Array(11).fill(0x20);
    dot[0] = 0x2e;
    bytes.set(shortEntry(dot, { attributes, firstCluster: cluster, size: 0, time }), 0);
    dot[1] = 0x2e;
    bytes.set(shortEntry(dot, { attributes, firstCluster: parent, size: 0, time }), ENTRY_BYTES);
    await this.cache.flush();
    return cluster;
  }

  /** Changes cluster, size and time of an entry, in one sector, and flushes. */
  async update(entry: Entry, firstCluster: number, size: number, time: FatTime): Promise<void> {
    const bytes = await this.cache.change(entry.sector);
    const at = entry.offset;
    put16(bytes, at + 20, Math.floor(firstCluster / 0x1_0000));
    put16(bytes, at + 26, firstCluster % 0x1_0000);
    put32(bytes, at + 28, size);
    put16(bytes, at + 22, time.time);
    put16(bytes, at + 24, time.date);
    bytes[at + ATTRIBUTES_AT] |= ATTRIBUTE_ARCHIVE;
    await this.cache.flush();
  }

  /** Frees the slots of an entry, the short one first, and flushes. */
  async remove(listing: Listing, entry: Entry): Promise<void> {
    for (let slot = entry.slot; slot >= entry.firstSlot; slot--) {
      const bytes = await this.cache.change(listing.sectors[Math.floor(slot / PER_SECTOR)]);
      bytes[(slot % PER_SECTOR) * ENTRY_BYTES] = FREE;
      if (slot % PER_SECTOR === 0) await this.cache.flush();
      listing.free[slot] = true;
    }
    await this.cache.flush();
  }

  /**
   * Renames inside a directory where the new name fits the old one's slots, or free ones before them: the short entry
   * changes by one write, so that the file never has two names or none. False if the name does not fit.
   */
  async renameInPlace(listing: Listing, entry: Entry, name: string): Promise<boolean> {
    const old = await this.cache.look(entry.sector);
    const shortEntryBytes = old.slice(entry.offset, entry.offset + ENTRY_BYTES);
    const key = shortKey(shortEntryBytes, 0);
    const place = listing.shortNames.indexOf(key);
    if (place >= 0) listing.shortNames.splice(place, 1);
    const time = { date: 0, time: 0 };
    const slots = makeSlots(listing, name, { attributes: 0, firstCluster: 0, size: 0, time });
    const first = entry.slot - slots.length + 1;
    if (first < 0) return false;
    for (let slot = first; slot < entry.firstSlot; slot++) if (!listing.free[slot]) return false;
    // What is not the name stays.
    shortEntryBytes.set(slots[slots.length - 1].subarray(0, 11), 0);
    shortEntryBytes[12] = 0;
    slots[slots.length - 1] = shortEntryBytes;
    const unused = new Uint8Array(ENTRY_BYTES);
    unused[0] = FREE;
    const leading: Uint8Array[] = [];
    for (let slot = entry.firstSlot; slot < first; slot++) leading.push(unused);
    await this.write(listing, Math.min(first, entry.firstSlot), leading.concat(slots));
    return true;
  }
}

/** All slots of a new entry: pieces of its long name, if it needs one, then the short entry. */
function makeSlots(listing: Listing, name: string, fields: EntryFields): Uint8Array[] {
  const plain = plainShortName(name);
  if (plain !== undefined && !listing.shortNames.includes(shortKey(plain, 0)))
    return [shortEntry(plain, fields)];
  for (let attempt = 1; attempt < 100_000; attempt++) {
    const short = shortNameFor(name, attempt);
    if (listing.shortNames.includes(shortKey(short, 0))) continue;
    return [...longNameEntries(name, shortChecksum(short, 0)), shortEntry(short, fields)];
  }
  throw new FatError("full", `the directory has too many names like ${JSON.stringify(name)}`);
}

function shortEntry(short: Uint8Array, fields: EntryFields): Uint8Array {
  const bytes = new Uint8Array(ENTRY_BYTES);
  bytes.set(short);
  bytes[ATTRIBUTES_AT] = fields.attributes;
  put16(bytes, 14, fields.time.time);
  put16(bytes, 16, fields.time.date);
  put16(bytes, 18, fields.time.date);
  put16(bytes, 20, Math.floor(fields.firstCluster / 0x1_0000));
  put16(bytes, 22, fields.time.time);
  put16(bytes, 24, fields.time.date);
  put16(bytes, 26, fields.firstCluster % 0x1_0000);
  put32(bytes, 28, fields.size);
  return bytes;
}
