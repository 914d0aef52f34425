// Flashing from end to end: into files, and onto a loop device where the machine allows one.

import { spawnSync } from "node:child_process";
import {
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { IngotError } from "../sdk/diagnostics/diagnostic.ts";
import { buildSdImage } from "../sdk/image/sd-image.ts";
import { bmapPath, writeSdImage } from "../sdk/image/sd-image-file.ts";
import { exampleSpl } from "../sdk/image/spl-example.ts";
import { type FlashPlan, planFlash, runFlash } from "./flash.ts";
import { pageAlignedBuffer } from "./write/open.ts";

const MIB = 1 << 20;
const folder = realpathSync(mkdtempSync(join(tmpdir(), "ingot-flash-")));
const image = join(folder, "app.img");
const copy = join(folder, "copy.img");
afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(() => {
  rmSync(copy, { force: true });
  const payload = Uint8Array.from({ length: 50_000 }, (_, i) => (i < 30_000 ? (i * 13) & 0xff : 0));
  const spl = exampleSpl(24_576);
  writeSdImage(
    image,
    buildSdImage({ spl, payload, loadAddress: 0x4200_0000, name: "app", sizeBytes: 8 * MIB }),
  );
});

async function codesOf(promise: Promise<unknown>): Promise<string[]> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof IngotError) return error.diagnostics.map((d) => d.code);
    throw error;
  }
  return [];
}

const flash = async (request: Parameters<typeof planFlash>[0]) => runFlash(await planFlash(request));

test("a file target becomes an equal, sparse copy", async () => {
  const report = await flash({ image, target: copy });
  expect(Buffer.compare(readFileSync(copy), readFileSync(image))).toBe(0);
  expect(statSync(copy).blocks * 512).toBeLessThan(MIB);
  expect(report.verifiedBytes).toBe(8 * MIB);
  expect(report.writtenBytes).toBeLessThan(MIB);
});

test("an older image in the file leaves no trace, whatever its size", async () => {
  const old = Buffer.alloc(9 * MIB + 77, 0xee);
  old.set([0x55, 0xaa], 510);
  writeFileSync(copy, old);
  await flash({ image, target: copy });
  expect(Buffer.compare(readFileSync(copy), readFileSync(image))).toBe(0);
});

test("the plan says how much of the image is mapped, and looks without touching", async () => {
  expect(await planFlash({ image, target: copy })).toMatchObject({
    imageBytes: 8 * MIB,
    mappedBytes: (1 + 6 + 13) * 4096,
    isMapped: true,
    target: { kind: "file" },
  });
  expect(() => statSync(copy)).toThrow();
  rmSync(bmapPath(image));
  expect(await planFlash({ image, target: copy })).toMatchObject({ mappedBytes: 8 * MIB, isMapped: false });
});

test("verify-only accepts an equal file, and finds a flipped bit in the program", async () => {
  await flash({ image, target: copy });
  const before = statSync(copy).mtimeMs;
  expect((await flash({ image, target: copy, verifyOnly: true })).writtenBytes).toBe(0);
  expect(statSync(copy).mtimeMs).toBe(before);
  const bytes = readFileSync(copy);
  bytes[45_000]! ^= 1;
  writeFileSync(copy, bytes);
  expect(await codesOf(flash({ image, target: copy, verifyOnly: true }))).toEqual(["E5023"]);
});

test("an image that does not match its block map is refused before anything is written", async () => {
  const bytes = readFileSync(image);
  bytes[45_000]! ^= 1;
  writeFileSync(image, bytes);
  expect(await codesOf(planFlash({ image, target: copy }))).toEqual(["E4010"]);
  truncateSync(image, 4 * MIB);
  expect(await codesOf(planFlash({ image, target: copy }))).toEqual(["E4010"]);
  writeFileSync(bmapPath(image), "<bmap");
  expect(await codesOf(planFlash({ image, target: copy }))).toEqual(["E4010"]);
});

test("a missing, empty or odd image is E5001", async () => {
  expect(await codesOf(planFlash({ image: join(folder, "no.img"), target: copy }))).toEqual(["E5001"]);
  expect(await codesOf(planFlash({ image: folder, target: copy }))).toEqual(["E5001"]);
  writeFileSync(join(folder, "empty.img"), "");
  expect(await codesOf(planFlash({ image: join(folder, "empty.img"), target: copy }))).toEqual(["E5001"]);
});

test("a target that changed between plan and run is refused", async () => {
  const plan = await planFlash({ image, target: copy });
  const moved: FlashPlan = { ...plan, target: { ...plan.target, path: `${copy}.other` } };
  expect(await codesOf(runFlash(moved))).toEqual(["E5020"]);
  writeFileSync(copy, "a letter that somebody saved meanwhile");
  expect(await codesOf(runFlash(plan))).toEqual(["E5018"]);
  expect(readFileSync(copy, "utf8")).toContain("a letter");
});

test("the buffer for direct transfers has the size that was asked for", () => {
  expect(pageAlignedBuffer(MIB).length).toBe(MIB);
  expect(pageAlignedBuffer(4096).length).toBe(4096);
});

const { loop, why } = attachLoop();
if (loop === undefined) console.log(`skipped: writing to a real block device (${why})`);
afterAll(() => {
  if (loop !== undefined) spawnSync("losetup", ["-d", loop]);
});

/** A loop device over a file full of 0xee: the nearest thing to a card that a test can have. */
function attachLoop(): { loop?: string; why?: string } {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return { why: "needs Linux and root" };
  const backing = join(folder, "card");
  writeFileSync(backing, Buffer.alloc(16 * MIB, 0xee));
  const { status, stdout, stderr, error } = spawnSync("losetup", ["--find", "--show", backing], {
    encoding: "utf8",
  });
  if (status !== 0) return { why: `losetup failed: ${error?.message ?? stderr.trim()}` };
  return { loop: stdout.trim() };
}

test.skipIf(loop === undefined)(
  "a loop device is not removable, which only --force-fixed overrules",
  async () => {
    expect(await codesOf(planFlash({ image, target: loop! }))).toEqual(["E5016"]);
    expect(await codesOf(planFlash({ image, target: loop!, allow: { fixed: true } }))).toEqual([]);
  },
);

test.skipIf(loop === undefined)("a block device gets the mapped blocks and keeps the others", async () => {
  const report = await flash({ image, target: loop!, allow: { fixed: true } });
  expect(report.writtenBytes).toBe((1 + 6 + 13) * 4096);
  expect(report.notes).toEqual([]);
  spawnSync("sync");
  const card = readFileSync(loop!);
  const expected = readFileSync(image);
  expect(Buffer.compare(card.subarray(0, 512), expected.subarray(0, 512))).toBe(0);
  expect(Buffer.compare(card.subarray(8192, 32_768), expected.subarray(8192, 32_768))).toBe(0);
  expect(Buffer.compare(card.subarray(40_960, 91_024), expected.subarray(40_960, 91_024))).toBe(0);
  expect(card.subarray(MIB).every((byte) => byte === 0xee)).toBe(true);
  expect((await flash({ image, target: loop!, verifyOnly: true })).verifiedBytes).toBe(report.writtenBytes);
});

test.skipIf(loop === undefined)(
  "without a block map, a block device gets every byte, zeros included",
  async () => {
    rmSync(bmapPath(image));
    await flash({ image, target: loop!, allow: { fixed: true } });
    spawnSync("sync");
    expect(Buffer.compare(readFileSync(loop!).subarray(0, 8 * MIB), readFileSync(image))).toBe(0);
  },
);

test.skipIf(loop === undefined)("the file behind a loop device is refused while it is attached", async () => {
  const allow = { file: true };
  expect(await codesOf(planFlash({ image, target: join(folder, "card"), allow }))).toEqual(["E5012"]);
});

test.skipIf(loop === undefined)("a block device that is smaller than the image is refused", async () => {
  const large = join(folder, "large.img");
  writeFileSync(large, "x");
  truncateSync(large, 17 * MIB);
  expect(await codesOf(planFlash({ image: large, target: loop!, allow: { fixed: true } }))).toEqual([
    "E5014",
  ]);
});

test.skipIf(loop === undefined)(
  "a mounted block device is refused by the checks, and by the kernel behind them",
  async () => {
    const mkfs = spawnSync("mkfs.ext4", ["-q", "-F", loop!], { encoding: "utf8" });
    const point = mkdtempSync(join(folder, "mount-"));
    const mounted = mkfs.status === 0 && spawnSync("mount", [loop!, point]).status === 0;
    if (!mounted) {
      console.log(
        `skipped: a mounted loop device (mkfs.ext4 or mount does not work here: ${mkfs.stderr ?? "missing"})`,
      );
      return;
    }
    try {
      expect(await codesOf(planFlash({ image, target: loop!, allow: { fixed: true } }))).toEqual(["E5011"]);
      const plan = await planFlash({ image, target: loop!, verifyOnly: true });
      expect(plan.target.kind).toBe("disk");
      const { openDisk } = await import("./write/open.ts");
      if (plan.target.kind === "disk")
        expect(await codesOf(openDisk(plan.target.disk, "write"))).toEqual(["E5012"]);
    } finally {
      spawnSync("umount", [point]);
    }
  },
);
