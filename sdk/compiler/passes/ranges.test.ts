// The ranges pass, text to text: what becomes an integer, and what must not.

import { describe, expect, test } from "vitest";
import { parseModule } from "../ir/parse.ts";
import { printModule } from "../ir/print.ts";
import type { Block } from "../ir/types.ts";
import { verifyModule } from "../ir/verify.ts";
import { Analysis } from "./ranges/analyse.ts";
import { narrowRanges, printReport } from "./ranges.ts";

function narrow(text: string): { text: string; report: string } {
  const module = parseModule(text);
  const report = printReport(narrowRanges(module));
  expect(verifyModule(module)).toEqual([]);
  return { text: printModule(module), report };
}

/** A program whose entry is `body`. */
function main(body: string, rest = ""): string {
  return `global out value\nentry @main\n\nfunc @main() -> void throws {\n${body}}\n${rest}`;
}

test("a counter below an array's length becomes an i32, and so do its comparison and its sum", () => {
  const { text } = narrow(
    main(`b0:
  %a: ref = new_array.f64 i32 10
  %i: f64 = copy 0
  jump b1
b1:
  %n: i32 = length.array %a
  %m: f64 = convert.to_f64 %n
  %c: bool = compare.lt %i, %m
  branch %c, b2, b3
b2:
  array_set.f64 %a, %i, 0.5
  %i: f64 = arith.add %i, 1
  jump b1
b3:
  return
`),
  );
  expect(text).toContain(`  %i: i32 = copy i32 0
  jump b1
b1:
  %n: i32 = length.array %a
  %m: i32 = copy %n
  %c: bool = compare.lt %i, %m
  branch %c, b2, b3
b2:
  array_set.f64 %a, %i, 0.5
  %i: i32 = arith.add %i, i32 1
`);
});

test("a counter that counts down to 0 becomes an i32", () => {
  const { text } = narrow(
    main(`b0:
  %i: f64 = copy 9
  jump b1
b1:
  %c: bool = compare.ge %i, 0
  branch %c, b2, b3
b2:
  %i: f64 = arith.sub %i, 1
  jump b1
b3:
  return
`),
  );
  expect(text).toContain("%i: i32 = arith.sub %i, i32 1");
});

test("an unbounded counter stays a double", () => {
  const { text, report } = narrow(
    main(`b0:
  %i: f64 = copy 0
  jump b1
b1:
  %i: f64 = arith.add %i, 1
  jump b1
`),
  );
  expect(text).toContain("%i: f64 = arith.add %i, 1");
  expect(report).toBe("main i: double, because it can leave the range of 32-bit integers\n");
});

test("a direct call's parameters and result become integers, and recursion keeps its bounds", () => {
  const { text } = narrow(
    main(
      "b0:\n  %r: f64 = call @count(30)\n  %v: value = convert.box %r\n  set_global out, %v\n  return\n",
      `func @count(%n: f64) -> f64 {
b0:
  %c: bool = compare.lt %n, 2
  branch %c, b1, b2
b1:
  return %n
b2:
  %m: f64 = arith.sub %n, 1
  %r: f64 = call @count(%m)
  return %r
}
`,
    ),
  );
  expect(text).toContain("func @count(%n: i32) -> i32 {");
  expect(text).toContain("%m: i32 = arith.sub %n, i32 1");
  expect(text).toContain("%r: i32 = call @count(i32 30)");
});

test("a function that can be called as a value keeps its parameters as doubles", () => {
  const { text, report } = narrow(
    main(
      "b0:\n  call @f(1)\n  return\n",
      "func @f(%n: f64) -> void generic {\nb0:\n  %m: f64 = copy %n\n  return\n}\n",
    ),
  );
  expect(text).toContain("func @f(%n: f64)");
  expect(report).toContain("f n: double, because it can be passed any number\n");
});

/** Title, instructions that end in an assignment of %x, type that %x gets. */
const ASSIGNMENTS: [title: string, body: string, type: string][] = [
  ["a small sum", "%x: f64 = arith.add 1, 2", "i32"],
  ["a sum past 2^31", "%x: f64 = arith.add 2147483647, 1", "u32"],
  ["a sum past 2^32", "%x: f64 = arith.add 4294967295, 1", "f64"],
  ["a fraction", "%x: f64 = arith.add 1, 0.5", "f64"],
  ["a quotient", "%x: f64 = arith.div 6, 3", "f64"],
  ["NaN", "%x: f64 = copy NaN", "f64"],
  ["-0", "%x: f64 = copy -0", "f64"],
  ["0 negated", "%a: f64 = copy 0\n  %x: f64 = unary.neg %a", "f64"],
  ["5 negated", "%a: f64 = copy 5\n  %x: f64 = unary.neg %a", "i32"],
  ["0 times a negative number", "%a: f64 = copy 0\n  %x: f64 = arith.mul %a, -3", "f64"],
  ["a product of positive numbers", "%a: f64 = copy 7\n  %x: f64 = arith.mul %a, 3", "i32"],
  ["a remainder of a positive number", "%a: f64 = copy 7\n  %x: f64 = arith.mod %a, 3", "i32"],
  ["a remainder of a negative number", "%a: f64 = copy -7\n  %x: f64 = arith.mod %a, 3", "f64"],
  ["a remainder by 0", "%a: f64 = copy 7\n  %x: f64 = arith.mod %a, 0", "f64"],
  ["the floor of a quotient", "%q: f64 = arith.div 7, 2\n  %x: f64 = runtime.math_floor(%q)", "i32"],
  ["the floor of a negative number", "%q: f64 = arith.div -7, 2\n  %x: f64 = runtime.math_floor(%q)", "f64"],
  ["an unknown number", "%x: f64 = runtime.now_ms()", "f64"],
  [
    "a masked number",
    '%u: i32 = runtime.str_hash("s")\n  %m: i32 = bits.and %u, i32 255\n  %x: f64 = convert.to_f64 %m',
    "i32",
  ],
  [
    "an unsigned shift",
    '%h: i32 = runtime.str_hash("s")\n  %m: u32 = bits.shr %h, i32 0\n  %x: f64 = convert.to_f64 %m',
    "u32",
  ],
  ["an element of an array", "%a: ref = new_array.f64 i32 1\n  %x: f64 = array_get.f64.number %a, 0", "f64"],
  ["a boolean as a number", "%x: f64 = convert.to_f64 true", "i32"],
];

describe("the type of a local follows from what is assigned to it", () => {
  for (const [title, body, type] of ASSIGNMENTS) {
    test(`${title}: ${type}`, () => {
      const { text } = narrow(main(`b0:\n  ${body}\n  return\n`));
      expect(text).toMatch(new RegExp(`%x: ${type} = `));
    });
  }
});

test("a local that one path leaves unassigned counts as 0 there", () => {
  const { text } = narrow(
    main(`b0:
  %c: bool = runtime.is_number(null)
  branch %c, b1, b2
b1:
  %x: f64 = copy 0.5
  jump b2
b2:
  %y: f64 = arith.add %x, 1
  return
`),
  );
  expect(text).toContain("%x: f64 = copy 0.5");
});

test("what a handler sees includes every assignment of the block that threw", () => {
  const { text } = narrow(
    main(`b0: handler b1
  %x: f64 = copy 1
  runtime.get_proto(null)
  %x: f64 = copy 2
  runtime.get_proto(null)
  return
b1:
  %e: value = catch
  %y: f64 = arith.mul %x, 1073741824
  return
`),
  );
  expect(text).toContain("%x: i32 = copy i32 1");
  expect(text).toContain("%y: u32 = ");
});

test("a comparison that may have failed because of NaN teaches nothing", () => {
  const { text } = narrow(
    main(`b0:
  %n: f64 = runtime.string_to_number("1")
  %c: bool = compare.lt %n, 10
  branch %c, b1, b2
b1:
  return
b2:
  %x: f64 = runtime.math_floor(%n)
  return
`),
  );
  expect(text).toContain("%x: f64 = runtime.math_floor(%n)");
});

test("globals that hold small integers become i32", () => {
  const { text } = narrow(
    `global size f64\nglobal total f64\n${main("b0:\n  set_global size, 64\n  %n: f64 = runtime.now_ms()\n  set_global total, %n\n  %s: f64 = get_global size\n  %t: f64 = get_global total\n  %u: f64 = arith.add %s, %t\n  return\n")}`,
  );
  expect(text).toContain("global size i32\nglobal total f64\n");
  expect(text).toContain("set_global size, i32 64");
});

test("captured numbers that never change are narrowed with their closures", () => {
  const { text } = narrow(
    main(
      "b0:\n  %f: ref = new_closure @inner(8)\n  %v: value = convert.box %f\n  set_global out, %v\n  return\n",
      "func @inner() -> f64 generic captures (%step: f64) {\nb0:\n  %r: f64 = arith.add %step, 1\n  return %r\n}\n",
    ),
  );
  expect(text).toContain("captures (%step: i32)");
  expect(text).toContain("new_closure @inner(i32 8)");
  expect(text).toMatch(/%r: i32 = arith.add %step, i32 1\n {2}%\d+: f64 = convert.to_f64 %r/);
});

test("what is known at a block is about the numbers that can still be read there", () => {
  const module = parseModule(
    main(`b0:
  %a: f64 = copy 1
  %b: f64 = copy 2
  %c: bool = compare.lt %a, %b
  branch %c, b1, b2
b1:
  %b: f64 = arith.add %b, 1
  jump b2
b2:
  %d: f64 = arith.add %b, 1
  %v: value = convert.box %d
  set_global out, %v
  return
`),
  );
  const [entry, , last] = module.entry.blocks;
  const { states } = new Analysis(module).flow(module.entry);
  const named = (block: Block) => [...states.get(block)!.keys()].map((id) => module.entry.locals[id]!.name);
  expect(named(entry!)).toEqual([]);
  expect(named(last!)).toEqual(["b"]);
});

test("a sum wanted modulo 2^32 is added with wrapping, as long as the double sum would be exact", () => {
  const { text } = narrow(
    main(`b0:
  %n: f64 = runtime.now_ms()
  %a: i32 = convert.to_i32 %n
  %b: f64 = convert.to_f64 %a
  %c: f64 = arith.add %b, %b
  %d: i32 = convert.to_i32 %c
  %e: f64 = arith.mul %b, %b
  %f: i32 = convert.to_i32 %e
  %g: i32 = bits.xor %d, %f
  return
`),
  );
  expect(text).toContain("%c: i32 = arith.add %b, %b");
  expect(text).toContain("f64 = arith.mul");
});

test("a small number shifted by a small count stays small", () => {
  const { text } = narrow(
    main(
      `b0:
  call @all(13)
  call @all(6)
  return
`,
      `func @all(%n: f64) -> void {
b0:
  %c: i32 = convert.to_i32 %n
  %s: i32 = bits.shl i32 1, %c
  %f: f64 = convert.to_f64 %s
  %m: f64 = arith.sub %f, 1
  %v: value = convert.box %m
  set_global out, %v
  return
}
`,
    ),
  );
  expect(text).toContain("%m: i32 = arith.sub %f, i32 1");
});

test.each([
  ["a constant that no read precedes", "settled", 'typed_get.u8.int %k, 3 known="element"'],
  ["a variable that may be read before it is set", "", "typed_get.u8.number %k, 3"],
])("an element of %s", (_what, settled, expected) => {
  const { text } = narrow(
    `global table ref ${settled}\n${main(
      "b0:\n  %t: ref = runtime.typed_new(i32 1, 4)\n  set_global table, %t\n  %s: f64 = call @read()\n  return\n",
      `
func @read() -> f64 {
b0:
  %k: ref = get_global table
  %x: f64 = typed_get.u8.number %k, 3
  %y: f64 = arith.add %x, 1
  return %y
}
`,
    )}`,
  );
  expect(text).toContain(expected);
});
