// C of arrays and typed arrays: inline fast paths (elements.ts, runtime/native/array.h), and the slow path with its
// exception test where they do not apply.

import { operandType } from "../../compiler/ir/build.ts";
import type { ArrayKind, Instr, Operand } from "../../compiler/ir/types.ts";
import { arrayGet, arraySet, type Mark, type Trust, typedGet, typedSet } from "./elements.ts";
import type { FunctionWriter } from "./function.ts";

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
  else w.tried(fast, slowSet(w, instr.array, instr.index, instr.value));
}

export function writeArrayPush(w: FunctionWriter, instr: Instr & { op: "array_push" }): void {
  const array = w.operand(instr.array);
  w.tried(
    `ing_try_array_push_${instr.kind}(${array}, ${w.operand(instr.value)})`,
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
  const slow = `ing_slow_${instr.result}(${place(w, instr.array, instr.index)})`;
  w.assignTried(instr.dst, (out) => `${name}(${args}, ${out})`, slow);
}

export function writeTypedSet(w: FunctionWriter, instr: Instr & { op: "typed_set" }): void {
  const args = [instr.array, instr.index, instr.value].map((o) => w.operand(o));
  const name = typedSet(w.unit, trust(instr.known), instr.kind, mark(instr.index), mark(instr.value));
  const call = `${name}(${args.join(", ")})`;
  if (instr.known === "element") w.line(`${call};`);
  else if (instr.ok !== undefined) attempt(w, instr.ok, call);
  else w.tried(call, slowSet(w, instr.array, instr.index, instr.value));
}
