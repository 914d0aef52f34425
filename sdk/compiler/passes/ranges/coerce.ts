// Which number type each instruction expects and yields, and conversions between number types that keep the value.

import { operandType } from "../../ir/build.ts";
import { runtimeCall } from "../../ir/runtime-calls.ts";
import type { Func, Instr, Local, Operand, Type } from "../../ir/types.ts";
import { isNumber } from "./transfer.ts";

/** Types that the operands of `instr` must have, in the order of operandsOf; null where any number will do. */
export function expectedTypes(instr: Instr): (Type | null)[] {
  const params = (func: Func, from = 0) => func.params.slice(from).map((p) => p.type);
  switch (instr.op) {
    case "copy":
      return [instr.dst.type];
    case "bits":
      return ["i32", "i32"];
    case "runtime":
      return [...(runtimeCall(instr.name)?.args ?? [])];
    case "call":
      return [...(instr.env === null ? [] : [null]), ...params(instr.func)];
    case "call_virtual":
      return [null, ...params(instr.shape.vtable[instr.slot]!, 1)];
    case "call_member":
      return [null, ...params(instr.func, 1)];
    case "set_slot":
    case "set_field":
      return [null, instr.shape.slots[instr.slot]!.type];
    case "new_array":
      return ["i32"];
    case "array_set":
      return [null, null, instr.kind];
    case "array_push":
      return [null, instr.kind];
    case "new_closure":
      return instr.func.captures.map((c) => c.type);
    case "new_cell":
      return [instr.type];
    case "set_cell":
      return [null, instr.type];
    case "set_global":
      return [instr.global.type];
    default:
      return [];
  }
}

/** The type of number that `instr` yields by itself; null when it goes by the type of its dst. */
export function yieldedType(instr: Instr): Type | null {
  switch (instr.op) {
    case "runtime":
      return runtimeCall(instr.name)?.result ?? null;
    case "call":
    case "call_member":
      return instr.func.result;
    case "call_virtual":
      return instr.shape.vtable[instr.slot]!.result;
    case "get_slot":
    case "get_field":
      return instr.shape.slots[instr.slot]!.type;
    case "get_global":
      return instr.global.type;
    case "get_cell":
      return instr.type;
    case "array_get":
      return instr.result === "number" ? "f64" : null;
    case "typed_get":
      return instr.result === "number" ? "f64" : instr.result === "int" ? "i32" : null;
    case "length":
      return "i32";
    case "convert":
      // Doubles come from booleans and from boxed numbers; conversions between numbers go by their dst.
      return isNumber(instr.dst.type) && instr.how !== "to_i32" && instr.how !== "to_u32" ? "f64" : null;
    case "bits":
      return instr.how === "shr" ? "u32" : "i32";
    default:
      return null;
  }
}

/** The conversion between two different number types; the value is known to exist in both. */
export function conversion(dst: Local, a: Operand): Instr {
  const how = dst.type === "f64" ? "to_f64" : dst.type === "i32" ? "to_i32" : "to_u32";
  return { op: "convert", how, dst, a };
}

/** `o` as `type` when that costs nothing: it has the type already, or is a constant. Null otherwise. */
export function freely(o: Operand, type: Type): Operand | null {
  if (operandType(o) === type) return o;
  if (o.kind !== "number" || !isNumber(type)) return null;
  const v = o.value;
  const whole = Number.isInteger(v) && !Object.is(v, -0);
  if (type === "f64") return { kind: "number", type, value: v };
  if (type === "i32" && whole && v >= -2147483648 && v <= 2147483647)
    return { kind: "number", type, value: v };
  if (type === "u32" && whole && v >= 0 && v <= 4294967295) return { kind: "number", type, value: v };
  return null;
}
