// The log: records appended round a ring of segments, the oldest segment given up when its live entries have moved.
//
// Positions are log sectors, counted without end; the place on the card is the position modulo the ring, so wear is
// even by construction. One record is on its way at a time, and it is flushed before the next. Keys are store.ts's.

import { SECTOR_BYTES } from "../../hal/sdcard/block-device.ts";
import type { Storage } from "../block/storage.ts";
import { StoreError } from "./error.ts";
import {
  frameRecord,
  HEADER_BYTES,
  type RecordHeader,
  readHeader,
  recordSectors,
  STREAM_BYTES,
  unframeBody,
} from "./record.ts";
import type { Geometry } from "./superblock.ts";

/** Sector 0 is the superblock. */
const RING_START = 1;

/** Called for each whole record: its header, and its stream at `bytes[streamAt...]`, valid during the call. */
export type RecordVisitor = (header: RecordHeader, bytes: Uint8Array, streamAt: number) => void;

export interface ScanResult {
  /** Sectors of the segment up to the end of its last whole record. */
  readonly end: number;
  /** Whether a whole record follows after one that is not. */
  readonly gap: boolean;
}

export class Log {
  readonly geometry: Geometry;
  /** The log sector where the next record starts, if it fits the segment. */
  head = 0;
  /** The oldest segment that counts. */
  tail = 0;
  commit = 0;
  horizon = 0;
  /** Records written since the store was opened, and their sectors. */
  writtenRecords = 0;
  writtenSectors = 0;
  /** Where a record was tried that the device may or may not have written; -1 if there is none. */
  private unsettled = -1;
  private readonly storage: Storage;
  /** As large as a segment. */
  private readonly buffer: Uint8Array;

  constructor(storage: Storage, geometry: Geometry) {
    this.storage = storage;
    this.geometry = geometry;
    this.buffer = new Uint8Array(geometry.segmentSectors * SECTOR_BYTES);
  }

  /** The most bytes of entries that a record takes. */
  get largestBody(): number {
    return this.geometry.segmentSectors * STREAM_BYTES - HEADER_BYTES;
  }

  /** The segment of the newest record; -1 in a new log. */
  get headSegment(): number {
    return Math.floor((this.head - 1) / this.geometry.segmentSectors);
  }

  /** Sectors that are left in the head's segment. */
  get room(): number {
    return (this.headSegment + 1) * this.geometry.segmentSectors - this.head;
  }

  /** Segments that hold nothing that counts. */
  get freeSegments(): number {
    return this.geometry.segments - this.usedSegments;
  }

  get usedSegments(): number {
    return this.headSegment - this.tail + 1;
  }

  private place(logSector: number): number {
    return RING_START + (logSector % (this.geometry.segments * this.geometry.segmentSectors));
  }

  /**
   * Appends a record with `body[from..to)` and returns its log sector. When it settles, the record is on the medium
   * and the log's commit, horizon and tail are the record's. When it rejects, they are as before: the record counts
   * only if the store is opened again before anything else is written.
   */
  async append(
    kind: number,
    commit: number,
    horizon: number,
    tail: number,
    entries: number,
    body: Uint8Array,
    from: number,
    to: number,
  ): Promise<number> {
    const fits = recordSectors(to - from) <= this.room;
    const logSector = fits ? this.head : (this.headSegment + 1) * this.geometry.segmentSectors;
    if (!fits && this.freeSegments < 1) throw new StoreError("full", "the log has no free segment left");
    if (this.unsettled >= 0 && this.unsettled !== logSector) {
      // What may be there must not count beside another record of the same number.
      await this.storage.write(this.place(this.unsettled), new Uint8Array(SECTOR_BYTES));
      await this.storage.flush();
    }
    await this.put(logSector, kind, commit, horizon, tail, entries, body, from, to);
    return logSector;
  }

  private async put(
    logSector: number,
    kind: number,
    commit: number,
    horizon: number,
    tail: number,
    entries: number,
    body: Uint8Array,
    from: number,
    to: number,
  ): Promise<void> {
    const { segmentSectors, id } = this.geometry;
    const sectors = recordSectors(to - from);
    const segment = this.headSegment;
    // For the first record of a segment: where the one before ended, so that a lost end is noticed.
    const inSegment = (logSector === this.head && this.room > 0) || segment < 0;
    const previousEnd = inSegment ? 0 : this.head - segment * segmentSectors;
    const header = { kind, entries, logSector, previousEnd, commit, horizon, tail, bodyBytes: to - from, id };
    frameRecord(this.buffer, header, body, from, to);
    this.unsettled = logSector;
    await this.storage.write(this.place(logSector), this.buffer.subarray(0, sectors * SECTOR_BYTES));
    await this.storage.flush();
    this.unsettled = -1;
    this.head = logSector + sectors;
    this.commit = commit;
    this.horizon = horizon;
    this.tail = tail;
    this.writtenRecords++;
    this.writtenSectors += sectors;
  }

  /** Reads bytes of a record's stream; rejects as the device does. */
  async readStream(recordSector: number, offset: number, length: number): Promise<Uint8Array> {
    const firstSector = Math.floor(offset / STREAM_BYTES);
    const lastSector = Math.floor((offset + length - 1) / STREAM_BYTES);
    const sectors = new Uint8Array((lastSector - firstSector + 1) * SECTOR_BYTES);
    await this.storage.read(this.place(recordSector + firstSector), sectors);
    const bytes = new Uint8Array(length);
    let at = 0;
    let skip = offset - firstSector * STREAM_BYTES;
    for (let start = 0; start < sectors.length; start += SECTOR_BYTES) {
      const part = Math.min(length - at, STREAM_BYTES - skip);
      bytes.set(sectors.subarray(start + 1 + skip, start + 1 + skip + part), at);
      at += part;
      skip = 0;
    }
    return bytes;
  }

  /** The header at the start of each of the ring's segments, of those that have one. */
  async firstHeaders(): Promise<RecordHeader[]> {
    const { segments, segmentSectors, id } = this.geometry;
    const found: RecordHeader[] = [];
    const sector = new Uint8Array(SECTOR_BYTES);
    for (let i = 0; i < segments; i++) {
      const place = RING_START + i * segmentSectors;
      await this.storage.read(place, sector);
      const header = readHeader(sector, 0, id);
      if (header !== undefined && this.place(header.logSector) === place) found.push(header);
    }
    return found;
  }

  /** Visits the whole records of a segment in order. What is not one is stepped over, sector by sector. */
  async scan(segment: number, visit: RecordVisitor): Promise<ScanResult> {
    const { segmentSectors, id } = this.geometry;
    const first = segment * segmentSectors;
    await this.storage.read(this.place(first), this.buffer);
    let end = 0;
    let gap = false;
    let skipped = false;
    let sector = 0;
    while (sector < segmentSectors) {
      const at = sector * SECTOR_BYTES;
      const header = readHeader(this.buffer, at, id);
      const whole =
        header !== undefined &&
        header.logSector === first + sector &&
        sector + recordSectors(header.bodyBytes) <= segmentSectors &&
        unframeBody(this.buffer, at, header);
      if (header === undefined || !whole) {
        skipped = true;
        sector++;
        continue;
      }
      if (skipped) gap = true;
      visit(header, this.buffer, at + 1);
      sector += recordSectors(header.bodyBytes);
      end = sector;
    }
    return { end, gap };
  }
}
