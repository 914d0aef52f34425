// The uImage writer against a vector made by mkimage, and against the real mkimage when it is installed.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { IngotError } from "../diagnostics/diagnostic.ts";
import { LARGEST_UIMAGE_BYTES, UIMAGE_HEADER_BYTES } from "./layout.ts";
import { crc32, parseUImage, writeUImage } from "./uimage.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const golden = { data: bytes("hello-cubie-bare-metal\n\0"), loadAddress: 0x4a00_0000, name: "bm-img 1.2.3" };

test("the header equals the one that mkimage 2023.01 wrote for the same input", () => {
  const image = writeUImage(golden);
  expect(Buffer.from(image.subarray(0, 36)).toString("hex")).toBe(
    "27051956efa57eea00000000000000184a0000004a0000003a8f4eee11020500626d2d69",
  );
  expect(image.length).toBe(UIMAGE_HEADER_BYTES + 24);
});

test("CRC-32 gives the check value of its catalogue entry", () => {
  expect(crc32(bytes("123456789"))).toBe(0xcbf4_3926);
  expect(crc32(new Uint8Array(0))).toBe(0);
});

test("what was written is read back, with both CRCs right and entry point equal to load address", () => {
  const image = parseUImage(writeUImage(golden));
  expect(image).toMatchObject({
    name: "bm-img 1.2.3",
    loadAddress: 0x4a00_0000,
    entryPoint: 0x4a00_0000,
    time: 0,
    os: 17,
    arch: 2,
    type: 5,
    compression: 0,
    headerCrcOk: true,
    dataCrcOk: true,
  });
  expect(image?.data).toEqual(golden.data);
});

test("reading leaves the caller's bytes alone, also when they are a Buffer", () => {
  const image = Buffer.from(writeUImage(golden));
  const before = image.toString("hex");
  expect(parseUImage(image)).toMatchObject({ headerCrcOk: true });
  expect(image.toString("hex")).toBe(before);
});

test("a flipped bit in the header or in the data shows in its CRC, a cut file is no image", () => {
  const image = writeUImage(golden);
  const header = image.slice();
  header[17]! ^= 1;
  expect(parseUImage(header)).toMatchObject({ headerCrcOk: false, dataCrcOk: true });
  const data = image.slice();
  data[70]! ^= 1;
  expect(parseUImage(data)).toMatchObject({ headerCrcOk: true, dataCrcOk: false });
  expect(parseUImage(image.subarray(0, image.length - 1))).toBeNull();
  expect(parseUImage(image.subarray(0, 63))).toBeNull();
  expect(parseUImage(new Uint8Array(100))).toBeNull();
});

test("a long or non-ASCII name is cut at 32 bytes and made printable", () => {
  const name = parseUImage(writeUImage({ ...golden, name: `Küche ${"x".repeat(40)}` }))?.name;
  expect(name).toBe(`K?che ${"x".repeat(26)}`);
});

test("a program that the SPL would refuse to load is refused here", () => {
  const largest = LARGEST_UIMAGE_BYTES - UIMAGE_HEADER_BYTES;
  expect(writeUImage({ ...golden, data: new Uint8Array(largest) }).length).toBe(LARGEST_UIMAGE_BYTES);
  expect(() => writeUImage({ ...golden, data: new Uint8Array(largest + 1) })).toThrow(IngotError);
});

const mkimage = spawnSync("mkimage", ["-V"]).status === 0;
if (!mkimage) console.log("skipped: comparison with mkimage (install u-boot-tools to run it)");

test.skipIf(!mkimage).for([
  { size: 1, name: "a" },
  { size: 24, name: "bm-img 1.2.3" },
  { size: 4096, name: "exactly-thirty-two-characters-ab" },
  { size: 1_000_003, name: "longer than thirty-two characters by far" },
])("mkimage makes the same bytes for $size bytes named '$name'", ({ size, name }) => {
  const folder = mkdtempSync(join(tmpdir(), "ingot-uimage-"));
  try {
    const data = Uint8Array.from({ length: size }, (_, i) => (i * 7 + (i >> 8)) & 0xff);
    writeFileSync(join(folder, "data"), data);
    const words = "-A arm -O u-boot -T firmware -C none -a 0x42000000 -e 0x42000000 -n".split(" ");
    execFileSync("mkimage", [...words, name, "-d", "data", "out"], {
      cwd: folder,
      stdio: "pipe",
      env: { ...process.env, SOURCE_DATE_EPOCH: "0" },
    });
    const theirs = readFileSync(join(folder, "out"));
    const ours = writeUImage({ data, loadAddress: 0x4200_0000, name });
    expect(Buffer.compare(theirs, ours)).toBe(0);
    expect(execFileSync("mkimage", ["-l", join(folder, "out")], { encoding: "utf8" })).toContain("42000000");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
