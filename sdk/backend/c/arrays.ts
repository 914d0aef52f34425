// C of arrays and typed arrays: inline fast paths (elements.ts, runtime/native/array.h), and the slow path with its
// exception test where they do not apply.

import { operandType } from "../../compiler/ir/build.ts";
import type { ArrayKind, Instr, Operand } from "../../compiler/ir/types.ts";
import { arrayGet, arraySet, type Mark, type Trust, typedGet, typedSet } from "./elements.ts";
import { box, type FunctionWriter } from "./function.ts";
import { type Argument, callOutlined } from "./outlined.ts";
import { cType } from "./program.ts";
import type { Unit } from "./unit.ts";

/** What rt_new_array calls the element kinds. */
const KIND: Record<ArrayKind, number> = { f64: 0, ref: 1, value: 2 };

function mark(operand: Operand): Mark {
  const type = operandType(operand);
  return type === "i32" ? "i" : type === "u32" ? "u" : "d";
}

/** The C structures that begin with kind, length and place of elements. */
const HEADER = { array: "Array", typed: "Typed" };

export function writeHasElements(w: FunctionWriter, instr: Instr & { op: "has_elements" }): void {
  const array = w.operand(instr.array);
  const test =
    instr.of === "array"
      ? `ING_IS_${instr.kind}(${array})`
      : `ING_TYPED_IS(${array}, TA_${instr.kind.toUpperCase()})`;
  w.assign(instr.dst, test);
}

/** A copy of the header in a local of C, which gcc keeps in registers: nothing takes its address for long. */
export function writeView(w: FunctionWriter, instr: Instr & { op: "view" }): void {
  w.line(`${w.header(instr.dst)} = *(${HEADER[instr.of]} *)${w.operand(instr.array)};`);
}

export function headerOf(instr: Instr & { op: "view" }): string {
  return HEADER[instr.of];
}

export function writeNewArray(w: FunctionWriter, instr: Instr & { op: "new_array" }): void {
  const length = w.operand(instr.length);
  // An empty array has no elements of its own: it is a header of zeros.
  const isEmpty = Number(length) === 0;
  const empty = `ing_alloc(&rt_shapes[RS_ARRAY_${instr.kind.toUpperCase()}], sizeof(Array))`;
  w.assign(instr.dst, isEmpty ? empty : `rt_new_array(${KIND[instr.kind]}, ${length})`);
}

/** `obj[index]` for the slow path, which takes doubles. */
function place(w: FunctionWriter, array: Operand, index: Operand): string {
  return `${w.operand(array)}, (double)${w.operand(index)}`;
}

/** `rt_array_set_slow` with the value boxed. */
function slowSet(w: FunctionWriter, array: Operand, index: Operand, value: Operand): string {
  return `rt_array_set_slow(${place(w, array, index)}, ${w.boxed(value)})`;
}

export function writeArrayGet(w: FunctionWriter, instr: Instr & { op: "array_get" }): void {
  const name = arrayGet(w.unit, trust(instr.known), instr.result, instr.kind, mark(instr.index));
  const args = `${w.operand(instr.array)}, ${w.operand(instr.index)}`;
  const slow = `ing_slow_${instr.result}(${place(w, instr.array, instr.index)})`;
  if (instr.ok !== undefined) {
    attempt(w, instr.ok, `${name}(${args}, &${w.local(instr.dst)})`);
    return;
  }
  if (instr.known === "element") w.line(`${name}(${args}, &${w.local(instr.dst)});`);
  else if (w.unit.isForSize)
    getOutlined(w, instr, (unit, index) => arrayGet(unit, "try", instr.result, instr.kind, index));
  else w.assignTried(instr.dst, (out) => `${name}(${args}, ${out})`, slow);
}

/** Only the fast path, and whether it applied. */
function attempt(w: FunctionWriter, ok: Operand & { kind: "local" }, fast: string): void {
  w.assign(ok.local, fast);
}

export function writeArraySet(w: FunctionWriter, instr: Instr & { op: "array_set" }): void {
  const args = [instr.array, instr.index, instr.value].map((o) => w.operand(o));
  const boxed = instr.kind !== "value" && operandType(instr.value) === "value";
  const name = arraySet(w.unit, trust(instr.known), instr.kind, boxed, mark(instr.index));
  const fast = `${name}(${args.join(", ")})`;
  if (instr.ok !== undefined) attempt(w, instr.ok, fast);
  else if (instr.known === "element") w.line(`${fast};`);
  else if (w.unit.isForSize)
    setOutlined(w, instr, (unit, index) => arraySet(unit, "try", instr.kind, boxed, index));
  else w.tried(fast, slowSet(w, instr.array, instr.index, instr.value));
}

export function writeArrayPush(w: FunctionWriter, instr: Instr & { op: "array_push" }): void {
  const array = w.operand(instr.array);
  const type = operandType(instr.value);
  if (w.unit.isForSize) {
    const args: Argument[] = [
      ["Obj *", array],
      [cType(type), w.operand(instr.value)],
    ];
    callOutlined(w, null, "void", `push_${instr.kind}_${type}`, args, () => [
      `if (LIKELY(ing_try_array_push_${instr.kind}(p0, p1))) return;`,
      `rt_array_push_slow(p0, ${box(type, "p1")});`,
    ]);
    return;
  }
  const tried = w.unit.isForSpeed && instr.kind === "f64" ? "any" : "try";
  w.tried(
    `ing_${tried}_array_push_${instr.kind}(${array}, ${w.operand(instr.value)})`,
    `rt_array_push_slow(${array}, ${w.boxed(instr.value)})`,
  );
}

export function writeLength(w: FunctionWriter, instr: Instr & { op: "length" }): void {
  const obj = w.operand(instr.obj);
  if (instr.known !== undefined) {
    w.assign(instr.dst, `(int32_t)((${HEADER[instr.of === "array" ? "array" : "typed"]} *)${obj})->length`);
    return;
  }
  if (instr.ok !== undefined) {
    attempt(w, instr.ok, `ing_try_length_${instr.of}(${obj}, &${w.local(instr.dst)})`);
    return;
  }
  if (w.unit.isForSize) {
    callOutlined(w, instr.dst, "i32", `length_${instr.of}`, [["Obj *", obj]], () => [
      "int32_t out;",
      `return LIKELY(ing_try_length_${instr.of}(p0, &out)) ? out : rt_length_slow(p0);`,
    ]);
    return;
  }
  w.assignTried(instr.dst, (out) => `ing_try_length_${instr.of}(${obj}, ${out})`, `rt_length_slow(${obj})`);
}

/** What a fast path may rely on. */
function trust(known: "kind" | "element" | undefined): Trust {
  return known === undefined ? "try" : known;
}

export function writeTypedGet(w: FunctionWriter, instr: Instr & { op: "typed_get" }): void {
  const name = typedGet(w.unit, trust(instr.known), instr.result, instr.kind, mark(instr.index));
  const args = `${w.operand(instr.array)}, ${w.operand(instr.index)}`;
  if (instr.known === "element") {
    w.line(`${name}(${args}, &${w.local(instr.dst)});`);
    return;
  }
  if (instr.ok !== undefined) {
    attempt(w, instr.ok, `${name}(${args}, &${w.local(instr.dst)})`);
    return;
  }
  if (w.unit.isForSize) {
    getOutlined(w, instr, (unit, index) =>
      typedGet(unit, trust(instr.known), instr.result, instr.kind, index),
    );
    return;
  }
  const slow = `ing_slow_${instr.result}(${place(w, instr.array, instr.index)})`;
  w.assignTried(instr.dst, (out) => `${name}(${args}, ${out})`, slow);
}

const RESULT = { value: "value", number: "f64", ref: "ref", int: "i32" } as const;

/** An index as an argument: constants as integers, which need no test. */
function indexArgument(w: FunctionWriter, index: Operand): { mark: Mark; argument: Argument } {
  const isSmall = index.kind === "number" && index.value >= 0 && index.value <= 0xffff;
  if (isSmall && Number.isInteger(index.value)) return { mark: "i", argument: ["int32_t", `${index.value}`] };
  return { mark: mark(index), argument: [cType(operandType(index)), w.operand(index)] };
}

/** `fast` defines the inline fast path in a unit, and names it. */
function getOutlined(
  w: FunctionWriter,
  instr: Instr & { op: "array_get" | "typed_get" },
  fast: (unit: Unit, index: Mark) => string,
): void {
  const { mark, argument } = indexArgument(w, instr.index);
  const what = instr.op === "typed_get" ? `${trust(instr.known)}_typed_get` : "array_get";
  const name = `${what}_${instr.result}_${instr.kind}_${mark}`;
  const result = RESULT[instr.result];
  callOutlined(w, instr.dst, result, name, [["Obj *", w.operand(instr.array)], argument], (unit) => [
    `${cType(result)} out;`,
    `if (LIKELY(${fast(unit, mark)}(p0, p1, &out))) return out;`,
    `return ing_slow_${instr.result}(p0, (double)p1);`,
  ]);
}

function setOutlined(
  w: FunctionWriter,
  instr: Instr & { op: "array_set" | "typed_set" },
  fast: (unit: Unit, index: Mark) => string,
): void {
  const { mark, argument } = indexArgument(w, instr.index);
  const type = operandType(instr.value);
  const what = instr.op === "typed_set" ? `${trust(instr.known)}_typed_set` : "array_set";
  const args: Argument[] = [
    ["Obj *", w.operand(instr.array)],
    argument,
    [cType(type), w.operand(instr.value)],
  ];
  callOutlined(w, null, "void", `${what}_${instr.kind}_${mark}_${type}`, args, (unit) => [
    `if (LIKELY(${fast(unit, mark)}(p0, p1, p2))) return;`,
    `rt_array_set_slow(p0, (double)p1, ${box(type, "p2")});`,
  ]);
}

export function writeTypedSet(w: FunctionWriter, instr: Instr & { op: "typed_set" }): void {
  const args = [instr.array, instr.index, instr.value].map((o) => w.operand(o));
  const name = typedSet(w.unit, trust(instr.known), instr.kind, mark(instr.index), mark(instr.value));
  const call = `${name}(${args.join(", ")})`;
  if (instr.known === "element") w.line(`${call};`);
  else if (instr.ok !== undefined) attempt(w, instr.ok, call);
  else if (w.unit.isForSize)
    setOutlined(w, instr, (unit, index) =>
      typedSet(unit, trust(instr.known), instr.kind, index, mark(instr.value)),
    );
  else w.tried(call, slowSet(w, instr.array, instr.index, instr.value));
}
