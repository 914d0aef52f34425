// ECMA-262 conversions of numbers to integers and positions. Works on numbers only: ToNumber is the compiler's.

import { mathTrunc } from "./native.ts";

/** ToIntegerOrInfinity of a number: NaN and an absent argument give 0, fractions are cut off. */
export function toIntegerOrInfinity(x: number | undefined): number {
  if (x === undefined || x !== x) return 0;
  return mathTrunc(x) + 0; // + 0 turns -0 into +0
}

/** A relative position as slice, fill, splice take it: negative counts from the end; clamped to 0..length. */
export function relativeIndex(position: number | undefined, length: number): number {
  const relative = toIntegerOrInfinity(position);
  if (relative < 0) return relative + length < 0 ? 0 : relative + length;
  return relative > length ? length : relative;
}

/** The end position of slice, fill, subarray: as relativeIndex, but `length` when absent. */
export function relativeEnd(position: number | undefined, length: number): number {
  return position === undefined ? length : relativeIndex(position, length);
}

/** ToIndex: an integer 0 .. 2^53 - 1, else a RangeError with `message`. */
export function toIndex(x: number | undefined, message: string): number {
  const integer = toIntegerOrInfinity(x);
  if (integer < 0 || integer > 9007199254740991) throw new RangeError(message);
  return integer;
}
