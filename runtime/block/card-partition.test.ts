// Which partition of a card a program gets for a use.

import { expect, it } from "vitest";
import { SECTOR_BYTES } from "../../hal/sdcard/block-device.ts";
import { openCardPartition } from "./card-partition.ts";
import { type MbrEntry, TYPE_DATA, TYPE_FAT16, TYPE_FAT32, writeMbr } from "./mbr.ts";
import { MemoryCard } from "./memory.ts";

const SECTORS = 131_072;
const entry = (number: number, type: number, firstSector: number, sectorCount: number): MbrEntry => ({
  number,
  type,
  firstSector,
  sectorCount,
});
/** As sdk/image/card-layout.ts lays a card of 64 MiB out. */
const WITH_LOADER = [
  entry(1, TYPE_DATA, 2048, 6144),
  entry(2, TYPE_DATA, 8192, 65_536),
  entry(3, TYPE_DATA, 73_728, 24_576),
  entry(4, TYPE_FAT16, 98_304, 32_768),
];

async function cardWith(entries: readonly MbrEntry[]): Promise<MemoryCard> {
  const card = new MemoryCard(SECTORS);
  await card.write(0, writeMbr(new Uint8Array(SECTOR_BYTES), entries, 1));
  return card;
}

it("finds store and data on a card with the loader, where the image put them", async () => {
  const card = await cardWith(WITH_LOADER);
  const store = await openCardPartition(card, "store");
  expect(store.sectorCount).toBe(24_576);
  await store.write(0, new Uint8Array(SECTOR_BYTES).fill(9));
  const written = new Uint8Array(SECTOR_BYTES);
  await card.read(73_728, written);
  expect(written[0]).toBe(9);
  expect((await openCardPartition(card, "data")).sectorCount).toBe(6144);
});

it("gives the one partition of a card without the loader", async () => {
  const card = await cardWith([entry(1, TYPE_DATA, 2048, 1000)]);
  expect((await openCardPartition(card, "store")).sectorCount).toBe(1000);
});

it("refuses blank cards, and partitions of other systems", async () => {
  const blank = new MemoryCard(SECTORS);
  await expect(openCardPartition(blank, "store")).rejects.toThrow("no partition for the store");
  const foreign = await cardWith([entry(1, TYPE_FAT32, 2048, 1000)]);
  await expect(openCardPartition(foreign, "store")).rejects.toThrow("no partition for the store");
});
