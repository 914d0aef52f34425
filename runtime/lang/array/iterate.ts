// Array.prototype methods that call a function per element: forEach, map, filter, some, every, find*, reduce*.
//
// All follow one rule of ECMA-262: the length is read once, before the first call; holes are skipped by
// HasProperty at the moment of the visit (find* visit them as undefined).
// There is no `thisArg` parameter: a call that passes one is for the compiler to refuse.

import { requireCallable } from "../describe.ts";
import { arrayHas, arrayReserve, arraySetLength } from "../native.ts";

type Callback<T, U> = (value: T, index: number, array: T[]) => U;

/** Array.prototype.forEach. */
export function Array_prototype_forEach<T>(self: T[], callback: Callback<T, void>): void {
  requireCallable(callback);
  const length = self.length;
  for (let i = 0; i < length; i++) {
    if (arrayHas(self, i)) callback(self[i]!, i, self);
  }
}

/** Array.prototype.map. Holes stay holes. */
export function Array_prototype_map<T, U>(self: T[], callback: Callback<T, U>): U[] {
  requireCallable(callback);
  const length = self.length;
  const result: U[] = [];
  arrayReserve(result, length);
  for (let i = 0; i < length; i++) {
    if (arrayHas(self, i)) {
      const mapped = callback(self[i]!, i, self);
      if (result.length < i) arraySetLength(result, i);
      result.push(mapped);
    }
  }
  if (result.length < length) arraySetLength(result, length);
  return result;
}

/** Array.prototype.filter. */
export function Array_prototype_filter<T>(self: T[], predicate: Callback<T, unknown>): T[] {
  requireCallable(predicate);
  const length = self.length;
  const result: T[] = [];
  for (let i = 0; i < length; i++) {
    if (!arrayHas(self, i)) continue;
    const element = self[i]!;
    if (predicate(element, i, self)) result.push(element);
  }
  return result;
}

/** Array.prototype.some. */
export function Array_prototype_some<T>(self: T[], predicate: Callback<T, unknown>): boolean {
  requireCallable(predicate);
  const length = self.length;
  for (let i = 0; i < length; i++) {
    if (arrayHas(self, i) && predicate(self[i]!, i, self)) return true;
  }
  return false;
}

/** Array.prototype.every. */
export function Array_prototype_every<T>(self: T[], predicate: Callback<T, unknown>): boolean {
  requireCallable(predicate);
  const length = self.length;
  for (let i = 0; i < length; i++) {
    if (arrayHas(self, i) && !predicate(self[i]!, i, self)) return false;
  }
  return true;
}

/** Array.prototype.find. */
export function Array_prototype_find<T>(self: T[], predicate: Callback<T, unknown>): T | undefined {
  requireCallable(predicate);
  const length = self.length;
  for (let i = 0; i < length; i++) {
    const element = self[i]!;
    if (predicate(element, i, self)) return element;
  }
  return undefined;
}

/** Array.prototype.findIndex. */
export function Array_prototype_findIndex<T>(self: T[], predicate: Callback<T, unknown>): number {
  requireCallable(predicate);
  const length = self.length;
  for (let i = 0; i < length; i++) {
    if (predicate(self[i]!, i, self)) return i;
  }
  return -1;
}

/** Array.prototype.findLast. */
export function Array_prototype_findLast<T>(self: T[], predicate: Callback<T, unknown>): T | undefined {
  requireCallable(predicate);
  for (let i = self.length - 1; i >= 0; i--) {
    const element = self[i]!;
    if (predicate(element, i, self)) return element;
  }
  return undefined;
}

/** Array.prototype.findLastIndex. */
export function Array_prototype_findLastIndex<T>(self: T[], predicate: Callback<T, unknown>): number {
  requireCallable(predicate);
  for (let i = self.length - 1; i >= 0; i--) {
    if (predicate(self[i]!, i, self)) return i;
  }
  return -1;
}

type Reducer<T, U> = (accumulator: U, value: T, index: number, array: T[]) => U;

/** Array.prototype.reduce. Without `initial`, U is T and the first element that is present starts. */
export function Array_prototype_reduce<T, U>(self: T[], callback: Reducer<T, U>, ...initial: U[]): U {
  if (initial.length > 0) return reduceFrom(self, callback, initial[0]!);
  requireCallable(callback);
  let first = 0;
  while (first < self.length && !arrayHas(self, first)) first++;
  if (first >= self.length) throw new TypeError("Reduce of empty array with no initial value");
  return reduceFrom(self, callback, self[first] as unknown as U, first + 1);
}

/** Array.prototype.reduce with an initial value, which calls that are seen to pass one become. */
export function reduceFrom<T, U>(self: T[], callback: Reducer<T, U>, initial: U, first = 0): U {
  requireCallable(callback);
  const length = self.length;
  let accumulator = initial;
  for (let i = first; i < length; i++) {
    if (arrayHas(self, i)) accumulator = callback(accumulator, self[i]!, i, self);
  }
  return accumulator;
}

/** Array.prototype.reduceRight. */
export function Array_prototype_reduceRight<T, U>(self: T[], callback: Reducer<T, U>, ...initial: U[]): U {
  requireCallable(callback);
  let i = self.length - 1;
  if (initial.length === 0) {
    while (i >= 0 && !arrayHas(self, i)) i--;
    if (i < 0) throw new TypeError("Reduce of empty array with no initial value");
  }
  let accumulator: U = initial.length > 0 ? initial[0]! : (self[i--] as unknown as U);
  for (; i >= 0; i--) {
    if (arrayHas(self, i)) accumulator = callback(accumulator, self[i]!, i, self);
  }
  return accumulator;
}
