// Finds the FAT volume on the card. A blank data partition, as a fresh Ingot image has one, is made into one first.

import { openPartition, readPartitions, type Storage, setPartitionType, TYPE_FAT16 } from "ingot/block";
import { FatError, type FatVolume, formatFat, mountCard } from "ingot/fat";

const SECTOR_BYTES = 512;
/** "Non-FS data": what Ingot's images call the partition for their programs' data. */
const DATA_TYPE = "0xda";

/** Mounts the card's volume. Rejects when there is none, and nothing blank to make one of. */
export async function openLogCard(card: Storage): Promise<FatVolume> {
  try {
    return await mountCard(card);
  } catch (error) {
    if (!(error instanceof FatError) || error.code !== "not-fat") throw error;
    await formatBlankPartition(card);
    return await mountCard(card);
  }
}

async function formatBlankPartition(card: Storage): Promise<void> {
  for (const { number, type } of await readPartitions(card)) {
    if (type !== DATA_TYPE) continue;
    const partition = await openPartition(card, number);
    if (!(await isBlank(partition))) continue;
    console.log(`sd-logger: formatting partition ${number}, which is blank`);
    await formatFat(partition, { label: "LOGS" });
    // Other systems look at the type: only now do they take it for theirs.
    await setPartitionType(card, number, TYPE_FAT16);
    return;
  }
  throw new Error("the card has no FAT partition and no blank one: format it on a computer");
}

/** Whether the first sector was never written: what is there otherwise is not ours to lose. */
async function isBlank(partition: Storage): Promise<boolean> {
  const sector = new Uint8Array(SECTOR_BYTES);
  await partition.read(0, sector);
  return sector.every((byte) => byte === 0);
}
