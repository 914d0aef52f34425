// Tests of the host's check of the boot record: it must find every kind of damage.
import { describe, expect, it } from "vitest";
import { expectedRecord, RECORD_BYTES, recordProblem } from "./boot-record.mjs";

describe("the check of a boot record", () => {
  it("accepts the record of the right boot and no other", () => {
    expect(recordProblem(expectedRecord(1), 1)).toBeNull();
    expect(recordProblem(expectedRecord(1), 2)).toBe("sector 4096, byte 23 is 49, not 50");
  });

  it("names the sector and byte of a flipped bit, wherever it is", () => {
    for (const at of [0, 511, 512, 2000, RECORD_BYTES - 1]) {
      const record = expectedRecord(3);
      record[at] ^= 4;
      expect(recordProblem(record, 3)).toContain(`sector ${4096 + Math.floor(at / 512)}, byte ${at % 512} `);
    }
  });

  it("does not take an empty or a short card for a record", () => {
    expect(recordProblem(new Uint8Array(RECORD_BYTES), 1)).toContain("sector 4096, byte 0 is 0");
    expect(recordProblem(new Uint8Array(0), 1)).toContain("0 of 4096 bytes");
  });
});
