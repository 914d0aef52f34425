// The text of one C file: that it may have any number of lines.

import { expect, it } from "vitest";
import type { Program } from "./program.ts";
import { Unit } from "./unit.ts";

it("takes a function of any number of lines", () => {
  const unit = new Unit(
    { frames: new Set() } as unknown as Program,
    "long.c",
    new Set(),
    new Set(),
    new Set(),
  );
  const lines = Array.from({ length: 400_000 }, (_, i) => `line${i}`);
  unit.pushAll(lines);
  expect(unit.toString().split("\n").slice(-400_001, -1)).toEqual(lines);
});
