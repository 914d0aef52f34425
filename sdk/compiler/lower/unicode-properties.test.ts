// Tables of Unicode properties: which names are found, the bounds of ranges around surrogates, and what is left out.
import { describe, expect, it } from "vitest";
import { namedProperties, propertyTables, rangesOf } from "./unicode-properties.ts";

describe("Unicode properties", () => {
  it("are found by name in literals and texts", () => {
    const source = "/\\p{L}[\\P{Script=Greek}]/u; new RegExp('\\\\p{Lu}', 'u'); 'p{no}';";
    expect(namedProperties(source)).toEqual(["L", "Script=Greek", "Lu"]);
  });

  it("have inclusive bounds", () => {
    expect(rangesOf("ASCII")).toEqual([0, 0x7f]);
    expect(rangesOf("Cs")).toEqual([0xd800, 0xdfff]);
    expect(rangesOf("Any")).toEqual([0, 0x10ffff]);
    expect(rangesOf("Assigned").slice(0, 2)).toEqual([0, 0x377]);
  });

  it("are packed once for each name, and names of none are left out", () => {
    // 0 is one beyond the start, 128 another 128 on: digits of five bits, the lowest first.
    expect(propertyTables(["Nope", "ASCII", "ASCII"])).toBe("ASCII @_C");
  });
});
