// Makes an empty FAT16 or FAT32 volume. Microsoft FAT specification 1.03, p. 9-21.
//
// FAT16 below 512 MiB, FAT32 from there on, with clusters as other systems choose them. Everything on the volume is
// lost. The boot sector is written last: after a cut before it there is no volume, and what was there is damaged.

import { SECTOR_BYTES } from "../../hal/sdcard/block-device.ts";
import { put16, put32 } from "../block/bytes.ts";
import type { Storage } from "../block/storage.ts";
import { FatError } from "./error.ts";

const FIRST_FAT32_SECTORS = 1_048_576;
const ROOT_ENTRIES_16 = 512;
const ROOT_SECTORS_16 = (ROOT_ENTRIES_16 * 32) / SECTOR_BYTES;
const RESERVED_32 = 32;
const FATS = 2;
const MOST_CLUSTERS_16 = 65_524;
const FEWEST_CLUSTERS_16 = 4085;
const FEWEST_CLUSTERS_32 = 65_525;
const BACKUP_BOOT_SECTOR = 6;
const LABEL_BYTES = 11;
const ATTRIBUTE_LABEL = 0x08;
const ZEROS_AT_ONCE = 64;

export interface FormatOptions {
  /** Up to 11 capital letters and digits; none if left out. */
  readonly label?: string;
  /** The volume's serial number, 32 bits; tells two cards apart. */
  readonly serial?: number;
}

/** What a new volume of so many sectors will be. */
interface Plan {
  readonly bits: 16 | 32;
  readonly sectorsPerCluster: number;
  readonly sectorsPerFat: number;
  readonly reserved: number;
  readonly clusters: number;
}

function planWith(sectors: number, bits: 16 | 32, sectorsPerCluster: number): Plan {
  const reserved = bits === 16 ? 1 : RESERVED_32;
  const left = sectors - reserved - (bits === 16 ? ROOT_SECTORS_16 : 0);
  // Entries for the clusters that there would be without the table itself are enough for those that there are.
  const entries = Math.floor(left / sectorsPerCluster) + 2;
  const sectorsPerFat = Math.ceil((entries * (bits / 8)) / SECTOR_BYTES);
  const clusters = Math.floor((left - FATS * sectorsPerFat) / sectorsPerCluster);
  return { bits, sectorsPerCluster, sectorsPerFat, reserved, clusters };
}

function plan(sectors: number): Plan {
  if (sectors < FIRST_FAT32_SECTORS) {
    for (let size = 1; size <= 64; size *= 2) {
      const found = planWith(sectors, 16, size);
      if (found.clusters >= FEWEST_CLUSTERS_16 && found.clusters <= MOST_CLUSTERS_16) return found;
    }
    throw new FatError("full", `${sectors} sectors are too few for FAT16: 4200 or more are needed`);
  }
  // 4 KiB up to 8 GiB, then twice as much for each doubling, up to 32 KiB.
  let size = 8;
  while (size < 64 && sectors > 2_097_152 * size) size *= 2;
  const found = planWith(sectors, 32, size);
  if (found.clusters < FEWEST_CLUSTERS_32)
    throw new FatError("full", `${sectors} sectors are too few for FAT32`);
  return found;
}

function putText(sector: Uint8Array, at: number, text: string, length: number): void {
  for (let i = 0; i < length; i++) sector[at + i] = i < text.length ? text.charCodeAt(i) & 0x7f : 0x20;
}

function bootSector(storage: Storage, made: Plan, options: FormatOptions): Uint8Array {
  const sector = new Uint8Array(SECTOR_BYTES);
  const { bits } = made;
  const small = bits === 16 && storage.sectorCount < 0x1_0000;
  // A jump over the numbers, as every system expects; nothing boots from here.
  sector.set([0xeb, 0x58, 0x90]);
  putText(sector, 3, "INGOT", 8);
  put16(sector, 11, SECTOR_BYTES);
  sector[13] = made.sectorsPerCluster;
  put16(sector, 14, made.reserved);
  sector[16] = FATS;
  put16(sector, 17, bits === 16 ? ROOT_ENTRIES_16 : 0);
  put16(sector, 19, small ? storage.sectorCount : 0);
  // Media byte of fixed disks; the first bytes of the table repeat it.
  sector[21] = 0xf8;
  put16(sector, 22, bits === 16 ? made.sectorsPerFat : 0);
  // Geometry is for readers of long ago: 63 sectors, 255 heads.
  put16(sector, 24, 63);
  put16(sector, 26, 255);
  put32(sector, 32, small ? 0 : storage.sectorCount);
  const extended = bits === 16 ? 36 : 64;
  if (bits === 32) {
    put32(sector, 36, made.sectorsPerFat);
    put32(sector, 44, 2);
    put16(sector, 48, 1);
    put16(sector, 50, BACKUP_BOOT_SECTOR);
  }
  sector[extended] = 0x80;
  sector[extended + 2] = 0x29;
  put32(sector, extended + 3, options.serial ?? storage.sectorCount);
  putText(sector, extended + 7, options.label ?? "NO NAME", LABEL_BYTES);
  putText(sector, extended + 18, `FAT${bits}`, 8);
  sector[510] = 0x55;
  sector[511] = 0xaa;
  return sector;
}

/** FSInfo. FAT specification, p. 21. */
function infoSector(free: number): Uint8Array {
  const sector = new Uint8Array(SECTOR_BYTES);
  put32(sector, 0, 0x4161_5252);
  put32(sector, 484, 0x6141_7272);
  put32(sector, 488, free);
  put32(sector, 492, 3);
  put32(sector, 508, 0xaa55_0000);
  return sector;
}

/** Makes an empty volume that fills `storage`. Rejects with FatError "full" if that is too small, and as the device does. */
export async function formatFat(storage: Storage, options: FormatOptions = {}): Promise<void> {
  const made = plan(storage.sectorCount);
  const { bits, reserved, sectorsPerFat } = made;
  // First of all nothing that could be taken for a volume.
  const blank = new Uint8Array(SECTOR_BYTES);
  await storage.write(0, blank);
  await storage.flush();
  const rootSectors = bits === 16 ? ROOT_SECTORS_16 : made.sectorsPerCluster;
  const end = reserved + FATS * sectorsPerFat + rootSectors;
  const zeros = new Uint8Array(ZEROS_AT_ONCE * SECTOR_BYTES);
  for (let at = 1; at < end; at += ZEROS_AT_ONCE) {
    await storage.write(at, zeros.subarray(0, Math.min(ZEROS_AT_ONCE, end - at) * SECTOR_BYTES));
  }
  const table = new Uint8Array(SECTOR_BYTES);
  if (bits === 16) table.set([0xf8, 0xff, 0xff, 0xff]);
  else table.set([0xf8, 0xff, 0xff, 0x0f, 0xff, 0xff, 0xff, 0x0f, 0xff, 0xff, 0xff, 0x0f]);
  for (let copy = 0; copy < FATS; copy++) await storage.write(reserved + copy * sectorsPerFat, table);
  if (options.label !== undefined) {
    // The label counts in the root directory; the boot sector repeats it.
    const root = new Uint8Array(SECTOR_BYTES);
    putText(root, 0, options.label, LABEL_BYTES);
    root[LABEL_BYTES] = ATTRIBUTE_LABEL;
    await storage.write(reserved + FATS * sectorsPerFat, root);
  }
  const boot = bootSector(storage, made, options);
  if (bits === 32) {
    const info = infoSector(made.clusters - 1);
    await storage.write(1, info);
    await storage.write(BACKUP_BOOT_SECTOR, boot);
    await storage.write(BACKUP_BOOT_SECTOR + 1, info);
  }
  await storage.flush();
  await storage.write(0, boot);
  await storage.flush();
}
