// Which loops keep the layout of every array: they call nothing but functions that calculate, and store nothing to
// an array but elements.
//
// One answer per instruction; a "no" costs speed only.

import { operandType } from "../ir/build.ts";
import { runtimeCall } from "../ir/runtime-calls.ts";
import { type Func, type Instr, isSuspendable, type Module, type Operand } from "../ir/types.ts";
import type { Loop } from "./loops.ts";

/** Instructions in a loop that is worth a second version of its code. */
const LARGEST = 400;

/** Instructions that look at the elements or the length of an array. */
export type Access = Instr & { op: "array_get" | "array_set" | "typed_get" | "typed_set" | "length" };

export function isAccess(instr: Instr): instr is Access {
  switch (instr.op) {
    case "array_get":
    case "array_set":
    case "typed_get":
    case "typed_set":
    case "length":
      return true;
    default:
      return false;
  }
}

/** What is accessed. */
export function arrayOf(instr: Access): Operand {
  return instr.op === "length" ? instr.obj : instr.array;
}

/** Has a fast path, which keeps all layouts, and which may not apply. */
export function isGuarded(instr: Instr): boolean {
  return isAccess(instr) || instr.op === "get_field" || instr.op === "set_field";
}

/** Functions that only calculate: whatever calls them finds every array and every object as it was. */
export function calmFunctions(module: Module): ReadonlySet<Func> {
  const calm = new Set(module.functions.filter((f) => f.frame === undefined && !isSuspendable(f)));
  for (let before = -1; before !== calm.size; ) {
    before = calm.size;
    for (const func of calm) {
      const isCalm = func.blocks.every((b) => b.instrs.every((i) => calculates(i, calm)));
      if (!isCalm) calm.delete(func);
    }
  }
  return calm;
}

export function canBeVersioned(loop: Loop, calm: ReadonlySet<Func>): boolean {
  let size = 0;
  for (const block of loop.blocks) {
    if (block.handler !== loop.header.handler) return false;
    if (block.handler !== null && loop.blocks.has(block.handler)) return false;
    size += block.instrs.length;
    if (size > LARGEST || !block.instrs.every((i) => keepsLayouts(i, calm))) return false;
  }
  return true;
}

/** Changes no array's kind, length or place of elements, nor any object's shape, and runs no code that could. */
function keepsLayouts(instr: Instr, calm: ReadonlySet<Func>): boolean {
  return isGuarded(instr) || calculates(instr, calm);
}

function calculates(instr: Instr, calm: ReadonlySet<Func>): boolean {
  switch (instr.op) {
    case "copy":
    case "unary":
    case "arith":
    case "bits":
    case "compare":
    case "get_slot":
    case "set_slot":
    case "has_shape":
    case "get_cell":
    case "set_cell":
    case "get_global":
    case "set_global":
    case "new_object":
    case "new_cell":
    case "new_closure":
      return true;
    case "convert": {
      if (instr.how !== "to_number" && instr.how !== "to_string") return true;
      const type = operandType(instr.a);
      return type !== "value" && type !== "ref";
    }
    case "runtime":
      return runtimeCall(instr.name)?.pure ?? false;
    case "call":
      return calm.has(instr.func);
    default:
      return false;
  }
}
