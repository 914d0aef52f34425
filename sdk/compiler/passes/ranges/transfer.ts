// What one instruction does to what is known of the numbers: the range of its result.
//
// Only numbers (f64, i32, u32) have ranges. A local without an entry in the state has not been reached yet.

import type { Func, Global, Instr, Local, Operand, Type } from "../../ir/types.ts";
import * as interval from "./interval.ts";
import { ANY, ANY_I32, ANY_U32, type Range, whole } from "./interval.ts";
import { elementRange, type TypedArrayFact } from "./typed-arrays.ts";

/** Ranges of locals by id, at one place of a function. */
export type State = Map<number, Range>;

/** What is known across functions. Null: nothing has reached it yet. */
export interface Summaries {
  resultOf(func: Func): Range | null;
  global(global: Global): Range | null;
  /** What is known of a typed array; null for nothing. */
  typedArray(o: Operand): TypedArrayFact | null;
}

export function isNumber(type: Type): boolean {
  return type === "f64" || type === "i32" || type === "u32";
}

export function typeRange(type: Type): Range {
  return type === "i32" ? ANY_I32 : type === "u32" ? ANY_U32 : ANY;
}

/** The range of a number operand; null when no value has reached it. */
export function operandRange(o: Operand, state: State): Range | null {
  if (o.kind === "number") return interval.exactly(o.value);
  if (o.kind !== "local") return ANY;
  return isNumber(o.local.type) ? (state.get(o.local.id) ?? null) : ANY;
}

/** The range that `instr` gives its result `dst`, a number; null when its operands have not been reached. */
export function resultRange(
  instr: Instr & { dst: Local | null },
  dst: Local,
  state: State,
  known: Summaries,
): Range | null {
  const range = (o: Operand) => operandRange(o, state);
  switch (instr.op) {
    case "copy":
      return range(instr.a);
    case "convert":
      return convert(instr, range(instr.a));
    case "unary": {
      const a = range(instr.a);
      if (a === null) return null;
      return instr.how === "neg" ? interval.negate(a) : whole(-1 - a.high, -1 - a.low);
    }
    case "arith": {
      const a = range(instr.a);
      const b = range(instr.b);
      if (a === null || b === null) return null;
      const exact = arith(instr.how, a, b);
      // Integer arithmetic that an earlier stage asked for wraps.
      return dst.type === "f64" || fits(exact, dst.type) ? exact : typeRange(dst.type);
    }
    case "bits":
      return bits(instr, range(instr.a), range(instr.b));
    case "runtime":
      return runtime(instr, dst, range);
    case "call":
      return known.resultOf(instr.func);
    case "length":
      return whole(known.typedArray(instr.obj)?.length ?? 0, interval.I32_MAX);
    case "typed_get":
      return typedElement(instr, dst, state, known);
    case "get_global":
      return known.global(instr.global);
    default:
      return typeRange(dst.type);
  }
}

/** Whether `index` is in bounds of every array that the fact is about. */
export function inBounds(fact: TypedArrayFact, index: Operand, state: State): boolean {
  const at = operandRange(index, state);
  return at?.whole === true && !at.nan && at.low >= 0 && at.high < fact.length;
}

function typedElement(
  instr: Instr & { op: "typed_get" },
  dst: Local,
  state: State,
  known: Summaries,
): Range | null {
  if (operandRange(instr.index, state) === null) return null;
  const fact = known.typedArray(instr.array);
  const element = elementRange(instr.kind);
  // Behind a lying type stands any object, with any numbers.
  if (fact === null || fact.kind !== instr.kind || element === null) return typeRange(dst.type);
  if (instr.result === "int")
    return instr.kind === "u32" ? ANY_I32 : interval.join(element, interval.exactly(0));
  return inBounds(fact, instr.index, state) ? element : { ...element, nan: true };
}

function fits(r: Range, type: Type): boolean {
  return type === "i32" ? interval.isI32(r) : interval.isU32(r);
}

export function arith(how: string, a: Range, b: Range): Range {
  switch (how) {
    case "add":
      return interval.add(a, b);
    case "sub":
      return interval.subtract(a, b);
    case "mul":
      return interval.multiply(a, b);
    case "div":
      return interval.divide(a, b);
    case "mod":
      return interval.remainder(a, b);
    default:
      return ANY;
  }
}

function convert(instr: Instr & { op: "convert" }, a: Range | null): Range | null {
  if (a === null) return null;
  switch (instr.how) {
    case "to_f64":
      return instr.a.kind === "bool" || (instr.a.kind === "local" && instr.a.local.type === "bool")
        ? whole(0, 1)
        : a;
    case "to_i32":
      return wrapped(a, interval.I32_MIN, interval.I32_MAX, ANY_I32);
    case "to_u32":
      return wrapped(a, 0, interval.U32_MAX, ANY_U32);
    default:
      return ANY;
  }
}

/** ToInt32 and ToUint32 of a range: its integers when they fit, 0 for NaN. */
function wrapped(a: Range, low: number, high: number, any: Range): Range {
  const cut = { low: Math.trunc(a.low) + 0, high: Math.trunc(a.high) + 0 };
  if (!(cut.low >= low && cut.high <= high)) return any;
  return a.nan ? whole(Math.min(0, cut.low), Math.max(0, cut.high)) : whole(cut.low, cut.high);
}

function bits(instr: Instr & { op: "bits" }, a: Range | null, b: Range | null): Range | null {
  if (a === null || b === null) return null;
  const count = b.low === b.high ? b.low & 31 : null;
  switch (instr.how) {
    case "and": {
      const masks = [a, b].filter((r) => r.low >= 0).map((r) => r.high);
      return masks.length > 0 ? whole(0, Math.min(...masks)) : ANY_I32;
    }
    case "or":
    case "xor": {
      if (a.low < 0 || b.low < 0) return ANY_I32;
      const width = 32 - Math.clz32(Math.max(a.high, b.high));
      return whole(0, width >= 31 ? interval.I32_MAX : 2 ** width - 1);
    }
    case "shl": {
      if (count === null) {
        // Bits that are only shifted to places below the sign.
        const most =
          b.low >= 0 && b.high <= 31 && a.low >= 0 ? a.high * 2 ** b.high : Number.POSITIVE_INFINITY;
        return most <= interval.I32_MAX ? whole(a.low * 2 ** b.low, most) : ANY_I32;
      }
      const shifted = whole(a.low * 2 ** count, a.high * 2 ** count);
      return interval.isI32(shifted) ? shifted : ANY_I32;
    }
    case "sar":
      return count === null
        ? whole(Math.min(a.low, 0), Math.max(a.high, 0))
        : whole(a.low >> count, a.high >> count);
    case "shr":
      if (a.low < 0) return count === null ? ANY_U32 : whole(0, interval.U32_MAX >>> count);
      return count === null ? whole(0, a.high) : whole(a.low >>> count, a.high >>> count);
  }
}

function runtime(
  instr: Instr & { op: "runtime" },
  dst: Local,
  range: (o: Operand) => Range | null,
): Range | null {
  const [a, b] = instr.args.map(range);
  if (a === null || b === null) return null;
  const first = a ?? ANY;
  switch (instr.name) {
    case "math_floor":
      return interval.floor(first);
    case "math_trunc":
      return interval.truncate(first);
    case "math_abs":
      return interval.absolute(first);
    case "math_min":
    case "math_max": {
      const pick = instr.name === "math_min" ? Math.min : Math.max;
      const second = b ?? ANY;
      return {
        low: pick(first.low, second.low),
        high: pick(first.high, second.high),
        whole: first.whole && second.whole,
        nan: first.nan || second.nan,
        negativeZero: first.negativeZero || second.negativeZero,
      };
    }
    case "str_char_code_at":
      return whole(-1, 65535);
    case "str_length":
      return whole(0, interval.I32_MAX);
    case "math_clz32":
      return whole(0, 32);
    default:
      return typeRange(dst.type);
  }
}
