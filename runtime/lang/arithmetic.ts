// What of arithmetic no processor has an instruction for: remainder, and Math.min and Math.max of two (ECMA-262).
//
// Only for operands that the inline code of programs leaves over: NaN, zeros, fractions, negative numbers.

import { mathAbs, mathTrunc } from "./native.ts";

/** Below it, numbers without a fraction are exact, and so are their products with a truncated quotient. */
const EXACT = 4503599627370496;

/** Math.min(a, b); -0 is below 0. */
export function lesserOf(a: number, b: number): number {
  if (a !== a || b !== b) return NaN;
  if (a === b) return 1 / a < 0 ? a : b;
  return a < b ? a : b;
}

/** Math.max(a, b). */
export function greaterOf(a: number, b: number): number {
  if (a !== a || b !== b) return NaN;
  if (a === b) return 1 / a < 0 ? b : a;
  return a > b ? a : b;
}

/** Number::remainder: exact, with the sign of the dividend. */
export function remainderOf(x: number, y: number): number {
  let rest = mathAbs(x);
  const by = mathAbs(y);
  if (!(rest < Infinity) || by !== by || by === 0) return NaN;
  if (by > rest) return x;
  if (rest < EXACT && by === mathTrunc(by) && rest === mathTrunc(rest)) {
    // The quotient is perhaps one too large.
    rest -= mathTrunc(rest / by) * by;
    if (rest < 0) rest += by;
  } else {
    // Long division, one bit of the quotient a step: every difference is exact.
    let part = by;
    while (part <= rest * 0.5) part *= 2;
    for (; part >= by; part *= 0.5) if (rest >= part) rest -= part;
  }
  return x < 0 ? -rest : rest;
}
