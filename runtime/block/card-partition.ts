// The partitions of a card as Ingot's images lay them out (sdk/image/card-layout.ts, sdk/image/sd-image.ts), by their use.
//
//   with the loader     1 data   2 updates   3 store   4 files (FAT)
//   without             1 data, which the store shares: a program has one or the other there

import { type BlockDevice, BlockDeviceError } from "../../hal/sdcard/block-device.ts";
import { TYPE_DATA } from "./mbr.ts";
import { PartitionView } from "./partition.ts";
import { readPartitions } from "./partitions.ts";
import { durable, type Storage } from "./storage.ts";

/** "data": sectors of the program's own. "store": for `openStore`. */
export type CardPartition = "data" | "store";

const DATA_NUMBER = 1;
const STORE_NUMBER = 3;
const TYPE = `0x${TYPE_DATA.toString(16)}`;

/** The partition of `card` for a use. Rejects with BlockDeviceError "out-of-range" for a card that is laid out otherwise. */
export async function openCardPartition(card: BlockDevice, name: CardPartition): Promise<Storage> {
  const storage = durable(card);
  const partitions = await readPartitions(storage);
  const wanted = name === "store" && partitions.length > 1 ? STORE_NUMBER : DATA_NUMBER;
  for (const { number, type, firstSector, sectorCount } of partitions) {
    // Another type is somebody else's partition, whatever its number.
    if (number === wanted && type === TYPE) return new PartitionView(storage, firstSector, sectorCount);
  }
  throw new BlockDeviceError(
    "out-of-range",
    `the card has no partition for the ${name}: write an image of \`ingot build\` to it`,
  );
}
