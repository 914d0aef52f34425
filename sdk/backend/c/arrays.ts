// C of arrays and typed arrays: names of the inline functions of runtime/native/array.h, which do each
// operation completely.

import { operandType } from "../../compiler/ir/build.ts";
import type { ArrayKind, Instr, Operand } from "../../compiler/ir/types.ts";
import type { FunctionWriter } from "./function.ts";

/** What rt_new_array calls the element kinds. */
const KIND: Record<ArrayKind, number> = { f64: 0, ref: 1, value: 2 };

/** i, u or d: how array.h marks the C type of an index or element. */
function mark(operand: Operand): string {
  const type = operandType(operand);
  return type === "i32" ? "i" : type === "u32" ? "u" : "d";
}

export function writeNewArray(w: FunctionWriter, instr: Instr & { op: "new_array" }): void {
  w.assign(instr.dst, `rt_new_array(${KIND[instr.kind]}, ${w.operand(instr.length)})`);
}

export function writeArrayGet(w: FunctionWriter, instr: Instr & { op: "array_get" }): void {
  const name = `ing_array_get_${instr.result}_${instr.kind}_${mark(instr.index)}`;
  w.assignChecked(instr.dst, `${name}(${w.operand(instr.array)}, ${w.operand(instr.index)})`);
}

export function writeArraySet(w: FunctionWriter, instr: Instr & { op: "array_set" }): void {
  const args = [instr.array, instr.index, instr.value].map((o) => w.operand(o));
  w.line(`ing_array_set_${instr.kind}_${mark(instr.index)}(${args.join(", ")});`);
  w.check();
}

export function writeArrayPush(w: FunctionWriter, instr: Instr & { op: "array_push" }): void {
  w.line(`ing_array_push_${instr.kind}(${w.operand(instr.array)}, ${w.operand(instr.value)});`);
  w.check();
}

export function writeLength(w: FunctionWriter, instr: Instr & { op: "length" }): void {
  w.assignChecked(instr.dst, `ing_length_${instr.of}(${w.operand(instr.obj)})`);
}

export function writeTypedGet(w: FunctionWriter, instr: Instr & { op: "typed_get" }): void {
  const name = `ing_typed_get_${instr.result}_${instr.kind}_${mark(instr.index)}`;
  w.assignChecked(instr.dst, `${name}(${w.operand(instr.array)}, ${w.operand(instr.index)})`);
}

export function writeTypedSet(w: FunctionWriter, instr: Instr & { op: "typed_set" }): void {
  const args = [instr.array, instr.index, instr.value].map((o) => w.operand(o));
  w.line(`ing_typed_set_${instr.kind}_${mark(instr.index)}_${mark(instr.value)}(${args.join(", ")});`);
  w.check();
}
