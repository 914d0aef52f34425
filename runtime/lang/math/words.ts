// The halves of a double: how the functions beside this file look at and make exponents and mantissas.

import { f64BitsHigh, f64BitsLow, f64FromBits } from "../native.ts";

/** Sign, exponent and the upper 20 bits of the mantissa, as an int32. */
export function highWord(x: number): number {
  return f64BitsHigh(x) | 0;
}

/** The lower 32 bits of the mantissa, as an int32. */
export function lowWord(x: number): number {
  return f64BitsLow(x) | 0;
}

/** x with its lower word cleared: a factor whose products with another such are exact. */
export function headOf(x: number): number {
  return f64FromBits(f64BitsHigh(x), 0);
}

/** x with another upper word. */
export function withHighWord(x: number, high: number): number {
  return f64FromBits(high >>> 0, f64BitsLow(x));
}

/** 2^n for -1022 <= n <= 1023. */
export function powerOfTwo(n: number): number {
  return f64FromBits((n + 1023) << 20, 0);
}

/** x * 2^n where neither x, nor the result, nor the way there is subnormal. */
export function scaled(x: number, n: number): number {
  if (n > 1000) return x * powerOfTwo(1000) * powerOfTwo(n - 1000);
  if (n < -1000) return x * powerOfTwo(-1000) * powerOfTwo(n + 1000);
  return x * powerOfTwo(n);
}

/** The double with that upper word and a lower one of zero. */
export function f64FromHigh(high: number): number {
  return f64FromBits(high >>> 0, 0);
}
