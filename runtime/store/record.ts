// The bytes of the log: records over whole sectors, with entries inside. docs/store.md draws them. No input or output.
//
// Byte 0 of each sector says whether a record starts there; a value can therefore never pass for a record. The other
// 511 bytes of a record's sectors, one after the other, are its stream: header, then entries.
//
//   header: 0 kind  1 reserved  2 entries (u16)  4 log sector (u48)  10 end of the segment before (u16)
//          12 commit (u48)  18 horizon (u48)  24 tail segment (u48)  30 bytes of entries (u32)
//          34 store id (u32)  38 CRC-32 of the entries  42 CRC-32 of 0..41
//   entry:  0 flags  1 key bytes  2 commit (u48)  8 value bytes (u32)  12 CRC-32 of 0..11, key and value
//          16 key (UTF-8), value

import { SECTOR_BYTES } from "../../hal/sdcard/block-device.ts";
import { get16, get32, get48, put16, put32, put48 } from "../block/bytes.ts";
import { crc32 } from "../crypto/crc32.ts";

export const STREAM_BYTES = SECTOR_BYTES - 1;
const TAG_FIRST = 0x52;
const TAG_MORE = 0x6d;

export const HEADER_BYTES = 46;
const HEADER_CRC_AT = 42;
export const ENTRY_BYTES = 16;
export const LONGEST_KEY_BYTES = 255;

/** A batch of the application's, or entries moved out of the oldest segment. */
export const KIND_COMMIT = 1;
export const KIND_MOVED = 2;
export const FLAG_DELETED = 1;

export interface RecordHeader {
  readonly kind: number;
  readonly entries: number;
  /** Where in the endless log the record starts; its place on the card is this modulo the ring. */
  readonly logSector: number;
  /** How many sectors of the segment before this record's were used. */
  readonly previousEnd: number;
  /** The newest commit when the record was written. */
  readonly commit: number;
  /** The oldest commit that can be read. */
  readonly horizon: number;
  /** The oldest segment of the log that counts. */
  readonly tail: number;
  readonly bodyBytes: number;
  readonly id: number;
}

/** Sectors of a record with `bodyBytes` of entries. */
export function recordSectors(bodyBytes: number): number {
  return Math.ceil((HEADER_BYTES + bodyBytes) / STREAM_BYTES);
}

/** Writes header and `body[from..to)` as sectors to the start of `sectors`; returns how many sectors. */
export function frameRecord(
  sectors: Uint8Array,
  header: RecordHeader,
  body: Uint8Array,
  from: number,
  to: number,
): number {
  const count = recordSectors(to - from);
  sectors.fill(0, 0, count * SECTOR_BYTES);
  const head = new Uint8Array(HEADER_BYTES);
  head[0] = header.kind;
  put16(head, 2, header.entries);
  put48(head, 4, header.logSector);
  put16(head, 10, header.previousEnd);
  put48(head, 12, header.commit);
  put48(head, 18, header.horizon);
  put48(head, 24, header.tail);
  put32(head, 30, to - from);
  put32(head, 34, header.id);
  put32(head, 38, crc32(body.subarray(from, to)));
  put32(head, HEADER_CRC_AT, crc32(head.subarray(0, HEADER_CRC_AT)));
  sectors.set(head, 1);
  let at = from;
  for (let i = 0; i < count; i++) {
    const start = i * SECTOR_BYTES;
    sectors[start] = i === 0 ? TAG_FIRST : TAG_MORE;
    const skip = i === 0 ? 1 + HEADER_BYTES : 1;
    const length = Math.min(to - at, SECTOR_BYTES - skip);
    sectors.set(body.subarray(at, at + length), start + skip);
    at += length;
  }
  return count;
}

/** The header in the sector at `at`, if a record of store `id` starts there and its header is whole. */
export function readHeader(sectors: Uint8Array, at: number, id: number): RecordHeader | undefined {
  if (sectors[at] !== TAG_FIRST) return undefined;
  const p = at + 1;
  if (get32(sectors, p + HEADER_CRC_AT) !== crc32(sectors.subarray(p, p + HEADER_CRC_AT))) return undefined;
  const kind = sectors[p];
  if (get32(sectors, p + 34) !== id || (kind !== KIND_COMMIT && kind !== KIND_MOVED)) return undefined;
  return {
    kind,
    entries: get16(sectors, p + 2),
    logSector: get48(sectors, p + 4),
    previousEnd: get16(sectors, p + 10),
    commit: get48(sectors, p + 12),
    horizon: get48(sectors, p + 18),
    tail: get48(sectors, p + 24),
    bodyBytes: get32(sectors, p + 30),
    id,
  };
}

/**
 * Brings the stream of the record at `at` together in place, behind the record's first tag byte. False, and nothing
 * is moved, if a sector is not the record's or the CRC is wrong. The record must lie inside `sectors`.
 */
export function unframeBody(sectors: Uint8Array, at: number, header: RecordHeader): boolean {
  const count = recordSectors(header.bodyBytes);
  let crc = 0;
  let left = header.bodyBytes;
  for (let i = 0; i < count; i++) {
    const start = at + i * SECTOR_BYTES;
    if (i > 0 && sectors[start] !== TAG_MORE) return false;
    const skip = i === 0 ? 1 + HEADER_BYTES : 1;
    const length = Math.min(left, SECTOR_BYTES - skip);
    crc = crc32(sectors.subarray(start + skip, start + skip + length), crc);
    left -= length;
  }
  if (crc !== get32(sectors, at + 1 + 38)) return false;
  for (let i = 1; i < count; i++) {
    const start = at + i * SECTOR_BYTES;
    sectors.copyWithin(at + 1 + i * STREAM_BYTES, start + 1, start + SECTOR_BYTES);
  }
  return true;
}

export interface Entry {
  readonly deleted: boolean;
  readonly commit: number;
  readonly keyBytes: number;
  readonly valueBytes: number;
}

export function entryBytes(keyBytes: number, valueBytes: number): number {
  return ENTRY_BYTES + keyBytes + valueBytes;
}

/** Writes an entry at `at`; a deletion has no value. Returns where the next one goes. */
export function writeEntry(
  into: Uint8Array,
  at: number,
  commit: number,
  key: Uint8Array,
  value: Uint8Array | undefined,
): number {
  const valueBytes = value === undefined ? 0 : value.length;
  into[at] = value === undefined ? FLAG_DELETED : 0;
  into[at + 1] = key.length;
  put48(into, at + 2, commit);
  put32(into, at + 8, valueBytes);
  into.set(key, at + ENTRY_BYTES);
  if (value !== undefined) into.set(value, at + ENTRY_BYTES + key.length);
  const end = at + entryBytes(key.length, valueBytes);
  put32(into, at + 12, crc32(into.subarray(at + ENTRY_BYTES, end), crc32(into.subarray(at, at + 12))));
  return end;
}

/** The entry at `at`, or undefined if it does not end by `end` or its CRC is wrong. */
export function readEntry(from: Uint8Array, at: number, end: number): Entry | undefined {
  if (at + ENTRY_BYTES > end) return undefined;
  const keyBytes = from[at + 1];
  const valueBytes = get32(from, at + 8);
  const entryEnd = at + entryBytes(keyBytes, valueBytes);
  if (entryEnd > end) return undefined;
  const crc = crc32(from.subarray(at + ENTRY_BYTES, entryEnd), crc32(from.subarray(at, at + 12)));
  if (crc !== get32(from, at + 12)) return undefined;
  return { deleted: (from[at] & FLAG_DELETED) !== 0, commit: get48(from, at + 2), keyBytes, valueBytes };
}
