// Hash codes for the keys of Map and Set: equal under SameValueZero means equal codes.

import { isBigint } from "../kinds.ts";
import {
  arith,
  f64BitsHigh,
  f64BitsLow,
  isObject,
  isSymbol,
  mathImul,
  objectId,
  strHash,
} from "../native.ts";

/** Odd, close to 2^32 / golden ratio: spreads neighbouring integers over the upper bits. */
const GOLDEN = -1640531527;
const UNDEFINED_HASH = 0x3779;
const NULL_HASH = 0x1357;
const TRUE_HASH = 0x2468;
const FALSE_HASH = 0x5a5a;
/** The hash of a bigint, as an operation of `arith`: BigOp of bigint/operators.ts. */
const BIG_HASH = 26;

/** An int32 for `key`, which must not be -0. */
export function hashOf(key: unknown): number {
  if (typeof key === "number") return hashOfNumber(key);
  if (typeof key === "string") return scrambled(strHash(key));
  if (isObject(key) || isSymbol(key)) return scrambled(objectId(key));
  if (key === undefined) return UNDEFINED_HASH;
  if (key === null) return NULL_HASH;
  if (key === true) return TRUE_HASH;
  if (key === false) return FALSE_HASH;
  return isBigint(key) ? scrambled(arith(BIG_HASH, key, key) as number) : 0;
}

function hashOfNumber(key: number): number {
  const integer = key | 0;
  if (integer === key) return scrambled(integer);
  return key === key ? scrambled(f64BitsHigh(key) ^ mathImul(f64BitsLow(key), GOLDEN)) : scrambled(GOLDEN);
}

/** Brings the differences of the lower bits into the upper ones and back, for tables of 2^n buckets. */
function scrambled(bits: number): number {
  const product = mathImul(bits, GOLDEN);
  return product ^ (product >>> 15);
}
