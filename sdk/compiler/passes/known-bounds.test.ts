// What the fast version of a loop knows of its indices: which tests it makes before the loop, and which not in it.

import { expect, test } from "vitest";
import { parseModule } from "../ir/parse.ts";
import { printModule } from "../ir/print.ts";
import { requireCorrect } from "./index.ts";
import { versionLoops } from "./version-loops.ts";

/** The function "f" after the pass: \`while (test) { body; step }\` over the arrays %a and %b. */
function versioned(
  body: string,
  test = "compare.lt %i, %n",
  step = "arith.add %i, i32 1",
  before = "",
): string {
  const module = parseModule(`entry @main
func @main() -> void {
b0:
  return
}
func @f(%a: ref, %b: ref, %i: i32, %n: i32, %k: i32) -> f64 {
b0:
  %s: f64 = copy 0
  jump b1
b1:
${before}  %more: bool = ${test}
  branch %more, b2, b3
b2:
${body
  .split("\n")
  .map((line) => `  ${line}\n`)
  .join("")}  %i: i32 = ${step}
  jump b1
b3:
  return %s
}
`);
  versionLoops(module);
  requireCorrect(module, "version-loops");
  const text = printModule(module);
  expect(printModule(parseModule(text))).toBe(text);
  return text.split("\n\n").find((part) => part.startsWith("func @f("))!;
}

/** The comparisons of lengths, starts and limits that are made before the loop. */
function testsOf(text: string): string[] {
  const lengths = new Map<string, string>();
  for (const [, name, view] of text.matchAll(/%(\w+): i32 = length\.\w+ %(\w+)_view/g))
    lengths.set(name!, `${view}.length`);
  for (const [, name, of, by] of text.matchAll(/%(\w+): i32 = arith\.add %(\w+), i32 (-\d+)/g))
    if (lengths.has(of!)) lengths.set(name!, `${lengths.get(of!)}${by}`);
  return [...text.matchAll(/%\d+: bool = compare\.le (.*)$/gm)]
    .map(([, sides]) =>
      sides!.replace(/i32 /g, "").replace(/%(\w+)/g, (_, name) => lengths.get(name) ?? name),
    )
    .map((sides) => sides.replace(", ", " <= "));
}

const READ = "%x: f64 = array_get.f64.number %a, %i";

test("a counter that starts at no less than 0 and stays below a limit needs one test of each", () => {
  const text = versioned(READ);
  expect(testsOf(text)).toEqual(["0 <= i", "n <= a.length"]);
  expect(text).toContain('array_get.f64.number %a_view, %i known="element"');
  expect(text).not.toContain("ok=");
});

test.each([
  ["a limit that is reached", "compare.le %i, %n", ["0 <= i", "n <= a.length-1"]],
  ["a constant limit", "compare.lt %i, i32 9", ["0 <= i", "9 <= a.length"]],
  ["the other way about", "compare.gt %n, %i", ["0 <= i", "n <= a.length"]],
])("%s", (_what, loopTest, tests) => {
  expect(testsOf(versioned(READ, loopTest))).toEqual(tests);
});

test("an index beside the counter moves the tests", () => {
  const body = `%l: i32 = arith.sub %i, i32 2\n%x: f64 = array_get.f64.number %a, %l\n%r: i32 = arith.add %i, i32 3\narray_set.f64 %b, %r, %x`;
  expect(testsOf(versioned(body))).toEqual(["2 <= i", "n <= a.length", "-3 <= i", "n <= b.length-3"]);
});

test("a counter that goes down is tested against where it starts", () => {
  expect(testsOf(versioned(READ, "compare.ge %i, i32 0", "arith.sub %i, i32 1"))).toEqual([
    "i <= a.length-1",
  ]);
  expect(testsOf(versioned(READ, "compare.gt %i, i32 -1", "arith.sub %i, i32 1"))).toEqual([
    "i <= a.length-1",
  ]);
});

test("a step that is a variable has to be no less than 0", () => {
  expect(testsOf(versioned(READ, undefined, "arith.add %i, %k"))).toEqual([
    "0 <= i",
    "n <= a.length",
    "0 <= k",
  ]);
});

test("the length of the array itself is a limit that needs no test", () => {
  const length = "  %c: ref = copy %a\n  %m: i32 = length.array %c\n";
  const text = versioned(READ, "compare.lt %i, %m", undefined, length);
  expect(testsOf(text)).toEqual(["0 <= i"]);
  expect(text).not.toContain("ok=");
});

test("the same index once more needs no test, until the counter or the array is another", () => {
  const set = "array_set.f64 %a, %i, %x";
  const unlimited = "compare.ne %i, %n";
  expect(versioned(`${READ}\n${set}`, unlimited)).toContain('array_set.f64 %a_view, %i, %x known="element"');
  expect(versioned(`${READ}\n%i: i32 = arith.add %i, %n\n${set}`, unlimited)).not.toContain(
    'known="element"',
  );
});

test.each([
  [
    "a counter that the turn changes in both directions",
    `${READ}\n%i: i32 = arith.sub %i, i32 3`,
    "compare.lt %i, %n",
  ],
  ["a limit that the loop changes", `${READ}\n%n: i32 = arith.add %n, i32 1`, "compare.lt %i, %n"],
  ["a test for another value", READ, "compare.ne %i, %n"],
])("%s leaves each access its own test", (_what, body, loopTest) => {
  const text = versioned(body, loopTest);
  expect(testsOf(text)).toEqual([]);
  expect(text).toContain("ok=");
});

test("an access that some turn leaves out asks for nothing before the loop", () => {
  const body = `%c: bool = compare.eq %s, 0
  branch %c, b4, b5
b4:
  %x: f64 = array_get.f64.number %a, %i
  jump b5
b5:`;
  expect(testsOf(versioned(body))).toEqual([]);
});
