// The operators of the language where an operand is a bigint: what the native core hands over.
//
// The core converts operands to numeric values and then asks here, once one of them is a bigint. Reached only from
// programs that can make a bigint (see lowering's noteBigint).

import { isBigint } from "../kinds.ts";
import { add, compare, divide, multiply, negate, power, remainder, subtract } from "./arithmetic.ts";
import { and, not, or, shiftLeft, shiftRight, xor } from "./bits.ts";
import { compareNumber, compareText, fromWords, highWord, lowWord, toDouble } from "./convert.ts";
import { parseBigint, toText } from "./text.ts";
import { type Big, fromSmall, isSmall, sameBig } from "./value.ts";

// Operations: BigOp. The native core has names for those it asks for, in internal.h.
const SUB = 0;
const MUL = 1;
const DIV = 2;
const MOD = 3;
const POW = 4;
const AND = 5;
const OR = 6;
const XOR = 7;
const SHL = 8;
const SAR = 9;
const SHR = 10;
const ADD = 11;
const NEG = 12;
const NOT = 13;
const INC = 14;
const DEC = 15;
const SELF = 16;
const ORDER = 17;
const SAME = 18;
const LOOSE = 19;
const TEXT = 20;
const TRUTH = 21;
const FROM_SIGNED = 22;
const FROM_UNSIGNED = 23;
const LOW = 24;
const HIGH = 25;
const HASH = 26;
const DOUBLE = 27;

/** Applies `operation`; at least one operand of a binary operator is a bigint, the other a primitive. */
export function bigintOperation(operation: number, a: unknown, b: unknown): unknown {
  if (operation <= ADD) return binary(operation, a, b);
  switch (operation) {
    case NEG:
      return negate(a as Big);
    case NOT:
      return not(a as Big);
    case INC:
      return add(a as Big, fromSmall(1));
    case DEC:
      return subtract(a as Big, fromSmall(1));
    case SELF:
      return a;
    case ORDER:
      return isBigint(a) ? orderOf(a as unknown as Big, b) : -orderOf(b as Big, a);
    case SAME:
      return sameBig(a as Big, b as Big);
    case LOOSE:
      return isBigint(a) ? orderOf(a as unknown as Big, b) === 0 : orderOf(b as Big, a) === 0;
    case TEXT:
      return toText(a as Big, 10);
    case TRUTH:
      return (a as Big).small !== 0;
    case FROM_SIGNED:
      return fromWords((a as number) | 0, b as number);
    case FROM_UNSIGNED:
      return fromUnsignedWords(a as number, b as number);
    case LOW:
      return lowWord(toBig(a));
    case HIGH:
      return highWord(toBig(a));
    case HASH:
      return hashOf(a as Big);
    case DOUBLE:
      return toDouble(a as Big);
    default:
      return undefined;
  }
}

function binary(operation: number, x: unknown, y: unknown): unknown {
  if (!isBigint(x) || !isBigint(y))
    throw new TypeError("Cannot mix BigInt and other types, use explicit conversions");
  const a = x as unknown as Big;
  const b = y as unknown as Big;
  switch (operation) {
    case ADD:
      return add(a, b);
    case SUB:
      return subtract(a, b);
    case MUL:
      return multiply(a, b);
    case DIV:
      return divide(a, b);
    case MOD:
      return remainder(a, b);
    case POW:
      return power(a, b);
    case AND:
      return and(a, b);
    case OR:
      return or(a, b);
    case XOR:
      return xor(a, b);
    case SHL:
      return shiftLeft(a, b);
    case SAR:
      return shiftRight(a, b);
    case SHR:
      throw new TypeError("BigInts have no unsigned right shift, use >> instead");
    default:
      return undefined;
  }
}

/** The order of a bigint and any primitive; NaN when they have none. */
function orderOf(a: Big, b: unknown): number {
  if (typeof b === "number") return compareNumber(a, b);
  if (typeof b === "boolean") return compareNumber(a, b ? 1 : 0);
  if (typeof b === "string") return compareText(a, b);
  if (isBigint(b)) return compare(a, b as unknown as Big);
  return b === null ? compareNumber(a, 0) : Number.NaN;
}

function fromUnsignedWords(high: number, low: number): Big {
  if (high < 0x80000000) return fromWords(high, low);
  return add(fromWords(high & 0x7fffffff, low), power(fromSmall(2), fromSmall(63)));
}

/** ToBigInt (ECMA-262 7.1.13) of a primitive. */
export function toBig(value: unknown): Big {
  if (isBigint(value)) return value as unknown as Big;
  if (typeof value === "boolean") return fromSmall(value ? 1 : 0);
  if (typeof value === "string") {
    const parsed = parseBigint(value);
    if (parsed === null) throw new SyntaxError(`Cannot convert ${value} to a BigInt`);
    return parsed;
  }
  throw new TypeError(`Cannot convert ${String(value)} to a BigInt`);
}

function hashOf(a: Big): number {
  if (isSmall(a)) return (a.small | 0) ^ Math.floor(a.small / 4294967296);
  let hash = a.small;
  for (let i = 0; i < a.limbs.length; i++) hash = Math.imul(hash, 31) + a.limbs[i]!;
  return hash | 0;
}
