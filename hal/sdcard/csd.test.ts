// Capacity from the CSD register of SDSC and SDHC cards.

import { describe, expect, it } from "vitest";
import { sectorCountFromCsd } from "./csd.ts";

// Word 3 holds bits 127:96, so a CSD printed as one number reads from index 3 to index 0.
const csd = (...high: number[]) => new Uint32Array([...high].reverse());

describe("sectorCountFromCsd", () => {
  it.each([
    [
      "version 1, 64 MiB: C_SIZE 255, MULT 7, 512-byte blocks",
      [0x002f_0032, 0x5f59_803f, 0xffff_ffff, 0x924f_ff00],
      131_072,
    ],
    [
      "version 1, 2 GB: C_SIZE 3823, MULT 7, 1024-byte blocks",
      [0x005e_0032, 0x5f5a_83bb, 0xedb7_ffbf, 0x9680_0000],
      3_915_776,
    ],
    ["version 2, 4 GiB: C_SIZE 8191", [0x400e_0032, 0x5b59_0000, 0x1fff_7f80, 0x0a40_0000], 8_388_608],
    ["version 2, 32 GB: C_SIZE 60874", [0x400e_0032, 0x5b59_0000, 0xedca_7f80, 0x0a40_0000], 62_336_000],
    [
      "version 2, the largest: C_SIZE 0x3fffff",
      [0x400e_0032, 0x5b59_003f, 0xffff_7f80, 0x0a40_0000],
      2 ** 32,
    ],
  ])("reads %s", (_name, words, sectors) => {
    expect(sectorCountFromCsd(csd(...words))).toBe(sectors);
  });

  it("gives 0 for structure versions it does not know", () => {
    expect(sectorCountFromCsd(csd(0x8000_0000, 0, 0, 0))).toBe(0);
    expect(sectorCountFromCsd(csd(0xc000_0000, 0, 0, 0))).toBe(0);
  });
});
