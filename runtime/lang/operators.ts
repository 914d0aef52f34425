// The operators + - * / % ** & | ^ << >> >>> ~ ++ -- < <= > >= on values of any type (ECMA-262 13.15.3, 7.2.13).
//
// The compiler calls these by the names of runtime calls where it does not know both operands to be numbers. What an
// operator does with bigints is in bigint/, and only in programs that can make one.

import { isBigint } from "./kinds.ts";
import { f64Mod, hookBigint, hookPow, isObject, isSymbol, strCompare } from "./native.ts";
import { ordinaryToPrimitive } from "./primitive.ts";

/** BigOp of bigint/operators.ts: the other operators come first, in the order of `calculate`. */
const ADD = 11;
const FIRST_UNARY = 12;
const ORDER = 17;

function toPrimitive(value: unknown, hint: number): unknown {
  return isObject(value) ? ordinaryToPrimitive(value, hint) : value;
}

/** ToNumeric: a number or a bigint. */
function toNumeric(value: unknown): unknown {
  const primitive = toPrimitive(value, 1);
  return isBigint(primitive) ? primitive : +(primitive as string);
}

/** a + b. */
export function addValues(a: unknown, b: unknown): unknown {
  if (typeof a === "number" && typeof b === "number") return a + b;
  const left = toPrimitive(a, 0);
  const right = toPrimitive(b, 0);
  if (typeof left === "string" || typeof right === "string") return `${left}` + `${right}`;
  return arithmetic(ADD, left, right);
}

/** The operation, BigOp, on a and b; unary ones look at `a` alone. */
export function arithmetic(operation: number, a: unknown, b: unknown): unknown {
  if (typeof a === "number" && typeof b === "number") return calculate(operation, a, b);
  const left = toNumeric(a);
  const right = operation >= FIRST_UNARY ? left : toNumeric(b);
  if (typeof left === "number" && typeof right === "number") return calculate(operation, left, right);
  return hookBigint(operation, left, right);
}

function calculate(operation: number, x: number, y: number): number {
  switch (operation | 0) {
    case 0:
      return x - y;
    case 1:
      return x * y;
    case 2:
      return x / y;
    case 3:
      return f64Mod(x, y);
    case 4:
      return hookPow(x, y);
    case 5:
      return x & y;
    case 6:
      return x | y;
    case 7:
      return x ^ y;
    case 8:
      return x << y;
    case 9:
      return x >> y;
    case 10:
      return x >>> y;
    case ADD:
      return x + y;
    case 12:
      return -x;
    case 13:
      return ~x;
    case 14:
      return x + 1;
    case 15:
      return x - 1;
    default:
      return x;
  }
}

/** IsLessThan as 0 a < b, 1 a <= b, 2 a > b, 3 a >= b. */
export function orderValues(operation: number, a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number") return isOrdered(operation, a, b);
  const left = toPrimitive(a, 1);
  const right = toPrimitive(b, 1);
  if (typeof left === "string" && typeof right === "string")
    return isOrdered(operation, strCompare(left, right), 0);
  if (!isBigint(left) && !isBigint(right)) return isOrdered(operation, +(left as string), +(right as string));
  if (isSymbol(left) || isSymbol(right)) throw new TypeError("Cannot convert a Symbol value to a number");
  return isOrdered(operation, hookBigint(ORDER, left, right) as number, 0);
}

/** False when an operand is NaN, which is also the order of a bigint and a text that is no number. */
function isOrdered(operation: number, x: number, y: number): boolean {
  if (operation === 0) return x < y;
  if (operation === 1) return x <= y;
  return operation === 2 ? x > y : x >= y;
}
