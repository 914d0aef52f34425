// FAT volumes: what other systems' programs say of ours, what we read of theirs, and what bad cards do.

import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { CutCard } from "../../runtime/block/testing/cut-card.ts";
import { formatFat, mountCard, mountFat } from "../../runtime/fat/index.ts";
import {
  emptyVolume,
  fsck,
  type Medium,
  missing,
  readImage,
  SECTORS,
  tool,
  walk,
  withImage,
} from "./image.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const pattern = (length: number, seed: number) =>
  Uint8Array.from({ length }, (_, i) => (i * 7 + seed + (i >> 9)) & 0xff);

const noFsck = missing("fsck.vfat");
const noMtools = missing("mcopy");
if (noFsck !== "" || noMtools !== "") console.log(`fat: not judged from outside: ${noFsck || noMtools}`);

const code = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );

for (const bits of [16, 32] as const) {
  const card = (medium: Medium = emptyVolume(bits)) => new CutCard(medium, undefined, SECTORS[bits]);
  const mounted = async (medium?: Medium, now = Date.UTC(2026, 1, 3, 4, 5, 6)) => {
    const on = card(medium);
    return { on, volume: await mountFat(on, { now: () => now }) };
  };

  describe(`FAT${bits}`, () => {
    it("lists, reads and appends what was written, also when mounted again", async () => {
      const { on, volume } = await mounted();
      expect(volume.kind).toBe(`FAT${bits}`);
      const free = await volume.freeBytes();
      await volume.write("/README.TXT", bytesOf("hello"));
      await volume.mkdir("/Logs of the day");
      await volume.write("/Logs of the day/größe — 1.csv", pattern(5000, 1));
      await volume.append("/Logs of the day/größe — 1.csv", pattern(1500, 2));
      await volume.append("/new.log", bytesOf("a\n"));
      await volume.append("/new.log", bytesOf("b\n"));
      await volume.write("/empty", new Uint8Array(0));
      const again = await mountFat(card(on.medium));
      expect((await again.list()).map((e) => [e.name, e.directory, e.size])).toEqual([
        ["README.TXT", false, 5],
        ["Logs of the day", true, 0],
        ["new.log", false, 4],
        ["empty", false, 0],
      ]);
      expect((await again.stat("/readme.txt"))!.modifiedMs).toBe(Date.UTC(2026, 1, 3, 4, 5, 6));
      expect(textOf(await again.readFile("/new.LOG"))).toBe("a\nb\n");
      const both = new Uint8Array([...pattern(5000, 1), ...pattern(1500, 2)]);
      expect(await again.readFile("/logs of the DAY/größe — 1.csv")).toEqual(both);
      expect(await again.read("/Logs of the day/größe — 1.csv", 4990, 600)).toEqual(both.slice(4990, 5590));
      expect(await again.read("/Logs of the day/größe — 1.csv", 6490, 600)).toEqual(both.slice(6490));
      expect((await again.read("/new.log", 100, 10)).length).toBe(0);
      expect(await again.freeBytes()).toBe(free - (1 + 1 + 13 + 1) * 512);
      expect(walk(on.medium, bits)).toEqual([]);
    });

    it("renames, moves, replaces and removes, and gives the room back", async () => {
      const { on, volume } = await mounted();
      const free = await volume.freeBytes();
      await volume.mkdir("/a");
      await volume.mkdir("/b");
      await volume.write("/a/one.txt", pattern(3000, 3));
      await volume.rename("/a/one.txt", "/a/ONE.TXT");
      expect((await volume.list("/a")).map((e) => e.name)).toEqual(["ONE.TXT"]);
      await volume.rename("/a/ONE.TXT", "/a/a much longer name than before.text");
      await volume.rename("/a/a much longer name than before.text", "/b/short");
      expect(await volume.list("/a")).toEqual([]);
      expect(await volume.readFile("/b/short")).toEqual(pattern(3000, 3));
      await volume.rename("/b", "/a/c");
      expect(await volume.readFile("/a/c/short")).toEqual(pattern(3000, 3));
      await volume.write("/a/c/short", pattern(100, 4));
      expect(await volume.readFile("/a/c/short")).toEqual(pattern(100, 4));
      expect(walk(on.medium, bits)).toEqual([]);
      expect(await code(volume.remove("/a/c"))).toBe("not-empty");
      for (const path of ["/a/c/short", "/a/c", "/a"]) await volume.remove(path);
      expect(await volume.list()).toEqual([]);
      expect(await volume.freeBytes()).toBe(free);
    });

    it("says what is wrong with a request, and changes nothing", async () => {
      const { volume } = await mounted();
      await volume.mkdir("/d");
      await volume.write("/f", bytesOf("x"));
      const wrong: [Promise<unknown>, string][] = [
        [volume.readFile("/nothing"), "not-found"],
        [volume.readFile("/d"), "not-a-file"],
        [volume.list("/f"), "not-a-directory"],
        [volume.write("/f/g", bytesOf("x")), "not-a-directory"],
        [volume.append("/d", bytesOf("x")), "not-a-file"],
        [volume.mkdir("/f"), "exists"],
        [volume.rename("/f", "/d"), "exists"],
        [volume.rename("/d", "/d/e"), "bad-name"],
        [volume.write("/a:b", bytesOf("x")), "bad-name"],
        [volume.write("/dot.", bytesOf("x")), "bad-name"],
        [volume.write(`/${"n".repeat(256)}`, bytesOf("x")), "bad-name"],
        [volume.remove("/"), "bad-name"],
        [volume.readFile("/f", 0), "too-large"],
      ];
      for (const [work, problem] of wrong) expect(await code(work)).toBe(problem);
      expect((await volume.list()).map((e) => e.name)).toEqual(["d", "f"]);
    });

    it("fills up without harm, and takes files again when one is removed", async () => {
      const { on, volume } = await mounted();
      const free = await volume.freeBytes();
      await volume.write("/most", new Uint8Array(free - 2048));
      expect(await code(volume.write("/more", new Uint8Array(4096)))).toBe("full");
      expect(await volume.stat("/more")).toBeUndefined();
      expect(await volume.freeBytes()).toBe(2048);
      await volume.append("/rest", new Uint8Array(2000));
      expect(await code(volume.append("/rest", new Uint8Array(100)))).toBe("full");
      expect((await volume.stat("/rest"))!.size).toBe(2000);
      await volume.remove("/most");
      await volume.write("/more", new Uint8Array(4096));
      expect(walk(on.medium, bits)).toEqual([]);
    });

    it("keeps hundreds of entries in a directory, with names that are alike", async () => {
      const { on, volume } = await mounted();
      await volume.mkdir("/many");
      const names = Array.from({ length: 120 }, (_, i) => `a file with a long name, number ${i}.txt`);
      for (const name of names) await volume.write(`/many/${name}`, bytesOf(name));
      for (let i = 0; i < 120; i += 3) await volume.remove(`/many/${names[i]}`);
      for (let i = 0; i < 120; i += 3) await volume.write(`/many/S${i}`, bytesOf("short"));
      const listed = (await volume.list("/many")).map((e) => e.name);
      expect(listed.length).toBe(120);
      expect(new Set(listed).size).toBe(120);
      expect(textOf(await volume.readFile(`/many/${names[71]}`))).toBe(names[71]);
      expect(walk(on.medium, bits)).toEqual([]);
      if (noFsck === "")
        withImage(on.medium, SECTORS[bits], (file) => expect(fsck(file, "-n")).toMatchObject({ code: 0 }));
    });

    it.skipIf(noMtools !== "" || noFsck !== "")("is read by mtools and passes fsck.vfat", async () => {
      const { on, volume } = await mounted();
      await volume.mkdir("/Sub Directory");
      await volume.write("/Sub Directory/Long name äöü.txt", bytesOf("from us\n"));
      await volume.write("/PLAIN.TXT", pattern(20_000, 5));
      await volume.append("/PLAIN.TXT", pattern(20_000, 6));
      await volume.rename("/PLAIN.TXT", "/a rather long name for a plain file");
      await volume.mkdir("/x");
      await volume.rename("/Sub Directory", "/x/Moved");
      withImage(on.medium, SECTORS[bits], (file) => {
        expect(fsck(file, "-n")).toMatchObject({ code: 0 });
        expect(tool("mtype", ["-i", file, "::x/Moved/Long name äöü.txt"])).toBe("from us\n");
        expect(tool("mdir", ["-b", "-i", file, "::"])).toContain("a rather long name for a plain file");
        const copy = join(dirname(file), "copy");
        tool("mcopy", ["-i", file, "::a rather long name for a plain file", copy]);
        expect(tool("cmp", ["-n", "20000", "-i", "20000:0", copy, writePattern(file, 6)])).toBe("");
      });
    });

    it.skipIf(noMtools !== "" || noFsck !== "")(
      "reads what mkfs.vfat and mtools have written, and they go on",
      async () => {
        const medium = withImage(new Map(), SECTORS[bits], (file) => {
          tool("mkfs.vfat", ["-F", `${bits}`, "-s", "1", ...(bits === 16 ? ["-r", "64"] : []), file]);
          tool("mmd", ["-i", file, "::Dir with spaces"]);
          tool("mcopy", ["-i", file, writePattern(file, 7), "::Dir with spaces/Grüße an alle.bin"]);
          tool("mcopy", ["-i", file, writePattern(file, 8), "::lower.txt"]);
          return readImage(file);
        });
        const { on, volume } = await mounted(medium);
        expect(await volume.readFile("/Dir with spaces/Grüße an alle.bin")).toEqual(pattern(20_000, 7));
        expect(await volume.readFile("/lower.txt")).toEqual(pattern(20_000, 8));
        expect((await volume.list()).map((e) => e.name)).toEqual(["Dir with spaces", "lower.txt"]);
        await volume.append("/lower.txt", bytesOf("more"));
        await volume.remove("/Dir with spaces/Grüße an alle.bin");
        withImage(on.medium, SECTORS[bits], (file) => {
          expect(fsck(file, "-n")).toMatchObject({ code: 0 });
          expect(tool("mtype", ["-i", file, "::lower.txt"]).slice(-4)).toBe("more");
          tool("mcopy", ["-i", file, writePattern(file, 9), "::Dir with spaces/again"]);
          expect(fsck(file, "-n")).toMatchObject({ code: 0 });
        });
      },
    );

    it("answers or refuses, and never hangs, whatever is on the card", async () => {
      const { on, volume } = await mounted();
      await volume.mkdir("/d");
      await volume.write("/d/file with a long name", pattern(4000, 1));
      await volume.write("/b", pattern(3000, 2));
      let state = bits;
      const random = (below: number) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
      };
      const used = [...on.medium.keys()];
      const problems = new Set<string>();
      for (let i = 0; i < 400; i++) {
        const medium = new Map([...on.medium].map(([at, bytes]) => [at, bytes.slice()]));
        for (let n = 0; n < 4; n++) {
          const sector = medium.get(used[random(used.length)]!)!;
          const at = random(3) === 0 ? random(512) : random(100);
          sector[at] = random(2) === 0 ? random(256) : sector[at]! ^ (1 << random(8));
        }
        const bad = card(medium);
        const found = mountFat(bad).catch((error: { code: string }) => error.code);
        const bent = await found;
        if (typeof bent === "string") {
          problems.add(bent);
          continue;
        }
        for (const work of [
          () => bent.list(),
          () => bent.list("/d"),
          () => bent.readFile("/d/file with a long name"),
          () => bent.append("/b", pattern(2000, 4)),
          () => bent.rename("/b", "/c"),
          () => bent.write("/d/new file", pattern(1000, 1)),
          () => bent.remove("/d/file with a long name"),
          () => bent.freeBytes(),
        ])
          problems.add(await code(work()));
      }
      // Every answer is one of ours: nothing is a TypeError, nothing leaves the volume.
      const known = [
        "no error",
        "not-fat",
        "damaged",
        "not-found",
        "not-a-file",
        "not-a-directory",
        "exists",
      ];
      for (const p of problems)
        expect([...known, "not-empty", "full", "read-only", "too-large"]).toContain(p);
      expect(problems.has("damaged") && problems.has("not-fat")).toBe(true);
    });

    it("does not follow chains in circles", async () => {
      const { on, volume } = await mounted();
      await volume.mkdir("/d");
      await volume.write("/f", pattern(2000, 1));
      const table = on.medium.get(bits === 16 ? 1 : 32)!;
      const [directory, file] = bits === 16 ? [2, 3] : [3, 4];
      // Both begin again at their first cluster.
      table[directory! * (bits / 8)] = directory!;
      table[(file! + 1) * (bits / 8)] = file!;
      for (const i of [1, 2, 3])
        if (i < bits / 8) table[directory! * (bits / 8) + i] = table[(file! + 1) * (bits / 8) + i] = 0;
      const again = await mountFat(card(on.medium));
      expect(await code(again.list("/d"))).toBe("damaged");
      expect((await again.readFile("/f")).length).toBe(2000);
      expect(await code(again.remove("/f"))).toBe("no error");
    });
  });
}

function writePattern(beside: string, seed: number): string {
  const file = join(dirname(beside), `pattern-${seed}`);
  writeFileSync(file, pattern(20_000, seed));
  return file;
}

describe("formatFat", () => {
  it.each([
    [4200, "FAT16"],
    [70_000, "FAT16"],
    [129_024, "FAT16"],
    [1_048_575, "FAT16"],
    [1_048_576, "FAT32"],
    [40_000_000, "FAT32"],
  ])("makes of %i sectors a volume that fsck.vfat finds nothing wrong with: %s", async (sectors, kind) => {
    const on = new CutCard(new Map([[0, new Uint8Array(512).fill(9)]]), undefined, sectors);
    await formatFat(on, { label: "LOGS", serial: 7 });
    const volume = await mountFat(on);
    expect(volume.kind).toBe(kind);
    const free = await volume.freeBytes();
    expect(free).toBeGreaterThan(sectors * 512 * 0.98 - 40_000);
    await volume.write("/A file with a name.txt", pattern(3000, 1));
    expect(await volume.readFile("/A file with a name.txt")).toEqual(pattern(3000, 1));
    const image = new Map([...on.medium].filter(([, bytes]) => bytes.some((byte) => byte !== 0)));
    if (noFsck === "")
      withImage(image, sectors, (file) => expect(fsck(file, "-n")).toMatchObject({ code: 0 }));
  });

  it("refuses what is too small", async () => {
    expect(await code(formatFat(new CutCard(new Map(), undefined, 4000)))).toBe("full");
  });
});

describe("mountCard", () => {
  it("finds the FAT partition of a card, or a card without partitions", async () => {
    const medium = new Map([...emptyVolume(16)].map(([at, bytes]) => [at + 100, bytes]));
    const table = new Uint8Array(512);
    table.set([0x55, 0xaa], 510);
    table.set([0, 0, 0, 0, 0xda, 0, 0, 0, 10, 0, 0, 0, 20, 0, 0, 0], 446);
    table.set([0, 0, 0, 0, 0x0e, 0, 0, 0, 100, 0, 0, 0, 0xcc, 0x10, 0, 0], 462);
    medium.set(0, table);
    const volume = await mountCard(new CutCard(medium, undefined, 5000));
    expect(volume.kind).toBe("FAT16");
    expect((await mountCard(new CutCard(emptyVolume(16), undefined, 4300))).kind).toBe("FAT16");
    expect(await code(mountCard(new CutCard(new Map(), undefined, 4300)))).toBe("not-fat");
  });
});
