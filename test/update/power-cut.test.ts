// No power cut bricks an appliance; and the test that says so notices bugs, which are put in one by one.

import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as update from "../../runtime/update/index.ts";
import { runMatrix, type UpdateCode } from "../../runtime/update/testing/matrix.ts";
import { withBug } from "../lib/with-bug.ts";

const FOLDER = resolve(import.meta.dirname, "../../runtime/update");

/** The update code with one text replaced. */
const withBugIn = async (file: string, from: string, to: string) =>
  (await withBug(resolve(FOLDER, "index.ts"), resolve(FOLDER, file), from, to)) as UpdateCode;

describe("a power cut", () => {
  it("at any write, in any way, also twice, leaves an appliance that starts a permitted image", async () => {
    const outcome = await runMatrix(update, true);
    console.log(`power cuts: ${outcome.failures.length} bricks of ${outcome.cases} cases`);
    expect(outcome.failures).toEqual([]);
    expect(outcome.cases).toBeGreaterThan(2500);
  });

  const bugs: [string, string, string, string][] = [
    ["one copy instead of four", "state-store.ts", "next.sequence % this.layout.copies.length", "0"],
    ["a flush is missing", "state-store.ts", "await this.storage.flush();\n    return next", "return next"],
    [
      "the CRC is not looked at",
      "state.ts",
      "get32(bytes, CRC_AT) !== crc32",
      "0 * get32(bytes, CRC_AT) * crc32",
    ],
    [
      "the floor rises when a trial starts",
      "state.ts",
      'return { slot: i, state: withSlot(state, i, new SlotState("trial", slot.tries - 1, slot)) };',
      'return { slot: i, state: { ...withSlot(state, i, new SlotState("trial", slot.tries - 1, slot)), floor: slot.counter } };',
    ],
    ["tries are not counted", "state.ts", "slot.tries - 1", "slot.tries"],
    [
      "the image is not verified before it starts",
      "boot.ts",
      "image !== undefined && isImageOf",
      "image === undefined || isImageOf",
    ],
    [
      "uploads go to the confirmed slot",
      "install.ts",
      "this.running >= 0 ? 1 - this.running",
      "this.running >= 0 ? this.running",
    ],
  ];
  for (const [what, file, from, to] of bugs) {
    it(`would be noticed to brick it if ${what}`, async () => {
      const code = await withBugIn(file, from, to);
      const outcome = await runMatrix(code, false).catch((error: unknown) => ({ failures: [String(error)] }));
      expect(outcome.failures).not.toEqual([]);
    });
  }
});
