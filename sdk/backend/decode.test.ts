// Reading panic records; addresses are resolved in test/backend/, against a program that panicked in the emulator.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { decodePanic, printFrames } from "./decode.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ingot-decode-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const RECORD = `booting
ingot panic: memory fault
  fault data abort status 0x00000005 address 0x00000000
  pc 0x42001234 sp 0x7fffff00 lr 0x42001200 cpsr 0x600001d3
  r0 0x00000000
  at 0x42002004
  build 0123abcd
U-Boot SPL
`;

test("a record of another build is recognised, and its frames are not guessed", () => {
  const elf = join(folder, "no.elf");
  writeFileSync(elf, "not an executable");
  const panic = decodePanic(RECORD, elf);
  expect(panic).toEqual({
    message: "memory fault",
    fault: "fault data abort status 0x00000005 address 0x00000000",
    buildId: "0123abcd",
    buildMatches: false,
    frames: [],
  });
  expect(printFrames(panic)).toContain("the record is of another build (0123abcd)");
});

test("of several records the last one counts", () => {
  const elf = join(folder, "no.elf");
  writeFileSync(elf, "");
  expect(decodePanic(`${RECORD}ingot panic: second\n  build 99\n`, elf).message).toBe("second");
});

test("a text without a record is refused", () => {
  expect(() => decodePanic("hello\n", join(folder, "no.elf"))).toThrow("no line 'ingot panic: ...'");
});

test("TypeScript frames are printed with their names, native ones are left out", () => {
  const text = printFrames({
    message: "too hot",
    fault: null,
    buildId: "1",
    buildMatches: true,
    frames: [
      { address: 1, func: "rt_panic", file: "native/board-panic.c", line: 3, native: true },
      { address: 2, func: "src/lamp.ts:Lamp.on", file: "src/lamp.ts", line: 12, native: false },
      { address: 3, func: "src/main.ts:main", file: null, line: 0, native: false },
    ],
  });
  expect(text).toBe("panic: too hot\n  at Lamp.on (src/lamp.ts:12)\n  at main (unknown place)\n");
});
