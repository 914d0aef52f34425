// What generated C must do, kind of node by kind of node: functions of IR text and what each returns, as text.
//
// Run on this machine by run.test.ts and in the emulator by test/backend/. A `*` stands for any text.

export const HEADER = `class Point construct @new_point statics { method "origin" @new_point }
class Point3 extends Point
shape Point class Point extensible { "x" f64, "name" ref, "any" value, "flag" bool, "maybe" value optional } interfaces { "Measured" } methods { method "length" @length, get "twice" @twice } vtable { @length }
shape Point3 extends Point class Point3 { "x" f64, "name" ref, "any" value, "flag" bool, "maybe" value optional, "z" f64 } methods { method "length" @length3 } vtable { @length3 }
shape Other { "x" f64 }
global count f64
global held ref
global late value
func @new_point() -> ref {
b0:
  %1: ref = new_object Point
  set_slot %1, Point, x, 3
  return %1
}
func @length(%this: ref) -> f64 display "length" this of Point {
b0:
  %1: f64 = get_slot %this, Point, x
  return %1
}
func @length3(%this: ref) -> f64 display "length" this of Point3 {
b0:
  %1: f64 = get_slot %this, Point3, z
  return %1
}
func @twice(%this: ref) -> f64 this of Point {
b0:
  %1: f64 = get_slot %this, Point, x
  %2: f64 = arith.mul %1, 2
  return %2
}
func @add(%a: f64, %b: f64) -> f64 display "add" arity 2 generic {
b0:
  %1: f64 = arith.add %a, %b
  return %1
}
func @count_rest(%first: value, %rest: ref) -> f64 display "count" rest generic {
b0:
  %1: i32 = length.array %rest
  %2: f64 = convert.to_f64 %1
  return %2
}
func @counter() -> f64 display "counter" generic captures (%cell: ref, %step: f64) {
b0:
  %1: f64 = get_cell.f64 %cell
  %2: f64 = arith.add %1, %step
  set_cell.f64 %cell, %2
  return %2
}
func @fails(%a: f64) -> f64 throws {
b0:
  throw value "failed"
}
`;

/** Title, blocks of a function that returns a value, what it prints. */
export const CASES: [title: string, body: string, prints: string][] = [
  ["adds doubles", numbers("arith.add 0.1, 0.2"), "0.30000000000000004"],
  ["subtracts and multiplies", numbers("arith.sub 1, 3"), "-2"],
  ["divides by zero", numbers("arith.div 1, 0"), "Infinity"],
  ["takes remainders with the sign of the dividend", numbers("arith.mod -7, 3"), "-1"],
  [
    "keeps -0 apart",
    "b0:\n  %1: f64 = arith.div 1, -0\n  %2: value = convert.box %1\n  return %2",
    "-Infinity",
  ],
  [
    "writes constants that need all digits",
    numbers("arith.mul 1.7976931348623157e+308, 1"),
    "1.7976931348623157e+308",
  ],
  ["writes the smallest subnormal", numbers("arith.add 5e-324, 0"), "5e-324"],
  ["writes NaN", numbers("arith.add NaN, 0"), "NaN"],
  ["negates", numbers("unary.neg 5"), "-5"],
  ["wraps i32 multiplication as told", ints("arith.mul i32 65536, i32 65536"), "0"],
  ["complements", ints("unary.bitnot i32 5"), "-6"],
  ["shifts by the count modulo 32", ints("bits.shl i32 1, i32 33"), "2"],
  ["shifts right with the sign", ints("bits.sar i32 -8, i32 1"), "-4"],
  [
    "shifts right without the sign",
    "b0:\n  %1: u32 = bits.shr i32 -1, i32 0\n  %2: value = convert.box %1\n  return %2",
    "4294967295",
  ],
  ["combines bits", ints("bits.xor i32 6, i32 3"), "5"],
  ["writes the smallest i32", ints("copy i32 -2147483648"), "-2147483648"],
  ["converts doubles modulo 2^32", ints("convert.to_i32 4294967301"), "5"],
  ["converts large doubles modulo 2^32", ints("convert.to_i32 -6442450944"), "-2147483648"],
  ["converts NaN to 0", ints("convert.to_i32 NaN"), "0"],
  ["compares NaN as unequal", bools("compare.eq NaN, NaN"), "false"],
  ["compares NaN with ne as unequal", bools("compare.ne NaN, NaN"), "true"],
  ["orders numbers", bools("compare.lt 1, 2"), "true"],
  ["compares references by identity", bools("compare.eq ref null, ref undefined"), "false"],
  ["takes NaN as false", bools("convert.to_boolean NaN"), "false"],
  ["takes the empty string as false", bools('convert.to_boolean ""'), "false"],
  ["takes text as true", bools('convert.to_boolean value "no"'), "true"],
  ["inverts", bools("unary.not true"), "false"],
  [
    "converts text to a number",
    'b0:\n  %1: f64 = convert.to_number "12"\n  %2: value = convert.box %1\n  return %2',
    "12",
  ],
  [
    "converts undefined to NaN",
    "b0:\n  %1: f64 = convert.to_number undefined\n  %2: value = convert.box %1\n  return %2",
    "NaN",
  ],
  ["converts to text", refs("convert.to_string true"), "true"],
  ["unboxes a number", numbers("convert.unbox %v", "  %v: value = convert.box 7\n"), "7"],
  [
    "refuses to unbox another type",
    numbers('convert.unbox value "x" expected="a number for x"'),
    "throws *a number for x*",
  ],
  ["keeps UTF-16 text", refs('runtime.str_concat("zażółć", " 😀")'), "zażółć 😀"],
  ["knows lengths in UTF-16 units", ints('length.string "😀!"'), "3"],
  ["calls directly", numbers("call @add(1, 2)"), "3"],
  ["passes an exception of a callee on", numbers("call @fails(1)"), "throws failed"],
  [
    "leaves the old value when a call throws into a handler that reads it",
    "b0: handler b1\n  %x: f64 = copy 1\n  %x: f64 = call @fails(2)\n  return undefined\nb1:\n  %e: value = catch\n  %r: value = convert.box %x\n  return %r",
    "1",
  ],
  [
    "keeps the first of several exceptions in a row",
    'b0:\n  %1: f64 = call @fails(1)\n  %2: value = convert.box %1\n  %3: value = call_method %2, "nope", "n.nope"()\n  %4: f64 = convert.unbox %3\n  %5: ref = get_field "text", Point, name, "o.name" others="refused"\n  %6: value = convert.box %5\n  return %6',
    "throws failed",
  ],
  [
    "changes nothing behind a call that throws",
    "b0:\n  set_global count, 1\n  jump b1\nb1: handler b2\n  %1: f64 = call @fails(1)\n  %2: f64 = arith.add %1, 5\n  set_global count, %2\n  return undefined\nb2:\n  %e: value = catch\n  %3: f64 = get_global count\n  %4: value = convert.box %3\n  return %4",
    "1",
  ],
  ["throws out of a function", 'b0:\n  throw value "thrown"', "throws thrown"],
  [
    "throws to its own handler",
    'b0: handler b1\n  throw value "thrown"\nb1:\n  %e: value = catch\n  return %e',
    "thrown",
  ],
  [
    "makes objects with initial slots",
    object("%2: value = get_slot %1, Point, any\n  return %2"),
    "undefined",
  ],
  [
    "reads an absent optional slot as undefined",
    object("%2: value = get_slot %1, Point, maybe\n  return %2"),
    "undefined",
  ],
  [
    "stores into slots",
    object(
      'set_slot %1, Point, name, "p"\n  %2: ref = get_slot %1, Point, name\n  %3: value = convert.box %2\n  return %3',
    ),
    "p",
  ],
  ["has the shape it was made with", object(boxed("has_shape %1, Point subclasses=true", "bool")), "true"],
  ["is not of a derived shape", object(boxed("has_shape %1, Point3 subclasses=true", "bool")), "false"],
  [
    "is of the base shape when derived",
    derived(boxed("has_shape %1, Point subclasses=true", "bool")),
    "true",
  ],
  ["is not exactly of the base shape when derived", derived(boxed("has_shape %1, Point", "bool")), "false"],
  ["calls through the virtual table", derived(boxed("call_virtual %1, Point, 0()", "f64")), "5"],
  [
    "calls members through the table",
    derived(boxed('call_member %1, Point, @length, "length", "p.length"() slot=0', "f64")),
    "5",
  ],
  [
    "calls members directly",
    object(boxed('call_member %1, Point, @length, "length", "p.length"()', "f64")),
    "3",
  ],
  [
    "falls back to lookup for another object's member",
    object(boxed('call_member "text", Point, @length, "length", "p.length"()', "f64")),
    "throws *",
  ],
  ["reads guarded fields", derived(boxed('get_field %1, Point, x, "p.x"', "f64")), "4"],
  [
    "reads a guarded field of an object of another shape",
    'b0:\n  %1: ref = new_object Other\n  set_slot %1, Other, x, 8\n  %2: f64 = get_field %1, Point, x, "o.x"\n  %3: value = convert.box %2\n  return %3',
    "8",
  ],
  [
    "refuses a guarded field of another type",
    'b0:\n  %1: ref = get_field "text", Point, name, "o.name"\n  %2: value = convert.box %1\n  return %2',
    "undefined",
  ],
  [
    "reads a guarded field that refuses other objects",
    derived(boxed('get_field %1, Point, x, "p.x" others="refused"', "f64")),
    "4",
  ],
  [
    "refuses other objects where it is told to",
    'b0:\n  %1: ref = new_object Other\n  %2: f64 = get_field %1, Point, x, "o.x" others="refused"\n  %3: value = convert.box %2\n  return %3',
    "throws *Ingot's own*",
  ],
  [
    "refuses to write to them",
    'b0:\n  %1: ref = new_object Other\n  set_field %1, Point, x, 9 others="refused"\n  return undefined',
    "throws *Ingot's own*",
  ],
  [
    "refuses to call their methods",
    'b0:\n  %8: f64 = call_member "text", Point, @length, "length", "p.length"() others="refused"\n  %9: value = convert.box %8\n  return %9',
    "throws *Ingot's own*",
  ],
  [
    "calls a method of an object that is one",
    object(boxed('call_member %1, Point, @length, "length", "p.length"() others="refused"', "f64")),
    "3",
  ],
  [
    "writes guarded fields of another shape",
    "b0:\n  %1: ref = new_object Other\n  set_field %1, Point, x, 9\n  %2: f64 = get_slot %1, Other, x\n  %3: value = convert.box %2\n  return %3",
    "9",
  ],
  [
    "looks properties up by name",
    object('%2: value = convert.box %1\n  %3: value = get_prop %2, "x"\n  return %3'),
    "3",
  ],
  [
    "runs accessors",
    object('%2: value = convert.box %1\n  %3: value = get_prop %2, "twice"\n  return %3'),
    "6",
  ],
  [
    "calls methods by name",
    object('%2: value = convert.box %1\n  %3: value = call_method %2, "length", "p.length"()\n  return %3'),
    "3",
  ],
  [
    "guesses at the class behind an interface",
    object(
      '%2: value = convert.box %1\n  %3: value = call_method %2, "length", "p.length"() declared="Measured"\n  return %3',
    ),
    "3",
  ],
  [
    "guesses at a class that extends one which implements the interface",
    derived(
      '%2: value = convert.box %1\n  %3: value = call_method %2, "length", "p.length"() declared="Measured"\n  return %3',
    ),
    "5",
  ],
  [
    "looks the method up where the object is not of a class that implements the interface",
    'b0:\n  %1: value = call_method value "text", "length", "s.length"() declared="Measured"\n  return %1',
    "throws *is not a function",
  ],
  [
    "assigns and adds properties by name",
    object(
      '%2: value = convert.box %1\n  set_prop %2, "added", value "yes"\n  %3: value = get_prop %2, "added"\n  return %3',
    ),
    "yes",
  ],
  [
    "names the missing method",
    object('%2: value = convert.box %1\n  %3: value = call_method %2, "nope", "p.nope"()\n  return %3'),
    "throws *nope is not a function",
  ],
  ["calls function values", values('call_value value @add, undefined, "add"(%a, %a)'), "14"],
  [
    "gives missing arguments as undefined",
    values('call_value value @add, undefined, "add"(%a)'),
    "throws *'b' of 'add'*",
  ],
  ["collects rest arguments", values('call_value value @count_rest, undefined, "count"(%a, %a, %a)'), "2"],
  [
    "names what is not a function",
    values('call_value %a, undefined, "seven"()'),
    "throws seven is not a function",
  ],
  [
    "keeps captured values and cells in closures",
    'b0:\n  %cell: ref = new_cell.f64 10\n  %f: ref = new_closure @counter(%cell, 5)\n  %g: value = convert.box %f\n  %1: value = call_value %g, undefined, "g"()\n  %2: f64 = call @counter() env=%f\n  %3: value = convert.box %2\n  return %3',
    "20",
  ],
  [
    "constructs through the class object",
    'b0:\n  %1: ref = new_array.value i32 0\n  %2: value = runtime.construct(value class Point, %1)\n  %3: value = get_prop %2, "x"\n  return %3',
    "3",
  ],
  [
    "finds static methods on the class object",
    'b0:\n  %1: value = call_method value class Point, "origin", "Point.origin"()\n  %2: value = get_prop %1, "x"\n  return %2',
    "3",
  ],
  [
    "keeps globals",
    'b0:\n  set_global count, 4\n  set_global held, "h"\n  %1: f64 = get_global count\n  %2: value = convert.box %1\n  return %2',
    "4",
  ],
  [
    "starts value globals uninitialised",
    "b0:\n  %1: value = get_global late\n  %2: bool = runtime.is_hole(%1)\n  %3: value = convert.box %2\n  return %3",
    "true",
  ],
  ["reads array elements", array(boxed("array_get.f64.number %1, i32 1", "f64")), "20"],
  ["reads undefined out of bounds", array("%2: value = array_get.f64.value %1, 7\n  return %2"), "undefined"],
  ["reads NaN out of bounds as a number", array(boxed("array_get.f64.number %1, i32 -1", "f64")), "NaN"],
  [
    "writes array elements",
    array(`array_set.f64 %1, i32 0, 99\n  ${boxed("array_get.f64.number %1, 0", "f64")}`),
    "99",
  ],
  [
    "widens arrays",
    array('array_set.value %1, i32 0, value "s"\n  %2: value = array_get.f64.value %1, i32 0\n  return %2'),
    "s",
  ],
  ["knows array lengths", array(boxed("length.array %1", "i32")), "2"],
  ["refuses the length of undefined", ints("length.array ref undefined"), "throws *length*"],
  [
    "stores bytes modulo 256",
    typed("typed_set.u8 %1, i32 0, 300\n", "typed_get.u8.int %1, i32 0", "i32"),
    "44",
  ],
  ["clamps where the kind clamps", typed("", "typed_get.u8.number %1, i32 9", "f64"), "NaN"],
  [
    "switches",
    'b0:\n  switch i32 2 (1 b1, 2 b2) b3\nb1:\n  return value "one"\nb2:\n  return value "two"\nb3:\n  return value "other"',
    "two",
  ],
  [
    "loops",
    "b0:\n  %i: f64 = copy 0\n  %sum: f64 = copy 0\n  jump b1\nb1:\n  %c: bool = compare.lt %i, 10\n  branch %c, b2, b3\nb2:\n  %sum: f64 = arith.add %sum, %i\n  %i: f64 = arith.add %i, 1\n  jump b1\nb3:\n  %v: value = convert.box %sum\n  return %v",
    "45",
  ],
  [
    "gives locals that are read before they are written a value",
    "  var %x: value\nb0:\n  return %x",
    "undefined",
  ],
];

function boxed(instruction: string, type: string): string {
  return `%8: ${type} = ${instruction}\n  %9: value = convert.box %8\n  return %9`;
}
function numbers(instruction: string, before = ""): string {
  return `b0:\n${before}  ${boxed(instruction, "f64")}`;
}
function ints(instruction: string): string {
  return `b0:\n  ${boxed(instruction, "i32")}`;
}
function bools(instruction: string): string {
  return `b0:\n  ${boxed(instruction, "bool")}`;
}
function refs(instruction: string): string {
  return `b0:\n  ${boxed(instruction, "ref")}`;
}
function values(instruction: string): string {
  return `b0:\n  %a: value = convert.box 7\n  %9: value = ${instruction}\n  return %9`;
}
function object(rest: string): string {
  return `b0:\n  %1: ref = call @new_point()\n  ${rest}`;
}
function derived(rest: string): string {
  return `b0:\n  %1: ref = new_object Point3\n  set_slot %1, Point3, x, 4\n  set_slot %1, Point3, z, 5\n  ${rest}`;
}
function array(rest: string): string {
  return `b0:\n  %1: ref = new_array.f64 i32 0\n  array_push.f64 %1, 10\n  array_push.f64 %1, 20\n  ${rest}`;
}
function typed(before: string, instruction: string, type: string): string {
  return `b0:\n  %1: ref = runtime.typed_new(i32 1, 4)\n  ${before}  ${boxed(instruction, type)}`;
}

/** Whether a line of output is what the case says. */
export function matches(line: string | undefined, prints: string): boolean {
  if (line === undefined) return false;
  return prints.includes("*") ? prints.split("*").every((part) => line.includes(part)) : line === prints;
}
