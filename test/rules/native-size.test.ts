// Holds the C and assembly of the native core to its size: what need not be native is TypeScript.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const FOLDER = join(import.meta.dirname, "..", "..", "runtime", "native");
/** Lower it when lines have gone; the aim is 4,000. */
const LIMIT = 3999;

it(`ships at most ${LIMIT} lines of C and assembly`, () => {
  const files = readdirSync(FOLDER).filter((name) => /\.(c|h|S|ld)$/.test(name));
  const count = files.reduce((sum, name) => sum + linesOf(join(FOLDER, name)), 0);
  console.log(`runtime/native: ${count} lines of C and assembly`);
  expect(files.length).toBeGreaterThan(10);
  expect(count).toBeLessThanOrEqual(LIMIT);
});

function linesOf(file: string): number {
  return readFileSync(file, "utf8").split("\n").length - 1;
}
