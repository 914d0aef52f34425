// No power cut loses what a store has committed, or leaves half a batch; and the test that says so notices bugs.
//
// `npm test` runs some seeds; `npm run test:storage` many more.

import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as store from "../../runtime/store/index.ts";
import { withBug } from "../lib/with-bug.ts";
import { type Outcome, runMatrix, type StoreCode } from "./matrix.ts";

const FOLDER = resolve(import.meta.dirname, "../../runtime/store");
const LONG = process.env.INGOT_LONG === "1";
const SEEDS = LONG ? 60 : 2;
const OPERATIONS = LONG ? 80 : 45;

async function runSeeds(code: StoreCode, seeds: number, secondCuts: boolean): Promise<Outcome> {
  const outcome: Outcome = { cases: 0, operations: 0, failures: [] };
  for (let seed = 1; seed <= seeds && outcome.failures.length === 0; seed++) {
    await runMatrix(code, { seed, operations: OPERATIONS, secondCuts }, outcome);
  }
  return outcome;
}

describe("a power cut", () => {
  it("at any write, in any way, also twice, loses no commit and leaves no half batch", async () => {
    const outcome = await runSeeds(store, SEEDS, true);
    console.log(
      `store: ${outcome.cases} power cuts in ${outcome.operations} operations, ${outcome.failures.length} failures`,
    );
    expect(outcome.failures).toEqual([]);
    expect(outcome.cases).toBeGreaterThan(2000);
  }, 1_200_000);

  const bugs: [string, string, string, string][] = [
    [
      "records are not flushed",
      "log.ts",
      "await this.storage.flush();\n    this.unsettled = -1",
      "this.unsettled = -1",
    ],
    [
      "the CRC of a record is not looked at",
      "record.ts",
      "if (crc !== get32(sectors, at + 1 + 38)) return false;",
      "",
    ],
    [
      "a segment is given up before all has moved",
      "cleaner.ts",
      "log.tail, first.length",
      "log.tail + 1, first.length",
    ],
    ["deletions are forgotten too early", "cleaner.ts", "entry.deleted && alone", "entry.deleted"],
    [
      "history that is promised is cleaned away",
      "cleaner.ts",
      "if (version !== undefined && here) {",
      "if (version !== undefined && here && version === history.newest()) {",
    ],
    [
      "moved values are looked for where they were",
      "cleaner.ts",
      "move.version.recordSector = recordSector;",
      "",
    ],
    ["the superblock has no copy", "superblock.ts", "await storage.write(copyAt, encode(geometry));", ""],
  ];
  for (const [what, file, from, to] of bugs) {
    it(`would be noticed to do harm if ${what}`, async () => {
      const code = (await withBug(resolve(FOLDER, "index.ts"), resolve(FOLDER, file), from, to)) as StoreCode;
      const outcome = await runSeeds(code, 6, false).catch((error: unknown) => ({
        failures: [String(error)],
      }));
      expect(outcome.failures).not.toEqual([]);
    }, 120_000);
  }
});
