// The partitions of a simulated card, as an appliance finds them.

import { expect, test } from "vitest";
import { MemoryStorage } from "../../hal/testing/models/sd-card.ts";
import { cardPartitions } from "../image/card-layout.ts";
import { readMbr } from "../image/mbr.ts";
import { layOutBlankCard } from "./blank-card.ts";

test("a blank card gets the partitions of a written one, and a FAT", () => {
  const card = new MemoryStorage(131_072);
  layOutBlankCard(card);
  expect(readMbr(card.read(0))).toEqual(cardPartitions(131_072));
  const fat = cardPartitions(131_072)[3]!.firstSector;
  expect(Buffer.from(card.read(fat).subarray(54, 62)).toString()).toBe("FAT16   ");
});

test("a card with anything on it stays as it is", () => {
  const card = new MemoryStorage(131_072);
  const own = new Uint8Array(512).fill(7);
  card.write(0, own);
  layOutBlankCard(card);
  expect(card.read(0)).toEqual(own);
});
