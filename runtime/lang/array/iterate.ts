// Array.prototype methods that call a function per element: forEach, map, filter, some, every, find*, reduce*.
//
// All follow one rule of ECMA-262: the length is read once, before the first call; holes are skipped by
// HasProperty at the moment of the visit (find* visit them as undefined).
// There is no `thisArg` parameter: a call that passes one is for the compiler to refuse.

import { requireCallable } from "../describe.ts";
import { arrayReserve, arraySetLength } from "../native.ts";
import { present } from "./element.ts";

type Callback<T, U> = (value: T, index: number, array: T[]) => U;

/** Array.prototype.forEach. */
export function Array_prototype_forEach<T>(self: T[], callback: Callback<T, void>): void {
  requireCallable(callback);
  const length = self.length;
  for (let i = 0; i < length; i++) {
    if (present(self, i)) callback(self[i]!, i, self);
  }
}

/** Array.prototype.map. Holes stay holes. */
export function Array_prototype_map<T, U>(self: T[], callback: Callback<T, U>): U[] {
  requireCallable(callback);
  const length = self.length;
  const result: U[] = [];
  arrayReserve(result, length);
  for (let i = 0; i < length; i++) {
    if (present(self, i)) {
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
    if (!present(self, i)) continue;
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
    if (present(self, i) && predicate(self[i]!, i, self)) return true;
  }
  return false;
}

/** Array.prototype.every. */
export function Array_prototype_every<T>(self: T[], predicate: Callback<T, unknown>): boolean {
  requireCallable(predicate);
  const length = self.length;
  for (let i = 0; i < length; i++) {
    if (present(self, i) && !predicate(self[i]!, i, self)) return false;
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
  requireCallable(callback);
  const length = self.length;
  let i = 0;
  if (initial.length === 0) {
    while (i < length && !present(self, i)) i++;
    if (i >= length) throw new TypeError("Reduce of empty array with no initial value");
  }
  let accumulator: U = initial.length > 0 ? initial[0]! : (self[i++] as unknown as U);
  for (; i < length; i++) {
    if (present(self, i)) accumulator = callback(accumulator, self[i]!, i, self);
  }
  return accumulator;
}

/** Array.prototype.reduceRight. */
export function Array_prototype_reduceRight<T, U>(self: T[], callback: Reducer<T, U>, ...initial: U[]): U {
  requireCallable(callback);
  let i = self.length - 1;
  if (initial.length === 0) {
    while (i >= 0 && !present(self, i)) i--;
    if (i < 0) throw new TypeError("Reduce of empty array with no initial value");
  }
  let accumulator: U = initial.length > 0 ? initial[0]! : (self[i--] as unknown as U);
  for (; i >= 0; i--) {
    if (present(self, i)) accumulator = callback(accumulator, self[i]!, i, self);
  }
  return accumulator;
}
