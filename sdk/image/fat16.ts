// An empty FAT16 file system, as the bytes that differ from zero or must be zero: boot sector, both tables, root.
//
// Source: Microsoft, "FAT: General Overview of On-Disk Format", 1.03. Files are put into it by others.

import type { Partition } from "./mbr.ts";

const SECTOR = 512;
const ROOT_ENTRIES = 512;
const RESERVED_SECTORS = 1;
const MEDIA_FIXED = 0xf8;
/** FAT16 has more clusters than a FAT12 and fewer than a FAT32. */
const FEWEST_CLUSTERS = 4085;
const MOST_CLUSTERS = 65_524;
const ATTRIBUTE_VOLUME_ID = 0x08;

/**
 * The start of the file system in `partition`, tables and root included. `label` has at most 11 characters, `serial`
 * tells volumes apart. Throws RangeError for a partition that is too small or too large for FAT16.
 */
export function emptyFat16(partition: Partition, label: string, serial: number): Uint8Array {
  const sectors = partition.sectorCount;
  let perCluster = 1;
  while (perCluster < 64 && sectors / perCluster > MOST_CLUSTERS) perCluster *= 2;
  const rootSectors = (ROOT_ENTRIES * 32) / SECTOR;
  const fatSectors = Math.ceil(((sectors / perCluster + 2) * 2) / SECTOR);
  const clusters = Math.floor((sectors - RESERVED_SECTORS - 2 * fatSectors - rootSectors) / perCluster);
  if (clusters < FEWEST_CLUSTERS || clusters > MOST_CLUSTERS) {
    throw new RangeError(`${sectors} sectors are ${clusters} clusters, which no FAT16 has`);
  }
  const bytes = Buffer.alloc((RESERVED_SECTORS + 2 * fatSectors + rootSectors) * SECTOR);
  bytes.set([0xeb, 0x3c, 0x90]);
  bytes.write("INGOT   ", 3, "ascii");
  bytes.writeUInt16LE(SECTOR, 11);
  bytes[13] = perCluster;
  bytes.writeUInt16LE(RESERVED_SECTORS, 14);
  bytes[16] = 2; // tables
  bytes.writeUInt16LE(ROOT_ENTRIES, 17);
  bytes.writeUInt16LE(sectors < 0x1_0000 ? sectors : 0, 19);
  bytes[21] = MEDIA_FIXED;
  bytes.writeUInt16LE(fatSectors, 22);
  bytes.writeUInt16LE(63, 24); // sectors per track and heads: of no meaning on a card
  bytes.writeUInt16LE(255, 26);
  bytes.writeUInt32LE(partition.firstSector, 28);
  bytes.writeUInt32LE(sectors < 0x1_0000 ? 0 : sectors, 32);
  bytes[36] = 0x80;
  bytes[38] = 0x29;
  bytes.writeUInt32LE(serial >>> 0, 39);
  bytes.write(label.toUpperCase().padEnd(11), 43, "ascii");
  bytes.write("FAT16   ", 54, "ascii");
  bytes.set([0x55, 0xaa], 510);
  for (let table = 0; table < 2; table++) {
    bytes.set([MEDIA_FIXED, 0xff, 0xff, 0xff], (RESERVED_SECTORS + table * fatSectors) * SECTOR);
  }
  const root = (RESERVED_SECTORS + 2 * fatSectors) * SECTOR;
  bytes.write(label.toUpperCase().padEnd(11), root, "ascii");
  bytes[root + 11] = ATTRIBUTE_VOLUME_ID;
  return new Uint8Array(bytes);
}
