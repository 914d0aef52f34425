// Equality beyond `===`, and the operator `in`: SameValue, SameValueZero, IsLooselyEqual, HasProperty (ECMA-262).
//
// Strict equality is native. `==` with null or undefined and between numbers never comes here: the compiler knows.

import { hasProperty, isObject, isSymbol, lessThan, strictEquals } from "./native.ts";
import { ordinaryToPrimitive } from "./primitive.ts";

/** Operations of less_than. */
const AT_MOST = 1;
const AT_LEAST = 3;

/** As `===`, but NaN is itself. */
export function sameValueZero(a: unknown, b: unknown): boolean {
  return strictEquals(a, b) || (!strictEquals(a, a) && !strictEquals(b, b));
}

/** As sameValueZero, but 0 and -0 differ. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number" && a === 0 && b === 0) return 1 / a === 1 / b;
  return sameValueZero(a, b);
}

/** a == b. Throws what converting an object throws. */
export function looseEquals(left: unknown, right: unknown): boolean {
  let a = left;
  let b = right;
  for (;;) {
    const isNothing = a === undefined || a === null;
    if (isNothing || b === undefined || b === null) return isNothing && (b === undefined || b === null);
    const isObjectA = isObject(a);
    if (isObjectA === isObject(b)) {
      if (isObjectA || typeof a === typeof b || isSymbol(a) || isSymbol(b)) return strictEquals(a, b);
      // Primitives of two types: numbers, bigints, strings and booleans are ordered by their numeric values.
      return lessThan(AT_MOST, a, b) && lessThan(AT_LEAST, a, b);
    }
    if (isObjectA) a = ordinaryToPrimitive(a as object, 0);
    else b = ordinaryToPrimitive(b as object, 0);
  }
}

/** key in object. */
export function isIn(key: unknown, object: unknown): boolean {
  if (!isObject(object)) {
    const name = isSymbol(key) ? key.toString() : `${key}`;
    throw new TypeError(`Cannot use 'in' operator to search for '${name}' in ${object}`);
  }
  return hasProperty(object, key);
}
