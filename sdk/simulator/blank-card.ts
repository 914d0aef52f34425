// Gives a blank simulated card the partitions that a card written by `ingot build` has.

import { CARD_SECTOR_BYTES, type SectorStorage } from "../../hal/testing/models/sd-card.ts";
import { cardPartitions } from "../image/card-layout.ts";
import { emptyFat16 } from "../image/fat16.ts";
import { PARTITION_TYPE_FAT16, writeMbr } from "../image/mbr.ts";

/** Any number does: it tells cards apart, and there is one. */
const SIGNATURE = 0x1960_6f74;

/** Does nothing when anything is in the first sector. */
export function layOutBlankCard(storage: SectorStorage): void {
  if (storage.read(0).some((byte) => byte !== 0)) return;
  const partitions = cardPartitions(storage.sectorCount);
  writeAt(storage, 0, writeMbr(partitions, SIGNATURE));
  for (const partition of partitions) {
    if (partition.type !== PARTITION_TYPE_FAT16) continue;
    writeAt(storage, partition.firstSector, emptyFat16(partition, "INGOT", SIGNATURE));
  }
}

function writeAt(storage: SectorStorage, sector: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at += CARD_SECTOR_BYTES) {
    const piece = new Uint8Array(CARD_SECTOR_BYTES);
    piece.set(bytes.subarray(at, at + CARD_SECTOR_BYTES));
    storage.write(sector + at / CARD_SECTOR_BYTES, piece);
  }
}
