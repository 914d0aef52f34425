// The Array constructor and its static methods: new Array(...), Array(...), Array.of, Array.from, Array.isArray.

import { requireCallable } from "../describe.ts";
import { toIntegerOrInfinity } from "../integer.ts";
import { iterate, iterateToArray, iteratorMethod, notIterable } from "../iterate.ts";
import type { BuiltinIterator } from "../iterator.ts";
import { arraySetLength, builtinProto, getElem, isArray, isHole } from "../native.ts";
import { append } from "./element.ts";

/** new Array(...): one number is a length, anything else the elements. RangeError "Invalid array length". */
export function Array_construct<T>(...items: unknown[]): T[] {
  const result: T[] = [];
  if (items.length === 1 && typeof items[0] === "number") {
    arraySetLength(result, items[0]);
  } else {
    for (let i = 0; i < items.length; i++) append(result, items[i]);
  }
  return result;
}

/** Array(...) without new. */
export function Array_call<T>(...items: unknown[]): T[] {
  const result: T[] = [];
  if (items.length === 1 && typeof items[0] === "number") {
    arraySetLength(result, items[0]);
  } else {
    for (let i = 0; i < items.length; i++) append(result, items[i]);
  }
  return result;
}

/** Array.of. */
export function Array_of<T>(...items: T[]): T[] {
  return items;
}

/** BuiltinOf of ingot.h. */
const B_ARRAY = 3;

/** Array.isArray: also true of Array.prototype. */
export function Array_isArray(value: unknown): boolean {
  return isArray(value) || value === builtinProto(B_ARRAY);
}

/** Array.from: of an iterable, else of an array-like object (length and indices). Without mapper, U is T. */
export function Array_from<T, U>(source: unknown, mapper?: (value: T, index: number) => U): U[] {
  if (mapper !== undefined) requireCallable(mapper);
  if (source === null || source === undefined) {
    throw notIterable(source);
  }
  const isIterable = iteratorMethod(source) !== undefined;
  if (mapper === undefined) return (isIterable ? iterateToArray(source) : fromArrayLike(source)) as U[];
  const result: U[] = [];
  if (isIterable) {
    mapSteps(iterate(source), result, mapper);
    return result;
  }
  const elements = fromArrayLike(source);
  for (let i = 0; i < elements.length; i++) result.push(mapper(elements[i] as T, i));
  return result;
}

/** Maps each value as it comes; a mapper that throws closes the iterator. */
function mapSteps<T, U>(
  iterator: BuiltinIterator,
  result: U[],
  mapper: (value: T, index: number) => U,
): void {
  for (let value = iterator.step(); !isHole(value); value = iterator.step()) {
    try {
      result.push(mapper(value as T, result.length));
    } catch (error) {
      iterator.abandon();
      throw error;
    }
  }
}

function fromArrayLike(source: unknown): unknown[] {
  const length = toIntegerOrInfinity(Number(getElem(source, "length")));
  const elements: unknown[] = [];
  for (let i = 0; i < length; i++) elements.push(getElem(source, i));
  return elements;
}
