// log, log1p, log2, log10 by fdlibm's method: reduce to 1+f near 1, then a polynomial in s = f / (2+f).
//
// x = 2^k (1+f), sqrt(2)/2 < 1+f < sqrt(2). log(1+f) = 2s + 2/3 s^3 + ..., even powers of s fitted by Lg1..Lg7.
// ln 2 is split so that k * LN2_HI is exact.

import { mathSqrt } from "../native.ts";
import { headOf, highWord, withHighWord } from "./words.ts";

const LN2_HI = 0.6931471803691238;
const LN2_LO = 1.9082149292705877e-10;
const TWO_54 = 18014398509481984;
const LG1 = 0.6666666666666735;
const LG2 = 0.3999999999940942;
const LG3 = 0.2857142874366239;
const LG4 = 0.22222198432149784;
const LG5 = 0.1818357216161805;
const LG6 = 0.15313837699209373;
const LG7 = 0.14798198605116586;

/** High words at which fdlibm's branches part. */
const INFINITE = 0x7ff00000;
const SMALLEST_NORMAL = 0x00100000;

/** The exponent k and the number 1+f of a reduction; `k` is the caller's to add to. */
let reducedK = 0;

/** Reduces a positive, finite x: returns 1+f and leaves k in reducedK. */
function reduced(x: number): number {
  let k = 0;
  let y = x;
  if (highWord(y) < SMALLEST_NORMAL) {
    k = -54;
    y *= TWO_54;
  }
  const high = highWord(y);
  const mantissa = high & 0xfffff;
  const above = (mantissa + 0x95f64) & 0x100000; // set from sqrt(2) on
  reducedK = k + (high >> 20) - 1023 + (above >> 20);
  return withHighWord(y, mantissa | (above ^ 0x3ff00000));
}

/** Natural logarithm. */
export function Math_log(x: number): number {
  if (x === 0) return -Infinity;
  if (x < 0 || x !== x) return NaN;
  if (x === Infinity) return x;
  const y = reduced(x);
  const k = reducedK;
  const mantissa = highWord(y) & 0xfffff;
  const f = y - 1;
  if ((0xfffff & (2 + mantissa)) < 3) {
    // |f| < 2^-20
    if (f === 0) return k === 0 ? 0 : k * LN2_HI + k * LN2_LO;
    const r = f * f * (0.5 - 0.3333333333333333 * f);
    return k === 0 ? f - r : k * LN2_HI - (r - k * LN2_LO - f);
  }
  const s = f / (2 + f);
  const r = evenTerms(s * s);
  // Between about 1.38 and 1.42 (and their halves) the plain form is the more exact one.
  if (((mantissa - 0x6147a) | (0x6b851 - mantissa)) > 0) {
    const half = 0.5 * f * f;
    return k === 0 ? f - (half - s * (half + r)) : k * LN2_HI - (half - (s * (half + r) + k * LN2_LO) - f);
  }
  return k === 0 ? f - s * (f - r) : k * LN2_HI - (s * (f - r) - k * LN2_LO - f);
}

/** Lg1 z + Lg2 z^2 + ... summed as two interleaved polynomials. */
function evenTerms(z: number): number {
  const w = z * z;
  const even = w * (LG2 + w * (LG4 + w * LG6));
  const odd = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
  return odd + even;
}

const TWO_M29_HIGH = 0x3e200000;
const TWO_M54_HIGH = 0x3c900000;

/** log(1 + x), exact also where 1 + x would lose x. */
export function Math_log1p(x: number): number {
  const high = highWord(x);
  const size = high & 0x7fffffff;
  let k = 1;
  let f = 0;
  let upper = 1;
  let correction = 0;
  if (x !== x || x === Infinity) return x;
  if (high < 0x3fda827a) {
    // x < sqrt(2) - 1
    if (x <= -1) return x === -1 ? -Infinity : NaN;
    if (size < TWO_M29_HIGH) return size < TWO_M54_HIGH ? x : x - x * x * 0.5;
    if (high > 0 || high <= (0xbfd2bec4 | 0)) {
      k = 0;
      f = x;
    }
  }
  if (k !== 0) {
    let u = x;
    if (high < 0x43400000) {
      u = 1 + x;
      k = (highWord(u) >> 20) - 1023;
      // What 1 + x lost, to be added to the logarithm.
      correction = (k > 0 ? 1 - (u - x) : x - (u - 1)) / u;
    } else {
      k = (highWord(u) >> 20) - 1023;
    }
    upper = highWord(u) & 0xfffff;
    if (upper < 0x6a09e) {
      u = withHighWord(u, upper | 0x3ff00000);
    } else {
      k++;
      u = withHighWord(u, upper | 0x3fe00000);
      upper = (0x100000 - upper) >> 2;
    }
    f = u - 1;
  }
  const half = 0.5 * f * f;
  if (upper === 0) {
    if (f === 0) return k === 0 ? 0 : k * LN2_HI + (correction + k * LN2_LO);
    const r = half * (1 - 0.6666666666666666 * f);
    return k === 0 ? f - r : k * LN2_HI - (r - (k * LN2_LO + correction) - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const r = z * (LG1 + z * (LG2 + z * (LG3 + z * (LG4 + z * (LG5 + z * (LG6 + z * LG7))))));
  if (k === 0) return f - (half - s * (half + r));
  return k * LN2_HI - (half - (s * (half + r) + (k * LN2_LO + correction)) - f);
}

const LOG2E_HI = 1.4426950407214463;
const LOG2E_LO = 1.6751713164886512e-10;

/** Logarithm to base 2: exact for powers of two. */
export function Math_log2(x: number): number {
  if (x === 0) return -Infinity;
  if (x < 0 || x !== x) return NaN;
  if (x === Infinity) return x;
  if (x === 1) return 0;
  const f = reduced(x) - 1;
  const k = reducedK;
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const r = s * (half + evenTerms(s * s));
  // log(1+f) as head + tail, so that its product with log2(e) keeps the bits that k pushes out.
  const head = headOf(f - half);
  const tail = f - head - half + r;
  const high = head * LOG2E_HI;
  const low = (tail + head) * LOG2E_LO + tail * LOG2E_HI;
  const sum = k + high;
  return low + (k - sum + high) + sum;
}

const LOG10E = 0.4342944819032518;
const LOG10_2_HI = 0.30102999566361177;
const LOG10_2_LO = 3.694239077158931e-13;

/** Logarithm to base 10. */
export function Math_log10(x: number): number {
  if (x === 0) return -Infinity;
  if (x < 0 || x !== x) return NaN;
  if (x === Infinity) return x;
  if (x === 1) return 0;
  let k = 0;
  let y = x;
  if (highWord(y) < SMALLEST_NORMAL) {
    k = -54;
    y *= TWO_54;
  }
  const high = highWord(y);
  k += (high >> 20) - 1023;
  const negative = k < 0 ? 1 : 0;
  y = withHighWord(y, (high & 0xfffff) | ((0x3ff - negative) << 20));
  const whole = k + negative;
  return whole * LOG10_2_LO + LOG10E * Math_log(y) + whole * LOG10_2_HI;
}

const LN2 = 0.6931471805599453;
const TWO_28_HIGH = 0x41b00000;
const TWO_M28_HIGH = 0x3e300000;
const TWO_HIGH = 0x40000000;

/** Inverse of cosh; NaN below 1. */
export function Math_acosh(x: number): number {
  const high = highWord(x);
  if (x < 1 || x !== x) return NaN;
  if (high >= TWO_28_HIGH) return high >= INFINITE ? x : Math_log(x) + LN2;
  if (x === 1) return 0;
  if (high > TWO_HIGH) return Math_log(2 * x - 1 / (x + mathSqrt(x * x - 1)));
  const t = x - 1;
  return Math_log1p(t + mathSqrt(2 * t + t * t));
}

/** Inverse of sinh. */
export function Math_asinh(x: number): number {
  const size = highWord(x) & 0x7fffffff;
  if (size >= INFINITE || size < TWO_M28_HIGH) return x;
  const a = x < 0 ? -x : x;
  let w = 0;
  if (size > TWO_28_HIGH) {
    w = Math_log(a) + LN2;
  } else if (size > TWO_HIGH) {
    w = Math_log(2 * a + 1 / (mathSqrt(x * x + 1) + a));
  } else {
    const t = x * x;
    w = Math_log1p(a + t / (1 + mathSqrt(1 + t)));
  }
  return x > 0 ? w : -w;
}

/** Inverse of tanh; NaN outside -1 .. 1. */
export function Math_atanh(x: number): number {
  const size = highWord(x) & 0x7fffffff;
  const a = x < 0 ? -x : x;
  if (a > 1 || x !== x) return NaN;
  if (a === 1) return x / 0;
  if (size < TWO_M28_HIGH) return x;
  let t = a + a;
  t = 0.5 * Math_log1p(size < 0x3fe00000 ? t + (t * a) / (1 - a) : t / (1 - a));
  return x > 0 ? t : -t;
}
