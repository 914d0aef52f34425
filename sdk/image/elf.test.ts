// Reading what an executable says about memory: made-up files with known parts, broken ones, and a real link.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { IngotError } from "../diagnostics/diagnostic.ts";
import { findArmToolchain, toolPath } from "../toolchain/find-toolchain.ts";
import { flatten, memorySizes } from "./elf.ts";

const BASE = 0x4200_0000;

/** An ELF with the given loaded segments, and nothing else. */
function elfOf(segments: readonly { address: number; bytes: number[]; type?: number }[]): Uint8Array {
  const file = Buffer.alloc(52 + 32 * segments.length + 256);
  file.set([0x7f, 0x45, 0x4c, 0x46, 1, 1, 1]);
  file.writeUInt16LE(40, 18);
  file.writeUInt32LE(BASE, 24);
  file.writeUInt32LE(52, 28);
  file.writeUInt16LE(32, 42);
  file.writeUInt16LE(segments.length, 44);
  file.writeUInt16LE(40, 46);
  let data = 52 + 32 * segments.length;
  for (const [i, { address, bytes, type = 1 }] of segments.entries()) {
    const at = 52 + 32 * i;
    file.writeUInt32LE(type, at);
    file.writeUInt32LE(data, at + 4);
    file.writeUInt32LE(address, at + 12);
    file.writeUInt32LE(bytes.length, at + 16);
    file.set(bytes, data);
    data += bytes.length;
  }
  return file;
}

function failure(work: () => unknown): IngotError {
  try {
    work();
  } catch (error) {
    if (error instanceof IngotError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

test("segments are put at their addresses in any order, with zeros between them", () => {
  const elf = elfOf([
    { address: BASE + 6, bytes: [7, 8] },
    { address: BASE, bytes: [1, 2, 3] },
    { address: 0, bytes: [] },
    { address: 0x10, bytes: [9], type: 4 },
  ]);
  const { bytes, loadAddress, entryPoint } = flatten(elf, "x.elf");
  expect([...bytes]).toEqual([1, 2, 3, 0, 0, 0, 7, 8]);
  expect({ loadAddress, entryPoint }).toEqual({ loadAddress: BASE, entryPoint: BASE });
});

test("a file that is no ARM executable, or has nothing to load, is called a bug of the build", () => {
  const other = elfOf([{ address: BASE, bytes: [1] }]);
  other[18] = 62;
  const cases: [Uint8Array, string][] = [
    [new Uint8Array(10), "it is too short"],
    [new Uint8Array(100), "it is no 32-bit ARM executable"],
    [other, "it is no 32-bit ARM executable"],
    [elfOf([]), "it has nothing to load"],
    [
      elfOf([
        { address: 0, bytes: [1] },
        { address: BASE, bytes: [1] },
      ]),
      "lie between 0x00000000 and 0x42000001",
    ],
  ];
  for (const [elf, why] of cases) {
    const error = failure(() => flatten(elf, "x.elf"));
    expect(error.message).toContain(`E9003: the linked program cannot be turned into an image: `);
    expect(error.message).toContain(why);
    expect(error.exitCode).toBe(3);
  }
});

test("a linked program gives the bytes that objcopy gives, and its sizes add up", () => {
  const folder = mkdtempSync(join(tmpdir(), "ingot-elf-"));
  try {
    const [source, elf, flat] = ["x.c", "x.elf", "x.bin"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(
      source,
      "const int c[8] = {1}; int d[4] = {2}; int z[100]; int _start(int i) { return c[i] + d[i] + z[i]; }\n",
    );
    const toolchain = findArmToolchain();
    const script = join(import.meta.dirname, "../../runtime/native/board.ld");
    const link = ["-nostdlib", "-static", "-T", script, `-Wl,--defsym=BOARD_LOAD_ADDRESS=${BASE}`];
    execFileSync(toolchain.cc, ["-O1", ...link, "-Wl,--build-id=none", source, "-o", elf]);
    execFileSync(toolPath(toolchain, "objcopy"), ["-O", "binary", elf, flat]);
    const file = readFileSync(elf);
    expect(Buffer.compare(flatten(file, elf).bytes, readFileSync(flat))).toBe(0);
    const { code, data, zeroed } = memorySizes(file, elf);
    expect(data).toBe(16);
    expect(zeroed).toBeGreaterThanOrEqual(400);
    // A page of code and a page of constants, neither of them full.
    expect(code).toBeGreaterThan(0);
    expect(code).toBeLessThan(4096);
    expect(flatten(file, elf).bytes.length).toBe(8192 + data);
    expect(flatten(file, elf)).toMatchObject({ loadAddress: BASE, entryPoint: BASE });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
