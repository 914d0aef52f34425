// C of arithmetic, bit operations, comparisons and conversions between representations.
//
// Exactness rests on the compiler flags of compile-c.ts: no contraction, wrapping integers, no fast-math.

import { operandType } from "../../compiler/ir/build.ts";
import type { BitOp, CompareOp, Instr, NumberOp, Operand } from "../../compiler/ir/types.ts";
import { instrMayThrow } from "../../compiler/ir/walk.ts";
import { box, type FunctionWriter } from "./function.ts";
import { cString } from "./literals.ts";
import { convertOutlined, outlinedCall } from "./outlined.ts";

const NUMBER: Record<NumberOp, string> = { add: "+", sub: "-", mul: "*", div: "/", mod: "%", pow: "" };
const COMPARE: Record<CompareOp, string> = { lt: "<", le: "<=", gt: ">", ge: ">=", eq: "==", ne: "!=" };

export function writeArith(w: FunctionWriter, instr: Instr & { op: "arith" }): void {
  const a = w.operand(instr.a);
  const b = w.operand(instr.b);
  if (instr.dst.type === "f64" && (instr.how === "mod" || instr.how === "pow")) {
    w.assign(instr.dst, `${instr.how === "mod" ? "inline_f64_mod" : "ingot_hook_pow"}(${a}, ${b})`);
  } else {
    w.assign(instr.dst, `${a} ${NUMBER[instr.how]} ${b}`);
  }
}

export function writeUnary(w: FunctionWriter, instr: Instr & { op: "unary" }): void {
  const sign = instr.how === "neg" ? "-" : instr.how === "bitnot" ? "~" : "!";
  w.assign(instr.dst, `${sign}${w.operand(instr.a)}`);
}

export function writeBits(w: FunctionWriter, instr: Instr & { op: "bits" }): void {
  const a = w.operand(instr.a);
  const b = w.operand(instr.b);
  const text: Record<BitOp, string> = {
    and: `${a} & ${b}`,
    or: `${a} | ${b}`,
    xor: `${a} ^ ${b}`,
    shl: `(int32_t)((uint32_t)${a} << (${b} & 31))`,
    sar: `${a} >> (${b} & 31)`,
    shr: `(uint32_t)${a} >> (${b} & 31)`,
  };
  w.assign(instr.dst, text[instr.how]);
}

export function writeCompare(w: FunctionWriter, instr: Instr & { op: "compare" }): void {
  w.assign(instr.dst, `${w.operand(instr.a)} ${COMPARE[instr.how]} ${w.operand(instr.b)}`);
}

export function writeConvert(w: FunctionWriter, instr: Instr & { op: "convert" }): void {
  const from = operandType(instr.a);
  if (
    from === "value" &&
    (instr.how === "unbox" || instr.how === "to_number" || instr.how === "number_or_nan")
  ) {
    const a = w.operand(instr.a);
    if (w.unit.isForSize) {
      if (instr.how === "to_number") w.assignChecked(instr.dst, `rt_to_number(${a})`);
      else {
        const call = instr.how === "unbox" ? `rt_unbox_${instr.dst.type}` : "rt_number_or_nan";
        convertOutlined(w, instr.dst, call, a, expectedText(w, instr));
      }
      return;
    }
    const target = instr.dst.type === "f64" ? "number" : instr.dst.type;
    w.assignTried(instr.dst, (out) => `ing_try_${target}(${a}, ${out})`, slowConversion(w, instr, a));
    return;
  }
  const text = conversion(w, instr);
  if (instrMayThrow(instr)) w.assignChecked(instr.dst, text);
  else w.assign(instr.dst, text);
}

/** The conversion of a value that is not what it is expected to be. */
function slowConversion(w: FunctionWriter, instr: Instr & { op: "convert" }, a: string): string {
  if (instr.how === "to_number") return `rt_to_number(${a})`;
  const expected = expectedText(w, instr);
  return instr.how === "unbox"
    ? `rt_unbox_${instr.dst.type}(${a}, ${expected})`
    : `rt_number_or_nan(${a}, ${expected})`;
}

/** What a conversion says that it expected, as a C string. */
export function expectedText(w: FunctionWriter, instr: Instr & { op: "convert" }): string {
  const text = instr.expected ?? (instr.how === "unbox" ? "another type" : "a number");
  // "argument x to be a number": what it is to be stands last.
  const at = text.lastIndexOf(TO_BE);
  return at < 0 ? cString(text) : w.unit.expectation(text.slice(at + TO_BE.length), text);
}

const TO_BE = " to be ";

/** A double modulo 2^32. */
function integer(w: FunctionWriter, to: "i32" | "u32", operand: Operand, a: string): string {
  if (!w.unit.isForSize || operand.kind === "number") return `ing_to_${to}(${a})`;
  return outlinedCall(w, to, `to_${to}`, [["double", a]], () => [`return ing_to_${to}(p0);`]);
}

function conversion(w: FunctionWriter, instr: Instr & { op: "convert" }): string {
  const from = operandType(instr.a);
  const a = w.operand(instr.a);
  switch (instr.how) {
    case "to_f64":
      return `(double)${a}`;
    case "to_i32":
      return from === "f64" ? integer(w, "i32", instr.a, a) : `(int32_t)${a}`;
    case "to_u32":
      return from === "f64" ? integer(w, "u32", instr.a, a) : `(uint32_t)${a}`;
    case "box":
      return box(from, a);
    case "to_number":
      if (from === "f64") return a;
      return from === "ref" ? `rt_to_number(value_ref(${a}))` : `(double)${a}`;
    case "to_boolean":
      if (from === "bool") return a;
      if (from === "f64") return `ing_f64_to_boolean(${a})`;
      if (from === "value") return `ing_to_boolean(${a})`;
      return from === "ref" ? `rt_to_boolean(value_ref(${a}))` : `${a} != 0`;
    case "to_string":
      if (from === "f64") return `rt_number_to_string(${a})`;
      if (from === "i32" || from === "u32") return `rt_number_to_string((double)${a})`;
      if (from === "bool") return `(${a} ? ${w.unit.string("true")} : ${w.unit.string("false")})`;
      return `rt_to_string(${box(from, a)})`;
    case "unbox":
    case "number_or_nan":
      // Only values hold anything to unbox; see writeConvert.
      throw new Error(`compiler bug: ${instr.how} of a ${from}`);
  }
}
