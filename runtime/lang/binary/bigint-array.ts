// BigInt64Array and BigUint64Array: their constructors, and the methods of %TypedArray%.prototype that read or write
// elements. Those that only move bytes or make views are the ones of the other typed arrays (methods.ts).
//
// Elements go through get_elem and set_elem, which join and split the two words of a bigint.

import { ArrayIterator } from "../array/iterator.ts";
import { requireCallable } from "../describe.ts";
import { relativeEnd, relativeIndex, toIntegerOrInfinity } from "../integer.ts";
import { ENTRIES, VALUES } from "../iterator.ts";
import { K_BUFFER, K_TYPED, TA_I64, TA_U64 } from "../kinds.ts";
import {
  getElem,
  isObject,
  objectKind,
  setElem,
  strBuild,
  typedKind,
  typedMove,
  typedNew,
} from "../native.ts";
import { listOf, ofLength, onBuffer, requireSameContent } from "./construct.ts";
import { TypedArray_prototype_slice } from "./methods.ts";
import { mergeSort } from "./sort.ts";

/** As in methods.ts: for the length only. */
type Typed = Uint8Array;
type Callback<U> = (value: bigint, index: number, array: Typed) => U;
type Mapper = (value: unknown, index: number) => unknown;
type Order = (a: bigint, b: bigint) => number;

const WIDTH = 8;

function at(array: Typed, index: number): bigint {
  return getElem(array, index) as bigint;
}

/** TypedArrayCreate from a length, a typed array of bigints, a buffer, an iterable or an array-like object. */
function construct(
  kind: number,
  source: unknown,
  byteOffset: number | undefined,
  length: number | undefined,
): Typed {
  if (!isObject(source)) return ofLength(kind, source === undefined ? 0 : Number(toNumeric(source)));
  const sourceKind = objectKind(source);
  if (sourceKind === K_BUFFER) return onBuffer(kind, source as ArrayBuffer, byteOffset, length);
  if (sourceKind !== K_TYPED) return fromList(kind, listOf(source));
  const from = source as Typed;
  requireSameContent(kind, from);
  const result = typedNew(kind, from.length);
  typedMove(result, 0, from, 0, from.length * WIDTH);
  return result;
}

/** A length that is a bigint is refused. */
function toNumeric(length: unknown): unknown {
  if (typeof length === "bigint") throw new TypeError("Cannot convert a BigInt value to a number");
  return length;
}

function fromList(kind: number, values: readonly unknown[]): Typed {
  const result = typedNew(kind, values.length);
  for (let i = 0; i < values.length; i++) setElem(result, i, values[i]);
  return result;
}

/** %TypedArray%.from, with or without mapper. */
function from(kind: number, source: unknown, mapper: Mapper | undefined): Typed {
  if (mapper !== undefined) requireCallable(mapper);
  const list = listOf(source);
  const result = typedNew(kind, list.length);
  for (let i = 0; i < list.length; i++)
    setElem(result, i, mapper === undefined ? list[i] : mapper(list[i], i));
  return result;
}

export const BigInt64Array_BYTES_PER_ELEMENT = WIDTH;

/** new BigInt64Array(...). */
export function BigInt64Array_construct(
  source?: unknown,
  byteOffset?: number,
  length?: number,
): BigInt64Array {
  return construct(TA_I64, source, byteOffset, length) as unknown as BigInt64Array;
}

/** BigInt64Array.from. */
export function BigInt64Array_from(source: unknown, mapper?: Mapper): BigInt64Array {
  return from(TA_I64, source, mapper) as unknown as BigInt64Array;
}

/** BigInt64Array.of. */
export function BigInt64Array_of(...values: unknown[]): BigInt64Array {
  return fromList(TA_I64, values) as unknown as BigInt64Array;
}

export const BigUint64Array_BYTES_PER_ELEMENT = WIDTH;

/** new BigUint64Array(...). */
export function BigUint64Array_construct(
  source?: unknown,
  byteOffset?: number,
  length?: number,
): BigUint64Array {
  return construct(TA_U64, source, byteOffset, length) as unknown as BigUint64Array;
}

/** BigUint64Array.from. */
export function BigUint64Array_from(source: unknown, mapper?: Mapper): BigUint64Array {
  return from(TA_U64, source, mapper) as unknown as BigUint64Array;
}

/** BigUint64Array.of. */
export function BigUint64Array_of(...values: unknown[]): BigUint64Array {
  return fromList(TA_U64, values) as unknown as BigUint64Array;
}

/** %TypedArray%.prototype.set: copies a typed array of bigints or a list of them to `offset`; overlapping is fine. */
export function BigIntArray_prototype_set(self: Typed, source: unknown, offset?: number): void {
  const place = toIntegerOrInfinity(offset);
  if (place < 0) throw new RangeError("offset is out of bounds");
  if (isObject(source) && objectKind(source) === K_TYPED) {
    const values = source as Typed;
    requireSameContent(typedKind(self), values);
    if (values.length + place > self.length) throw new RangeError("offset is out of bounds");
    typedMove(self, place * WIDTH, values, 0, values.length * WIDTH);
    return;
  }
  const count = toIntegerOrInfinity(Number(getElem(source, "length")));
  if (count + place > self.length) throw new RangeError("offset is out of bounds");
  for (let i = 0; i < count; i++) setElem(self, place + i, getElem(source, i));
}

/** %TypedArray%.prototype.fill. As in V8, and unlike ECMA-262, `end` has no effect when `start` is undefined. */
export function BigIntArray_prototype_fill(self: Typed, value: unknown, start?: number, end?: number): Typed {
  // The value is converted even where nothing is written.
  const one = fromList(typedKind(self), [value]);
  const last = start === undefined ? self.length : relativeEnd(end, self.length);
  for (let i = relativeIndex(start, self.length); i < last; i++) typedMove(self, i * WIDTH, one, 0, WIDTH);
  return self;
}

/** %TypedArray%.prototype.at. */
export function BigIntArray_prototype_at(self: Typed, index: number): bigint | undefined {
  const relative = toIntegerOrInfinity(index);
  const position = relative < 0 ? self.length + relative : relative;
  return position >= 0 && position < self.length ? at(self, position) : undefined;
}

/** %TypedArray%.prototype.indexOf. */
export function BigIntArray_prototype_indexOf(self: Typed, sought: unknown, fromIndex?: number): number {
  for (let i = relativeIndex(fromIndex, self.length); i < self.length; i++) {
    if (at(self, i) === sought) return i;
  }
  return -1;
}

/** %TypedArray%.prototype.lastIndexOf. */
export function BigIntArray_prototype_lastIndexOf(
  self: Typed,
  sought: unknown,
  ...fromIndex: (number | undefined)[]
): number {
  let i = self.length - 1;
  if (fromIndex.length > 0) {
    const start = toIntegerOrInfinity(fromIndex[0]);
    if (start < 0) i = self.length + start;
    else if (start < i) i = start;
  }
  for (; i >= 0; i--) {
    if (at(self, i) === sought) return i;
  }
  return -1;
}

/** %TypedArray%.prototype.includes. */
export function BigIntArray_prototype_includes(self: Typed, sought: unknown, fromIndex?: number): boolean {
  return BigIntArray_prototype_indexOf(self, sought, fromIndex) >= 0;
}

/** %TypedArray%.prototype.join. */
export function BigIntArray_prototype_join(self: Typed, separator?: string): string {
  const between = separator === undefined ? "," : `${separator}`;
  const parts: string[] = [];
  for (let i = 0; i < self.length; i++) {
    if (i > 0) parts.push(between);
    parts.push(`${at(self, i)}`);
  }
  return strBuild(parts);
}

/** %TypedArray%.prototype.toString. */
export function BigIntArray_prototype_toString(self: Typed): string {
  return BigIntArray_prototype_join(self);
}

/** %TypedArray%.prototype.reverse. */
export function BigIntArray_prototype_reverse(self: Typed): Typed {
  const old = TypedArray_prototype_slice(self);
  const last = self.length - 1;
  for (let i = 0; i <= last; i++) typedMove(self, i * WIDTH, old, (last - i) * WIDTH, WIDTH);
  return self;
}

/** %TypedArray%.prototype.toReversed. */
export function BigIntArray_prototype_toReversed(self: Typed): Typed {
  return BigIntArray_prototype_reverse(TypedArray_prototype_slice(self));
}

/** %TypedArray%.prototype.with. */
export function BigIntArray_prototype_with(self: Typed, index: number, value: unknown): Typed {
  const relative = toIntegerOrInfinity(index);
  const position = relative < 0 ? self.length + relative : relative;
  const one = fromList(typedKind(self), [value]);
  if (position < 0 || position >= self.length) throw new RangeError("Invalid typed array index");
  const result = TypedArray_prototype_slice(self);
  typedMove(result, position * WIDTH, one, 0, WIDTH);
  return result;
}

/** %TypedArray%.prototype.sort: by value without a comparator. */
export function BigIntArray_prototype_sort(self: Typed, comparator?: Order): Typed {
  if (comparator !== undefined && typeof comparator !== "function") {
    throw new TypeError("The comparison function must be either a function or undefined");
  }
  const length = self.length;
  if (length < 2) return self;
  const source: bigint[] = [];
  const target: bigint[] = [];
  for (let i = 0; i < length; i++) {
    source.push(at(self, i));
    target.push(source[i]!);
  }
  mergeSort<bigint>(source, 0, length, target, comparator === undefined ? byValue : comparator);
  for (let i = 0; i < length; i++) setElem(self, i, target[i]);
  return self;
}

function byValue(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** %TypedArray%.prototype.toSorted. */
export function BigIntArray_prototype_toSorted(self: Typed, comparator?: Order): Typed {
  return BigIntArray_prototype_sort(TypedArray_prototype_slice(self), comparator);
}

/** %TypedArray%.prototype.forEach. */
export function BigIntArray_prototype_forEach(self: Typed, callback: Callback<void>): void {
  requireCallable(callback);
  for (let i = 0; i < self.length; i++) callback(at(self, i), i, self);
}

/** %TypedArray%.prototype.map: results are converted to the element kind. */
export function BigIntArray_prototype_map(self: Typed, callback: Callback<unknown>): Typed {
  requireCallable(callback);
  const result = typedNew(typedKind(self), self.length);
  for (let i = 0; i < self.length; i++) setElem(result, i, callback(at(self, i), i, self));
  return result;
}

/** %TypedArray%.prototype.filter. */
export function BigIntArray_prototype_filter(self: Typed, predicate: Callback<unknown>): Typed {
  requireCallable(predicate);
  const kept: bigint[] = [];
  for (let i = 0; i < self.length; i++) {
    const element = at(self, i);
    if (predicate(element, i, self)) kept.push(element);
  }
  return fromList(typedKind(self), kept);
}

/** %TypedArray%.prototype.some. */
export function BigIntArray_prototype_some(self: Typed, predicate: Callback<unknown>): boolean {
  return BigIntArray_prototype_findIndex(self, predicate) >= 0;
}

/** %TypedArray%.prototype.every. */
export function BigIntArray_prototype_every(self: Typed, predicate: Callback<unknown>): boolean {
  requireCallable(predicate);
  for (let i = 0; i < self.length; i++) {
    if (!predicate(at(self, i), i, self)) return false;
  }
  return true;
}

/** %TypedArray%.prototype.find. */
export function BigIntArray_prototype_find(self: Typed, predicate: Callback<unknown>): bigint | undefined {
  return found(self, predicate, false)[1];
}

/** %TypedArray%.prototype.findIndex. */
export function BigIntArray_prototype_findIndex(self: Typed, predicate: Callback<unknown>): number {
  return found(self, predicate, false)[0];
}

/** %TypedArray%.prototype.findLast. */
export function BigIntArray_prototype_findLast(
  self: Typed,
  predicate: Callback<unknown>,
): bigint | undefined {
  return found(self, predicate, true)[1];
}

/** %TypedArray%.prototype.findLastIndex. */
export function BigIntArray_prototype_findLastIndex(self: Typed, predicate: Callback<unknown>): number {
  return found(self, predicate, true)[0];
}

/** FindViaPredicate (ECMA-262 23.1.3.12.1): index and value, or -1 and undefined. */
function found(
  self: Typed,
  predicate: Callback<unknown>,
  fromEnd: boolean,
): readonly [number, bigint | undefined] {
  requireCallable(predicate);
  const length = self.length;
  for (let k = 0; k < length; k++) {
    const i = fromEnd ? length - 1 - k : k;
    const element = at(self, i);
    if (predicate(element, i, self)) return [i, element];
  }
  return [-1, undefined];
}

type Reducer = (accumulator: unknown, value: bigint, index: number, array: Typed) => unknown;

function reduced(self: Typed, callback: Reducer, initial: readonly unknown[], fromEnd: boolean): unknown {
  requireCallable(callback);
  const length = self.length;
  if (initial.length === 0 && length === 0) {
    throw new TypeError("Reduce of empty array with no initial value");
  }
  let k = initial.length > 0 ? 0 : 1;
  let accumulator: unknown = k === 0 ? initial[0] : at(self, fromEnd ? length - 1 : 0);
  for (; k < length; k++) {
    const i = fromEnd ? length - 1 - k : k;
    accumulator = callback(accumulator, at(self, i), i, self);
  }
  return accumulator;
}

/** %TypedArray%.prototype.reduce. */
export function BigIntArray_prototype_reduce(self: Typed, callback: Reducer, ...initial: unknown[]): unknown {
  return reduced(self, callback, initial, false);
}

/** %TypedArray%.prototype.reduceRight. */
export function BigIntArray_prototype_reduceRight(
  self: Typed,
  callback: Reducer,
  ...initial: unknown[]
): unknown {
  return reduced(self, callback, initial, true);
}

/** %TypedArray%.prototype.values. */
export function BigIntArray_prototype_values(self: Typed): ArrayIterator<bigint> {
  return new ArrayIterator<bigint>(self as unknown as readonly unknown[], VALUES);
}

/** %TypedArray%.prototype.entries. */
export function BigIntArray_prototype_entries(self: Typed): ArrayIterator<[number, bigint]> {
  return new ArrayIterator<[number, bigint]>(self as unknown as readonly unknown[], ENTRIES);
}

/** %TypedArray%.prototype[@@iterator]. */
export function BigIntArray_prototype_iterator(self: Typed): ArrayIterator<bigint> {
  return new ArrayIterator<bigint>(self as unknown as readonly unknown[], VALUES);
}
