// What a store promises while the power stays on: content, history, limits, and what it says of bad cards.

import { describe, expect, it } from "vitest";
import { SECTOR_BYTES } from "../../hal/sdcard/block-device.ts";
import { MemoryCard } from "../block/memory.ts";
import { openStore, type Store } from "./index.ts";

const small = { segmentSectors: 8, history: 5 };
const newCard = () => new MemoryCard(2 + 8 * 8);

/** The code of the error that a promise rejects with. */
const code = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (error: { code?: string }) => error.code,
  );

/** A card whose next writes fail after the first `sectors` sectors. */
class FailingCard extends MemoryCard {
  sectorsLeft = Number.POSITIVE_INFINITY;
  override async write(sector: number, from: Uint8Array): Promise<void> {
    const whole = Math.min(this.sectorsLeft * SECTOR_BYTES, from.length);
    if (whole > 0) await super.write(sector, from.subarray(0, whole));
    this.sectorsLeft -= from.length / SECTOR_BYTES;
    if (whole < from.length) throw new Error("the card is gone");
  }
}

describe("a store", () => {
  it("keeps bytes and text under keys, also when it is opened again", async () => {
    const card = newCard();
    const store = await openStore(card, small);
    expect(await store.set("room/1", "21.5 °C")).toBe(1);
    await store.set("raw", new Uint8Array([0, 255, 0]));
    await store.set("empty", "");
    const again = await openStore(card);
    expect(await again.getText("room/1")).toBe("21.5 °C");
    expect(await again.get("raw")).toEqual(new Uint8Array([0, 255, 0]));
    expect(await again.get("empty")).toEqual(new Uint8Array(0));
    expect(await again.get("missing")).toBeUndefined();
    expect(await again.list()).toEqual(["empty", "raw", "room/1"]);
    expect(await again.list("r")).toEqual(["raw", "room/1"]);
  });

  it("commits a batch as one, the last change of a key counting", async () => {
    const store = await openStore(newCard(), small);
    await store.set("a", "1");
    const batch = store.batch().set("b", "2").delete("a").set("c", "3").set("c", "4");
    expect(await batch.commit()).toBe(2);
    expect(await store.list()).toEqual(["b", "c"]);
    expect(await store.getText("c")).toBe("4");
    expect(store.changes(2)).toEqual(["a", "b", "c"]);
  });

  it("writes nothing for a deletion of what is not there", async () => {
    const store = await openStore(newCard(), small);
    expect(await store.delete("a")).toBe(0);
    expect(store.statistics().sectorsWritten).toBe(0);
  });

  it("reads what older commits showed, and goes back to them by a new commit", async () => {
    const store = await openStore(newCard(), small);
    await store.set("a", "old");
    const before = await store.set("b", "x");
    await store.batch().set("a", "new").delete("b").set("c", "y").commit();
    const then = store.at(before);
    expect(await then.list()).toEqual(["a", "b"]);
    expect(await then.getText("a")).toBe("old");
    expect(await store.revert(before)).toBe(before + 2);
    expect(await store.list()).toEqual(["a", "b"]);
    expect(await store.getText("a")).toBe("old");
    expect(await store.at(before + 1).getText("a")).toBe("new");
  });

  it("forgets commits beyond its history, also for snapshots taken before", async () => {
    const store = await openStore(newCard(), small);
    for (let i = 0; i < 20; i++) await store.set("a", `${i}`);
    expect([store.oldest, store.head]).toEqual([15, 20]);
    expect(await store.at(15).getText("a")).toBe("14");
    expect(() => store.at(14)).toThrow("15 to 20");
    expect(() => store.at(21)).toThrow("commit 21 cannot be read");
    const snapshot = store.at(15);
    await store.set("a", "x");
    expect(await code(snapshot.get("a"))).toBe("no-such-commit");
  });

  it("carries out calls in the order in which they were made", async () => {
    const store = await openStore(newCard(), small);
    const reads: (string | undefined)[] = [];
    const one = store.set("a", "1");
    const read = store.getText("a").then((v) => reads.push(v));
    const two = store.set("a", "2");
    expect(await Promise.all([one, two])).toEqual([1, 2]);
    await read;
    expect(reads).toEqual(["1"]);
  });

  it("goes round its ring for ever, every sector written about as often as any other", async () => {
    const wear = new Map<number, number>();
    class CountingCard extends MemoryCard {
      override async write(sector: number, from: Uint8Array): Promise<void> {
        for (let i = 0; i < from.length / SECTOR_BYTES; i++)
          wear.set(sector + i, (wear.get(sector + i) ?? 0) + 1);
        await super.write(sector, from);
      }
    }
    const card = new CountingCard(2 + 16 * 8);
    const store = await openStore(card, small);
    for (let i = 0; i < 4000; i++) await store.set(`k${i % 9}`, `${i}`);
    for (let i = 0; i < 9; i++)
      expect(await store.getText(`k${i}`)).toBe(`${3996 + i > 3999 ? 3987 + i : 3996 + i}`);
    const ring = Array.from({ length: 16 * 8 }, (_, i) => wear.get(1 + i) ?? 0);
    expect(Math.max(...ring)).toBeLessThan(Math.min(...ring) + 8);
    expect(store.statistics().sectorsWritten).toBeLessThan(4000 * 1.6);
    expect(wear.get(0)).toBe(1);
  });

  it("keeps its log short in a large partition, so that it opens soon", async () => {
    const card = new MemoryCard(2 + 500 * 8);
    const store = await openStore(card, small);
    for (let i = 0; i < 2000; i++) await store.set("a", `${i}`);
    expect(store.statistics().usedSegments).toBeLessThan(14);
  });
});

describe("a store's limits", () => {
  it("are said when it is full, at once the second time, and deleting makes room", async () => {
    const store = await openStore(newCard(), small);
    let stored = 0;
    let problem: string | undefined = "no error";
    while (problem === "no error") problem = await code(store.set(`big${stored++}`, new Uint8Array(900)));
    expect(problem).toBe("full");
    expect(stored).toBeGreaterThan(15);
    const before = store.statistics().sectorsWritten;
    expect(await code(store.set("more", new Uint8Array(900)))).toBe("full");
    expect(store.statistics().sectorsWritten).toBe(before);
    for (let i = 0; i < 10; i++) await store.delete(`big${i}`);
    for (let i = 0; i < 8; i++)
      expect(await code(store.set(`new${i}`, new Uint8Array(900)))).toBe("no error");
  });

  it("can be reached with every key deleted and set again, many times", async () => {
    const card = newCard();
    let store = await openStore(card, small);
    for (let round = 0; round < 30; round++) {
      let stored = 0;
      while ((await code(store.set(`k${stored}`, new Uint8Array(700 + round)))) === "no error") stored++;
      expect(stored).toBeGreaterThan(15);
      store = await openStore(card, small);
      expect((await store.list()).length).toBe(stored);
      for (const key of await store.list()) await store.delete(key);
    }
    await store.compact();
    expect(store.statistics().keys).toBe(0);
  });

  it("hold for batches, keys and the number of versions in memory", async () => {
    const store = await openStore(newCard(), { ...small, maxVersions: 10 });
    expect(await code(store.set("a", new Uint8Array(8 * 511)))).toBe("batch-too-large");
    expect(() => store.batch().set("", "x")).toThrow("1 to 255 bytes");
    expect(() => store.batch().set("ä".repeat(128), "x")).toThrow("this one has 256");
    expect(() => store.batch().delete("\ud800")).toThrow("not well-formed");
    for (let i = 0; i < 10; i++) await store.set(`k${i}`, "x");
    expect(await code(store.set("k10", "x"))).toBe("full");
    expect(await code(store.set("k9", "y"))).toBe("no error");
  });

  it("are checked before a store is made: not over something else, not where it does not fit", async () => {
    const card = newCard();
    await card.write(0, new Uint8Array(SECTOR_BYTES).fill(7));
    expect(await code(openStore(card))).toBe("not-a-store");
    expect(await code(openStore(card, { format: true }))).toBe("no error");
    expect(await code(openStore(new MemoryCard(10)))).toBe("too-small");
    const later = new MemoryCard(66);
    await openStore(later);
    const superblock = later.sectors.get(0)!;
    superblock[8] = 2;
    later.sectors.delete(65);
    expect(await code(openStore(later))).toBe("not-a-store");
  });

  it("do not let an older store's records into a new one", async () => {
    const card = newCard();
    const old = await openStore(card, small);
    for (let i = 0; i < 40; i++) await old.set(`old${i % 5}`, "x");
    const store = await openStore(card, { ...small, format: true });
    await store.set("a", "1");
    const again = await openStore(card, small);
    expect(await again.list()).toEqual(["a"]);
    expect(again.head).toBe(1);
  });
});

describe("a bad card", () => {
  async function filled(card: MemoryCard): Promise<Store> {
    const store = await openStore(card, small);
    for (let i = 0; i < 20; i++) await store.set(`k${i}`, "v".repeat(400));
    return store;
  }

  it("is noticed wherever a bit of a committed record turns, and the rest can be salvaged", async () => {
    const clean = newCard();
    await filled(clean);
    // Each record takes one sector here; the last one cannot be told from a cut one.
    for (let sector = 1; sector < 20; sector++) {
      const card = newCard();
      for (const [at, bytes] of clean.sectors) card.sectors.set(at, bytes.slice());
      card.sectors.get(sector)![sector * 20]! ^= 4;
      expect(`${sector} ${await code(openStore(card))}`).toBe(`${sector} damaged`);
      const store = await openStore(card, { ...small, salvage: true });
      expect(store.damage).toContain("lost");
      expect((await store.list()).length).toBe(19);
      await store.compact();
      expect((await openStore(card)).damage).toBe("");
    }
  });

  it("is noticed when a value is read that has changed under an open store", async () => {
    const card = newCard();
    const store = await filled(card);
    card.sectors.get(3)![100]! ^= 1;
    expect(await code(store.get("k2"))).toBe("damaged");
  });

  it("mends the superblock from its copy", async () => {
    const card = newCard();
    await filled(card);
    card.sectors.set(0, new Uint8Array(SECTOR_BYTES).fill(0xa5));
    expect((await (await openStore(card)).list()).length).toBe(20);
    expect(card.sectors.get(0)).toEqual(card.sectors.get(65));
  });

  it("that fails in the middle of a write leaves the store as it was, open or opened again", async () => {
    for (const sectorsLeft of [0, 1, 2]) {
      for (const next of [100, 3000]) {
        const card = new FailingCard(66);
        const store = await openStore(card, small);
        for (let i = 0; i < 6; i++) await store.set(`k${i}`, "v");
        card.sectorsLeft = sectorsLeft;
        expect(await code(store.set("lost", new Uint8Array(1400)))).toBe(undefined);
        card.sectorsLeft = Number.POSITIVE_INFINITY;
        expect(await store.set("next", new Uint8Array(next))).toBe(7);
        expect((await store.list()).length).toBe(7);
        const again = await openStore(card);
        expect(await again.list()).toEqual(await store.list());
      }
    }
  });
});
