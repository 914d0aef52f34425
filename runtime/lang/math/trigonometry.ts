// sin, cos, tan by fdlibm's method: reduce by multiples of pi/2, then a polynomial on -pi/4 .. pi/4.
//
// The reduced argument is a sum of two doubles, head and tail; reduction is reduce-half-pi.ts.

import { mathAbs } from "../native.ts";
import { reducedHead, reducedTail, reduceHalfPi } from "./reduce-half-pi.ts";
import { f64FromHigh, headOf, highWord } from "./words.ts";

const S1 = -0.16666666666666632;
const S2 = 0.00833333333332249;
const S3 = -0.0001984126982985795;
const S4 = 0.0000027557313707070068;
const S5 = -2.5050760253406863e-8;
const S6 = 1.58969099521155e-10;
const C1 = 0.0416666666666666;
const C2 = -0.001388888888887411;
const C3 = 0.00002480158728947673;
const C4 = -2.7557314351390663e-7;
const C5 = 2.087572321298175e-9;
const C6 = -1.1359647557788195e-11;
/** High words of pi/4 and 2^-27. */
const QUARTER_PI_HIGH = 0x3fe921fb;
const TWO_M27_HIGH = 0x3e400000;

/** sin(head + tail). */
function kernelSin(head: number, tail: number, hasTail: boolean): number {
  if ((highWord(head) & 0x7fffffff) < TWO_M27_HIGH) return head;
  const z = head * head;
  const v = z * head;
  const r = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
  if (!hasTail) return head + v * (S1 + z * r);
  return head - (z * (0.5 * tail - v * r) - tail - v * S1);
}

/** cos(head + tail). */
function kernelCos(head: number, tail: number): number {
  const size = highWord(head) & 0x7fffffff;
  if (size < TWO_M27_HIGH) return 1;
  const z = head * head;
  const r = z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))));
  if (size < 0x3fd33333) return 1 - (0.5 * z - (z * r - head * tail)); // |head| < 0.3
  // About head / 4, with few bits: 1 - quarter is exact.
  const quarter = size > 0x3fe90000 ? 0.28125 : f64FromHigh(size - 0x00200000);
  return 1 - quarter - (0.5 * z - quarter - (z * r - head * tail));
}

/** Sine. */
export function Math_sin(x: number): number {
  if ((highWord(x) & 0x7fffffff) <= QUARTER_PI_HIGH) return kernelSin(x, 0, false);
  if (x - x !== 0) return NaN;
  switch (reduceHalfPi(x) & 3) {
    case 0:
      return kernelSin(reducedHead(), reducedTail(), true);
    case 1:
      return kernelCos(reducedHead(), reducedTail());
    case 2:
      return -kernelSin(reducedHead(), reducedTail(), true);
    default:
      return -kernelCos(reducedHead(), reducedTail());
  }
}

/** Cosine. */
export function Math_cos(x: number): number {
  if ((highWord(x) & 0x7fffffff) <= QUARTER_PI_HIGH) return kernelCos(x, 0);
  if (x - x !== 0) return NaN;
  switch (reduceHalfPi(x) & 3) {
    case 0:
      return kernelCos(reducedHead(), reducedTail());
    case 1:
      return -kernelSin(reducedHead(), reducedTail(), true);
    case 2:
      return -kernelCos(reducedHead(), reducedTail());
    default:
      return kernelSin(reducedHead(), reducedTail(), true);
  }
}

const T0 = 0.3333333333333341;
const T1 = 0.13333333333320124;
const T2 = 0.05396825397622605;
const T3 = 0.021869488294859542;
const T4 = 0.0088632398235993;
const T5 = 0.0035920791075913124;
const T6 = 0.0014562094543252903;
const T7 = 0.0005880412408202641;
const T8 = 0.0002464631348184699;
const T9 = 0.00007817944429395571;
const T10 = 0.00007140724913826082;
const T11 = -0.000018558637485527546;
const T12 = 0.00002590730518636337;
const QUARTER_PI = 0.7853981633974483;
const QUARTER_PI_LOW = 3.061616997868383e-17;
/** From here on tan is taken of pi/4 minus the argument. */
const LARGE_HIGH = 0x3fe59428;

/** tan(head + tail), or its negative reciprocal. */
function kernelTan(head: number, tail: number, isReciprocal: boolean): number {
  const high = highWord(head);
  const size = high & 0x7fffffff;
  let x = head;
  let y = tail;
  if (size < 0x3e300000) {
    if (!isReciprocal) return x;
    if (x === 0) return 1 / mathAbs(x);
    return negativeReciprocal(x + y, x, y);
  }
  const isLarge = size >= LARGE_HIGH;
  if (isLarge) {
    if (high < 0) {
      x = -x;
      y = -y;
    }
    x = QUARTER_PI - x + (QUARTER_PI_LOW - y);
    y = 0;
  }
  const z = x * x;
  const w = z * z;
  let r = T1 + w * (T3 + w * (T5 + w * (T7 + w * (T9 + w * T11))));
  const v = z * (T2 + w * (T4 + w * (T6 + w * (T8 + w * (T10 + w * T12)))));
  const s = z * x;
  r = y + z * (s * (r + v) + y) + T0 * s;
  const sum = x + r;
  if (isLarge) {
    const sign = high < 0 ? -1 : 1;
    const turn = isReciprocal ? -1 : 1;
    return sign * (turn - 2 * (x - ((sum * sum) / (sum + turn) - r)));
  }
  return isReciprocal ? negativeReciprocal(sum, x, r) : sum;
}

/** -1 / (x + r), where sum is x + r rounded, without losing what the rounding lost. */
function negativeReciprocal(sum: number, x: number, r: number): number {
  const z = headOf(sum);
  const v = r - (z - x);
  const a = -1 / sum;
  const t = headOf(a);
  return t + a * (1 + t * z + t * v);
}

/** Tangent. */
export function Math_tan(x: number): number {
  if ((highWord(x) & 0x7fffffff) <= QUARTER_PI_HIGH) return kernelTan(x, 0, false);
  if (x - x !== 0) return NaN;
  const isReciprocal = (reduceHalfPi(x) & 1) === 1;
  return kernelTan(reducedHead(), reducedTail(), isReciprocal);
}
