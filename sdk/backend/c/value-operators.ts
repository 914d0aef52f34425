// Inline paths of operators and element accesses on values whose types are not known, in files compiled for speed.
//
// Untyped JavaScript, `any`, and programs checked without strictNullChecks, where every number may be null or undefined,
// work on such values. Most are numbers after all, and most objects with an index are arrays: that much is done in place,
// and the native core is called for the rest.

import type { Instr, Operand } from "../../compiler/ir/types.ts";
import { arrayGet, arraySet } from "./elements.ts";
import { box, type FunctionWriter } from "./function.ts";

type Runtime = Instr & { op: "runtime" };

/** By the codes of `less_than` (ir/runtime-calls.ts). */
const ORDER = ["<", "<=", ">", ">="];

const bits = (how: (a: string, b: string) => string) => (a: string, b: string) =>
  `(double)(${how(`ing_to_i32(${a})`, `ing_to_i32(${b})`)})`;

/** By the codes of `arith`; what is not here (**, and what numbers never ask for) is left to the native core. */
const ARITH = new Map<number, (a: string, b: string) => string>([
  [0, (a, b) => `${a} - ${b}`],
  [1, (a, b) => `${a} * ${b}`],
  [2, (a, b) => `${a} / ${b}`],
  [3, (a, b) => `inline_f64_mod(${a}, ${b})`],
  [5, bits((a, b) => `${a} & ${b}`)],
  [6, bits((a, b) => `${a} | ${b}`)],
  [7, bits((a, b) => `${a} ^ ${b}`)],
  [8, bits((a, b) => `(int32_t)((uint32_t)${a} << (${b} & 31))`)],
  [9, bits((a, b) => `${a} >> (${b} & 31)`)],
  [10, bits((a, b) => `(uint32_t)${a} >> (${b} & 31)`)],
]);
const ARITH_UNARY = new Map<number, (a: string) => string>([
  [12, (a) => `-${a}`],
  [13, (a) => `(double)~ing_to_i32(${a})`],
  [14, (a) => `${a} + 1`],
  [15, (a) => `${a} - 1`],
  [16, (a) => a],
]);

/** What the operator gives for numbers: a C expression of the type of its result. */
function ofNumbers(instr: Runtime, numbers: readonly string[]): string | null {
  const [a, b] = numbers as [string, string];
  if (instr.name === "add") return box("f64", `${a} + ${b}`);
  const [code] = instr.args;
  if (code?.kind !== "number") return null;
  if (instr.name === "less_than") return `${a} ${ORDER[code.value]} ${b}`;
  const binary = ARITH.get(code.value);
  const result = binary?.(a, b) ?? ARITH_UNARY.get(code.value)?.(a);
  return result === undefined ? null : box("f64", result);
}

/** The operands whose types the operator asks for. */
function asked(instr: Runtime): Operand[] {
  if (instr.name === "add") return instr.args;
  const [code, ...operands] = instr.args;
  const isUnary = instr.name === "arith" && code?.kind === "number" && ARITH_UNARY.has(code.value);
  return isUnary ? operands.slice(0, 1) : operands;
}

function writeOperator(w: FunctionWriter, instr: Runtime, slow: string): boolean {
  const { dst } = instr;
  const operands = asked(instr).map((o) => w.operand(o));
  const result = ofNumbers(
    instr,
    operands.map((o) => `value_number(${o})`),
  );
  if (dst === null || result === null) return false;
  const areNumbers = operands.map((o) => `value_is_number(${o})`).join(" && ");
  w.assignTried(dst, (out) => `(${areNumbers} && (*${out} = ${result}, true))`, slow);
  return true;
}

/** `base[key]` where the base is an array and the key an index. */
function writeElement(w: FunctionWriter, instr: Runtime, slow: string): boolean {
  const [base, key, value] = instr.args.map((o) => w.operand(o)) as [string, string, string | undefined];
  const isElement = `value_is_ref(${base}) && value_is_number(${key})`;
  const place = `value_obj(${base}), value_number(${key})`;
  if (value !== undefined) {
    const set = arraySet(w.unit, "try", "f64", true, "d", ["value", "ref"]);
    w.tried(`(${isElement} && ${set}(${place}, ${value}))`, slow);
    return true;
  }
  if (instr.dst === null) return false;
  const get = arrayGet(w.unit, "try", "value", "f64", "d", ["value", "ref"]);
  w.assignTried(instr.dst, (out) => `(${isElement} && ${get}(${place}, ${out}))`, slow);
  return true;
}

/** A key that can be an index. */
function isIndex(key: Operand | undefined): boolean {
  return key?.kind === "local" || (key?.kind === "number" && key.value >= 0);
}

/** Writes the common case of a runtime call in place; false where there is none. `slow` is the call. */
export function writeOnValues(w: FunctionWriter, instr: Runtime, slow: string): boolean {
  switch (instr.name) {
    case "add":
    case "arith":
    case "less_than":
      return writeOperator(w, instr, slow);
    case "get_elem":
    case "set_elem":
      return isIndex(instr.args[1]) && writeElement(w, instr, slow);
    default:
      return false;
  }
}
