// The operator ** and Math.pow by fdlibm's method, which V8 follows too: results agree to the last bit.
//
// With |x| = 2^n * (1 + f): log2|x| as a sum t1 + t2 of more precision than a double, times y, then 2 to the power
// of that. Names in the calculation are fdlibm's: _h and _l are the halves of such a sum, w, u, v, z steps on the way.

import { mathAbs, mathSqrt, mathTrunc } from "../native.ts";
import { f64FromHigh, headOf, highWord, lowWord, powerOfTwo, withHighWord } from "./words.ts";

/** (3/2) * (log(x) - 2s - 2/3 s^3) as a polynomial in s^2. */
const L1 = 0.5999999999999946;
const L2 = 0.4285714285785502;
const L3 = 0.33333332981837743;
const L4 = 0.272728123808534;
const L5 = 0.23066074577556175;
const L6 = 0.20697501780033842;
const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 6.613756321437934e-5;
const P4 = -1.6533902205465252e-6;
const P5 = 4.1381367970572385e-8;
/** log2(1.5) in two halves. */
const DP_H = 0.5849624872207642;
const DP_L = 1.350039202129749e-8;
const LN2 = 0.6931471805599453;
const LN2_H = 0.6931471824645996;
const LN2_L = -1.904654299957768e-9;
/** 2 / (3 ln 2). */
const CP = 0.9617966939259756;
const CP_H = 0.9617967009544373;
const CP_L = -7.028461650952758e-9;
const INV_LN2 = 1.4426950408889634;
const INV_LN2_H = 1.4426950216293335;
const INV_LN2_L = 1.9259629911266175e-8;
/** -(1024 - log2(the largest double and half its last unit)). */
const OVERFLOW = 8.008566259537294e-17;
const TWO_53 = 9007199254740992;
const SIZE = 0x7fffffff;
const ONE_HIGH = 0x3ff00000;

/** Number::exponentiate. */
export function Math_pow(base: number, exponent: number): number {
  return base ** exponent;
}

/** Number::exponentiate: what the operator ** on numbers calls. */
export function power(x: number, y: number): number {
  if (y === 0) return 1;
  if (x !== x || y !== y) return NaN;
  const size = mathAbs(x);
  const isOdd = isOddInteger(y);
  if (y - y !== 0) {
    if (size === 1) return NaN; // unlike C
    return size > 1 === y > 0 ? Infinity : 0;
  }
  if (y === 1) return x;
  if (y === -1) return 1 / x;
  if (y === 2) return x * x;
  const isNegative = highWord(x) < 0;
  if (y === 0.5 && !isNegative) return mathSqrt(x);
  const negate = isNegative && isOdd;
  if (x - x !== 0 || x === 0 || size === 1) {
    if (x === -1 && mathTrunc(y) !== y) return NaN;
    const result = y < 0 ? 1 / size : size;
    return negate ? -result : result;
  }
  if (isNegative && mathTrunc(y) !== y) return NaN;
  const result = powerOf(size, y);
  return negate ? -result : result;
}

function isOddInteger(y: number): boolean {
  const size = mathAbs(y);
  if (size >= TWO_53) return false;
  const half = size / 2;
  return mathTrunc(size) === size && mathTrunc(half) !== half;
}

/** The power of a finite x > 0 other than 1. */
function powerOf(x: number, y: number): number {
  const ix = highWord(x);
  const iy = highWord(y) & SIZE;
  let t1 = 0;
  let t2 = 0;
  if (iy > 0x41e00000) {
    // |y| above 2^31: overflow, underflow, or |1 - x| is tiny.
    if (ix < 0x3fefffff || (iy > 0x43f00000 && ix <= 0x3fefffff)) return y < 0 ? Infinity : 0;
    if (ix > ONE_HIGH || iy > 0x43f00000) return y > 0 ? Infinity : 0;
    const t = x - 1; // log(x) by x - x^2/2 + x^3/3 - x^4/4 is enough
    const w = t * t * (0.5 - t * (0.3333333333333333 - t * 0.25));
    const u = INV_LN2_H * t;
    const v = t * INV_LN2_L - w * INV_LN2;
    t1 = headOf(u + v);
    t2 = v - (t1 - u);
  } else {
    const isSubnormal = ix < 0x00100000;
    const normal = isSubnormal ? x * TWO_53 : x;
    const high = highWord(normal);
    const fraction = high & 0x000fffff;
    let n = (high >> 20) - 0x3ff - (isSubnormal ? 53 : 0);
    let from = 1; // the point that the logarithm is developed around: 1 or 1.5
    let upper = fraction | ONE_HIGH;
    if (fraction > 0x3988e && fraction < 0xbb67a)
      from = 1.5; // between sqrt(3/2) and sqrt(3)
    else if (fraction >= 0xbb67a) {
      n++;
      upper -= 0x00100000;
    }
    const ax = withHighWord(normal, upper);
    const k = from === 1 ? 0 : 1;
    const u = ax - from;
    const v = 1 / (ax + from);
    const ss = u * v; // s = (x - 1) / (x + 1) or (x - 1.5) / (x + 1.5), as s_h + s_l
    const s_h = headOf(ss);
    let t_h = f64FromHigh(((upper >> 1) | 0x20000000) + 0x00080000 + (k << 18));
    let t_l = ax - (t_h - from);
    const s_l = v * (u - s_h * t_h - s_h * t_l);
    let s2 = ss * ss;
    let r = s2 * s2 * (L1 + s2 * (L2 + s2 * (L3 + s2 * (L4 + s2 * (L5 + s2 * L6)))));
    r += s_l * (s_h + ss);
    s2 = s_h * s_h;
    t_h = headOf(3 + s2 + r);
    t_l = r - (t_h - 3 - s2);
    const uu = s_h * t_h;
    const vv = s_l * t_h + t_l * ss;
    const p_h = headOf(uu + vv);
    const p_l = vv - (p_h - uu);
    const z_h = CP_H * p_h;
    const z_l = CP_L * p_h + p_l * CP + (k === 0 ? 0 : DP_L);
    const dp_h = k === 0 ? 0 : DP_H;
    t1 = headOf(z_h + z_l + dp_h + n);
    t2 = z_l - (t1 - n - dp_h - z_h);
  }
  const y1 = headOf(y);
  return exponentialOf(y1 * t1, (y - y1) * t1 + y * t2);
}

/** 2^(p_h + p_l). */
function exponentialOf(head: number, p_l: number): number {
  let p_h = head;
  const z = p_l + p_h;
  const j = highWord(z);
  const low = lowWord(z);
  if (j >= 0x40900000) {
    // z >= 1024
    if (((j - 0x40900000) | low) !== 0 || p_l + OVERFLOW > z - p_h) return Infinity;
  } else if ((j & SIZE) >= 0x4090cc00) {
    // z <= -1075
    if (((j - (0xc090cc00 | 0)) | low) !== 0 || p_l <= z - p_h) return 0;
  }
  let n = 0;
  const i = j & SIZE;
  if (i > 0x3fe00000) {
    // |z| > 0.5: n = [z + 0.5]
    const rounded = (j + (0x00100000 >> ((i >> 20) - 0x3ff + 1))) | 0;
    const e = ((rounded & SIZE) >> 20) - 0x3ff;
    n = ((rounded & 0x000fffff) | 0x00100000) >> (20 - e);
    if (j < 0) n = -n;
    p_h -= f64FromHigh(rounded & ~(0x000fffff >> e));
  }
  const t = headOf(p_l + p_h);
  const u = t * LN2_H;
  const v = (p_l - (t - p_h)) * LN2 + t * LN2_L;
  const q = u + v;
  const w = v - (q - u);
  const t2 = q * q;
  const t1 = q - t2 * (P1 + t2 * (P2 + t2 * (P3 + t2 * (P4 + t2 * P5))));
  const r = (q * t1) / (t1 - 2 - (w + q * w)); // V8 groups it so; fdlibm subtracts after dividing
  return timesPowerOfTwo(1 - (r - q), n);
}

/** x near 1 times 2^n, rounded once where the result is subnormal. */
function timesPowerOfTwo(x: number, n: number): number {
  if (n < -1021) return x * powerOfTwo(-1021) * powerOfTwo(n + 1021);
  return n > 1023 ? x * 2 * powerOfTwo(n - 1) : x * powerOfTwo(n);
}
