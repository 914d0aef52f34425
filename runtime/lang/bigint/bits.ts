// Bitwise operators, shifts and wrapping of bigints, as if in two's complement of unlimited width (ECMA-262 6.1.6.2).

import { add, negate, subtract, tooLarge } from "./arithmetic.ts";
import { shiftLeftMagnitude, shiftRightMagnitude } from "./magnitude.ts";
import { type Big, bitLength, fromLimbs, fromSmall, isSmall, LIMB_BITS, limbsOf, MAX_BITS } from "./value.ts";

const AND = 0;
const OR = 1;
const XOR = 2;

function isInt32(value: Big): boolean {
  return isSmall(value) && (value.small | 0) === value.small;
}

/** Two's complement of the value in `length` limbs. */
function complementOf(value: Big, length: number): Int32Array {
  const limbs = limbsOf(value);
  const result = new Int32Array(length);
  if (value.small >= 0) {
    result.set(limbs.subarray(0, Math.min(length, limbs.length)));
    return result;
  }
  let carry = 1;
  for (let i = 0; i < length; i++) {
    const t = ((i < limbs.length ? limbs[i]! : 0) ^ 0xffffff) + carry;
    result[i] = t & 0xffffff;
    carry = t >> LIMB_BITS;
  }
  return result;
}

/** The value of limbs in two's complement. */
function fromComplement(limbs: Int32Array): Big {
  const n = limbs.length;
  if ((limbs[n - 1]! & 0x800000) === 0) return fromLimbs(false, limbs, n);
  let carry = 1;
  for (let i = 0; i < n; i++) {
    const t = (limbs[i]! ^ 0xffffff) + carry;
    limbs[i] = t & 0xffffff;
    carry = t >> LIMB_BITS;
  }
  return fromLimbs(true, limbs, n);
}

function combine(operation: number, a: Big, b: Big): Big {
  const length = Math.max(limbsOf(a).length, limbsOf(b).length) + 1;
  const x = complementOf(a, length);
  const y = complementOf(b, length);
  for (let i = 0; i < length; i++) {
    const p = x[i]!;
    const q = y[i]!;
    x[i] = operation === AND ? p & q : operation === OR ? p | q : p ^ q;
  }
  return fromComplement(x);
}

export function and(a: Big, b: Big): Big {
  return isInt32(a) && isInt32(b) ? fromSmall(a.small & b.small) : combine(AND, a, b);
}

export function or(a: Big, b: Big): Big {
  return isInt32(a) && isInt32(b) ? fromSmall(a.small | b.small) : combine(OR, a, b);
}

export function xor(a: Big, b: Big): Big {
  return isInt32(a) && isInt32(b) ? fromSmall(a.small ^ b.small) : combine(XOR, a, b);
}

/** BigInt::bitwiseNOT: -a - 1. */
export function not(a: Big): Big {
  return subtract(negate(a), fromSmall(1));
}

/** BigInt::leftShift; negative counts shift right. */
export function shiftLeft(a: Big, count: Big): Big {
  if (count.small < 0) return right(a, negate(count));
  return left(a, count);
}

/** BigInt::signedRightShift. */
export function shiftRight(a: Big, count: Big): Big {
  if (count.small < 0) return left(a, negate(count));
  return right(a, count);
}

function left(a: Big, count: Big): Big {
  if (a.small === 0) return a;
  const limbs = limbsOf(a);
  if (!isSmall(count) || bitLength(limbs) + count.small > MAX_BITS) return tooLarge();
  if (isSmall(a) && count.small < 53) {
    const product = a.small * 2 ** count.small;
    if (Math.abs(product) <= 9007199254740991) return fromSmall(product);
  }
  const length = limbs.length + Math.floor(count.small / LIMB_BITS) + 1;
  return fromLimbs(a.small < 0, shiftLeftMagnitude(limbs, count.small, length), length);
}

/** Rounds towards minus infinity. */
function right(a: Big, count: Big): Big {
  const negative = a.small < 0;
  if (!isSmall(count) || count.small >= MAX_BITS) return fromSmall(negative ? -1 : 0);
  if (isSmall(a))
    return fromSmall(count.small > 60 ? (negative ? -1 : 0) : Math.floor(a.small / 2 ** count.small));
  // floor(-m / 2^n) = -floor((m - 1) / 2^n) - 1
  const limbs = limbsOf(negative ? add(a, fromSmall(1)) : a);
  const shifted = shiftRightMagnitude(limbs, count.small);
  const result = fromLimbs(negative, shifted, shifted.length);
  return negative ? subtract(result, fromSmall(1)) : result;
}

/** The lowest `bits` bits of the two's complement, as a number without sign. */
export function wrapUnsigned(bits: number, a: Big): Big {
  if (bits === 0) return fromSmall(0);
  const limbs = limbsOf(a);
  const negative = a.small < 0;
  if (!negative && bitLength(limbs) <= bits) return a;
  if (negative && bits > MAX_BITS) return tooLarge();
  const length = Math.ceil(bits / LIMB_BITS);
  const result = complementOf(a, length);
  const spare = length * LIMB_BITS - bits;
  result[length - 1] = result[length - 1]! & (0xffffff >> spare);
  return fromLimbs(false, result, length);
}

/** The lowest `bits` bits, the highest of them as sign. */
export function wrapSigned(bits: number, a: Big): Big {
  if (bits === 0) return fromSmall(0);
  if (bitLength(limbsOf(a)) < bits) return a;
  const length = Math.ceil(bits / LIMB_BITS);
  const result = complementOf(a, length);
  const spare = length * LIMB_BITS - bits;
  result[length - 1] = ((result[length - 1]! << (spare + 8)) >> (spare + 8)) & 0xffffff;
  return fromComplement(result);
}
