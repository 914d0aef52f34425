// Array.prototype methods that yield a new array: slice, concat, flat, flatMap, toSpliced, toReversed, with.

import { relativeEnd, relativeIndex, toIntegerOrInfinity } from "../integer.ts";
import {
  arrayCopy,
  arrayGetValue,
  arrayHas,
  arrayNewLike,
  arrayReserve,
  getElem,
  hasOwn,
  isArray,
  isObject,
} from "../native.ts";
import { append, appendHole, isPacked } from "./element.ts";
import { clampCount } from "./mutate.ts";

/** Array.prototype.slice. Holes stay holes. */
export function Array_prototype_slice<T>(self: T[], start?: number, end?: number): T[] {
  const from = relativeIndex(start, self.length);
  const count = relativeEnd(end, self.length) - from;
  if (count <= 0) return [];
  const result: T[] = arrayNewLike(self, count);
  arrayCopy(result, 0, self, from, count);
  return result;
}

/** Array.prototype.concat: arrays are spread, everything else is appended. Holes stay holes. */
export function Array_prototype_concat<T>(self: T[], ...items: unknown[]): T[] {
  const result = Array_prototype_slice(self);
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (isSpreadable(item)) appendAll(result, item as unknown[]);
    else append(result, item);
  }
  return result;
}

interface MaybeSpreadable {
  readonly [Symbol.isConcatSpreadable]?: unknown;
}

/** IsConcatSpreadable. Array-likes that ask for it become arrays first. */
function isSpreadable(item: unknown): boolean {
  if (!isObject(item)) return false;
  const asked = (item as MaybeSpreadable)[Symbol.isConcatSpreadable];
  return asked === undefined ? isArray(item) : !!asked;
}

function appendAll(result: readonly unknown[], source: readonly unknown[]): void {
  if (!isArray(source)) {
    const count = toIntegerOrInfinity(Number(getElem(source, "length")));
    for (let i = 0; i < count; i++) {
      if (hasOwn(source, `${i}`)) append(result, getElem(source, i));
      else appendHole(result);
    }
    return;
  }
  arrayReserve(result, result.length + source.length);
  for (let i = 0; i < source.length; i++) {
    if (arrayHas(source, i)) append(result, arrayGetValue(source, i));
    else appendHole(result);
  }
}

/** Array.prototype.flat. Holes vanish. */
export function Array_prototype_flat(self: readonly unknown[], depth?: number): unknown[] {
  const result: unknown[] = [];
  flatten(self, depth === undefined ? 1 : toIntegerOrInfinity(depth), result);
  return result;
}

function flatten(source: readonly unknown[], depth: number, result: unknown[]): void {
  const length = source.length;
  for (let i = 0; i < length; i++) {
    if (!arrayHas(source, i)) continue;
    const element = source[i];
    if (depth > 0 && isArray(element)) flatten(element, depth - 1, result);
    else result.push(element);
  }
}

/** Array.prototype.flatMap. */
export function Array_prototype_flatMap<T, U>(
  self: T[],
  callback: (value: T, index: number, array: T[]) => U | readonly U[],
): U[] {
  if (typeof callback !== "function") throw new TypeError("flatMap mapper function is not callable");
  const result: U[] = [];
  const length = self.length;
  for (let i = 0; i < length; i++) {
    if (!arrayHas(self, i)) continue;
    const mapped: unknown = callback(self[i]!, i, self);
    if (!isArray(mapped)) {
      append(result, mapped);
      continue;
    }
    for (let j = 0; j < mapped.length; j++) {
      if (arrayHas(mapped, j)) append(result, arrayGetValue(mapped, j));
    }
  }
  return result;
}

/** A copy in which holes have become undefined, as the change-by-copy methods and spreading make it. */
export function packedCopy<T>(self: readonly T[]): T[] {
  const length = self.length;
  const result: T[] = arrayNewLike(self, length);
  arrayCopy(result, 0, self, 0, length);
  if (!isPacked(result)) {
    for (let i = 0; i < length; i++) {
      if (!arrayHas(result, i)) result[i] = self[i]!;
    }
  }
  return result;
}

/** Array.prototype.toReversed. */
export function Array_prototype_toReversed<T>(self: T[]): T[] {
  const result = packedCopy(self);
  let low = 0;
  for (let high = result.length - 1; low < high; high--) {
    const lower = result[low]!;
    result[low] = result[high]!;
    result[high] = lower;
    low++;
  }
  return result;
}

/** Array.prototype.toSpliced; arguments as of splice. */
export function Array_prototype_toSpliced<T>(self: T[], start: number, ...countAndItems: unknown[]): T[] {
  const length = self.length;
  const from = relativeIndex(start, length);
  const skipped = countAndItems.length === 0 ? length - from : clampCount(countAndItems[0], length - from);
  const result: T[] = [];
  for (let i = 0; i < from; i++) result.push(self[i]!);
  for (let i = 1; i < countAndItems.length; i++) append(result, countAndItems[i]);
  for (let i = from + skipped; i < length; i++) result.push(self[i]!);
  return result;
}

/** Array.prototype.with. RangeError when the index is outside the array. */
export function Array_prototype_with<T>(self: T[], index: number, value: T): T[] {
  const relative = toIntegerOrInfinity(index);
  const position = relative < 0 ? self.length + relative : relative;
  if (position < 0 || position >= self.length) throw new RangeError(`Invalid index : ${index}`);
  const result = packedCopy(self);
  result[position] = value;
  return result;
}
