// %TypedArray%.prototype: methods that copy, fill, view, search and order elements.
//
// Every typed array has the same shape whatever its element kind, so one set of functions serves all of them;
// `self` is declared as Uint8Array for its length only, elements go through typed_get_value and typed_set_value.

import { relativeEnd, relativeIndex, toIntegerOrInfinity } from "../integer.ts";
import { K_TYPED, TYPED_SIZES } from "../kinds.ts";
import {
  getElem,
  isObject,
  numberToString,
  objectKind,
  strBuild,
  typedBuffer,
  typedByteOffset,
  typedFromBuffer,
  typedGetValue,
  typedKind,
  typedMove,
  typedNew,
  typedSetValue,
} from "../native.ts";
import { requireSameContent } from "./construct.ts";

type Typed = Uint8Array;

function bytesPerElement(array: Typed): number {
  return TYPED_SIZES[typedKind(array)]!;
}

/** %TypedArray%.prototype.buffer. */
export function TypedArray_prototype_get_buffer(self: Typed): ArrayBuffer {
  return typedBuffer(self);
}

/** %TypedArray%.prototype.byteOffset. */
export function TypedArray_prototype_get_byteOffset(self: Typed): number {
  return typedByteOffset(self);
}

/** %TypedArray%.prototype.byteLength. */
export function TypedArray_prototype_get_byteLength(self: Typed): number {
  return self.length * bytesPerElement(self);
}

/** BYTES_PER_ELEMENT of an instance. */
export function TypedArray_prototype_get_BYTES_PER_ELEMENT(self: Typed): number {
  return bytesPerElement(self);
}

/** %TypedArray%.prototype.set: copies a typed array or a list of numbers to `offset`; overlapping is fine. */
export function TypedArray_prototype_set(self: Typed, source: unknown, offset?: number): void {
  const at = toIntegerOrInfinity(offset);
  const isTyped = isObject(source) && objectKind(source) === K_TYPED;
  const count = isTyped ? (source as Typed).length : toIntegerOrInfinity(Number(getElem(source, "length")));
  if (at < 0 || count + at > self.length) throw new RangeError("offset is out of bounds");
  if (!isTyped) {
    for (let i = 0; i < count; i++) typedSetValue(self, at + i, Number(getElem(source, i)));
    return;
  }
  const from = source as Typed;
  requireSameContent(typedKind(self), from);
  const size = bytesPerElement(self);
  if (typedKind(from) === typedKind(self)) {
    typedMove(self, at * size, from, 0, count * size);
    return;
  }
  // Of another kind: when both lie in one buffer, writing may change what is still to be read.
  const values = typedBuffer(from) === typedBuffer(self) ? TypedArray_prototype_slice(from) : from;
  for (let i = 0; i < count; i++) typedSetValue(self, at + i, typedGetValue(values, i));
}

/** %TypedArray%.prototype.subarray: another view of the same bytes. */
export function TypedArray_prototype_subarray(self: Typed, begin?: number, end?: number): Typed {
  const first = relativeIndex(begin, self.length);
  const last = relativeEnd(end, self.length);
  const byteOffset = typedByteOffset(self) + first * bytesPerElement(self);
  return typedFromBuffer(typedKind(self), typedBuffer(self), byteOffset, last > first ? last - first : 0);
}

/** %TypedArray%.prototype.slice: a copy. */
export function TypedArray_prototype_slice(self: Typed, start?: number, end?: number): Typed {
  const first = relativeIndex(start, self.length);
  const last = relativeEnd(end, self.length);
  const count = last > first ? last - first : 0;
  const size = bytesPerElement(self);
  const result = typedNew(typedKind(self), count);
  typedMove(result, 0, self, first * size, count * size);
  return result;
}

/** %TypedArray%.prototype.fill. As in V8, and unlike ECMA-262, `end` has no effect when `start` is undefined. */
export function TypedArray_prototype_fill(self: Typed, value: number, start?: number, end?: number): Typed {
  const last = start === undefined ? self.length : relativeEnd(end, self.length);
  for (let i = relativeIndex(start, self.length); i < last; i++) typedSetValue(self, i, value);
  return self;
}

/** %TypedArray%.prototype.copyWithin. */
export function TypedArray_prototype_copyWithin(
  self: Typed,
  target: number,
  start: number,
  end?: number,
): Typed {
  const length = self.length;
  const to = relativeIndex(target, length);
  const from = relativeIndex(start, length);
  const available = relativeEnd(end, length) - from;
  const count = available < length - to ? available : length - to;
  const size = bytesPerElement(self);
  if (count > 0) typedMove(self, to * size, self, from * size, count * size);
  return self;
}

/** %TypedArray%.prototype.at. */
export function TypedArray_prototype_at(self: Typed, index: number): number | undefined {
  const relative = toIntegerOrInfinity(index);
  const position = relative < 0 ? self.length + relative : relative;
  return position >= 0 && position < self.length ? typedGetValue(self, position) : undefined;
}

/** %TypedArray%.prototype.indexOf. */
export function TypedArray_prototype_indexOf(self: Typed, sought: unknown, fromIndex?: number): number {
  if (typeof sought !== "number") return -1;
  for (let i = relativeIndex(fromIndex, self.length); i < self.length; i++) {
    if (typedGetValue(self, i) === sought) return i;
  }
  return -1;
}

/** %TypedArray%.prototype.lastIndexOf. */
export function TypedArray_prototype_lastIndexOf(
  self: Typed,
  sought: unknown,
  ...fromIndex: (number | undefined)[]
): number {
  if (typeof sought !== "number" || self.length === 0) return -1;
  let i = self.length - 1;
  if (fromIndex.length > 0) {
    const from = toIntegerOrInfinity(fromIndex[0]);
    if (from < 0) i = self.length + from;
    else if (from < i) i = from;
  }
  for (; i >= 0; i--) {
    if (typedGetValue(self, i) === sought) return i;
  }
  return -1;
}

/** %TypedArray%.prototype.includes: finds NaN, too. */
export function TypedArray_prototype_includes(self: Typed, sought: unknown, fromIndex?: number): boolean {
  if (typeof sought !== "number") return false;
  for (let i = relativeIndex(fromIndex, self.length); i < self.length; i++) {
    const element = typedGetValue(self, i);
    if (element === sought || (element !== element && sought !== sought)) return true;
  }
  return false;
}

/** %TypedArray%.prototype.join. */
export function TypedArray_prototype_join(self: Typed, separator?: string): string {
  const between = separator === undefined ? "," : `${separator}`;
  const parts: string[] = [];
  for (let i = 0; i < self.length; i++) {
    if (i > 0) parts.push(between);
    parts.push(numberToString(typedGetValue(self, i)));
  }
  return strBuild(parts);
}

/** %TypedArray%.prototype.toString. */
export function TypedArray_prototype_toString(self: Typed): string {
  return TypedArray_prototype_join(self);
}

/** %TypedArray%.prototype.reverse. */
export function TypedArray_prototype_reverse(self: Typed): Typed {
  let low = 0;
  for (let high = self.length - 1; low < high; high--) {
    const lower = typedGetValue(self, low);
    typedSetValue(self, low, typedGetValue(self, high));
    typedSetValue(self, high, lower);
    low++;
  }
  return self;
}

/** %TypedArray%.prototype.toReversed. */
export function TypedArray_prototype_toReversed(self: Typed): Typed {
  return TypedArray_prototype_reverse(TypedArray_prototype_slice(self));
}

/** %TypedArray%.prototype.with. */
export function TypedArray_prototype_with(self: Typed, index: number, value: number): Typed {
  const relative = toIntegerOrInfinity(index);
  const position = relative < 0 ? self.length + relative : relative;
  if (position < 0 || position >= self.length) throw new RangeError("Invalid typed array index");
  const result = TypedArray_prototype_slice(self);
  typedSetValue(result, position, value);
  return result;
}
