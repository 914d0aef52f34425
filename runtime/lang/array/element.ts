// Presence of array elements: what separates holes from undefined. Shared by the array methods.

import { arrayHas, arrayKind, arraySetLength, arraySetValue } from "../native.ts";

/** The element kind that can hold holes; packed kinds never do. See `array_kind`. */
const VALUE_KIND = 2;

/** HasProperty(array, index) for a non-negative integer index: in bounds and not a hole. */
export function present(array: readonly unknown[], index: number): boolean {
  if (index >= array.length) return false;
  return arrayKind(array) !== VALUE_KIND || arrayHas(array, index);
}

/** True when no element of the array can be a hole. */
export function isPacked(array: readonly unknown[]): boolean {
  return arrayKind(array) !== VALUE_KIND;
}

/** Removes the last element; the array must not be empty. */
export function dropLast(array: readonly unknown[]): void {
  arraySetLength(array, array.length - 1);
}

/** array.push(value) for a value of any representation; the array widens if it must. */
export function append(array: readonly unknown[], value: unknown): void {
  arraySetValue(array, array.length, value);
}

/** Appends an absent element. */
export function appendHole(array: readonly unknown[]): void {
  arraySetLength(array, array.length + 1);
}
