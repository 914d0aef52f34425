// Signed arithmetic of bigints: + - * / % ** and unary minus (ECMA-262 6.1.6.2).
//
// Results that doubles hold exactly are calculated in doubles; the rest goes to magnitude.ts.

import {
  addMagnitudes,
  compareMagnitudes,
  divideMagnitudes,
  multiplyMagnitudes,
  subtractMagnitudes,
} from "./magnitude.ts";
import { type Big, bitLength, fromLimbs, fromSmall, isSmall, LIMB_BITS, limbsOf, MAX_BITS } from "./value.ts";

const SAFE = 9007199254740991;

function isSafe(value: number): boolean {
  return value <= SAFE && value >= -SAFE;
}

export function tooLarge(): never {
  throw new RangeError("Maximum BigInt size exceeded");
}

/** BigInt::unaryMinus. */
export function negate(a: Big): Big {
  if (isSmall(a)) return fromSmall(a.small === 0 ? 0 : -a.small);
  return fromLimbs(a.small > 0, a.limbs, a.limbs.length);
}

/** BigInt::add. */
export function add(a: Big, b: Big): Big {
  if (isSmall(a) && isSmall(b)) {
    const sum = a.small + b.small;
    if (isSafe(sum)) return fromSmall(sum);
  }
  return addSigned(a, b, b.small < 0);
}

/** BigInt::subtract. */
export function subtract(a: Big, b: Big): Big {
  if (isSmall(a) && isSmall(b)) {
    const difference = a.small - b.small;
    if (isSafe(difference)) return fromSmall(difference);
  }
  return addSigned(a, b, b.small >= 0);
}

/** a plus the magnitude of b with the sign given. */
function addSigned(a: Big, b: Big, negativeB: boolean): Big {
  const x = limbsOf(a);
  const y = limbsOf(b);
  const negativeA = a.small < 0;
  if (negativeA === negativeB) {
    const sum = addMagnitudes(x, y);
    if (sum.length * LIMB_BITS > MAX_BITS) tooLarge();
    return fromLimbs(negativeA, sum, sum.length);
  }
  const larger = compareMagnitudes(x, y) >= 0;
  const difference = larger ? subtractMagnitudes(x, y) : subtractMagnitudes(y, x);
  return fromLimbs(larger ? negativeA : negativeB, difference, difference.length);
}

/** BigInt::multiply. */
export function multiply(a: Big, b: Big): Big {
  if (isSmall(a) && isSmall(b)) {
    const product = a.small * b.small;
    if (isSafe(product)) return fromSmall(product);
  }
  const x = limbsOf(a);
  const y = limbsOf(b);
  if (x.length === 0 || y.length === 0) return fromSmall(0);
  if (bitLength(x) + bitLength(y) > MAX_BITS + 1) tooLarge();
  const product = multiplyMagnitudes(x, y);
  return fromLimbs(a.small < 0 !== b.small < 0, product, product.length);
}

function requireNonZero(b: Big): void {
  if (b.small === 0) throw new RangeError("Division by zero");
}

/** BigInt::divide: towards zero. */
export function divide(a: Big, b: Big): Big {
  requireNonZero(b);
  // The remainder of doubles is exact, so the division of what is left is, too.
  if (isSmall(a) && isSmall(b)) return fromSmall((a.small - (a.small % b.small)) / b.small);
  const { quotient } = divideMagnitudes(limbsOf(a), limbsOf(b));
  return fromLimbs(a.small < 0 !== b.small < 0, quotient, quotient.length);
}

/** BigInt::remainder: has the sign of the dividend. */
export function remainder(a: Big, b: Big): Big {
  requireNonZero(b);
  if (isSmall(a) && isSmall(b)) return fromSmall(a.small % b.small);
  const result = divideMagnitudes(limbsOf(a), limbsOf(b)).remainder;
  return fromLimbs(a.small < 0, result, result.length);
}

/** BigInt::exponentiate. */
export function power(base: Big, exponent: Big): Big {
  // The words of the reference, which forgets to fill in a name.
  if (exponent.small < 0) throw new RangeError("undefined must be positive");
  if (exponent.small === 0 && isSmall(exponent)) return fromSmall(1);
  if (isSmall(base) && base.small >= -1 && base.small <= 1) {
    const even = isSmall(exponent) ? exponent.small % 2 === 0 : exponent.limbs[0]! % 2 === 0;
    return base.small === -1 && even ? fromSmall(1) : base;
  }
  if (!isSmall(exponent) || (bitLength(limbsOf(base)) - 1) * exponent.small >= MAX_BITS) tooLarge();
  let result = fromSmall(1);
  let square = base;
  for (let rest = exponent.small; ; square = multiply(square, square)) {
    if (rest % 2 === 1) result = multiply(result, square);
    rest = Math.floor(rest / 2);
    if (rest === 0) return result;
  }
}

/** -1, 0 or 1. */
export function compare(a: Big, b: Big): number {
  if (isSmall(a) && isSmall(b)) return a.small < b.small ? -1 : a.small > b.small ? 1 : 0;
  const negative = a.small < 0;
  if (negative !== b.small < 0) return negative ? -1 : 1;
  const order = compareMagnitudes(limbsOf(a), limbsOf(b));
  return negative ? -order : order;
}
