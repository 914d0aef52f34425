// Array.prototype methods that change the array in place, except sort: push, pop, splice, fill, reverse, ...

import { relativeEnd, relativeIndex, toIntegerOrInfinity } from "../integer.ts";
import {
  arrayCopy,
  arrayDropFirst,
  arrayGetValue,
  arrayHas,
  arrayNewLike,
  arrayPop,
  arraySetValue,
  deleteElem,
  frozenLevel,
} from "../native.ts";
import { append, dropLast, moveElements, moveOneByOne } from "./element.ts";

/** The level of frozenLevel() up to which elements may go, but none may come. */
const NOT_EXTENSIBLE = 1;

/** Array.prototype.push. */
export function Array_prototype_push<T>(self: T[], ...items: T[]): number {
  const count = items.length;
  for (let i = 0; i < count; i++) self[self.length] = items[i]!;
  return self.length;
}

/** Array.prototype.pop. */
export function Array_prototype_pop<T>(self: T[]): T | undefined {
  if (self.length === 0) return undefined;
  return arrayPop(self) as T | undefined;
}

/** Array.prototype.shift. Takes the same time for every length: the elements stay where they are. */
export function Array_prototype_shift<T>(self: T[]): T | undefined {
  const length = self.length;
  if (length === 0) return undefined;
  const first: T | undefined = self[0];
  if (frozenLevel(self) <= NOT_EXTENSIBLE) {
    arrayDropFirst(self);
  } else {
    moveOneByOne(self, 0, 1, length - 1);
    dropLast(self, 1);
  }
  return first;
}

/** Array.prototype.unshift. */
export function Array_prototype_unshift<T>(self: T[], ...items: T[]): number {
  openGap(self, 0, items.length, items, 0);
  for (let i = 0; i < items.length; i++) self[i] = items[i]!;
  return self.length;
}

/**
 * Makes room for `count` elements at `at` by moving the rest up; the gap is for the caller to fill. The array
 * grows by appending some of `items`, because growing by length would make holes and so widen a packed array.
 */
function openGap(
  self: readonly unknown[],
  at: number,
  count: number,
  items: readonly unknown[],
  first: number,
): void {
  if (count === 0) return;
  const length = self.length;
  for (let i = 0; i < count; i++) append(self, arrayGetValue(items, first + i));
  if (at < length) moveElements(self, at + count, at, length - at);
}

/**
 * Array.prototype.splice. `countAndItems` begins with deleteCount; without it, everything from `start` goes,
 * while an undefined one deletes nothing.
 */
export function Array_prototype_splice<T>(self: T[], start: number, ...countAndItems: unknown[]): T[] {
  const length = self.length;
  const from = relativeIndex(start, length);
  const removedCount =
    countAndItems.length === 0 ? length - from : clampCount(countAndItems[0], length - from);
  const insertedCount = countAndItems.length > 1 ? countAndItems.length - 1 : 0;
  const removed: T[] = arrayNewLike(self, removedCount);
  arrayCopy(removed, 0, self, from, removedCount);
  const growth = insertedCount - removedCount;
  if (growth > 0) {
    openGap(self, from + removedCount, growth, countAndItems, 1);
  } else if (growth < 0) {
    moveElements(self, from + insertedCount, from + removedCount, length - from - removedCount);
    dropLast(self, -growth);
  }
  for (let i = 0; i < insertedCount; i++) arraySetValue(self, from + i, arrayGetValue(countAndItems, i + 1));
  return removed;
}

/** The number of elements that splice and toSpliced take out: `wanted` as an integer in 0 .. `available`. */
export function clampCount(wanted: unknown, available: number): number {
  const count = toIntegerOrInfinity(Number(wanted));
  return count < 0 ? 0 : count > available ? available : count;
}

/** Array.prototype.fill. */
export function Array_prototype_fill<T>(self: T[], value: T, start?: number, end?: number): T[] {
  const length = self.length;
  const last = relativeEnd(end, length);
  for (let i = relativeIndex(start, length); i < last; i++) self[i] = value;
  return self;
}

/** Array.prototype.copyWithin. Holes are copied as holes. What the conversions do to the length comes too late. */
export function Array_prototype_copyWithin<T>(
  self: T[],
  target: unknown,
  start?: unknown,
  end?: unknown,
): T[] {
  const length = self.length;
  const to = relativeIndex(numberOf(target), length);
  const from = relativeIndex(numberOf(start), length);
  const available = relativeEnd(end === undefined ? undefined : numberOf(end), length) - from;
  const room = length - to;
  const count = available < room ? available : room;
  if (count <= 0) return self;
  if (self.length < length) moveOneByOne(self, to, from, count);
  else moveElements(self, to, from, count);
  return self;
}

/** ToNumber; the cast is for unary plus. */
function numberOf(value: unknown): number {
  return typeof value === "number" ? value : +(value as string);
}

/** Array.prototype.reverse. Holes move with the elements. */
export function Array_prototype_reverse<T>(self: T[]): T[] {
  let low = 0;
  let high = self.length - 1;
  while (low < high) {
    const lowPresent = arrayHas(self, low);
    const highPresent = arrayHas(self, high);
    if (lowPresent && highPresent) {
      const lower = self[low]!;
      self[low] = self[high]!;
      self[high] = lower;
    } else if (lowPresent || highPresent) {
      const filled = lowPresent ? low : high;
      const empty = lowPresent ? high : low;
      self[empty] = self[filled]!;
      deleteElem(self, filled);
    }
    low++;
    high--;
  }
  return self;
}
