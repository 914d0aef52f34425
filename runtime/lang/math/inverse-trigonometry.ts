// asin, acos, atan, atan2 by fdlibm's method: rational approximations near 0 and identities elsewhere.

import { mathAbs, mathSqrt } from "../native.ts";
import { headOf, highWord } from "./words.ts";

const HALF_PI_HIGH_PART = 1.5707963267948966;
const HALF_PI_LOW_PART = 6.123233995736766e-17;
const QUARTER_PI = 0.7853981633974483;
const PI = 3.141592653589793;
const PI_LOW_PART = 1.2246467991473532e-16;

/** asin(x) = x + x * R(x^2), R = P/Q. */
const PS0 = 0.16666666666666666;
const PS1 = -0.3255658186224009;
const PS2 = 0.20121253213486293;
const PS3 = -0.04005553450067941;
const PS4 = 0.0007915349942898145;
const PS5 = 0.00003479331075960212;
const QS1 = -2.403394911734414;
const QS2 = 2.0209457602335057;
const QS3 = -0.6882839716054533;
const QS4 = 0.07703815055590194;

function arcSineRatio(t: number): number {
  const p = t * (PS0 + t * (PS1 + t * (PS2 + t * (PS3 + t * (PS4 + t * PS5)))));
  const q = 1 + t * (QS1 + t * (QS2 + t * (QS3 + t * QS4)));
  return p / q;
}

/** -pi/2 .. pi/2; NaN outside -1 .. 1. */
export function Math_asin(x: number): number {
  const size = highWord(x) & 0x7fffffff;
  const a = mathAbs(x);
  if (!(a <= 1)) return NaN;
  if (a === 1) return x * HALF_PI_HIGH_PART + x * HALF_PI_LOW_PART;
  if (size < 0x3fe00000) return size < 0x3e400000 ? x : x + x * arcSineRatio(x * x);
  // asin(x) = pi/2 - 2 asin(sqrt((1-x)/2))
  const t = (1 - a) * 0.5;
  const ratio = arcSineRatio(t);
  const s = mathSqrt(t);
  let result = 0;
  if (size >= 0x3fef3333) {
    // |x| > 0.975
    result = HALF_PI_HIGH_PART - (2 * (s + s * ratio) - HALF_PI_LOW_PART);
  } else {
    const head = headOf(s);
    const c = (t - head * head) / (s + head);
    const p = 2 * s * ratio - (HALF_PI_LOW_PART - 2 * c);
    result = QUARTER_PI - (p - (QUARTER_PI - 2 * head));
  }
  return x > 0 ? result : -result;
}

/** 0 .. pi; NaN outside -1 .. 1. */
export function Math_acos(x: number): number {
  const size = highWord(x) & 0x7fffffff;
  const a = mathAbs(x);
  if (!(a <= 1)) return NaN;
  if (a === 1) return x > 0 ? 0 : PI + 2 * HALF_PI_LOW_PART;
  if (size < 0x3fe00000) {
    if (size <= 0x3c600000) return HALF_PI_HIGH_PART + HALF_PI_LOW_PART;
    return HALF_PI_HIGH_PART - (x - (HALF_PI_LOW_PART - x * arcSineRatio(x * x)));
  }
  const z = (1 - a) * 0.5;
  const s = mathSqrt(z);
  const ratio = arcSineRatio(z);
  if (x < 0) return PI - 2 * (s + (ratio * s - HALF_PI_LOW_PART));
  const head = headOf(s);
  const c = (z - head * head) / (s + head);
  return 2 * (head + (ratio * s + c));
}

/** atan of 0.5, 1, 1.5 and infinity, each in two parts. */
const ATAN_HIGH: readonly number[] = [
  0.4636476090008061, 0.7853981633974483, 0.982793723247329, 1.5707963267948966,
];
const ATAN_LOW: readonly number[] = [
  2.2698777452961687e-17, 3.061616997868383e-17, 1.3903311031230998e-17, 6.123233995736766e-17,
];
const AT0 = 0.3333333333333293;
const AT1 = -0.19999999999876483;
const AT2 = 0.14285714272503466;
const AT3 = -0.11111110405462356;
const AT4 = 0.09090887133436507;
const AT5 = -0.0769187620504483;
const AT6 = 0.06661073137387531;
const AT7 = -0.058335701337905735;
const AT8 = 0.049768779946159324;
const AT9 = -0.036531572744216916;
const AT10 = 0.016285820115365782;

/** -pi/2 .. pi/2. */
export function Math_atan(x: number): number {
  const size = highWord(x) & 0x7fffffff;
  if (x !== x) return x;
  const a = mathAbs(x);
  // Reduced to |t| < 7/16 by atan(a) = atan(c) + atan((a-c) / (1+ac)).
  let near = -1;
  let t = x;
  if (size >= 0x44100000) {
    const result = ATAN_HIGH[3]! + ATAN_LOW[3]!;
    return x > 0 ? result : -result;
  }
  if (size < 0x3fdc0000) {
    if (size < 0x3e400000) return x;
  } else if (size < 0x3fe60000) {
    near = 0;
    t = (2 * a - 1) / (2 + a);
  } else if (size < 0x3ff30000) {
    near = 1;
    t = (a - 1) / (a + 1);
  } else if (size < 0x40038000) {
    near = 2;
    t = (a - 1.5) / (1 + 1.5 * a);
  } else {
    near = 3;
    t = -1 / a;
  }
  const z = t * t;
  const w = z * z;
  const odd = z * (AT0 + w * (AT2 + w * (AT4 + w * (AT6 + w * (AT8 + w * AT10)))));
  const even = w * (AT1 + w * (AT3 + w * (AT5 + w * (AT7 + w * AT9))));
  if (near < 0) return t - t * (odd + even);
  const result = ATAN_HIGH[near]! - (t * (odd + even) - ATAN_LOW[near]! - t);
  return x < 0 ? -result : result;
}

/** The angle of the point (x, y), -pi .. pi; zeros and infinities have the angles that their signs say. */
export function Math_atan2(y: number, x: number): number {
  if (x !== x || y !== y) return NaN;
  const yNegative = highWord(y) < 0;
  const xNegative = highWord(x) < 0;
  if (y === 0) return xNegative ? (yNegative ? -PI : PI) : y;
  if (x === 0) return yNegative ? -HALF_PI_HIGH_PART : HALF_PI_HIGH_PART;
  const xInfinite = mathAbs(x) === Infinity;
  const yInfinite = mathAbs(y) === Infinity;
  if (xInfinite) {
    let angle = xNegative ? PI : 0;
    if (yInfinite) angle = xNegative ? 3 * QUARTER_PI : QUARTER_PI;
    return yNegative ? -angle : angle;
  }
  if (yInfinite) return yNegative ? -HALF_PI_HIGH_PART : HALF_PI_HIGH_PART;
  if (x === 1) return Math_atan(y);
  const exponents = ((highWord(y) & 0x7fffffff) - (highWord(x) & 0x7fffffff)) >> 20;
  let z = 0;
  if (exponents > 60) {
    z = HALF_PI_HIGH_PART + 0.5 * PI_LOW_PART;
    return yNegative ? -z : z;
  }
  if (!(xNegative && exponents < -60)) z = Math_atan(mathAbs(y / x));
  if (!xNegative) return yNegative ? -z : z;
  return yNegative ? z - PI_LOW_PART - PI : PI - (z - PI_LOW_PART);
}
