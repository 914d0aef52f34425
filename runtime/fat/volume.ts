// A FAT16 or FAT32 volume with long names: list, read, write, append, rename, remove, make directories.
//
// Paths start at the root: "/logs/2026.txt". Calls are carried out one after the other. When a promise settles, the
// change is on the card; a cut before leaves what was, or clusters that belong to nobody, which fsck finds, and never
// clusters that belong to two files. docs/fat.md says what is not supported.

import { SECTOR_BYTES } from "../../hal/sdcard/block-device.ts";
import { BlockCache } from "../block/cache.ts";
import { PartitionView } from "../block/partition.ts";
import { readPartitions } from "../block/partitions.ts";
import type { Storage } from "../block/storage.ts";
import { Turns } from "../block/turns.ts";
import { type Layout, readBootSector } from "./boot-sector.ts";
import { Chains } from "./chain.ts";
import {
  ATTRIBUTE_ARCHIVE,
  ATTRIBUTE_DIRECTORY,
  ATTRIBUTE_READ_ONLY,
  Directories,
  type Entry,
  type Listing,
} from "./directory.ts";
import { FatError } from "./error.ts";
import { checkName, foldName } from "./name.ts";
import { AllocationTable } from "./table.ts";
import { type FatTime, toFatTime } from "./time.ts";

export interface FatOptions {
  /** Milliseconds since 1970, for the times of files; without it they are of 1 January 1980. */
  readonly now?: () => number;
  /** Sectors to keep in memory, default 16, at least 4. */
  readonly cacheSectors?: number;
}

export interface FatEntry {
  readonly name: string;
  readonly directory: boolean;
  /** In bytes; 0 for directories. */
  readonly size: number;
  /** Milliseconds since 1970; FAT has no time zones. */
  readonly modifiedMs: number;
}

const USUAL_CACHE_SECTORS = 16;
const LARGEST_FILE = 0xffff_ffff;
const USUAL_READ_LIMIT = 1 << 20;
/** Types of MBR partitions that may hold FAT16 or FAT32. */
const FAT_TYPES = ["0x04", "0x06", "0x0b", "0x0c", "0x0e"];
/** "Basic data" of GPT, what FAT and NTFS are in. */
const BASIC_DATA = "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7";

/** Where a path leads: the directory, what is there, and the last name. */
interface Place {
  readonly directory: number;
  readonly listing: Listing;
  readonly name: string;
  readonly entry: Entry | undefined;
}

/** Opens the volume that fills `storage`. Rejects with FatError "not-fat", and as the device does. */
export async function mountFat(storage: Storage, options: FatOptions = {}): Promise<FatVolume> {
  const sector = new Uint8Array(SECTOR_BYTES);
  await storage.read(0, sector);
  const layout = readBootSector(sector, storage.sectorCount);
  const cache = new BlockCache(storage, Math.max(4, options.cacheSectors ?? USUAL_CACHE_SECTORS));
  const table = new AllocationTable(cache, layout);
  await table.readInfo();
  return new FatVolume(cache, layout, table, options.now ?? (() => 0));
}

/** Opens the first FAT volume of a card: of its partition table, or the whole card. Rejects as mountFat does. */
export async function mountCard(storage: Storage, options: FatOptions = {}): Promise<FatVolume> {
  for (const { type, firstSector, sectorCount } of await readPartitions(storage)) {
    if (FAT_TYPES.includes(type) || type === BASIC_DATA)
      return await mountFat(new PartitionView(storage, firstSector, sectorCount), options);
  }
  return await mountFat(storage, options);
}

export class FatVolume {
  private readonly cache: BlockCache;
  private readonly layout: Layout;
  private readonly table: AllocationTable;
  private readonly directories: Directories;
  private readonly chains: Chains;
  private readonly now: () => number;
  private readonly turns = new Turns();

  /** Use mountFat or mountCard. */
  constructor(cache: BlockCache, layout: Layout, table: AllocationTable, now: () => number) {
    this.cache = cache;
    this.layout = layout;
    this.table = table;
    this.directories = new Directories(cache, layout, table);
    this.chains = new Chains(cache, layout, table);
    this.now = now;
  }

  /** "FAT16" or "FAT32". */
  get kind(): string {
    return `FAT${this.layout.bits}`;
  }

  get totalBytes(): number {
    return this.layout.clusters * this.clusterBytes;
  }

  private get clusterBytes(): number {
    return this.layout.sectorsPerCluster * SECTOR_BYTES;
  }

  /** Bytes in free clusters. The first call on a FAT16 volume reads the whole table. */
  freeBytes(): Promise<number> {
    return this.turns.take(async () => (await this.table.countFree()) * this.clusterBytes);
  }

  /** What is in a directory, in the order of the card. */
  list(path = "/"): Promise<FatEntry[]> {
    return this.turns.take(async () => {
      const parts = splitPath(path);
      const listing = await this.directories.read(await this.descend(parts));
      return listing.entries.map(describe);
    });
  }

  /** What is at `path`, or undefined. */
  stat(path: string): Promise<FatEntry | undefined> {
    return this.turns.take(async () => {
      const { entry } = await this.locate(path);
      return entry === undefined ? undefined : describe(entry);
    });
  }

  /** A whole file of at most `limit` bytes, 1 MiB unless said otherwise. Rejects with "too-large". */
  readFile(path: string, limit = USUAL_READ_LIMIT): Promise<Uint8Array> {
    return this.turns.take(async () => {
      const entry = await this.file(path);
      if (entry.size > limit)
        throw new FatError(
          "too-large",
          `${path} has ${entry.size} bytes, more than ${limit}: read it in parts`,
        );
      return await this.readPart(entry, 0, entry.size);
    });
  }

  /** Up to `length` bytes from `offset` on; fewer at the end of the file, none behind it. */
  read(path: string, offset: number, length: number): Promise<Uint8Array> {
    return this.turns.take(async () => {
      const entry = await this.file(path);
      return await this.readPart(entry, offset, Math.max(0, Math.min(length, entry.size - offset)));
    });
  }

  private async readPart(entry: Entry, offset: number, length: number): Promise<Uint8Array> {
    // A size beyond the volume must not take memory before the chain shows that it is a lie.
    if (entry.size > this.totalBytes)
      throw new FatError("damaged", `${entry.name} has ${entry.size} bytes, more than the volume`);
    const bytes = new Uint8Array(length);
    if (length > 0) await this.chains.read(entry.firstCluster, offset, bytes);
    return bytes;
  }

  /** Makes a file of these bytes, or replaces what it contains: after a cut it is as before, or whole. */
  write(path: string, bytes: Uint8Array): Promise<void> {
    return this.turns.take(async () => {
      const place = await this.locate(path);
      const { entry } = place;
      if (entry !== undefined) checkWritable(entry, path);
      const first = bytes.length === 0 ? 0 : await this.chains.create(bytes);
      await this.cache.flush();
      await this.note(place, first, bytes.length);
      if (entry !== undefined && entry.firstCluster !== 0) await this.chains.release(entry.firstCluster);
      await this.settle();
    });
  }

  /** Adds bytes to the end of a file, which is made if it is not there. */
  append(path: string, bytes: Uint8Array): Promise<void> {
    return this.turns.take(async () => {
      const place = await this.locate(path);
      const { entry } = place;
      if (entry !== undefined) checkWritable(entry, path);
      const size = entry === undefined ? 0 : entry.size;
      if (size + bytes.length > LARGEST_FILE)
        throw new FatError("too-large", `${path} would have more than 4 GiB: begin another file`);
      if (entry !== undefined && size > 0) {
        if (bytes.length === 0) return;
        await this.chains.append(entry.firstCluster, size, bytes);
        await this.note(place, entry.firstCluster, size + bytes.length);
      } else {
        const first = bytes.length === 0 ? 0 : await this.chains.create(bytes);
        await this.cache.flush();
        await this.note(place, first, bytes.length);
        // An empty file with clusters is what a cut elsewhere may leave.
        if (entry !== undefined && entry.firstCluster !== 0) await this.chains.release(entry.firstCluster);
      }
      await this.settle();
    });
  }

  /** Makes a directory. */
  mkdir(path: string): Promise<void> {
    return this.turns.take(async () => {
      const { listing, directory, entry, name } = await this.locate(path);
      if (entry !== undefined) throw new FatError("exists", `${path} is there already`);
      checkName(name);
      const time = this.time();
      const firstCluster = await this.directories.make(directory, time);
      const fields = { attributes: ATTRIBUTE_DIRECTORY, firstCluster, size: 0, time };
      try {
        await this.directories.add(listing, name, fields);
      } catch (error) {
        await this.chains.release(firstCluster);
        throw error;
      }
      await this.settle();
    });
  }

  /** Removes a file or an empty directory. */
  remove(path: string): Promise<void> {
    return this.turns.take(async () => {
      const { listing, entry } = await this.locate(path);
      if (entry === undefined) throw notFound(path);
      if ((entry.attributes & ATTRIBUTE_READ_ONLY) !== 0)
        throw new FatError("read-only", `${path} is read-only`);
      if (isDirectory(entry)) {
        const inside = await this.directories.read(this.clusterOf(entry));
        if (inside.entries.length > 0)
          throw new FatError("not-empty", `${path} has ${inside.entries.length} entries: remove them first`);
      }
      await this.directories.remove(listing, entry);
      if (entry.firstCluster !== 0) await this.chains.release(entry.firstCluster);
      await this.settle();
    });
  }

  /**
   * Gives a file or directory another name, or another directory; nothing may be there. Where the new name takes no
   * more room than the old one and the directory is the same, a cut leaves one of the two names. Otherwise the old
   * name is gone before the new one is there, and a cut between leaves the content to fsck.
   */
  rename(from: string, to: string): Promise<void> {
    return this.turns.take(async () => {
      const source = await this.locate(from);
      const { entry } = source;
      if (entry === undefined) throw notFound(from);
      const inside = foldName(`/${splitPath(to).join("/")}`).startsWith(
        foldName(`/${splitPath(from).join("/")}/`),
      );
      if (inside && isDirectory(entry)) throw new FatError("bad-name", `${to} is inside ${from}`);
      const target = await this.locate(to);
      checkName(target.name);
      const sameDirectory = source.directory === target.directory;
      const itself = sameDirectory && target.entry !== undefined && target.entry.slot === entry.slot;
      if (target.entry !== undefined && !itself) throw new FatError("exists", `${to} is there already`);
      if (sameDirectory && (await this.directories.renameInPlace(source.listing, entry, target.name))) return;
      const fields = {
        attributes: entry.attributes,
        firstCluster: entry.firstCluster,
        size: entry.size,
        time: toFatTime(entry.modifiedMs),
      };
      const into = sameDirectory ? source.listing : target.listing;
      await this.directories.move(source.listing, entry, into, target.name, fields);
      if (isDirectory(entry) && !sameDirectory)
        await this.directories.setParent(this.clusterOf(entry), target.directory);
      await this.settle();
    });
  }

  /** Notes where a file's bytes are and how many: in its entry, or in a new one. */
  private async note(place: Place, firstCluster: number, size: number): Promise<void> {
    const { listing, name, entry } = place;
    const time = this.time();
    if (entry !== undefined) {
      await this.directories.update(entry, firstCluster, size, time);
      return;
    }
    try {
      checkName(name);
      await this.directories.add(listing, name, { attributes: ATTRIBUTE_ARCHIVE, firstCluster, size, time });
    } catch (error) {
      if (firstCluster !== 0) await this.chains.release(firstCluster);
      throw error;
    }
  }

  private async settle(): Promise<void> {
    await this.table.noteFree();
    await this.cache.flush();
  }

  private time(): FatTime {
    return toFatTime(this.now());
  }

  private async file(path: string): Promise<Entry> {
    const { entry } = await this.locate(path);
    if (entry === undefined) throw notFound(path);
    if (isDirectory(entry)) throw new FatError("not-a-file", `${path} is a directory`);
    return entry;
  }

  private async locate(path: string): Promise<Place> {
    const parts = splitPath(path);
    const name = parts.pop();
    if (name === undefined) throw new FatError("bad-name", "the root directory cannot be changed");
    const directory = await this.descend(parts);
    const listing = await this.directories.read(directory);
    return { directory, listing, name, entry: this.directories.find(listing, name) };
  }

  /** The first cluster of the directory that the names lead to; 0 is the root. */
  private async descend(names: readonly string[]): Promise<number> {
    let directory = 0;
    for (const name of names) {
      const entry = this.directories.find(await this.directories.read(directory), name);
      if (entry === undefined) throw notFound(name);
      if (!isDirectory(entry)) throw new FatError("not-a-directory", `${name} is a file`);
      directory = this.clusterOf(entry);
    }
    return directory;
  }

  /** The first cluster of a directory. Throws "damaged" if it has none: 0 would be the root. */
  private clusterOf(entry: Entry): number {
    this.table.check(entry.firstCluster, `the directory ${entry.name}`);
    return entry.firstCluster;
  }
}

function splitPath(path: string): string[] {
  return path.split("/").filter((part) => part !== "");
}

function isDirectory(entry: Entry): boolean {
  return (entry.attributes & ATTRIBUTE_DIRECTORY) !== 0;
}

function describe(entry: Entry): FatEntry {
  const directory = isDirectory(entry);
  return { name: entry.name, directory, size: directory ? 0 : entry.size, modifiedMs: entry.modifiedMs };
}

function notFound(path: string): FatError {
  return new FatError("not-found", `there is no ${path}`);
}

function checkWritable(entry: Entry, path: string): void {
  if (isDirectory(entry)) throw new FatError("not-a-file", `${path} is a directory`);
  if ((entry.attributes & ATTRIBUTE_READ_ONLY) !== 0) throw new FatError("read-only", `${path} is read-only`);
}
