// The methods of Array.prototype on objects that are no arrays: array-likes, arguments, wrappers, strings.
//
// Each follows the steps of ECMA-262 by HasProperty, Get, Set and DeletePropertyOrThrow, so that accessors, holes and
// changes on the way are seen. They are slow; arrays never come here. Names: ArrayLike_m stands for
// Array.prototype.m. Methods that are not here take a copy of the elements instead: receiver.ts.

import { describe } from "../describe.ts";
import { sameValueZero } from "../equality.ts";
import { toIntegerOrInfinity } from "../integer.ts";
import {
  callWithArray,
  deleteElem,
  getElem,
  isArray,
  isFunction,
  isObject,
  setElem,
  strBuild,
} from "../native.ts";
import { Object_prototype_toString } from "../object.ts";
import { wrap } from "../wrapper.ts";
import { appendHole } from "./element.ts";

const MAX_LENGTH = 9007199254740991;
/** Arrays can have no more elements. */
const MAX_ARRAY = 4294967295;

/** ToObject. */
function objectOf(self: unknown, method: string): object {
  if (self === undefined || self === null)
    throw new TypeError(`Array.prototype.${method} called on null or undefined`);
  return isObject(self) ? self : wrap(self);
}

/** ToNumber; the cast is for unary plus, which refuses symbols and bigints. */
function number(value: unknown): number {
  return typeof value === "number" ? value : +(value as string);
}

/** LengthOfArrayLike. */
function lengthOf(object: object): number {
  const length = toIntegerOrInfinity(number(getElem(object, "length")));
  return length <= 0 ? 0 : length > MAX_LENGTH ? MAX_LENGTH : length;
}

function has(object: object, index: number): boolean {
  return `${index}` in object;
}

function remove(object: object, index: number): void {
  deleteElem(object, `${index}`);
}

function callable(callback: unknown): void {
  if (!isFunction(callback)) throw new TypeError(`${describe(callback)} is not a function`);
}

function relative(position: unknown, length: number): number {
  const at = toIntegerOrInfinity(number(position));
  if (at < 0) return at + length < 0 ? 0 : at + length;
  return at > length ? length : at;
}

function end(position: unknown, length: number): number {
  return position === undefined ? length : relative(position, length);
}

function run(callback: unknown, object: object, index: number): unknown {
  return callWithArray(callback, undefined, [getElem(object, index), index, object]);
}

/** Array.prototype.forEach. */
export function ArrayLike_forEach(self: unknown, callback?: unknown): void {
  const object = objectOf(self, "forEach");
  const length = lengthOf(object);
  callable(callback);
  for (let i = 0; i < length; i++) if (has(object, i)) run(callback, object, i);
}

/** Array.prototype.map. */
export function ArrayLike_map(self: unknown, callback?: unknown): unknown[] {
  const object = objectOf(self, "map");
  const length = lengthOf(object);
  callable(callback);
  if (length > MAX_ARRAY) throw new RangeError("Invalid array length");
  const result: unknown[] = [];
  for (let i = 0; i < length; i++) {
    if (has(object, i)) result.push(run(callback, object, i));
    else appendHole(result);
  }
  return result;
}

/** Array.prototype.filter. */
export function ArrayLike_filter(self: unknown, callback?: unknown): unknown[] {
  const object = objectOf(self, "filter");
  const length = lengthOf(object);
  callable(callback);
  const result: unknown[] = [];
  for (let i = 0; i < length; i++) {
    if (!has(object, i)) continue;
    const value = getElem(object, i);
    if (callWithArray(callback, undefined, [value, i, object])) result.push(value);
  }
  return result;
}

/** Array.prototype.some. */
export function ArrayLike_some(self: unknown, callback?: unknown): boolean {
  const object = objectOf(self, "some");
  const length = lengthOf(object);
  callable(callback);
  for (let i = 0; i < length; i++) if (has(object, i) && run(callback, object, i)) return true;
  return false;
}

/** Array.prototype.every. */
export function ArrayLike_every(self: unknown, callback?: unknown): boolean {
  const object = objectOf(self, "every");
  const length = lengthOf(object);
  callable(callback);
  for (let i = 0; i < length; i++) if (has(object, i) && !run(callback, object, i)) return false;
  return true;
}

/** The first or last index whose element `callback` accepts; -1 when there is none. */
function sought(self: unknown, callback: unknown, method: string, fromEnd: boolean): [unknown, number] {
  const object = objectOf(self, method);
  const length = lengthOf(object);
  callable(callback);
  for (let k = 0; k < length; k++) {
    const i = fromEnd ? length - 1 - k : k;
    const value = getElem(object, i);
    if (callWithArray(callback, undefined, [value, i, object])) return [value, i];
  }
  return [undefined, -1];
}

/** Array.prototype.find. */
export function ArrayLike_find(self: unknown, callback?: unknown): unknown {
  return sought(self, callback, "find", false)[0];
}

/** Array.prototype.findIndex. */
export function ArrayLike_findIndex(self: unknown, callback?: unknown): number {
  return sought(self, callback, "findIndex", false)[1];
}

/** Array.prototype.findLast. */
export function ArrayLike_findLast(self: unknown, callback?: unknown): unknown {
  return sought(self, callback, "findLast", true)[0];
}

/** Array.prototype.findLastIndex. */
export function ArrayLike_findLastIndex(self: unknown, callback?: unknown): number {
  return sought(self, callback, "findLastIndex", true)[1];
}

function reduced(
  self: unknown,
  callback: unknown,
  initial: readonly unknown[],
  method: string,
  fromEnd: boolean,
): unknown {
  const object = objectOf(self, method);
  const length = lengthOf(object);
  callable(callback);
  let k = 0;
  if (initial.length === 0) {
    while (k < length && !has(object, fromEnd ? length - 1 - k : k)) k++;
    if (k >= length) throw new TypeError("Reduce of empty array with no initial value");
  }
  let result = initial.length > 0 ? initial[0] : getElem(object, fromEnd ? length - 1 - k++ : k++);
  for (; k < length; k++) {
    const i = fromEnd ? length - 1 - k : k;
    if (has(object, i)) result = callWithArray(callback, undefined, [result, getElem(object, i), i, object]);
  }
  return result;
}

/** Array.prototype.reduce. */
export function ArrayLike_reduce(self: unknown, callback?: unknown, ...initial: unknown[]): unknown {
  return reduced(self, callback, initial, "reduce", false);
}

/** Array.prototype.reduceRight. */
export function ArrayLike_reduceRight(self: unknown, callback?: unknown, ...initial: unknown[]): unknown {
  return reduced(self, callback, initial, "reduceRight", true);
}

/** Array.prototype.indexOf. */
export function ArrayLike_indexOf(self: unknown, value?: unknown, from?: unknown): number {
  const object = objectOf(self, "indexOf");
  const length = lengthOf(object);
  if (length === 0) return -1;
  for (let i = relative(from, length); i < length; i++)
    if (has(object, i) && getElem(object, i) === value) return i;
  return -1;
}

/** Array.prototype.lastIndexOf. */
export function ArrayLike_lastIndexOf(self: unknown, value?: unknown, ...from: unknown[]): number {
  const object = objectOf(self, "lastIndexOf");
  const length = lengthOf(object);
  if (length === 0) return -1;
  const start = from.length > 0 ? toIntegerOrInfinity(number(from[0])) : length - 1;
  for (let i = start < 0 ? length + start : start < length ? start : length - 1; i >= 0; i--)
    if (has(object, i) && getElem(object, i) === value) return i;
  return -1;
}

/** Array.prototype.includes. */
export function ArrayLike_includes(self: unknown, value?: unknown, from?: unknown): boolean {
  const object = objectOf(self, "includes");
  const length = lengthOf(object);
  if (length === 0) return false;
  for (let i = relative(from, length); i < length; i++)
    if (sameValueZero(getElem(object, i), value)) return true;
  return false;
}

/** Array.prototype.at. */
export function ArrayLike_at(self: unknown, index?: unknown): unknown {
  const object = objectOf(self, "at");
  const length = lengthOf(object);
  const at = toIntegerOrInfinity(number(index));
  const place = at < 0 ? length + at : at;
  return place < 0 || place >= length ? undefined : getElem(object, place);
}

/** Array.prototype.slice. */
export function ArrayLike_slice(self: unknown, start?: unknown, stop?: unknown): unknown[] {
  const object = objectOf(self, "slice");
  const length = lengthOf(object);
  const from = relative(start, length);
  const to = end(stop, length);
  if (to - from > MAX_ARRAY) throw new RangeError("Invalid array length");
  const result: unknown[] = [];
  for (let i = from; i < to; i++) {
    if (has(object, i)) result.push(getElem(object, i));
    else appendHole(result);
  }
  return result;
}

/** Array.prototype.join. */
export function ArrayLike_join(self: unknown, separator?: unknown): string {
  const object = objectOf(self, "join");
  const length = lengthOf(object);
  const between = separator === undefined ? "," : `${separator}`;
  const parts: string[] = [];
  for (let i = 0; i < length; i++) {
    if (i > 0) parts.push(between);
    const element = getElem(object, i);
    if (element !== undefined && element !== null) parts.push(`${element}`);
  }
  return strBuild(parts);
}

/** Array.prototype.push. */
export function ArrayLike_push(self: unknown, ...items: unknown[]): number {
  const object = objectOf(self, "push");
  const length = lengthOf(object);
  if (length + items.length > MAX_LENGTH)
    throw new TypeError(
      `Pushing ${items.length} elements on an array-like of length ${length} is disallowed by ECMA-262`,
    );
  for (let i = 0; i < items.length; i++) setElem(object, length + i, items[i]);
  setElem(object, "length", length + items.length);
  return length + items.length;
}

/** Array.prototype.pop. */
export function ArrayLike_pop(self: unknown): unknown {
  const object = objectOf(self, "pop");
  const length = lengthOf(object);
  if (length === 0) {
    setElem(object, "length", 0);
    return undefined;
  }
  const element = getElem(object, length - 1);
  remove(object, length - 1);
  setElem(object, "length", length - 1);
  return element;
}

/** One step of the methods that move elements: a hole moves as a hole. */
function move(object: object, from: number, to: number): void {
  if (has(object, from)) setElem(object, to, getElem(object, from));
  else remove(object, to);
}

/** Array.prototype.shift. */
export function ArrayLike_shift(self: unknown): unknown {
  const object = objectOf(self, "shift");
  const length = lengthOf(object);
  if (length === 0) {
    setElem(object, "length", 0);
    return undefined;
  }
  const first = getElem(object, 0);
  for (let i = 1; i < length; i++) move(object, i, i - 1);
  remove(object, length - 1);
  setElem(object, "length", length - 1);
  return first;
}

/** Array.prototype.unshift. */
export function ArrayLike_unshift(self: unknown, ...items: unknown[]): number {
  const object = objectOf(self, "unshift");
  const length = lengthOf(object);
  const count = items.length;
  if (count > 0) {
    if (length + count > MAX_LENGTH) throw new TypeError("Invalid array length");
    for (let i = length - 1; i >= 0; i--) move(object, i, i + count);
    for (let i = 0; i < count; i++) setElem(object, i, items[i]);
  }
  setElem(object, "length", length + count);
  return length + count;
}

/** Array.prototype.reverse. */
export function ArrayLike_reverse(self: unknown): object {
  const object = objectOf(self, "reverse");
  const length = lengthOf(object);
  for (let low = 0, high = length - 1; low < high; low++, high--) {
    const hasLow = has(object, low);
    const lower = hasLow ? getElem(object, low) : undefined;
    const hasHigh = has(object, high);
    const upper = hasHigh ? getElem(object, high) : undefined;
    if (hasHigh) setElem(object, low, upper);
    else if (hasLow) remove(object, low);
    if (hasLow) setElem(object, high, lower);
    else if (hasHigh) remove(object, high);
  }
  return object;
}

/** Array.prototype.fill. */
export function ArrayLike_fill(self: unknown, value?: unknown, start?: unknown, stop?: unknown): object {
  const object = objectOf(self, "fill");
  const length = lengthOf(object);
  const from = relative(start, length);
  const to = end(stop, length);
  for (let i = from; i < to; i++) setElem(object, i, value);
  return object;
}

/** Array.prototype.copyWithin. */
export function ArrayLike_copyWithin(
  self: unknown,
  target?: unknown,
  start?: unknown,
  stop?: unknown,
): object {
  const object = objectOf(self, "copyWithin");
  const length = lengthOf(object);
  const to = relative(target, length);
  const from = relative(start, length);
  const available = end(stop, length) - from;
  const count = available < length - to ? available : length - to;
  const backwards = from < to && to < from + count;
  for (let k = 0; k < count; k++) {
    const i = backwards ? count - 1 - k : k;
    move(object, from + i, to + i);
  }
  return object;
}

/** Array.prototype.splice; `countAndItems` as of arrays. */
export function ArrayLike_splice(self: unknown, start?: unknown, ...countAndItems: unknown[]): unknown[] {
  const object = objectOf(self, "splice");
  const length = lengthOf(object);
  const from = relative(start, length);
  const inserted = countAndItems.length > 1 ? countAndItems.length - 1 : 0;
  let count = length - from;
  if (countAndItems.length > 0) {
    const wanted = toIntegerOrInfinity(number(countAndItems[0]));
    count = wanted < 0 ? 0 : wanted > count ? count : wanted;
  }
  if (length + inserted - count > MAX_LENGTH) throw new TypeError("Invalid array length");
  if (count > MAX_ARRAY) throw new RangeError("Invalid array length");
  const removed: unknown[] = [];
  for (let i = 0; i < count; i++) {
    if (has(object, from + i)) removed.push(getElem(object, from + i));
    else appendHole(removed);
  }
  if (inserted < count) {
    for (let i = from; i < length - count; i++) move(object, i + count, i + inserted);
    for (let i = length - 1; i >= length - count + inserted; i--) remove(object, i);
  } else if (inserted > count) {
    for (let i = length - count - 1; i >= from; i--) move(object, i + count, i + inserted);
  }
  for (let i = 0; i < inserted; i++) setElem(object, from + i, countAndItems[i + 1]);
  setElem(object, "length", length - count + inserted);
  return removed;
}

/** Array.prototype.toString: what `join` of the object says, if it has one. Primitives have none. */
export function ArrayLike_toString(self: unknown): unknown {
  if (self === undefined || self === null)
    throw new TypeError("Array.prototype.toString called on null or undefined");
  if (!isObject(self)) return Object_prototype_toString(self);
  const joined = joinedIfLinked(self);
  // Every program has this function, few have `join` by name: without it there is no telling what it would say.
  if (joined === undefined)
    throw new TypeError(
      "Array.prototype.toString of what is no array needs a program that reads a member `join`",
    );
  return joined[0];
}

/**
 * An array of what `join` of the object says, or of its own text; undefined in programs that never ask for `join`.
 * @weak
 */
export function joinedIfLinked(self: object): unknown[] | undefined {
  // Never so: it is mentioned because a weak function is linked where all that it calls is linked anyway.
  if (!isObject(self)) return [ArrayLike_join(self)];
  const join = getElem(self, "join");
  return [isFunction(join) ? callWithArray(join, self, []) : Object_prototype_toString(self)];
}

interface MaybeSpreadable {
  readonly [Symbol.isConcatSpreadable]?: unknown;
}

/** Array.prototype.concat. */
export function ArrayLike_concat(self: unknown, ...items: unknown[]): unknown[] {
  const result: unknown[] = [];
  for (let k = -1; k < items.length; k++) {
    const item = k < 0 ? objectOf(self, "concat") : items[k];
    const asked = isObject(item) ? (item as MaybeSpreadable)[Symbol.isConcatSpreadable] : false;
    if (!isObject(item) || !(asked === undefined ? isArray(item) : asked)) {
      result.push(item);
      continue;
    }
    const length = lengthOf(item);
    if (result.length + length > MAX_LENGTH) throw new TypeError("Invalid array length");
    for (let i = 0; i < length; i++) {
      if (has(item, i)) result.push(getElem(item, i));
      else appendHole(result);
    }
  }
  return result;
}
