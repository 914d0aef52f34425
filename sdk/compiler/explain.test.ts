// What `ingot explain` says of small programs: each kind of finding where it is, and none where there is none.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { explanationText } from "../cli/explain.ts";
import { explainProgram } from "../inspect-program.ts";
import type { Explanation, Finding } from "./explain.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-explain-"));
afterAll(() => rmSync(folder, { recursive: true }));

function explain(text: string): Explanation {
  const entry = join(folder, "program.ts");
  writeFileSync(entry, text);
  return explainProgram({ entry });
}

const places = (findings: readonly Finding[]) => findings.map((f) => `${f.line} ${f.what}`);

test("numbers that stayed doubles are listed with place and reason, integers are not", () => {
  const { doubles } = explain(`function mean(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
console.log(mean([1, 2.5]));
`);
  expect(places(doubles)).toEqual(["2 sum is a double: it can have a fraction or be NaN"]);
});

test("lookups by name are listed, fields of classes are not", () => {
  const { accesses } = explain(`interface Row { price: number }
class Tank { level = 0; }
const tank = new Tank();
const rows: Row[] = JSON.parse('[{"price":1}]');
for (const row of rows) tank.level += row.price;
console.log(tank.level);
`);
  expect(places(accesses)).toEqual(["5 .price is looked up by name: no class says where it is"]);
});

test("allocations are listed inside loops only", () => {
  const { allocations } = explain(`class Point { x = 1; }
const first = new Point();
let sum = first.x;
for (let i = 0; i < 3; i++) {
  const p = new Point();
  sum += p.x;
}
console.log(sum);
`);
  expect(places(allocations)).toEqual(["5 an object Point is allocated in a loop"]);
});

test("every module says by whom it came into the program", () => {
  const explanation = explain(
    "const seen = new Map<string, number>();\nseen.set('a', 1);\nconsole.log(seen.size);\n",
  );
  const map = explanation.modules.find((m) => m.module === "ingot/runtime/lang/collections/map.ts");
  expect(map!.chain.at(-1)).toBe("ingot:main, where the program starts");
  expect(map!.chain.some((line) => line.startsWith("program.ts:module, "))).toBe(true);
  expect(explanation.modules.some((m) => m.module.includes("/inspect/object.ts"))).toBe(false);
  const text = explanationText(explanation);
  expect(text).toContain("Numbers that stayed doubles: none\n");
  expect(text).toContain("  ingot/runtime/lang/collections/map.ts (");
});
