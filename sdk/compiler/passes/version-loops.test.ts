// The version-loops pass, text to text: which loops get a fast version, what it assumes, and where it hands over.

import { expect, test } from "vitest";
import { parseModule } from "../ir/parse.ts";
import { printModule } from "../ir/print.ts";
import { requireCorrect } from "./index.ts";
import { versionLoops } from "./version-loops.ts";

const REST = `shape Point { "x" value }
entry @main
func @main() -> void {
b0:
  return
}
func @quiet(%x: f64) -> f64 {
b0:
  %y: f64 = arith.mul %x, %x
  return %y
}
func @loud(%x: f64) -> f64 {
b0:
  %v: value = convert.box %x
  runtime.gc_collect()
  return %x
}
`;

/** The function "f" of \`text\` after the pass. */
function versioned(text: string): string {
  const module = parseModule(REST + text);
  versionLoops(module);
  requireCorrect(module, "version-loops");
  const written = printModule(module);
  expect(printModule(parseModule(written))).toBe(written);
  return written.split("\n\n").find((part) => part.startsWith("func @f("))!;
}

/** Sums an array of doubles; \`body\` comes before the element is added. */
function loop(body = "", header = ""): string {
  return `func @f(%a: ref, %n: i32) -> f64 {
b0:
  %s: f64 = copy 0
  %i: i32 = copy i32 0
  jump b1
b1:
${header}  %more: bool = compare.ne %i, %n
  branch %more, b2, b3
b2:
${body}  %x: f64 = array_get.f64.number %a, %i
  %s: f64 = arith.add %s, %x
  %i: i32 = arith.add %i, i32 1
  jump b1
b3:
  return %s
}
`;
}

test("a loop over an array asks once for its kind, and goes on in the loop as it was where an index misses", () => {
  expect(versioned(loop())).toMatchInlineSnapshot(`
    "func @f(%a: ref, %n: i32) -> f64 {
      var %8: bool
    b0:
      %s: f64 = copy 0
      %i: i32 = copy i32 0
      jump b6
    b6:
      %7: bool = has_elements.array.f64 %a
      branch %7, b7, b1
    b7:
      %a_view: ref = view.array %a
      jump b4
    b8:
      %s: f64 = arith.add %s, %x
      %i: i32 = arith.add %i, i32 1
      jump b4
    b4:
      %more: bool = compare.ne %i, %n
      branch %more, b5, b3
    b5:
      %x: f64 = array_get.f64.number %a_view, %i ok=%8
      branch %8, b8, b2
    b3:
      return %s
    b1:
      %more: bool = compare.ne %i, %n
      branch %more, b2, b3
    b2:
      %x: f64 = array_get.f64.number %a, %i
      %s: f64 = arith.add %s, %x
      %i: i32 = arith.add %i, i32 1
      jump b1
    }
    "
  `);
});

test.each([
  ["a call of what may do anything", "  %y: f64 = call @loud(%s)\n"],
  ["an element that is appended", "  array_push.f64 %a, %s\n"],
  [
    "code that the language's library runs",
    '  %b: value = convert.box %a\n  %y: value = get_prop %b, "length"\n',
  ],
])("a loop with %s stays as it is", (_what, body) => {
  expect(versioned(loop(body))).not.toContain("view");
});

test("a call of a function that only calculates does not matter", () => {
  expect(versioned(loop("  %y: f64 = call @quiet(%s)\n"))).toContain("view.array %a");
});

test("an array that the loop assigns is asked for its kind at each access, and no view is opened", () => {
  const text = versioned(loop("  %a: ref = copy %other\n").replace("%n: i32", "%n: i32, %other: ref"));
  expect(text).not.toContain("view.array %a");
});

test("a copy that the loop makes of an array stands for the array", () => {
  const text = versioned(loop("  %t: ref = copy %a\n").replace("number %a", "number %t"));
  expect(text).toContain("view.array %a");
});

test("an object of a known shape is tested before the loop, and its fields are read without a test", () => {
  const text = versioned(
    loop('  %p: value = get_field %o, Point, "x", "o.x"\n').replace("%n: i32", "%n: i32, %o: ref"),
  );
  expect(text).toContain("has_shape");
});
