// The written form of IR: what is printed reads back to a module that prints the same.

import { expect, test } from "vitest";
import { FuncBuilder, newModule, num, slot, undef, use } from "./build.ts";
import { parseModule } from "./parse.ts";
import { printModule } from "./print.ts";

const EVERYTHING = `class Error construct @lib.ts:Error.new
class Point extends Error construct @main.ts:Point.new statics { method "of" @main.ts:Point.new }
shape Error class Error extensible { "message" value optional }
shape Point#1 extends Error class Point extensible { "message" value optional, "x" f64, "#secret" ref hidden } methods { get "length" @main.ts:length } vtable { @main.ts:length }
shape Point#2 { }
shape Point#3 { "a b" bool }
global main.ts:counter f64
builtin string "charAt" @main.ts:length
hook await @main.ts:length
entry @main.ts:all

func @lib.ts:Error.new() -> ref throws {
b0:
  throw value "no"
}

func @main.ts:Point.new() -> ref {
b0:
  %1: ref = new_object Point#1
  return %1
}

func @main.ts:length(%this: ref) -> value display "get length" arity 1 this of Point#1 foreign @main.ts:any generic {
b0:
  return undefined
}

func @main.ts:any(%this: value) -> value this generic {
b0:
  return %this
}

func @main.ts:tail(%first: f64, %rest: ref) -> void rest async captures (%seen: ref) {
b0:
  %1: value = await null
  return
}

func @main.ts:all(%a: f64, %b: value) -> value throws {
  var %late: value
b0: handler b4
  %1: f64 = arith.add %a, -0
  %2: i32 = bits.shl i32 5, i32 -1
  %3: u32 = bits.shr %2, i32 3
  %4: bool = compare.lt %1, Infinity
  %5: bool = unary.not %4
  %6: f64 = convert.unbox %b expected="a number for \\"x\\""
  %7: ref = runtime.str_concat("a", "b\\n")
  runtime.gc_collect()
  call @main.ts:tail(NaN, ref undefined) env=ref null
  %8: ref = new_closure @main.ts:tail(%7)
  %9: value = call_value %b, undefined, "f"(value "s", value @main.ts:length)
  %10: value = call_method %b, "key", "o.key"(value class Point)
  %11: value = call_virtual %7, Point#1, 0()
  %12: value = call_member %7, Point#1, @main.ts:length, "length", "p.length"() slot=0
  call_member %7, Point#1, @main.ts:length, "length", "p.length"()
  %13: f64 = get_slot %7, Point#1, x
  set_slot %7, Point#1, "#secret", "text"
  %14: f64 = get_field %7, Point#1, x, "p.x"
  set_field %7, Point#1, x, 1.5e+300
  %15: bool = has_shape %7, Point#1 subclasses=true
  %16: bool = has_shape %7, Point#3
  %17: value = get_prop %b, "k"
  set_prop %b, "k", hole
  %18: ref = new_array.value i32 3
  %19: value = array_get.value.value %18, %2
  array_set.f64 %18, %1, 2
  array_push.ref %18, %7
  %20: i32 = length.array %18
  %21: f64 = typed_get.u8.number %18, %3
  typed_set.u8c %18, %20, u32 255
  %22: bool = has_elements.typed.u8 %18
  %23: ref = view.typed %18
  %24: f64 = typed_get.u8.number %23, %3 known="kind" ok=%22
  array_set.f64 %18, %1, 2 ok=%22
  %25: ref = new_cell.f64 1
  %26: f64 = get_cell.f64 %25
  set_cell.f64 %25, %26
  %27: f64 = get_global main.ts:counter
  set_global main.ts:counter, %27
  branch %16, b1, b2
b1:
  switch %20 (1 b2, -7 b3) b2
b2:
  jump b3
b3:
  return %late
b4:
  %caught: value = catch
  throw %caught
}
`;

test("everything that can be written reads back and prints the same", () => {
  expect(printModule(parseModule(EVERYTHING))).toBe(EVERYTHING);
});

test("locations are printed on request and read back", () => {
  const text =
    "entry @main.ts:f\n\nfunc @main.ts:f() -> f64 { ; src/main.ts:1:1\nb0:\n  return 1 ; src/main.ts:2:3\n}\n";
  const module = parseModule(text);
  expect(module.entry.blocks[0]!.term.loc).toEqual({ file: "src/main.ts", line: 2, column: 3 });
  expect(printModule(module, { locations: true })).toBe(text);
});

test("two locals of one name are told apart by their ids", () => {
  const m = newModule("main.ts:f");
  const f = new FuncBuilder(m.module.entry);
  const outer = f.local("x", "f64");
  const inner = f.local("x", "value");
  f.emit({ op: "copy", dst: outer, a: num(1) });
  f.emit({ op: "copy", dst: inner, a: undef() });
  f.terminate({ op: "return", value: null });
  const text = printModule(m.module);
  expect(text).toContain("%x.0: f64 = copy 1\n  %x.1: value = copy undefined\n");
  expect(printModule(parseModule(text))).toBe(text);
});

test("a mistake in IR text is reported with its line", () => {
  expect(() => parseModule("entry @f\nfunc @f() -> void {\nb0:\n  frobnicate %x\n}")).toThrow(
    "IR text, line 4: expected an instruction instead of 'frobnicate'",
  );
  expect(() => parseModule("func @f() -> void {\nb0:\n  call @g()\n  return\n}")).toThrow(
    "@g is used but not defined",
  );
});

test("code after a terminator lands in a block of its own", () => {
  const m = newModule("f");
  const f = new FuncBuilder(m.module.entry);
  const x = f.local("x", "f64");
  f.terminate({ op: "return", value: null });
  f.emit({ op: "copy", dst: x, a: num(1) });
  f.terminate({ op: "return", value: null });
  expect(printModule(m.module)).toContain("b0:\n  return\nb1:\n  %x: f64 = copy 1\n  return\n");
});

test("setting the handler splits the block being written", () => {
  const m = newModule("f");
  const f = new FuncBuilder(m.module.entry);
  const shape = m.newShape("S", { slots: [slot("a", "f64")] });
  const o = f.temp("ref");
  f.emit({ op: "new_object", dst: o.local, shape });
  const handler = f.newBlock();
  f.handler = handler;
  f.emit({ op: "set_slot", obj: o, shape, slot: 0, value: num(1) });
  f.handler = null;
  f.terminate({ op: "return", value: null });
  f.startBlock(handler);
  const caught = f.local("e", "value");
  f.emit({ op: "catch", dst: caught });
  f.terminate({ op: "throw", a: use(caught) });
  const blocks = m.module.entry.blocks;
  expect(blocks.map((b) => b.handler?.id ?? null)).toEqual([null, handler.id, null, null]);
});
