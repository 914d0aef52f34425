// The LM75's number format, by the table of its data sheet.

import { expect, test } from "vitest";
import { Lm75 } from "./lm75.ts";

function sampleOf(high: number, low: number, result: "ok" | "no-acknowledge" = "ok"): number | null {
  const asked: number[][] = [];
  const bus = {
    write: () => result,
    read: () => result,
    writeRead(address: number, bytes: Uint8Array, into: Uint8Array) {
      asked.push([address, ...bytes]);
      into.set([high, low]);
      return result;
    },
  } as const;
  const celsius = new Lm75({ bus, address: 0x49 }).sample();
  expect(asked).toEqual([[0x49, 0]]);
  return celsius;
}

test.each([
  [0x7f, 0x00, 127],
  [0x19, 0x00, 25],
  [0x00, 0x20, 0.125],
  [0x00, 0x00, 0],
  [0xff, 0xe0, -0.125],
  [0xe7, 0x00, -25],
  [0xc9, 0x00, -55],
])("%i, %i are %f degrees", (high, low, celsius) => {
  expect(sampleOf(high, low)).toBe(celsius);
});

test("a sensor that does not answer has no temperature", () => {
  expect(sampleOf(0, 0, "no-acknowledge")).toBeNull();
});
