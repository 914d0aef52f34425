// Doubles as exact decimals: what printing and reading of numbers rest on where a few digits are not enough.
//
// A value stands in limbs of seven decimal digits, the most significant first. Times and over a power of two are then
// exact, whatever the size. The result is text, because its digits are compared and cut, not calculated with.

import { scaled } from "../math/words.ts";
import { f64BitsHigh, numberToString, strBuild, strCharCodeAt, strSubstring } from "../native.ts";

const LIMB = 1e7;
const LIMB_DIGITS = 7;
/** Bits of one step: a limb times 2^23, and 2^23 limbs, are integers that a double holds. */
const STEP_BITS = 23;
const TWO_32 = 4294967296;
const LOG10_2 = 0.30103;
const ZERO = 48;

function times(limbs: number[], factor: number): void {
  let carry = 0;
  for (let i = limbs.length - 1; i >= 0; i--) {
    const product = limbs[i]! * factor + carry;
    carry = (product / LIMB) | 0;
    limbs[i] = product - carry * LIMB;
  }
}

function over(limbs: number[], divisor: number): void {
  let rest = 0;
  for (let i = 0; i < limbs.length || rest > 0; i++) {
    if (i === limbs.length) limbs.push(0);
    const dividend = rest * LIMB + limbs[i]!;
    const quotient = (dividend / divisor) | 0;
    limbs[i] = quotient;
    rest = dividend - quotient * divisor;
  }
}

/** A finite x > 0 is mantissaOf(x) * 2^exponentOf(x), two integers. */
export function exponentOf(x: number): number {
  const biased = (f64BitsHigh(x) >>> 20) & 0x7ff;
  return (biased === 0 ? 1 : biased) - 1075;
}
export function mantissaOf(x: number): number {
  return scaled(x, -exponentOf(x));
}

function limbsBeforePoint(exponent: number): number {
  return 4 + (exponent > 0 ? ((exponent * LOG10_2) / LIMB_DIGITS) | 0 : 0);
}

/** How many digits of an expansion with this exponent are before the point. */
export function digitsBeforePoint(exponent: number): number {
  return limbsBeforePoint(exponent) * LIMB_DIGITS;
}

/**
 * All digits of (mantissa + quarters / 4) * 2^exponent, quarters 0 to 3, with zeros in front and behind.
 *
 * @rare
 */
export function expansion(mantissa: number, exponent: number, quarters: number): string {
  const limbs: number[] = [];
  for (let i = limbsBeforePoint(exponent); i > 0; i--) limbs.push(0);
  const last = limbs.length - 1;
  const upper = (mantissa / TWO_32) | 0;
  limbs[last] = upper;
  times(limbs, 65536);
  times(limbs, 65536);
  limbs[last] = limbs[last]! + (mantissa - upper * TWO_32);
  times(limbs, 4);
  limbs[last] = limbs[last]! + quarters; // a multiple of 4 before, so nothing is carried
  for (let left = exponent - 2; left !== 0; ) {
    const step = left > STEP_BITS ? STEP_BITS : left < -STEP_BITS ? -STEP_BITS : left;
    if (step > 0) times(limbs, 1 << step);
    else over(limbs, 1 << -step);
    left -= step;
  }
  const parts: string[] = [];
  for (const limb of limbs) parts.push(strSubstring(numberToString(LIMB + limb), 1, LIMB_DIGITS + 1));
  return strBuild(parts);
}

/** The first place from `from` on with another digit than 0; the length if there is none. */
export function skipZeros(digits: string, from: number): number {
  let at = from;
  while (at < digits.length && strCharCodeAt(digits, at) === ZERO) at++;
  return at;
}

export function zeros(count: number): string {
  const parts: string[] = [];
  for (let i = 0; i < count; i++) parts.push("0");
  return strBuild(parts);
}
