// %TypedArray%.prototype methods that call a function per element, and its iterators.

import { ArrayIterator } from "../array/iterator.ts";
import { requireCallable } from "../describe.ts";
import { ENTRIES, KEYS, VALUES } from "../iterator.ts";
import { typedGetValue, typedKind, typedNew, typedSetValue } from "../native.ts";

/** As in methods.ts: for the length only. */
type Typed = Uint8Array;
type Callback<U> = (value: number, index: number, array: Typed) => U;

/** %TypedArray%.prototype.forEach. */
export function TypedArray_prototype_forEach(self: Typed, callback: Callback<void>): void {
  requireCallable(callback);
  for (let i = 0; i < self.length; i++) callback(typedGetValue(self, i), i, self);
}

/** %TypedArray%.prototype.map: results are converted to the element kind. */
export function TypedArray_prototype_map(self: Typed, callback: Callback<number>): Typed {
  requireCallable(callback);
  const result = typedNew(typedKind(self), self.length);
  for (let i = 0; i < self.length; i++) typedSetValue(result, i, callback(typedGetValue(self, i), i, self));
  return result;
}

/** %TypedArray%.prototype.filter. */
export function TypedArray_prototype_filter(self: Typed, predicate: Callback<unknown>): Typed {
  requireCallable(predicate);
  const kept: number[] = [];
  for (let i = 0; i < self.length; i++) {
    const element = typedGetValue(self, i);
    if (predicate(element, i, self)) kept.push(element);
  }
  const result = typedNew(typedKind(self), kept.length);
  for (let i = 0; i < kept.length; i++) typedSetValue(result, i, kept[i]!);
  return result;
}

/** %TypedArray%.prototype.some. */
export function TypedArray_prototype_some(self: Typed, predicate: Callback<unknown>): boolean {
  return TypedArray_prototype_findIndex(self, predicate) >= 0;
}

/** %TypedArray%.prototype.every. */
export function TypedArray_prototype_every(self: Typed, predicate: Callback<unknown>): boolean {
  requireCallable(predicate);
  for (let i = 0; i < self.length; i++) {
    if (!predicate(typedGetValue(self, i), i, self)) return false;
  }
  return true;
}

/** %TypedArray%.prototype.find. */
export function TypedArray_prototype_find(self: Typed, predicate: Callback<unknown>): number | undefined {
  requireCallable(predicate);
  for (let i = 0; i < self.length; i++) {
    // Read once: the predicate may change the element.
    const element = typedGetValue(self, i);
    if (predicate(element, i, self)) return element;
  }
  return undefined;
}

/** %TypedArray%.prototype.findIndex. */
export function TypedArray_prototype_findIndex(self: Typed, predicate: Callback<unknown>): number {
  requireCallable(predicate);
  for (let i = 0; i < self.length; i++) {
    if (predicate(typedGetValue(self, i), i, self)) return i;
  }
  return -1;
}

/** %TypedArray%.prototype.findLast. */
export function TypedArray_prototype_findLast(self: Typed, predicate: Callback<unknown>): number | undefined {
  requireCallable(predicate);
  for (let i = self.length - 1; i >= 0; i--) {
    const element = typedGetValue(self, i);
    if (predicate(element, i, self)) return element;
  }
  return undefined;
}

/** %TypedArray%.prototype.findLastIndex. */
export function TypedArray_prototype_findLastIndex(self: Typed, predicate: Callback<unknown>): number {
  requireCallable(predicate);
  for (let i = self.length - 1; i >= 0; i--) {
    if (predicate(typedGetValue(self, i), i, self)) return i;
  }
  return -1;
}

type Reducer<U> = (accumulator: U, value: number, index: number, array: Typed) => U;

/** %TypedArray%.prototype.reduce. Without `initial`, U is number. */
export function TypedArray_prototype_reduce<U>(self: Typed, callback: Reducer<U>, ...initial: U[]): U {
  requireCallable(callback);
  let i = 0;
  if (initial.length === 0 && self.length === 0) {
    throw new TypeError("Reduce of empty array with no initial value");
  }
  let accumulator: U = initial.length > 0 ? initial[0]! : (typedGetValue(self, i++) as unknown as U);
  for (; i < self.length; i++) accumulator = callback(accumulator, typedGetValue(self, i), i, self);
  return accumulator;
}

/** %TypedArray%.prototype.reduceRight. */
export function TypedArray_prototype_reduceRight<U>(self: Typed, callback: Reducer<U>, ...initial: U[]): U {
  requireCallable(callback);
  let i = self.length - 1;
  if (initial.length === 0 && self.length === 0) {
    throw new TypeError("Reduce of empty array with no initial value");
  }
  let accumulator: U = initial.length > 0 ? initial[0]! : (typedGetValue(self, i--) as unknown as U);
  for (; i >= 0; i--) accumulator = callback(accumulator, typedGetValue(self, i), i, self);
  return accumulator;
}

/** %TypedArray%.prototype.values. */
export function TypedArray_prototype_values(self: Typed): ArrayIterator<number> {
  return new ArrayIterator<number>(self as unknown as readonly unknown[], VALUES);
}

/** %TypedArray%.prototype.keys. */
export function TypedArray_prototype_keys(self: Typed): ArrayIterator<number> {
  return new ArrayIterator<number>(self as unknown as readonly unknown[], KEYS);
}

/** %TypedArray%.prototype.entries. */
export function TypedArray_prototype_entries(self: Typed): ArrayIterator<[number, number]> {
  return new ArrayIterator<[number, number]>(self as unknown as readonly unknown[], ENTRIES);
}

/** %TypedArray%.prototype[@@iterator]. */
export function TypedArray_prototype_iterator(self: Typed): ArrayIterator<number> {
  return new ArrayIterator<number>(self as unknown as readonly unknown[], VALUES);
}
