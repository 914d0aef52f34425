// The register recorder: what it notes, and how it answers reads.

import { describe, expect, it } from "vitest";
import { Recorder } from "./recorder.ts";

const NAMES = { DATA: 0x00, STATUS: 0x04 };

describe("Recorder", () => {
  it("writes accesses down in order, with names where there are any", () => {
    const bus = new Recorder().name("dev", 0x1000, NAMES);
    bus.write32(0x1000, 0x41);
    bus.read32(0x1004);
    bus.write32(0x2000, 1);
    expect(bus.take()).toEqual([
      "write dev.DATA <- 0x41",
      "read  dev.STATUS -> 0x0",
      "write 0x00002000 <- 0x1",
    ]);
    expect(bus.take()).toEqual([]);
  });

  it("joins equal reads in a row and nothing else", () => {
    const bus = new Recorder().name("dev", 0x1000, NAMES).answer("dev.STATUS", 0, 0, 1);
    for (let i = 0; i < 4; i++) bus.read32(0x1004);
    bus.write32(0x1000, 7);
    bus.write32(0x1000, 7);
    expect(bus.take()).toEqual([
      "read  dev.STATUS -> 0x0 (x2)",
      "read  dev.STATUS -> 0x1 (x2)",
      "write dev.DATA <- 0x7",
      "write dev.DATA <- 0x7",
    ]);
  });

  it("asks the bus behind it when there is no script", () => {
    const bus = new Recorder({ read32: (address) => address + 1, write32: () => {} }).name(
      "dev",
      0x1000,
      NAMES,
    );
    expect(bus.read32(0x1004)).toBe(0x1005);
  });

  it("refuses a script for an unknown register", () => {
    expect(() => new Recorder().name("dev", 0, NAMES).answer("dev.LSR", 1)).toThrow(/no register.*"dev.LSR"/);
  });
});
