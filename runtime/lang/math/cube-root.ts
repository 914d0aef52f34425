// cbrt by fdlibm's method: a guess from a third of the exponent, a polynomial to 23 bits, one Newton step.

import { f64BitsHigh, f64BitsLow, f64FromBits } from "../native.ts";
import { highWord } from "./words.ts";

/** (1023 - 1023/3 - 0.03306235651) * 2^20, and the same for numbers scaled up by 2^54. */
const GUESS = 715094163;
const GUESS_SCALED = 696219795;
const TWO_54 = 18014398509481984;
const P0 = 1.87595182427177;
const P1 = -1.8849797954337717;
const P2 = 1.6214297201053545;
const P3 = -0.758397934778766;
const P4 = 0.14599619288661245;

/** Cube root. */
export function Math_cbrt(x: number): number {
  if (x === 0 || x - x !== 0) return x;
  const sign = f64BitsHigh(x) & 0x80000000;
  const size = highWord(x) & 0x7fffffff;
  let high = ((size / 3) | 0) + GUESS;
  if (size < 0x00100000) high = (((highWord(x * TWO_54) & 0x7fffffff) / 3) | 0) + GUESS_SCALED;
  let t = f64FromBits((sign | high) >>> 0, 0);
  let r = t * t * (t / x);
  t = t * (P0 + r * (P1 + r * P2) + r * r * r * (P3 + r * P4));
  t = roundedTo23Bits(t);
  const s = t * t;
  r = x / s;
  r = (r - t) / (t + t + r);
  return t + t * r;
}

/** Rounds the mantissa away from zero to 23 bits, so that t * t is exact. */
function roundedTo23Bits(t: number): number {
  const low = f64BitsLow(t);
  const carry = low >= 0x80000000 ? 1 : 0;
  return f64FromBits(f64BitsHigh(t) + carry, ((low + 0x80000000) & 0xc0000000) >>> 0);
}
