// Reads GUID partition tables: primary, or the backup when the primary is damaged. UEFI specification, section 5.3.
//
//   header: 0 "EFI PART"  12 header bytes  16 CRC of the header, itself as 0  24 its own sector (u64)
//           72 sector of the entries (u64)  80 entries  84 bytes per entry  88 CRC of the entries
//   entry:  0 type GUID  32 first sector (u64)  40 last sector (u64)  56 name (UTF-16, 36 units)
//
// Does not write tables, and reads no table of more than 256 entries of 128 bytes.

import { SECTOR_BYTES } from "../../hal/sdcard/block-device.ts";
import { crc32 } from "../crypto/crc32.ts";
import { get16, get32 } from "./bytes.ts";
import type { Storage } from "./storage.ts";

const SIGNATURE = [0x45, 0x46, 0x49, 0x20, 0x50, 0x41, 0x52, 0x54];
const HEADER_CRC_AT = 16;
const SMALLEST_HEADER = 92;
const ENTRY_BYTES = 128;
const MOST_ENTRIES = 256;
const NAME_AT = 56;
const NAME_UNITS = 36;

export interface GptEntry {
  /** From 1. */
  readonly number: number;
  /** Upper case, as it is usually written: "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7". */
  readonly typeGuid: string;
  readonly name: string;
  readonly firstSector: number;
  readonly sectorCount: number;
}

/** A 64-bit number; what no device has is -1. */
function get64(bytes: Uint8Array, at: number): number {
  const high = get32(bytes, at + 4);
  return high >= 0x1f_ffff ? -1 : high * 0x1_0000_0000 + get32(bytes, at);
}

/** The used entries of the table, or undefined if neither copy of it is whole. Rejects as the device does. */
export async function readGpt(storage: Storage): Promise<GptEntry[] | undefined> {
  return (await readCopy(storage, 1)) ?? (await readCopy(storage, storage.sectorCount - 1));
}

async function readCopy(storage: Storage, at: number): Promise<GptEntry[] | undefined> {
  if (at < 1 || at >= storage.sectorCount) return undefined;
  const header = new Uint8Array(SECTOR_BYTES);
  await storage.read(at, header);
  for (let i = 0; i < SIGNATURE.length; i++) if (header[i] !== SIGNATURE[i]) return undefined;
  const headerBytes = get32(header, 12);
  if (headerBytes < SMALLEST_HEADER || headerBytes > SECTOR_BYTES) return undefined;
  const checked = header.slice(0, headerBytes);
  checked.fill(0, HEADER_CRC_AT, HEADER_CRC_AT + 4);
  if (crc32(checked) !== get32(header, HEADER_CRC_AT) || get64(header, 24) !== at) return undefined;
  const first = get64(header, 72);
  const count = get32(header, 80);
  if (get32(header, 84) !== ENTRY_BYTES || count > MOST_ENTRIES) return undefined;
  const sectors = Math.ceil((count * ENTRY_BYTES) / SECTOR_BYTES);
  if (first < 1 || first + sectors > storage.sectorCount) return undefined;
  const table = new Uint8Array(sectors * SECTOR_BYTES);
  await storage.read(first, table);
  if (crc32(table.subarray(0, count * ENTRY_BYTES)) !== get32(header, 88)) return undefined;
  const entries: GptEntry[] = [];
  for (let i = 0; i < count; i++) {
    const entry = readEntry(table, i);
    if (entry !== undefined) entries.push(entry);
  }
  return entries;
}

function readEntry(table: Uint8Array, index: number): GptEntry | undefined {
  const at = index * ENTRY_BYTES;
  let used = false;
  for (let i = 0; i < 16; i++) if (table[at + i] !== 0) used = true;
  if (!used) return undefined;
  let name = "";
  for (let i = 0; i < NAME_UNITS; i++) {
    const unit = get16(table, at + NAME_AT + i * 2);
    if (unit === 0) break;
    name += String.fromCharCode(unit);
  }
  const firstSector = get64(table, at + 32);
  const last = get64(table, at + 40);
  return {
    number: index + 1,
    typeGuid: guidText(table, at),
    name,
    firstSector,
    sectorCount: last - firstSector + 1,
  };
}

/** The first three fields of a GUID are little-endian. UEFI specification, appendix A. */
function guidText(bytes: Uint8Array, at: number): string {
  const order = [3, 2, 1, 0, -1, 5, 4, -1, 7, 6, -1, 8, 9, -1, 10, 11, 12, 13, 14, 15];
  let text = "";
  for (const i of order) text += i < 0 ? "-" : bytes[at + i].toString(16).padStart(2, "0").toUpperCase();
  return text;
}
