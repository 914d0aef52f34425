// Presence of array elements: what separates holes from undefined. Shared by the array methods.

import {
  arrayCopy,
  arrayHas,
  arrayKind,
  arraySetLength,
  arraySetValue,
  deleteElem,
  frozenLevel,
  getElem,
  setElem,
} from "../native.ts";

/** The element kind that can hold holes; packed kinds never do. See `array_kind`. */
const VALUE_KIND = 2;
/** The element kind of unboxed numbers. */
const F64_KIND = 0;

/** True when no element of the array can be a hole. */
export function isPacked(array: readonly unknown[]): boolean {
  return arrayKind(array) !== VALUE_KIND;
}

/** True when the array is kept as unboxed numbers. */
export function isNumeric(array: readonly unknown[]): boolean {
  return arrayKind(array) === F64_KIND;
}

/** Removes the last `count` elements. Throws where an element of a sealed array would have to go. */
export function dropLast(array: readonly unknown[], count: number): void {
  if (count > 0 && frozenLevel(array) !== 0) deleteElem(array, array.length - 1);
  arraySetLength(array, array.length - count);
}

/** Moves `count` elements within the array, holes as holes, also when the places overlap. */
export function moveElements(array: readonly unknown[], to: number, from: number, count: number): void {
  if (frozenLevel(array) === 0) arrayCopy(array, to, array, from, count);
  else moveOneByOne(array, to, from, count);
}

/** The same for places that need not be within the array. */
export function moveOneByOne(array: readonly unknown[], to: number, from: number, count: number): void {
  if (to < from) for (let i = 0; i < count; i++) moveElement(array, to + i, from + i);
  else for (let i = count - 1; i >= 0; i--) moveElement(array, to + i, from + i);
}

/** The steps of ECMA-262 for one element: throws where the array does not allow them. */
function moveElement(array: readonly unknown[], to: number, from: number): void {
  if (arrayHas(array, from)) setElem(array, to, getElem(array, from));
  else deleteElem(array, to);
}

/** array.push(value) for a value of any representation; the array widens if it must. */
export function append(array: readonly unknown[], value: unknown): void {
  arraySetValue(array, array.length, value);
}

/** Appends an absent element. */
export function appendHole(array: readonly unknown[]): void {
  arraySetLength(array, array.length + 1);
}
