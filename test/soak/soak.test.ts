// Memory over many allocations: a short slice of `npm run soak`.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { isFlat, soak } from "./soak.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-soak-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("ten million allocations leave the heap as high as it was after the first", async () => {
  const { summary, heaps } = await soak(folder, 10_000_000, 60_000);
  expect(summary).toMatch(/^10000\d+ allocations/);
  expect(isFlat(heaps), heaps.join(" ")).toBe(true);
});

test("a heap that grows is not flat", () => {
  expect(isFlat([5, 5, 5, 5, 5, 5, 5, 5, 5, 5])).toBe(true);
  expect(isFlat([5, 5, 5, 5, 5, 5, 5, 5, 5, 6])).toBe(false);
  expect(isFlat([5, 5])).toBe(false);
});
