// The partition table of the master boot record: four primary partitions in sector 0. UEFI specification, section 5.2.
//
//   440 disk signature (u32 LE)   446 four entries of 16 bytes   510 55 aa
//   entry: 0 status  1 first CHS  4 type  5 last CHS  8 first sector (u32 LE)  12 sectors (u32 LE)
//
// No boot code, no extended partitions, no cylinders: readers of this age use the sector numbers.

import { SECTOR_BYTES } from "../../hal/sdcard/block-device.ts";
import { get32, put32 } from "./bytes.ts";

const SIGNATURE_AT = 440;
const ENTRIES_AT = 446;
const ENTRY_BYTES = 16;
const ENTRIES = 4;
const MAGIC_AT = 510;
const LARGEST_NUMBER = 0xffff_ffff;

/** FAT32 with sector numbers: what cards are sold with. */
export const TYPE_FAT32 = 0x0c;
/** FAT16 with sector numbers. */
export const TYPE_FAT16 = 0x0e;
/** "Non-FS data": no system tries to mount it. */
export const TYPE_DATA = 0xda;
/** The whole disk is described by a GPT. */
export const TYPE_GPT_PROTECTIVE = 0xee;

export interface MbrEntry {
  /** 1 to 4. */
  readonly number: number;
  readonly type: number;
  readonly firstSector: number;
  readonly sectorCount: number;
}

/** The used entries of sector 0, unchecked against the device, or undefined if it carries no MBR. */
export function readMbr(sector: Uint8Array): MbrEntry[] | undefined {
  if (sector[MAGIC_AT] !== 0x55 || sector[MAGIC_AT + 1] !== 0xaa) return undefined;
  const entries: MbrEntry[] = [];
  for (let i = 0; i < ENTRIES; i++) {
    const at = ENTRIES_AT + i * ENTRY_BYTES;
    // The status is 0 or 0x80; anything else means that these bytes are no table, but a boot sector's code.
    if ((sector[at] & 0x7f) !== 0) return undefined;
    if (sector[at + 4] === 0) continue;
    entries.push({
      number: i + 1,
      type: sector[at + 4],
      firstSector: get32(sector, at + 8),
      sectorCount: get32(sector, at + 12),
    });
  }
  return entries;
}

/** Sector 0 with another type for partition `number`, or undefined if there is no such partition. */
export function withPartitionType(sector: Uint8Array, number: number, type: number): Uint8Array | undefined {
  const entries = readMbr(sector);
  if (entries === undefined || !entries.some((entry) => entry.number === number)) return undefined;
  const changed = sector.slice(0, SECTOR_BYTES);
  changed[ENTRIES_AT + (number - 1) * ENTRY_BYTES + 4] = type;
  return changed;
}

/**
 * Sector 0 with these partitions, and otherwise as `before` (boot code; may be blank). Throws RangeError for numbers
 * that do not fit, partitions that overlap, or one that would cover sector 0.
 */
export function writeMbr(
  before: Uint8Array,
  entries: readonly MbrEntry[],
  diskSignature: number,
): Uint8Array {
  const sector = before.slice(0, SECTOR_BYTES);
  sector.fill(0, ENTRIES_AT, MAGIC_AT);
  put32(sector, SIGNATURE_AT, diskSignature);
  const sorted = entries.slice().sort((a, b) => a.firstSector - b.firstSector);
  let end = 1;
  const used: number[] = [];
  for (const { number, type, firstSector, sectorCount } of sorted) {
    const name = `partition ${number} (${sectorCount} sectors from ${firstSector})`;
    if (!(number >= 1 && number <= ENTRIES) || used.includes(number) || type <= 0 || type > 0xff)
      throw new RangeError(`${name}: numbers are 1 to ${ENTRIES}, each once, and types 1 to 255`);
    if (firstSector < end) throw new RangeError(`${name} starts before sector ${end}, where it is free`);
    end = firstSector + sectorCount;
    if (sectorCount < 1 || end > LARGEST_NUMBER) throw new RangeError(`${name} does not fit 32-bit numbers`);
    used.push(number);
    const at = ENTRIES_AT + (number - 1) * ENTRY_BYTES;
    sector[at + 4] = type;
    for (const chs of [at + 1, at + 5]) {
      // "Beyond what cylinder, head and sector can express".
      sector[chs] = 0xfe;
      sector[chs + 1] = 0xff;
      sector[chs + 2] = 0xff;
    }
    put32(sector, at + 8, firstSector);
    put32(sector, at + 12, sectorCount);
  }
  sector[MAGIC_AT] = 0x55;
  sector[MAGIC_AT + 1] = 0xaa;
  return sector;
}
