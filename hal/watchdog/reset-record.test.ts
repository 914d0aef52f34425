// The note about the last reset: what it says after each way to end, and after the power was off.

import { describe, expect, it } from "vitest";
import { useBus } from "../mmio.ts";
import { RamModel } from "../testing/models/ram.ts";
import { Recorder } from "../testing/recorder.ts";
import { ResetRecord } from "./reset-record.ts";

const AT = 0x411f_ffc0;

function memory(fill = 0xa5) {
  const ram = new RamModel({ base: AT, sizeBytes: 64, fill });
  useBus(ram);
  return ram;
}

describe("ResetRecord", () => {
  it.each([0x00, 0xa5, 0xff])(
    "says power-on for memory full of %d, and watchdog when nobody said goodbye",
    (fill) => {
      memory(fill);
      expect(new ResetRecord(AT).take()).toBe("power-on");
      expect(new ResetRecord(AT).take()).toBe("watchdog");
    },
  );

  it("says restart after a restart, once", () => {
    memory();
    const record = new ResetRecord(AT);
    record.take();
    record.noteRestart();
    expect(new ResetRecord(AT).take()).toBe("restart");
    expect(new ResetRecord(AT).take()).toBe("watchdog");
  });

  it.each([
    [0x5253_5403, "panic"],
    [0x5253_5404, "exit"],
    [0x5253_5409, "power-on"],
    [0x5253_0002, "power-on"],
  ])("reads what the native core notes: %d is %s", (word, reason) => {
    const ram = memory();
    ram.write32(AT, word);
    ram.write32(AT + 4, ~word >>> 0);
    expect(new ResetRecord(AT).take()).toBe(reason);
  });

  it("does not trust a note whose second word does not fit", () => {
    const ram = memory();
    ram.write32(AT, 0x5253_5402);
    ram.write32(AT + 4, 0);
    expect(new ResetRecord(AT).take()).toBe("power-on");
  });

  it("reads both words, then writes both", () => {
    const bus = new Recorder().name("note", AT, { word: 0, complement: 4 });
    useBus(bus);
    new ResetRecord(AT).take();
    expect(bus.take()).toEqual([
      "read  note.word -> 0x0",
      "read  note.complement -> 0x0",
      "write note.word <- 0x52535401",
      "write note.complement <- 0xadacabfe",
    ]);
  });
});
