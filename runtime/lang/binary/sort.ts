// %TypedArray%.prototype.sort and toSorted: a stable merge sort with the comparisons that V8 makes here.

import { typedGetValue, typedSetValue } from "../native.ts";
import { TypedArray_prototype_slice } from "./methods.ts";

/** As in methods.ts: for the length only. */
type Typed = Uint8Array;
type NumberOrder = (a: number, b: number) => number;

/** %TypedArray%.prototype.sort: by value without a comparator, -0 before 0, NaN last. */
export function TypedArray_prototype_sort(self: Typed, comparator?: NumberOrder): Typed {
  if (comparator !== undefined && typeof comparator !== "function") {
    throw new TypeError("The comparison function must be either a function or undefined");
  }
  const length = self.length;
  if (length < 2) return self;
  const source: number[] = [];
  const target: number[] = [];
  for (let i = 0; i < length; i++) {
    source.push(typedGetValue(self, i));
    target.push(typedGetValue(self, i));
  }
  mergeSort(source, 0, length, target, comparator === undefined ? byValue : comparator);
  for (let i = 0; i < length; i++) typedSetValue(self, i, target[i]!);
  return self;
}

/** %TypedArray%.prototype.toSorted. */
export function TypedArray_prototype_toSorted(self: Typed, comparator?: NumberOrder): Typed {
  return TypedArray_prototype_sort(TypedArray_prototype_slice(self), comparator);
}

/** Sorts from .. to-1, which both lists hold alike, into `target`; `source` is left in any order. */
export function mergeSort<T>(
  source: T[],
  from: number,
  to: number,
  target: T[],
  order: (a: T, b: T) => number,
): void {
  const middle = from + ((to - from) >> 1);
  // The halves are sorted into `source`, to be merged into `target`.
  if (middle - from > 1) mergeSort(target, from, middle, source, order);
  if (to - middle > 1) mergeSort(target, middle, to, source, order);
  let left = from;
  let right = middle;
  for (let i = from; i < to; i++) {
    // A NaN from the comparator counts as 0: not greater.
    if (left < middle && (right >= to || !(order(source[left]!, source[right]!) > 0)))
      target[i] = source[left++]!;
    else target[i] = source[right++]!;
  }
}

function byValue(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return a === 0 ? signOfZero(a) - signOfZero(b) : 0;
  const aIsNaN = a !== a;
  if (aIsNaN === (b !== b)) return 0;
  return aIsNaN ? 1 : -1;
}

function signOfZero(zero: number): number {
  return 1 / zero > 0 ? 1 : 0;
}
