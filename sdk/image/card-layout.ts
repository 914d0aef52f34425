// Where things lie on a card with Ingot's loader: state, slots, and the partitions of the application. Sizes only.
//
//      4 MiB groups: an SD card erases and damages such a group as a whole, so what must not be lost together, and
//      what is written at different times, lies in different ones
//
//      0   MBR, SPL, loader; from 1 MiB on a partition for the application's own sectors
//      1-4 update state, one copy in the first sector of each; a copy of the list of keys eight sectors behind it
//      5-6 slot A        7-8 slot B
//      9-11  store partition
//      12-   FAT partition, to the end of the image
//
// The numbers reach boards through the loader (sdk/build-loader.ts), which hands them to the program it starts.

import { FIRST_PARTITION_SECTOR } from "./layout.ts";
import { PARTITION_TYPE_DATA, PARTITION_TYPE_FAT16, type Partition } from "./mbr.ts";

const GROUP_SECTORS = 8192;

export const STATE_SECTORS: readonly number[] = [1, 2, 3, 4].map((group) => group * GROUP_SECTORS);
export const KEY_LIST_OFFSET = 8;
export const SLOT_SECTORS = 2 * GROUP_SECTORS;
export const SLOTS: readonly { readonly sector: number; readonly sectors: number }[] = [
  { sector: 5 * GROUP_SECTORS, sectors: SLOT_SECTORS },
  { sector: 7 * GROUP_SECTORS, sectors: SLOT_SECTORS },
];
export const STORE_PARTITION: Partition = {
  type: PARTITION_TYPE_DATA,
  firstSector: 9 * GROUP_SECTORS,
  sectorCount: 3 * GROUP_SECTORS,
};
const FAT_SECTOR = 12 * GROUP_SECTORS;

/** The partitions of a card of `sectors` sectors: the application's, the updates', the store, the FAT. */
export function cardPartitions(sectors: number): Partition[] {
  const first = STATE_SECTORS[0]!;
  return [
    {
      type: PARTITION_TYPE_DATA,
      firstSector: FIRST_PARTITION_SECTOR,
      sectorCount: first - FIRST_PARTITION_SECTOR,
    },
    { type: PARTITION_TYPE_DATA, firstSector: first, sectorCount: STORE_PARTITION.firstSector - first },
    STORE_PARTITION,
    { type: PARTITION_TYPE_FAT16, firstSector: FAT_SECTOR, sectorCount: sectors - FAT_SECTOR },
  ];
}
