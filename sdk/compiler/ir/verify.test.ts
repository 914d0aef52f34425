// The verifier: a correct module has no problems, and each broken rule is named.

import { expect, test } from "vitest";
import { FuncBuilder, i32, newModule, num, use } from "./build.ts";
import { parseModule } from "./parse.ts";
import { verifyModule } from "./verify.ts";

const HEADER = `class C construct @new
shape Base class C { "x" f64 } vtable { @method }
shape Derived extends Base class C { "x" f64, "y" value optional } vtable { @method }
global g ref
entry @entry
func @entry() -> void {
b0:
  return
}
func @new() -> ref {
b0:
  %1: ref = new_object Derived
  return %1
}
func @method(%this: ref, %n: f64) -> f64 this of Base {
b0:
  return %n
}
func @closure(%n: f64) -> f64 captures (%seen: f64) {
b0:
  return %seen
}
`;

/** A function with a parameter of each type and `body` as the instructions of its only block. */
function withBody(body: string): string {
  return `${HEADER}func @f(%f: f64, %i: i32, %u: u32, %b: bool, %r: ref, %v: value) -> f64 {\nb0:\n  ${body}\n  return %f\n}\n`;
}

function problemsOf(text: string): string {
  return verifyModule(parseModule(text)).join("\n");
}

test("a correct module has no problems", () => {
  expect(problemsOf(withBody("%1: f64 = arith.add %f, 1\n  %2: value = convert.box %1"))).toBe("");
});

const BROKEN: [instruction: string, problem: string][] = [
  ["%1: f64 = copy %i", "the operand is i32 instead of f64"],
  ["%1: i32 = convert.to_f64 %i", "the result is f64, but goes into i32"],
  ["%1: f64 = convert.to_f64 %v", "the operand is value instead of i32 or u32 or bool"],
  ["%1: i32 = convert.unbox %v", "the result is f64 or bool or ref, but goes into i32"],
  ["%1: bool = unary.not %f", "the operand is f64 instead of bool"],
  ["%1: f64 = arith.add %f, %i", "the right operand is i32 instead of f64"],
  ["%1: i32 = arith.div %i, %i", "the result is f64, but goes into i32"],
  ["%1: value = arith.add %v, %v", "the result is f64 or i32 or u32, but goes into value"],
  ["%1: i32 = bits.shr %i, %i", "the result is u32, but goes into i32"],
  ["%1: i32 = bits.and %f, %i", "the left operand is f64 instead of i32"],
  ["%1: bool = compare.eq %v, %v", "values are compared by runtime.strict_equals"],
  ["%1: bool = compare.lt %r, %r", "ref operands have no order"],
  ["%1: bool = compare.eq %r, %v", "the right operand is value instead of ref"],
  ["runtime.no_such()", "there is no runtime call 'no_such'"],
  ["runtime.str_concat(%r)", "has 1 arguments instead of 2"],
  ["runtime.str_concat(%r, %v)", "argument 2 is value instead of ref"],
  ["%1: value = runtime.gc_collect()", "keeps the result of a call that has none"],
  ["call @method(%r)", "has 1 arguments instead of 2"],
  ["%1: value = call @method(%r, %f)", "the result is f64, but goes into value"],
  ["call @closure(%f)", "the environment must be given exactly when the function captures variables"],
  ["call @method(%r, %f) env=%r", "the environment must be given exactly when"],
  ["call_virtual %r, Base, 7(%f)", "shape Base has no virtual function 7"],
  ["call_virtual %r, Base, 0()", "has 0 arguments instead of 1"],
  ['call_value %r, %v, "f"()', "the callee is ref instead of value"],
  ['call_value %v, %v, "f"(%f)', "argument 1 is f64 instead of value"],
  ['call_method %v, "k", "o.k"(%f)', "argument 1 is f64 instead of value"],
  ['call_member %r, Base, @new, "k", "o.k"()', "@new has no 'this'"],
  ['call_member %v, Base, @method, "k", "o.k"(%f)', "the object is value instead of ref"],
  ['call_member %r, Base, @method, "k", "o.k"(%f) slot=3', "shape Base has no virtual function 3"],
  ["%1: value = new_object Base", "the result is ref, but goes into value"],
  ["%1: value = get_slot %r, Base, x", "the result is f64, but goes into value"],
  ["set_slot %r, Base, x, %v", "the new value is value instead of f64"],
  ['%1: f64 = get_field %v, Base, x, "p.x"', "the object is value instead of ref"],
  ["%1: bool = has_shape %v, Base", "the object is value instead of ref"],
  ['%1: value = get_prop %r, "k"', "the object is ref instead of value"],
  ['set_prop %v, "k", %f', "the new value is f64 instead of value"],
  ["%1: ref = new_array.f64 %f", "the length is f64 instead of i32"],
  ["%1: value = array_get.f64.number %r, %i", "the result is f64, but goes into value"],
  ["%1: f64 = array_get.f64.number %r, %v", "the index is value instead of f64 or i32 or u32"],
  ["array_set.f64 %r, %i, %r", "the element is ref instead of f64"],
  ["array_push.value %r, %f", "the element is f64 instead of value"],
  ["%1: f64 = length.array %r", "the result is i32, but goes into f64"],
  ["%1: f64 = typed_get.u8.int %r, %i", "the result is i32, but goes into f64"],
  ["typed_set.u8 %r, %i, %v", "the element is value instead of f64 or i32 or u32"],
  ["%1: ref = new_closure @method()", "a function that captures nothing is a constant"],
  ["%1: ref = new_closure @closure(%v)", "argument 1 is value instead of f64"],
  ["%1: ref = new_cell.f64 %v", "the initial value is value instead of f64"],
  ["%1: value = get_cell.f64 %r", "the result is f64, but goes into value"],
  ["set_cell.f64 %v, %f", "the cell is value instead of ref"],
  ["%1: value = get_global g", "the result is ref, but goes into value"],
  ["set_global g, %f", "the new value is f64 instead of ref"],
  ["%1: value = await %v", "await in a function that is not async"],
  ["set_state 1", "set_state in a function without a frame"],
  ["%1: value = resume", "resume in a function without a frame"],
  ["%1: ref = copy @closure", "@closure captures variables: it has no static object"],
  ["%1: i32 = copy i32 1.5", "1.5 is not an i32"],
  ["%1: u32 = copy u32 -1", "-1 is not an u32"],
];

for (const [instruction, problem] of BROKEN) {
  test(`${instruction.trim()} is refused: ${problem}`, () => {
    const [first, ...more] = verifyModule(parseModule(withBody(instruction)));
    expect(first).toContain("@f b0: ");
    expect([first, ...more].join("\n")).toContain(problem);
  });
}

const FUNCTIONS: [title: string, text: string, problem: string][] = [
  [
    "a version for other receivers that trusts its own",
    "func @f(%this: ref) -> void this of Base foreign @method {\nb0:\n  return\n}",
    "its version for other receivers does not take any 'this'",
  ],
  [
    "a version for other receivers of a plain function",
    "func @f() -> void foreign @method {\nb0:\n  return\n}",
    "has a version for other receivers, but no shape for 'this'",
  ],
  [
    "a branch on a number",
    "func @f(%n: f64) -> void {\nb0:\n  branch %n, b1, b1\nb1:\n  return\n}",
    "branch on f64",
  ],
  [
    "a switch on a double",
    "func @f(%n: f64) -> void {\nb0:\n  switch %n (1 b1) b1\nb1:\n  return\n}",
    "switch on f64",
  ],
  [
    "a case twice",
    "func @f(%n: i32) -> void {\nb0:\n  switch %n (1 b1, 1 b1) b1\nb1:\n  return\n}",
    "switch has a case twice",
  ],
  ["a wrong result", "func @f(%n: f64) -> value {\nb0:\n  return %n\n}", "returns f64 instead of value"],
  ["no result", "func @f() -> value {\nb0:\n  return\n}", "returns nothing instead of value"],
  ["throwing a ref", 'func @f() -> void {\nb0:\n  throw "x"\n}', "throws ref instead of value"],
  [
    "an async function without promise",
    "func @f() -> void async {\nb0:\n  return\n}",
    "is async or a generator but does not yield a ref",
  ],
  [
    "an async function resolving a ref",
    'func @f() -> ref async {\nb0:\n  return "x"\n}',
    "async function or generator returns ref instead of value",
  ],
  ["a suspension without a frame", "func @f() -> void {\nb0:\n  suspend\n}", "suspends without a frame"],
  [
    "a handler without catch",
    "func @f() -> void {\nb0: handler b1\n  return\nb1:\n  return\n}",
    "is a handler but does not begin with catch",
  ],
  [
    "a catch that is no handler",
    "func @f() -> void {\nb0:\n  %1: value = catch\n  return\n}",
    "begins with catch but is no handler",
  ],
  [
    "a late catch",
    "func @f() -> void {\nb0:\n  %1: value = copy null\n  %2: value = catch\n  return\n}",
    "catch is not the first instruction",
  ],
  [
    "a jump to a handler",
    "func @f() -> void {\nb0: handler b1\n  jump b1\nb1:\n  %1: value = catch\n  return\n}",
    "goes to b1, which is a handler",
  ],
  [
    "a handler of itself",
    "func @f() -> void {\nb0: handler b0\n  %1: value = catch\n  return\n}",
    "is its own handler",
  ],
  [
    "assigning a capture",
    "func @f() -> void captures (%c: f64) {\nb0:\n  %c: f64 = copy 1\n  return\n}",
    "assigns a capture",
  ],
  [
    "a rest parameter of another type",
    "func @f(%r: value) -> void rest {\nb0:\n  return\n}",
    "its rest parameter is not a ref",
  ],
  [
    "a 'this' without parameter",
    "func @f() -> void this {\nb0:\n  return\n}",
    "has a 'this' but no parameter",
  ],
  [
    "a shape of 'this' without 'this'",
    "func @f() -> void of Base {\nb0:\n  return\n}",
    "has a shape for 'this' but no 'this'",
  ],
];

for (const [title, text, problem] of FUNCTIONS) {
  test(`${title} is refused`, () => {
    expect(problemsOf(`${HEADER}${text}`)).toContain(`@f`);
    expect(problemsOf(`${HEADER}${text}`)).toContain(problem);
  });
}

const TABLES: [title: string, line: string, problem: string][] = [
  ["an optional slot that is no value", 'shape S { "a" f64 optional }', "optional slot 'a' is not a value"],
  ["a shape before its parent", "shape S extends T { }\nshape T { }", "comes before its parent"],
  [
    "slots that differ from the parent's",
    'shape S extends Base { "y" f64 } vtable { @method }',
    "slot 0 differs from the parent's 'x'",
  ],
  [
    "a shorter vtable",
    "shape B2 { } vtable { @method, @new }\nshape S extends B2 { } vtable { @method }",
    "its vtable is shorter than the parent's",
  ],
  [
    "an override of another signature",
    'shape S extends Base { "x" f64 } vtable { @new }',
    "differ in signature",
  ],
  ["a void global", "global h void", "global h: has type void"],
];

for (const [title, line, problem] of TABLES) {
  test(`${title} is refused`, () => {
    expect(
      problemsOf(`${line}\n${HEADER}`.replace(/^(shape S extends Base.*\n)([\s\S]*)/, "$2$1")),
    ).toContain(problem);
  });
}

test("locals, blocks and functions of elsewhere are refused", () => {
  const m = newModule("f");
  const f = new FuncBuilder(m.module.entry);
  const other = newModule("g");
  const g = new FuncBuilder(other.module.entry);
  const foreign = g.local("x", "f64");
  f.emit({ op: "copy", dst: foreign, a: num(1) });
  f.emit({ op: "call", dst: null, func: other.module.entry, env: null, args: [] });
  f.emit({ op: "runtime", dst: null, name: "sleep_ms", args: [use(foreign)] });
  f.terminate({ op: "switch", on: i32(1), cases: [], default: g.current });
  const problems = verifyModule(m.module).join("\n");
  expect(problems).toContain("assigns a local of another function");
  expect(problems).toContain("reads %x, a local of another function");
  expect(problems).toContain("@g is not a function of the module");
  expect(problems).toContain("which is not a block of the function");
});

test("two functions of one name and an entry with parameters are refused", () => {
  const m = newModule("f");
  const f = new FuncBuilder(m.module.entry);
  f.param("x", "f64");
  f.terminate({ op: "return", value: null });
  m.module.functions.push({ ...m.module.entry });
  const problems = verifyModule(m.module).join("\n");
  expect(problems).toContain("f: the name is used twice");
  expect(problems).toContain("entry: takes or returns something");
});
