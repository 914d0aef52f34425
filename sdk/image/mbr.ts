// The master boot record: a partition table in sector 0, so that other systems see that the card is in use.
//
// Writes and reads primary partitions by sector number; there is no boot code and no extended partition.
//
//   440 disk signature (u32 LE)   446 four entries of 16 bytes   510 55 aa
//   entry: 0 status  1 first CHS  4 type  5 last CHS  8 first sector (u32 LE)  12 sectors (u32 LE)

import { SECTOR_BYTES } from "./layout.ts";

const SIGNATURE_OFFSET = 440;
const ENTRY_OFFSET = 446;
const ENTRY_BYTES = 16;
const ENTRIES = 4;
const MAGIC_OFFSET = 510;
/** "Beyond what cylinder, head and sector can express": readers then use the sector numbers. */
const CHS_UNUSED = [0xfe, 0xff, 0xff];

/**
 * The type of Ingot's own partition: "Non-FS data". Partitioning tools know it by name and operating systems do
 * not try to mount it. 0x7f (reserved for private use) would show up as "unknown", which invites formatting.
 */
export const PARTITION_TYPE_DATA = 0xda;

/** FAT16 whose place is told by sector numbers. */
export const PARTITION_TYPE_FAT16 = 0x0e;

export interface Partition {
  readonly type: number;
  readonly firstSector: number;
  readonly sectorCount: number;
}

/** One sector. `partitions` has at most four entries; numbers are 32-bit sector numbers. */
export function writeMbr(partitions: readonly Partition[], diskSignature: number): Uint8Array {
  if (partitions.length > ENTRIES)
    throw new RangeError(`an MBR has ${ENTRIES} entries, not ${partitions.length}`);
  const sector = new Uint8Array(SECTOR_BYTES);
  const view = new DataView(sector.buffer);
  view.setUint32(SIGNATURE_OFFSET, diskSignature, true);
  partitions.forEach(({ type, firstSector, sectorCount }, index) => {
    const at = ENTRY_OFFSET + index * ENTRY_BYTES;
    sector.set(CHS_UNUSED, at + 1);
    sector[at + 4] = type;
    sector.set(CHS_UNUSED, at + 5);
    view.setUint32(at + 8, firstSector, true);
    view.setUint32(at + 12, sectorCount, true);
  });
  sector.set([0x55, 0xaa], MAGIC_OFFSET);
  return sector;
}

/** The used entries of the table, or null when the sector carries no MBR. */
export function readMbr(sector: Uint8Array): Partition[] | null {
  if (sector.length < SECTOR_BYTES || sector[MAGIC_OFFSET] !== 0x55 || sector[MAGIC_OFFSET + 1] !== 0xaa)
    return null;
  const view = new DataView(sector.buffer, sector.byteOffset, sector.byteLength);
  const partitions: Partition[] = [];
  for (let index = 0; index < ENTRIES; index++) {
    const at = ENTRY_OFFSET + index * ENTRY_BYTES;
    if (sector[at + 4] === 0) continue;
    partitions.push({
      type: sector[at + 4]!,
      firstSector: view.getUint32(at + 8, true),
      sectorCount: view.getUint32(at + 12, true),
    });
  }
  return partitions;
}
