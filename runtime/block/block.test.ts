// Partition tables, views of partitions, and the cache. Tables are built field by field from the specifications.

import { describe, expect, it } from "vitest";
import { SECTOR_BYTES } from "../../hal/sdcard/block-device.ts";
import { crc32 } from "../crypto/crc32.ts";
import { put16, put32 } from "./bytes.ts";
import { BlockCache } from "./cache.ts";
import {
  MemoryCard,
  openPartition,
  PartitionView,
  readMbr,
  readPartitions,
  setPartitionType,
  writeMbr,
} from "./index.ts";

const sectorOf = (fill: number) => new Uint8Array(SECTOR_BYTES).fill(fill);
const entry = (number: number, type: number, firstSector: number, sectorCount: number) => ({
  number,
  type,
  firstSector,
  sectorCount,
});

describe("an MBR", () => {
  it("reads as it was written and leaves boot code alone", () => {
    const entries = [entry(1, 0x0c, 2048, 1000), entry(4, 0xda, 4096, 10)];
    const sector = writeMbr(sectorOf(0x90), entries, 0x1234_5678);
    expect(readMbr(sector)).toEqual(entries);
    expect([...sector.subarray(438, 446)]).toEqual([0x90, 0x90, 0x78, 0x56, 0x34, 0x12, 0x90, 0x90]);
    // Type, first sector and length of the first entry where every partitioning tool puts them.
    expect([...sector.subarray(450, 462)]).toEqual([0x0c, 0xfe, 0xff, 0xff, 0, 8, 0, 0, 0xe8, 3, 0, 0]);
  });

  it.each([
    ["overlap", [entry(1, 1, 10, 5), entry(2, 1, 14, 5)]],
    ["cover sector 0", [entry(1, 1, 0, 5)]],
    ["are empty", [entry(1, 1, 10, 0)]],
    ["end beyond 32 bits", [entry(1, 1, 2 ** 31, 2 ** 31)]],
    ["have one number", [entry(1, 1, 10, 5), entry(1, 1, 20, 5)]],
    ["are more than four", [entry(5, 1, 10, 5)]],
  ])("is not written for partitions that %s", (_what, entries) => {
    expect(() => writeMbr(sectorOf(0), entries, 0)).toThrow(RangeError);
  });

  it("is not seen in a boot sector, nor in blank sectors", () => {
    const boot = sectorOf(0x33);
    boot.set([0x55, 0xaa], 510);
    expect(readMbr(boot)).toBeUndefined();
    expect(readMbr(sectorOf(0))).toBeUndefined();
  });
});

/** A device of 200 sectors with a GPT: primary at 1, entries at 2; backup at 199, entries at 167. */
async function gptCard(): Promise<MemoryCard> {
  const card = new MemoryCard(200);
  await card.write(0, writeMbr(sectorOf(0), [entry(1, 0xee, 1, 199)], 0));
  const table = new Uint8Array(32 * SECTOR_BYTES);
  table.set([0xa2, 0xa0, 0xd0, 0xeb, 0xe5, 0xb9, 0x33, 0x44, 0x87, 0xc0, 0x68, 0xb6, 0xb7, 0x26, 0x99, 0xc7]);
  put32(table, 32, 40);
  put32(table, 40, 99);
  for (let i = 0; i < 4; i++) put16(table, 56 + i * 2, "logs".charCodeAt(i));
  // One that leaves the device: to be left out.
  table[128] = 1;
  put32(table, 128 + 32, 150);
  put32(table, 128 + 40, 200);
  for (const [at, entriesAt] of [
    [1, 2],
    [199, 167],
  ] as const) {
    const header = sectorOf(0);
    header.set(new TextEncoder().encode("EFI PART"));
    put32(header, 12, 92);
    put32(header, 24, at);
    put32(header, 72, entriesAt);
    put32(header, 80, 128);
    put32(header, 84, 128);
    put32(header, 88, crc32(table));
    put32(header, 16, crc32(header.subarray(0, 92)));
    await card.write(at, header);
    await card.write(entriesAt, table);
  }
  return card;
}

describe("partitions", () => {
  it("of an MBR are those that lie on the device", async () => {
    const card = new MemoryCard(5000);
    await card.write(0, writeMbr(sectorOf(0), [entry(1, 0x0c, 2048, 2000), entry(2, 0xda, 4048, 1000)], 0));
    expect(await readPartitions(card)).toEqual([
      { number: 1, type: "0x0c", name: "", firstSector: 2048, sectorCount: 2000 },
    ]);
    expect((await openPartition(card, 1)).sectorCount).toBe(2000);
    await expect(openPartition(card, 2)).rejects.toThrow("there is no partition 2; the device has 1");
    expect(await readPartitions(new MemoryCard(10))).toEqual([]);
  });

  it("of an MBR can be given another type, by one sector's write", async () => {
    const card = new MemoryCard(5000);
    const before = writeMbr(sectorOf(7), [entry(1, 0xda, 2048, 2000)], 9);
    await card.write(0, before);
    await setPartitionType(card, 1, 0x0e);
    expect((await readPartitions(card))[0]).toMatchObject({ type: "0x0e", firstSector: 2048 });
    const after = card.sectors.get(0)!;
    expect([...after].filter((byte, i) => byte !== before[i])).toEqual([0x0e]);
    await expect(setPartitionType(card, 2, 0x0e)).rejects.toThrow("no partition 2");
  });

  it("of a GPT have names, and are read from the backup if a bit of the primary turns", async () => {
    const logs = {
      number: 1,
      type: "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7",
      name: "logs",
      firstSector: 40,
      sectorCount: 60,
    };
    expect(await readPartitions(await gptCard())).toEqual([logs]);
    for (const [sector, byte] of [
      [1, 0],
      [1, 17],
      [1, 80],
      [2, 40],
      [33, 511],
    ] as const) {
      const card = await gptCard();
      card.sectors.get(sector)![byte]! ^= 2;
      expect(await readPartitions(card)).toEqual([logs]);
      card.sectors.get(199)![30]! ^= 2;
      expect(await readPartitions(card)).toEqual([]);
    }
  });

  it("of any bytes are an answer and never an error", async () => {
    let state = 7;
    const noise = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 24;
    };
    for (let i = 0; i < 300; i++) {
      const card = await gptCard();
      const sector = i % 3;
      for (let n = 0; n < 8; n++) card.sectors.get(sector)![noise() * 2 + (noise() & 1)] = noise();
      for (const p of await readPartitions(card))
        expect(p.firstSector + p.sectorCount).toBeLessThanOrEqual(200);
    }
  });

  it("cannot be left by a transfer", async () => {
    const card = new MemoryCard(100);
    const view = new PartitionView(card, 10, 20);
    await view.write(19, sectorOf(3));
    expect(card.sectors.get(29)).toEqual(sectorOf(3));
    for (const [sector, bytes] of [
      [20, 512],
      [19, 1024],
      [-1, 512],
      [0, 100],
    ] as const) {
      await expect(view.write(sector, new Uint8Array(bytes))).rejects.toThrow("20 sectors");
      await expect(view.read(sector, new Uint8Array(bytes))).rejects.toThrow("20 sectors");
    }
    expect(() => new PartitionView(card, 90, 11)).toThrow("100 sectors");
  });
});

describe("the cache", () => {
  it("shows what was changed, and writes it on flush, each sector once", async () => {
    const card = new MemoryCard(100);
    let writes = 0;
    const write = card.write.bind(card);
    card.write = (sector, from) => {
      writes++;
      return write(sector, from);
    };
    const cache = new BlockCache(card, 4);
    (await cache.change(7)).fill(1);
    (await cache.change(7))[0] = 9;
    (await cache.blank(5))[1] = 4;
    expect(writes).toBe(0);
    const both = new Uint8Array(3 * SECTOR_BYTES);
    await cache.read(5, both);
    expect([both[1], both[1024], both[1025]]).toEqual([4, 9, 1]);
    await cache.flush();
    await cache.flush();
    expect(writes).toBe(2);
    expect(card.sectors.get(7)![0]).toBe(9);
  });

  it("never has more sectors than it may, and loses none of them", async () => {
    const card = new MemoryCard(1000);
    const cache = new BlockCache(card, 4);
    for (let i = 0; i < 50; i++) (await cache.change(i))[0] = i;
    expect(card.sectors.size).toBe(46);
    for (let i = 0; i < 50; i++) expect((await cache.look(i))[0]).toBe(i);
  });

  it("forgets what a transfer past it has written", async () => {
    const card = new MemoryCard(100);
    const cache = new BlockCache(card, 4);
    (await cache.change(3)).fill(1);
    await cache.write(2, new Uint8Array(2 * SECTOR_BYTES).fill(8));
    expect((await cache.look(3))[0]).toBe(8);
    await cache.flush();
    expect(card.sectors.get(3)![0]).toBe(8);
  });
});
