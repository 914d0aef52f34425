// What partitions a device has, whichever table says so. Nothing that a table says is believed beyond the device.

import { BlockDeviceError, SECTOR_BYTES } from "../../hal/sdcard/block-device.ts";
import { readGpt } from "./gpt.ts";
import { readMbr, TYPE_GPT_PROTECTIVE, withPartitionType } from "./mbr.ts";
import { PartitionView } from "./partition.ts";
import type { Storage } from "./storage.ts";

export interface Partition {
  /** As other systems number it, from 1. */
  readonly number: number;
  /** Of an MBR "0x0c" and the like, of a GPT the type's GUID in upper case. */
  readonly type: string;
  /** Of a GPT only; else "". */
  readonly name: string;
  readonly firstSector: number;
  readonly sectorCount: number;
}

/**
 * The partitions that lie wholly on the device, by number; none if there is no table. Of a disk with a GPT only the
 * GPT counts. Rejects as the device does.
 */
export async function readPartitions(storage: Storage): Promise<Partition[]> {
  const sector = new Uint8Array(SECTOR_BYTES);
  await storage.read(0, sector);
  const mbr = readMbr(sector);
  if (mbr === undefined) return [];
  const found: Partition[] = [];
  if (mbr.some((entry) => entry.type === TYPE_GPT_PROTECTIVE)) {
    for (const entry of (await readGpt(storage)) ?? []) {
      const { number, name, firstSector, sectorCount } = entry;
      found.push({ number, type: entry.typeGuid, name, firstSector, sectorCount });
    }
  } else {
    for (const { number, type, firstSector, sectorCount } of mbr)
      found.push({
        number,
        type: `0x${type.toString(16).padStart(2, "0")}`,
        name: "",
        firstSector,
        sectorCount,
      });
  }
  return found.filter(
    (p) => p.firstSector >= 1 && p.sectorCount >= 1 && p.firstSector + p.sectorCount <= storage.sectorCount,
  );
}

/** Partition `number` as storage of its own. Rejects with BlockDeviceError "out-of-range" if there is none. */
export async function openPartition(storage: Storage, number: number): Promise<Storage> {
  const partitions = await readPartitions(storage);
  for (const p of partitions) {
    if (p.number === number) return new PartitionView(storage, p.firstSector, p.sectorCount);
  }
  const there = partitions.length === 0 ? "none" : partitions.map((p) => p.number).join(", ");
  throw new BlockDeviceError("out-of-range", `there is no partition ${number}; the device has ${there}`);
}

/**
 * Changes the type of a partition of an MBR; nothing else in sector 0 changes. Rejects with BlockDeviceError
 * "out-of-range" if there is no such partition, and as the device does.
 */
export async function setPartitionType(storage: Storage, number: number, type: number): Promise<void> {
  const sector = new Uint8Array(SECTOR_BYTES);
  await storage.read(0, sector);
  const changed = withPartitionType(sector, number, type);
  if (changed === undefined)
    throw new BlockDeviceError("out-of-range", `there is no partition ${number} in a master boot record`);
  await storage.write(0, changed);
  await storage.flush();
}
