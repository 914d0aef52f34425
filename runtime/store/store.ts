// A key-value store that survives a power cut at any moment: set, delete, atomic batches, history.
//
// Every batch is one record of the log (log.ts) and one commit with a number. Keys are in memory, values on the card.
// Calls are carried out one after the other, in the order in which they were made. One store object per partition;
// nothing guards against two.

import type { Storage } from "../block/storage.ts";
import { Turns } from "../block/turns.ts";
import { Batch, type Change, encodeKey } from "./batch.ts";
import { cleanOldest } from "./cleaner.ts";
import { StoreError } from "./error.ts";
import { Log } from "./log.ts";
import {
  ENTRY_BYTES,
  entryBytes,
  HEADER_BYTES,
  KIND_COMMIT,
  readEntry,
  recordSectors,
  STREAM_BYTES,
  writeEntry,
} from "./record.ts";
import { recover } from "./recover.ts";
import { Snapshot } from "./snapshot.ts";
import { openSuperblock } from "./superblock.ts";
import { type KeyHistory, Version, Versions } from "./versions.ts";

export interface StoreOptions {
  /** Makes a new store whatever is there; all of it is lost. Otherwise a store is made only where sector 0 is blank. */
  readonly format?: boolean;
  /** How many commits before the newest can be read, default 64. What they alone show takes room. */
  readonly history?: number;
  /** The most versions (keys, and older values of keys) to keep in memory, default 16,384; about 150 bytes each. */
  readonly maxVersions?: number;
  /** Sectors per segment of a new store; chosen by the size of the storage if left out. */
  readonly segmentSectors?: number;
  /** Opens a damaged store with what can be read. `damage` says what was found; `compact` writes the rest anew. */
  readonly salvage?: boolean;
}

const USUAL_HISTORY = 64;
const USUAL_MAX_VERSIONS = 16_384;
/** A log of fewer segments is never cleaned before it must be. */
const FEW_SEGMENTS = 6;
/** Free segments before a batch may take one: one for the cleaner, and for batches that set, one for deletions. */
const SPARE_TO_DELETE = 2;
const SPARE_TO_SET = 3;

/** Sizes and counts, for people and tests. */
export interface StoreStatistics {
  readonly keys: number;
  readonly versions: number;
  readonly segments: number;
  readonly usedSegments: number;
  readonly segmentBytes: number;
  /** Bytes that kept entries take, with their headers. */
  readonly liveBytes: number;
  readonly recordsWritten: number;
  readonly sectorsWritten: number;
}

/** Opens the store on `storage`, which must have nothing else on it. Rejects with StoreError, and as the device does. */
export async function openStore(storage: Storage, options: StoreOptions = {}): Promise<Store> {
  // What a program before this one wrote and did not flush is there or not from now on.
  await storage.flush();
  const geometry = await openSuperblock(storage, options.format ?? false, options.segmentSectors ?? 0);
  const log = new Log(storage, geometry);
  const versions = new Versions();
  const damage = await recover(log, versions);
  if (damage !== "" && !(options.salvage ?? false)) {
    throw new StoreError("damaged", `${damage}: pass { salvage: true } to go on with what can be read`);
  }
  return new Store(
    log,
    versions,
    options.history ?? USUAL_HISTORY,
    options.maxVersions ?? USUAL_MAX_VERSIONS,
    damage,
  );
}

export class Store {
  /** What was lost, of a store that was opened with `salvage`; else "". */
  readonly damage: string;
  private readonly log: Log;
  private readonly versions: Versions;
  private readonly historyLength: number;
  private readonly maxVersions: number;
  private readonly body: Uint8Array;
  /** The horizon that the next record will carry. */
  private nextHorizon: number;
  /** Sectors of a record that did not fit, since the last commit: the next as large is refused without cleaning. */
  private refusedSectors = Number.POSITIVE_INFINITY;
  private readonly turns = new Turns();

  /** Use openStore. */
  constructor(log: Log, versions: Versions, historyLength: number, maxVersions: number, damage: string) {
    this.log = log;
    this.versions = versions;
    this.historyLength = historyLength;
    this.maxVersions = maxVersions;
    this.damage = damage;
    this.body = new Uint8Array(log.largestBody);
    this.nextHorizon = log.horizon;
    this.prune();
  }

  /** The number of the newest commit; 0 in a new store. */
  get head(): number {
    return this.log.commit;
  }

  /** The oldest commit that can be read. */
  get oldest(): number {
    return this.log.horizon;
  }

  /** The value of `key`, or undefined. The bytes are the caller's. */
  get(key: string): Promise<Uint8Array | undefined> {
    return this.turns.take(() => this.readValue(key, this.log.commit));
  }

  /** The value of `key` as UTF-8 text, or undefined. */
  async getText(key: string): Promise<string | undefined> {
    const bytes = await this.get(key);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  }

  /** Keys that start with `prefix`, by UTF-16 code units. */
  list(prefix = ""): Promise<string[]> {
    return this.turns.take(async () => this.keysAt(prefix, this.log.commit));
  }

  /** Sets one key, text as UTF-8. Settles with the commit's number once the value is safe. */
  set(key: string, value: Uint8Array | string): Promise<number> {
    return this.batch().set(key, value).commit();
  }

  /** Deletes one key; if there is none, nothing is written. Settles with the newest commit's number. */
  delete(key: string): Promise<number> {
    return this.batch().delete(key).commit();
  }

  /** Changes that become visible, and survive a power cut, all or none. */
  batch(): Batch {
    return new Batch((changes) => this.turns.take(() => this.commitChanges(changes)));
  }

  /** The store as it was after `commit`. Throws StoreError "no-such-commit". Reads fail the same way once it is too old. */
  at(commit: number): Snapshot {
    this.checkCommit(commit);
    return new Snapshot(
      commit,
      (key) => this.turns.take(() => this.readValue(key, commit)),
      (prefix) => this.turns.take(async () => this.keysAt(prefix, commit)),
    );
  }

  /** Keys that `commit` set or deleted and whose versions are still kept. */
  changes(commit: number): string[] {
    this.checkCommit(commit);
    const found: string[] = [];
    this.versions.keys.forEach((history) => {
      if (history.of(commit) !== undefined) found.push(history.key);
    });
    return found.sort();
  }

  /**
   * Makes a new commit whose content is that of `commit`, and settles with its number. The values that differ are
   * written again and must fit one batch.
   */
  revert(commit: number): Promise<number> {
    return this.turns.take(async () => {
      this.checkCommit(commit);
      const changes: Map<string, Change> = new Map();
      const differing: string[] = [];
      this.versions.keys.forEach((history) => {
        if (history.at(commit) !== history.newest()) differing.push(history.key);
      });
      for (const key of differing) {
        changes.set(key, { key: encodeKey(key), value: await this.readValue(key, commit) });
      }
      return await this.commitChanges(changes);
    });
  }

  /** Cleans every segment once: afterwards the log holds little but what is live. */
  compact(): Promise<void> {
    return this.turns.take(async () => {
      const until = this.log.headSegment;
      while (this.log.tail <= until && this.log.tail < this.log.headSegment) await this.clean();
    });
  }

  statistics(): StoreStatistics {
    return {
      keys: this.keysAt("", this.log.commit).length,
      versions: this.versions.count,
      segments: this.log.geometry.segments,
      usedSegments: this.log.usedSegments,
      segmentBytes: this.log.geometry.segmentSectors * STREAM_BYTES,
      liveBytes: this.versions.bytes,
      recordsWritten: this.log.writtenRecords,
      sectorsWritten: this.log.writtenSectors,
    };
  }

  private checkCommit(commit: number): void {
    if (commit >= this.log.horizon && commit <= this.log.commit && Number.isInteger(commit)) return;
    throw new StoreError(
      "no-such-commit",
      `commit ${commit} cannot be read: the store has ${this.log.horizon} to ${this.log.commit}; ` +
        "the option `history` says how many are kept",
    );
  }

  private async readValue(key: string, commit: number): Promise<Uint8Array | undefined> {
    this.checkCommit(commit);
    const history = this.versions.keys.get(key);
    const version = history === undefined ? undefined : history.at(commit);
    if (version === undefined || version.deleted) return undefined;
    const keyBytes = encodeKey(key);
    const size = entryBytes(keyBytes.length, version.valueBytes);
    const bytes = await this.log.readStream(version.recordSector, version.offset, size);
    const entry = readEntry(bytes, 0, size);
    const same =
      entry !== undefined && entry.keyBytes === keyBytes.length && entry.valueBytes === version.valueBytes;
    if (!same) throw new StoreError("damaged", `the value of "${key}" cannot be read back: its CRC is wrong`);
    return bytes.slice(ENTRY_BYTES + keyBytes.length);
  }

  private keysAt(prefix: string, commit: number): string[] {
    this.checkCommit(commit);
    const found: string[] = [];
    this.versions.keys.forEach((history) => {
      const version = history.at(commit);
      if (version !== undefined && !version.deleted && history.key.startsWith(prefix))
        found.push(history.key);
    });
    return found.sort();
  }

  private async commitChanges(wanted: Map<string, Change>): Promise<number> {
    const changes: Change[] = [];
    const names: string[] = [];
    let size = 0;
    let newKeys = 0;
    let sets = false;
    wanted.forEach((change, name) => {
      const history: KeyHistory | undefined = this.versions.keys.get(name);
      const known = history === undefined ? undefined : history.newest();
      if (change.value === undefined && (known === undefined || known.deleted)) return;
      if (change.value !== undefined) sets = true;
      if (known === undefined) newKeys++;
      changes.push(change);
      names.push(name);
      size += entryBytes(change.key.length, change.value === undefined ? 0 : change.value.length);
    });
    if (changes.length === 0) return this.log.commit;
    if (size > this.body.length || changes.length > 0xffff) {
      throw new StoreError(
        "batch-too-large",
        `the batch has ${changes.length} entries of together ${size} bytes; one takes ${this.body.length} bytes: ` +
          "split it, or make the store with larger segments",
      );
    }
    const id = this.log.commit + 1;
    this.boundMemory(changes.length, newKeys);
    await this.makeRoom(size, sets);
    this.nextHorizon = Math.max(this.nextHorizon, id - this.historyLength);
    const places: number[] = [];
    let at = 0;
    for (const change of changes) {
      places.push(at);
      at = writeEntry(this.body, at, id, change.key, change.value);
    }
    const { log } = this;
    const recordSector = await log.append(
      KIND_COMMIT,
      id,
      this.nextHorizon,
      log.tail,
      changes.length,
      this.body,
      0,
      at,
    );
    for (let i = 0; i < changes.length; i++) {
      const { key, value } = changes[i];
      const valueBytes = value === undefined ? 0 : value.length;
      const version = new Version(
        id,
        recordSector,
        HEADER_BYTES + places[i],
        valueBytes,
        value === undefined,
      );
      this.versions.add(names[i], version, entryBytes(key.length, valueBytes));
    }
    this.refusedSectors = Number.POSITIVE_INFINITY;
    this.prune();
    return id;
  }

  /** Gives up history, half of it at a time, when the index would grow too large. */
  private boundMemory(entries: number, newKeys: number): void {
    if (this.versions.count + entries <= this.maxVersions) return;
    const { commit } = this.log;
    if (this.versions.keys.size + newKeys > this.maxVersions) {
      throw new StoreError(
        "full",
        `the store holds ${this.maxVersions} keys in memory: raise \`maxVersions\``,
      );
    }
    this.nextHorizon = Math.max(this.nextHorizon, commit - Math.floor((commit - this.nextHorizon) / 2));
  }

  /** Sees to it that a record with `size` bytes of entries can be appended. Rejects with "full". */
  private async makeRoom(size: number, sets: boolean): Promise<void> {
    const { log } = this;
    const sectors = recordSectors(size);
    // A log much longer than what is live in it takes long to open: a segment for each that is filled keeps up.
    const liveSegments = Math.ceil(this.versions.bytes / (log.geometry.segmentSectors * STREAM_BYTES));
    if (log.usedSegments > FEW_SEGMENTS + 3 * liveSegments && log.freeSegments > 1) await this.clean();
    const spare = sets ? SPARE_TO_SET : SPARE_TO_DELETE;
    if (sets && sectors >= this.refusedSectors && sectors > log.room) this.refuse(size);
    for (let round = 0; round < 3; round++) {
      for (let cleaned = 0; cleaned <= log.geometry.segments; cleaned++) {
        if (sectors <= log.room || log.freeSegments >= spare) return;
        if (log.tail >= log.headSegment) break;
        await this.clean();
      }
      // The next round finds less to be live: nothing but the newest commit.
      this.nextHorizon = log.commit;
    }
    this.refuse(size);
  }

  private refuse(size: number): never {
    this.refusedSectors = recordSectors(size);
    throw new StoreError(
      "full",
      `${this.versions.bytes} bytes are live and ${size} do not fit: delete something, or use a larger partition`,
    );
  }

  private async clean(): Promise<void> {
    await cleanOldest(this.log, this.versions, this.body, this.nextHorizon);
    this.prune();
  }

  private prune(): void {
    this.versions.prune(this.log.horizon, (key, version) =>
      entryBytes(encodeKey(key).length, version.valueBytes),
    );
  }
}
