// The first sector of a FAT volume: where its parts lie, every number checked. Microsoft FAT specification 1.03, p. 7-19.
//
//   11 bytes per sector (u16)  13 sectors per cluster  14 reserved sectors (u16)  16 FATs  17 root entries (u16)
//   19 sectors (u16)  22 sectors per FAT (u16)  32 sectors (u32)
//   FAT32: 36 sectors per FAT (u32)  40 flags (u16)  42 version (u16)  44 root cluster (u32)  48 FSInfo sector (u16)
//
// The kind of FAT follows from the number of clusters alone. FAT12 and larger sectors are refused.

import { SECTOR_BYTES } from "../../hal/sdcard/block-device.ts";
import { get16, get32 } from "../block/bytes.ts";
import { FatError } from "./error.ts";

const SMALLEST_FAT16 = 4085;
const SMALLEST_FAT32 = 65_525;
const LARGEST_FAT32 = 0x0fff_fff4;
const DIRECTORY_ENTRY_BYTES = 32;

export interface Layout {
  readonly bits: 16 | 32;
  readonly sectorsPerCluster: number;
  readonly firstFatSector: number;
  readonly fats: number;
  readonly sectorsPerFat: number;
  /** FAT16: where the root directory lies. FAT32: 0 sectors. */
  readonly rootSector: number;
  readonly rootSectors: number;
  /** FAT32: the first cluster of the root directory; else 0. */
  readonly rootCluster: number;
  /** FAT32: the sector with the count of free clusters; else 0. */
  readonly infoSector: number;
  /** The sector of cluster 2, the first. */
  readonly dataSector: number;
  /** Clusters are numbered 2 to clusters + 1. */
  readonly clusters: number;
}

function refuse(why: string): never {
  throw new FatError("not-fat", `${why}: format the card as FAT16 or FAT32 with sectors of 512 bytes`);
}

/** Takes the boot sector apart. Throws FatError "not-fat" unless all of it lies inside `sectorCount`. */
export function readBootSector(sector: Uint8Array, sectorCount: number): Layout {
  if (sector[510] !== 0x55 || sector[511] !== 0xaa) refuse("sector 0 is no boot sector");
  if (get16(sector, 11) !== SECTOR_BYTES) refuse(`sectors of ${get16(sector, 11)} bytes`);
  const sectorsPerCluster = sector[13];
  if (sectorsPerCluster === 0 || (sectorsPerCluster & (sectorsPerCluster - 1)) !== 0)
    refuse(`clusters of ${sectorsPerCluster} sectors`);
  const firstFatSector = get16(sector, 14);
  const fats = sector[16];
  if (firstFatSector < 1 || fats < 1 || fats > 2)
    refuse(`${firstFatSector} reserved sectors and ${fats} FATs`);
  const rootSectors = Math.ceil((get16(sector, 17) * DIRECTORY_ENTRY_BYTES) / SECTOR_BYTES);
  const sectors = get16(sector, 19) !== 0 ? get16(sector, 19) : get32(sector, 32);
  if (sectors > sectorCount) refuse(`a volume of ${sectors} sectors on ${sectorCount}`);
  const shortFat = get16(sector, 22);
  const sectorsPerFat = shortFat !== 0 ? shortFat : get32(sector, 36);
  const rootSector = firstFatSector + fats * sectorsPerFat;
  const dataSector = rootSector + rootSectors;
  const clusters = Math.floor((sectors - dataSector) / sectorsPerCluster);
  if (clusters < SMALLEST_FAT16) refuse(`${clusters} clusters (FAT12, or no FAT)`);
  const bits = clusters < SMALLEST_FAT32 ? 16 : 32;
  if (clusters > LARGEST_FAT32) refuse(`${clusters} clusters`);
  if ((clusters + 2) * (bits / 8) > sectorsPerFat * SECTOR_BYTES)
    refuse(`a FAT of ${sectorsPerFat} sectors for ${clusters} clusters`);
  if (bits === 16 && (rootSectors === 0 || shortFat === 0)) refuse("no root directory");
  let rootCluster = 0;
  let infoSector = 0;
  if (bits === 32) {
    rootCluster = get32(sector, 44);
    if (rootSectors !== 0 || shortFat !== 0 || get16(sector, 42) !== 0)
      refuse("a FAT32 of an unknown version");
    if (rootCluster < 2 || rootCluster > clusters + 1) refuse(`a root directory in cluster ${rootCluster}`);
    infoSector = get16(sector, 48);
    if (infoSector >= firstFatSector) infoSector = 0;
  }
  return {
    bits,
    sectorsPerCluster,
    firstFatSector,
    fats,
    sectorsPerFat,
    rootSector,
    rootSectors,
    rootCluster,
    infoSector,
    dataSector,
    clusters,
  };
}
