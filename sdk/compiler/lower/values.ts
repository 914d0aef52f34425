// Conversions and tests of values, written into the function being lowered.
//
// Each names the ECMA-262 operation it stands for; constants are folded where that costs nothing.

import { bool, type FuncBuilder, i32, nul, num, operandType, undef, use } from "../ir/build.ts";
import type { Block, NumberOp, Operand, Type } from "../ir/types.ts";
import { foldedPower } from "./constants.ts";

export class ValueWriter {
  readonly fb: FuncBuilder;

  constructor(fb: FuncBuilder) {
    this.fb = fb;
  }

  zero(type: Type): Operand {
    if (type === "f64") return num(0);
    if (type === "bool") return bool(false);
    if (type === "i32") return i32(0);
    return undef(type === "ref" ? "ref" : "value");
  }

  /** Number parameters of the library convert as ToNumber does; others are checked. */
  argument(value: Operand, to: Type): Operand {
    const from = operandType(value);
    if (to === "f64" && (from === "value" || from === "ref")) return this.toNumber(value);
    return this.convert(value, to);
  }

  /** Number::add and its kind. */
  arith(how: NumberOp, a: Operand, b: Operand): Operand {
    const known = how === "pow" ? foldedPower(a, b) : null;
    if (known !== null) return known;
    const result = this.fb.temp("f64");
    this.fb.emit({ op: "arith", dst: result.local, how, a, b });
    return result;
  }

  /** `value` in representation `to`. From `value` to an unboxed type this is a checked step (unbox). */
  convert(value: Operand, to: Type, expected?: string): Operand {
    const from = operandType(value);
    if (from === to) return value;
    if (to === "void") return value;
    if (from === "void") return undef(to === "ref" ? "ref" : "value");
    if (
      value.kind === "undefined" ||
      value.kind === "null" ||
      value.kind === "string" ||
      value.kind === "function" ||
      value.kind === "class"
    ) {
      if (to === "value" || to === "ref") return { ...value, type: to } as Operand;
    }
    const result = this.fb.temp(to);
    if (to === "value") {
      this.fb.emit({ op: "convert", dst: result.local, how: "box", a: value });
      return result;
    }
    if (to === "f64" && (from === "i32" || from === "u32")) {
      if (value.kind === "number") return num(value.value);
      this.fb.emit({ op: "convert", dst: result.local, how: "to_f64", a: value });
      return result;
    }
    if ((to === "i32" || to === "u32") && (from === "f64" || from === "i32" || from === "u32")) {
      if (value.kind === "number")
        return to === "i32"
          ? i32(value.value | 0)
          : { kind: "number", type: "u32", value: value.value >>> 0 };
      this.fb.emit({ op: "convert", dst: result.local, how: to === "i32" ? "to_i32" : "to_u32", a: value });
      return result;
    }
    const boxed = this.convert(value, "value");
    if (to === "i32" || to === "u32") return this.convert(this.toNumber(boxed), to);
    this.fb.emit({
      op: "convert",
      dst: result.local,
      how: "unbox",
      a: boxed,
      expected: fullText(expected, to),
    });
    return result;
  }

  /** ToNumber. */
  toNumber(value: Operand): Operand {
    const type = operandType(value);
    if (type === "f64") return value;
    if (type === "i32" || type === "u32") return this.convert(value, "f64");
    if (value.kind === "undefined") return num(Number.NaN);
    const result = this.fb.temp("f64");
    this.fb.emit({
      op: "convert",
      dst: result.local,
      how: type === "bool" ? "to_f64" : "to_number",
      a: value,
    });
    return result;
  }

  /** A number where the program's types say number: undefined is NaN, anything else throws. */
  numeric(value: Operand, expected = "a number"): Operand {
    if (operandType(value) !== "value") return this.toNumber(value);
    const result = this.fb.temp("f64");
    this.fb.emit({ op: "convert", dst: result.local, how: "number_or_nan", a: value, expected });
    return result;
  }

  /** ToInt32 of a number. */
  toInt32(value: Operand): Operand {
    return operandType(value) === "i32" ? value : this.convert(this.toNumber(value), "i32");
  }

  toBoolean(value: Operand): Operand {
    if (operandType(value) === "bool") return value;
    if (value.kind === "undefined" || value.kind === "null") return bool(false);
    const result = this.fb.temp("bool");
    const type = operandType(value);
    this.fb.emit({
      op: "convert",
      dst: result.local,
      how: "to_boolean",
      a: type === "i32" || type === "u32" ? this.convert(value, "f64") : value,
    });
    return result;
  }

  /** ToString; a ref. */
  toStringRef(value: Operand, isString: boolean): Operand {
    if (isString && operandType(value) === "ref") return value;
    if (value.kind === "string") return { ...value, type: "ref" };
    const result = this.fb.temp("ref");
    const type = operandType(value);
    this.fb.emit({
      op: "convert",
      dst: result.local,
      how: "to_string",
      a: type === "i32" || type === "u32" ? this.convert(value, "f64") : value,
    });
    return result;
  }

  isUndefined(value: Operand): Operand {
    const type = operandType(value);
    if (type === "f64" || type === "bool" || type === "i32" || type === "u32") return bool(false);
    if (value.kind === "undefined") return bool(true);
    if (type === "ref") return this.compare("eq", value, undef("ref"));
    return this.runtime("is_undefined", [value], "bool");
  }

  /** value === undefined || value === null */
  isNullish(value: Operand): Operand {
    const type = operandType(value);
    if (type === "f64" || type === "bool" || type === "i32" || type === "u32") return bool(false);
    if (value.kind === "undefined" || value.kind === "null") return bool(true);
    if (type === "ref") {
      // Two compares with constant addresses.
      const result = this.fb.local("", "bool");
      const other = this.fb.newBlock();
      const done = this.fb.newBlock();
      this.fb.emit({ op: "compare", dst: result, how: "eq", a: value, b: undef("ref") });
      this.branch(use(result), done, other);
      this.fb.startBlock(other);
      this.fb.emit({ op: "compare", dst: result, how: "eq", a: value, b: nul("ref") });
      this.fb.startBlock(done);
      return use(result);
    }
    return this.runtime("is_nullish", [value], "bool");
  }

  compare(how: "eq" | "ne" | "lt" | "le" | "gt" | "ge", a: Operand, b: Operand): Operand {
    const result = this.fb.temp("bool");
    this.fb.emit({ op: "compare", dst: result.local, how, a, b });
    return result;
  }

  runtime(name: string, args: Operand[], type: Type): Operand {
    const result = this.fb.temp(type);
    this.fb.emit({ op: "runtime", dst: result.local, name, args });
    return result;
  }

  branch(cond: Operand, then: Block, otherwise: Block): void {
    if (cond.kind === "bool") this.fb.terminate({ op: "jump", to: cond.value ? then : otherwise });
    else this.fb.terminate({ op: "branch", cond, then, else: otherwise });
  }

  /** A fresh local holding `value`, so that later code cannot change it. */
  hold(value: Operand): Operand {
    if (value.kind !== "local" || value.local.name === "") return value;
    const copy = this.fb.temp(value.local.type);
    this.fb.emit({ op: "copy", dst: copy.local, a: value });
    return copy;
  }
}

function describe(type: Type): string {
  return type === "f64" ? "a number" : type === "bool" ? "a boolean" : "an object or string";
}

/** "x" becomes "x to be a number"; texts that say it already stay. */
function fullText(expected: string | undefined, to: Type): string {
  if (expected === undefined) return describe(to);
  return / to /.test(expected) || /^an? /.test(expected) ? expected : `${expected} to be ${describe(to)}`;
}
