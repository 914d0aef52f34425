// Math's constants and the functions whose results ECMA-262 fixes, and random.

import {
  mathAbs,
  mathClz32,
  mathFloor,
  mathFround,
  mathImul,
  mathMax,
  mathMin,
  mathSqrt,
  mathTrunc,
  random,
} from "../native.ts";

export const Math_E = 2.718281828459045;
export const Math_LN10 = 2.302585092994046;
export const Math_LN2 = 0.6931471805599453;
export const Math_LOG10E = 0.4342944819032518;
export const Math_LOG2E = 1.4426950408889634;
export const Math_PI = 3.141592653589793;
export const Math_SQRT1_2 = 0.7071067811865476;
export const Math_SQRT2 = 1.4142135623730951;

export function Math_abs(x: number): number {
  return mathAbs(x);
}

export function Math_floor(x: number): number {
  return mathFloor(x);
}

export function Math_ceil(x: number): number {
  return -mathFloor(-x);
}

/** Halves go up. */
export function Math_round(x: number): number {
  const below = mathFloor(x);
  const rounded = x - below >= 0.5 ? below + 1 : below;
  return rounded === 0 && (x < 0 || 1 / x < 0) ? -0 : rounded;
}

export function Math_trunc(x: number): number {
  return mathTrunc(x);
}

export function Math_sqrt(x: number): number {
  return mathSqrt(x);
}

export function Math_fround(x: number): number {
  return mathFround(x);
}

export function Math_imul(a: number, b: number): number {
  return mathImul(a, b);
}

export function Math_clz32(x: number): number {
  return mathClz32(x);
}

export function Math_sign(x: number): number {
  if (x > 0) return 1;
  return x < 0 ? -1 : x; // keeps NaN and the sign of zeros
}

/**
 * Math.max of two.
 * @intrinsic math_max
 */
export declare function Math_max_2(a: number, b: number): number;

/**
 * Math.min of two.
 * @intrinsic math_min
 */
export declare function Math_min_2(a: number, b: number): number;

/** -Infinity without arguments. */
export function Math_max(...values: number[]): number {
  let result = -Infinity;
  for (let i = 0; i < values.length; i++) result = mathMax(result, values[i]!);
  return result;
}

/** Infinity without arguments. */
export function Math_min(...values: number[]): number {
  let result = Infinity;
  for (let i = 0; i < values.length; i++) result = mathMin(result, values[i]!);
  return result;
}

/** Square root of the sum of squares, scaled against overflow and summed with compensation (Kahan), as V8. */
export function Math_hypot(...values: number[]): number {
  let largest = 0;
  let sawNaN = false;
  for (let i = 0; i < values.length; i++) {
    const size = mathAbs(values[i]!);
    if (size === Infinity) return Infinity;
    if (size !== size) sawNaN = true;
    if (size > largest) largest = size;
  }
  if (sawNaN) return NaN;
  if (largest === 0) return 0;
  let sum = 0;
  let compensation = 0;
  for (let i = 0; i < values.length; i++) {
    const scaled = mathAbs(values[i]!) / largest;
    const summand = scaled * scaled - compensation;
    const next = sum + summand;
    compensation = next - sum - summand;
    sum = next;
  }
  return mathSqrt(sum) * largest;
}

/** 0 <= x < 1, from the machine's generator. */
export function Math_random(): number {
  return random();
}
