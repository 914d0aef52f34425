// exp, expm1 and the hyperbolic functions by fdlibm's method: x = k ln 2 + r with |r| <= ln 2 / 2.
//
// e^r comes from a rational function of r^2 (P1..P5; for expm1 Q1..Q5), then the result is scaled by 2^k.

import { highWord, powerOfTwo, withHighWord } from "./words.ts";

const LN2_HI = 0.6931471803691238;
const LN2_LO = 1.9082149292705877e-10;
const INV_LN2 = 1.4426950408889634;
/** Arguments above overflow; below the second one exp underflows to 0. */
const OVERFLOW = 709.782712893384;
const UNDERFLOW = -745.1332191019411;
const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 0.00006613756321437934;
const P4 = -0.0000016533902205465252;
const P5 = 4.1381367970572385e-8;
const Q1 = -0.03333333333333313;
const Q2 = 0.0015873015872548146;
const Q3 = -0.0000793650757867488;
const Q4 = 0.000004008217827329362;
const Q5 = -2.0109921818362437e-7;

/** High words of 0.5 ln 2, 1.5 ln 2 and some powers of two: where branches part. */
const HALF_LN2_HIGH = 0x3fd62e42;
const THREE_HALVES_LN2_HIGH = 0x3ff0a2b2;
const TWO_M28_HIGH = 0x3e300000;
const TWO_M54_HIGH = 0x3c900000;
const ONE_HIGH = 0x3ff00000;
const TWENTY_TWO_HIGH = 0x40360000;
const TWO_1023 = 8.98846567431158e307;

/** e^x. */
export function Math_exp(x: number): number {
  if (x !== x) return x;
  if (x > OVERFLOW) return Infinity;
  if (x < UNDERFLOW) return 0;
  const size = highWord(x) & 0x7fffffff;
  const sign = x < 0 ? -1 : 1;
  let k = 0;
  let high = 0;
  let low = 0;
  let r = x;
  if (size > HALF_LN2_HIGH) {
    if (size < THREE_HALVES_LN2_HIGH) {
      if (x === 1) return 2.718281828459045; // the last bit would be wrong otherwise
      high = x - sign * LN2_HI;
      low = sign * LN2_LO;
      k = sign;
    } else {
      k = (INV_LN2 * x + sign * 0.5) | 0;
      high = x - k * LN2_HI;
      low = k * LN2_LO;
    }
    r = high - low;
  } else if (size < TWO_M28_HIGH) {
    return 1 + x;
  }
  const t = r * r;
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  if (k === 0) return 1 - ((r * c) / (c - 2) - r);
  const y = 1 - (low - (r * c) / (2 - c) - high);
  if (k === 1024) return y * 2 * TWO_1023;
  return k >= -1021 ? y * powerOfTwo(k) : y * powerOfTwo(k + 1000) * powerOfTwo(-1000);
}

/** e^x - 1, exact also where e^x is close to 1. */
export function Math_expm1(x: number): number {
  const size = highWord(x) & 0x7fffffff;
  const negative = highWord(x) < 0;
  if (x !== x) return x;
  if (size >= 0x4043687a) {
    // |x| >= 56 ln 2
    if (x > OVERFLOW) return Infinity;
    if (negative) return -1;
  }
  let k = 0;
  let r = x;
  let correction = 0;
  if (size > HALF_LN2_HIGH) {
    let high = 0;
    let low = 0;
    if (size < THREE_HALVES_LN2_HIGH) {
      k = negative ? -1 : 1;
      high = x - k * LN2_HI;
      low = k * LN2_LO;
    } else {
      k = (INV_LN2 * x + (negative ? -0.5 : 0.5)) | 0;
      high = x - k * LN2_HI;
      low = k * LN2_LO;
    }
    r = high - low;
    correction = high - r - low;
  } else if (size < TWO_M54_HIGH) {
    return x;
  }
  const half = 0.5 * r;
  const square = r * half;
  const r1 = 1 + square * (Q1 + square * (Q2 + square * (Q3 + square * (Q4 + square * Q5))));
  const t = 3 - r1 * half;
  let e = square * ((r1 - t) / (6 - r * t));
  if (k === 0) return r - (r * e - square);
  e = r * (e - correction) - correction - square;
  if (k === -1) return 0.5 * (r - e) - 0.5;
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  if (k <= -2 || k > 56) {
    const y = 1 - (e - r);
    return (k === 1024 ? y * 2 * TWO_1023 : y * powerOfTwo(k)) - 1;
  }
  if (k < 20) {
    // 1 - 2^-k
    return (withHighWord(1, ONE_HIGH - (0x200000 >> k)) - (e - r)) * powerOfTwo(k);
  }
  return (r - (e + powerOfTwo(-k)) + 1) * powerOfTwo(k);
}

/** exp overflows above the first, sinh and cosh above the second. */
const EXP_SAFE = 709.7822265625;
const HYPERBOLIC_OVERFLOW = 710.4758600739439;

/** Hyperbolic sine. */
export function Math_sinh(x: number): number {
  const a = x < 0 ? -x : x;
  const h = x < 0 ? -0.5 : 0.5;
  if (a < 22) {
    if (a < 3.725290298461914e-9) return x; // 2^-28
    const t = Math_expm1(a);
    return a < 1 ? h * (2 * t - (t * t) / (t + 1)) : h * (t + t / (t + 1));
  }
  if (a < EXP_SAFE) return h * Math_exp(a);
  if (a <= HYPERBOLIC_OVERFLOW) {
    const w = Math_exp(0.5 * a);
    return h * w * w;
  }
  return x * Infinity;
}

/** Hyperbolic cosine. */
export function Math_cosh(x: number): number {
  const size = highWord(x) & 0x7fffffff;
  const a = x < 0 ? -x : x;
  if (size < HALF_LN2_HIGH + 1) {
    const t = Math_expm1(a);
    const w = 1 + t;
    return size < 0x3c800000 ? w : 1 + (t * t) / (w + w);
  }
  if (size < TWENTY_TWO_HIGH) {
    const t = Math_exp(a);
    return 0.5 * t + 0.5 / t;
  }
  if (size < 0x40862e42) return 0.5 * Math_exp(a);
  if (a <= HYPERBOLIC_OVERFLOW) {
    const w = Math_exp(0.5 * a);
    return 0.5 * w * w;
  }
  return x !== x ? x : Infinity;
}

/** Hyperbolic tangent. */
export function Math_tanh(x: number): number {
  const size = highWord(x) & 0x7fffffff;
  if (x !== x) return x;
  const a = x < 0 ? -x : x;
  let z = 1;
  if (size < TWENTY_TWO_HIGH) {
    if (size < TWO_M28_HIGH) return x;
    if (size >= ONE_HIGH) {
      z = 1 - 2 / (Math_expm1(2 * a) + 2);
    } else {
      const t = Math_expm1(-2 * a);
      z = -t / (t + 2);
    }
  }
  return highWord(x) >= 0 ? z : -z;
}
