// The constructors of typed arrays and of ArrayBuffer, and their static methods.

import { describe, requireCallable } from "../describe.ts";
import { relativeEnd, relativeIndex, toIndex, toIntegerOrInfinity } from "../integer.ts";
import { iterateToArray, iteratorMethod } from "../iterate.ts";
import {
  K_BUFFER,
  K_TYPED,
  TA_F32,
  TA_F64,
  TA_I8,
  TA_I16,
  TA_I32,
  TA_I64,
  TA_U8,
  TA_U8C,
  TA_U16,
  TA_U32,
  TYPED_NAMES,
  TYPED_SIZES,
} from "../kinds.ts";
import {
  bufferLength,
  bufferNew,
  getElem,
  isBuffer,
  isObject,
  isTyped,
  objectKind,
  typedFromBuffer,
  typedGetValue,
  typedKind,
  typedMove,
  typedNew,
  typedSetValue,
} from "../native.ts";

/** InitializeTypedArrayFrom...: from a length, a typed array, a buffer, an iterable or an array-like object. */
function construct(
  kind: number,
  source: unknown,
  byteOffset: number | undefined,
  length: number | undefined,
): Uint8Array {
  if (!isObject(source)) return ofLength(kind, source === undefined ? 0 : Number(source));
  const sourceKind = objectKind(source);
  if (sourceKind === K_TYPED) return copyOf(kind, source as Uint8Array);
  if (sourceKind === K_BUFFER) return onBuffer(kind, source as ArrayBuffer, byteOffset, length);
  const method = iteratorMethod(source);
  if (method !== undefined) return fromList(kind, iterateToArray(source));
  const count = toIntegerOrInfinity(Number(getElem(source, "length")));
  const result = ofLength(kind, count < 0 ? 0 : count);
  for (let i = 0; i < count; i++) typedSetValue(result, i, Number(getElem(source, i)));
  return result;
}

/** AllocateTypedArray with a length. */
export function ofLength(kind: number, length: number): Uint8Array {
  return typedNew(kind, toIndex(length, `Invalid typed array length: ${length}`));
}

function fromList(kind: number, values: readonly unknown[]): Uint8Array {
  const result = typedNew(kind, values.length);
  for (let i = 0; i < values.length; i++) typedSetValue(result, i, Number(values[i]));
  return result;
}

/** Elements that are bigints cannot become numbers of an array of `kind`, nor numbers bigints. */
export function requireSameContent(kind: number, source: object): void {
  if (typedKind(source) >= TA_I64 !== kind >= TA_I64)
    throw new TypeError("Cannot mix BigInt and other types, use explicit conversions");
}

function copyOf(kind: number, source: Uint8Array): Uint8Array {
  requireSameContent(kind, source);
  const result = typedNew(kind, source.length);
  if (typedKind(source) === kind) {
    typedMove(result, 0, source, 0, source.length * TYPED_SIZES[kind]!);
  } else {
    for (let i = 0; i < source.length; i++) typedSetValue(result, i, typedGetValue(source, i));
  }
  return result;
}

/** InitializeTypedArrayFromArrayBuffer. */
export function onBuffer(
  kind: number,
  buffer: ArrayBuffer,
  byteOffset: number | undefined,
  length: number | undefined,
): Uint8Array {
  const size = TYPED_SIZES[kind]!;
  const offset = toIndex(byteOffset, `Start offset ${byteOffset} is outside the bounds of the buffer`);
  if (offset % size !== 0) {
    throw new RangeError(`start offset of ${TYPED_NAMES[kind]!} should be a multiple of ${size}`);
  }
  const available = bufferLength(buffer);
  if (length === undefined) {
    if (available % size !== 0) {
      throw new RangeError(`byte length of ${TYPED_NAMES[kind]!} should be a multiple of ${size}`);
    }
    if (offset > available)
      throw new RangeError(`Start offset ${offset} is outside the bounds of the buffer`);
    return typedFromBuffer(kind, buffer, offset, (available - offset) / size);
  }
  const count = toIndex(length, `Invalid typed array length: ${length}`);
  if (offset + count * size > available) throw new RangeError(`Invalid typed array length: ${count}`);
  return typedFromBuffer(kind, buffer, offset, count);
}

/** %TypedArray%.from, with or without mapper. */
function from(
  kind: number,
  source: unknown,
  mapper: ((value: unknown, index: number) => unknown) | undefined,
): Uint8Array {
  if (mapper === undefined)
    return construct(kind, isObject(source) ? source : iterateToArray(source), undefined, undefined);
  requireCallable(mapper);
  const list = listOf(source);
  const result = typedNew(kind, list.length);
  for (let i = 0; i < list.length; i++) typedSetValue(result, i, Number(mapper(list[i], i)));
  return result;
}

/** What an iterable gives, or the elements 0 .. length-1 of an object without iterator. */
export function listOf(source: unknown): unknown[] {
  return iteratorMethod(source) === undefined ? arrayLikeToList(source) : iterateToArray(source);
}

function arrayLikeToList(source: unknown): unknown[] {
  if (!isObject(source)) throw new TypeError(`${describe(source)} is not iterable`);
  const length = toIntegerOrInfinity(Number(getElem(source, "length")));
  const list: unknown[] = [];
  for (let i = 0; i < length; i++) list.push(getElem(source, i));
  return list;
}

/** %TypedArray%: nothing is made by it. */
export function TypedArray_construct(): object {
  throw new TypeError("Abstract class TypedArray not directly constructable");
}

/** %TypedArray%(). */
export function TypedArray_call(): object {
  return TypedArray_construct();
}

/** %TypedArray%.from. */
export function TypedArray_from(_source: unknown, _mapper?: Mapper): object {
  return TypedArray_construct();
}

/** %TypedArray%.of. */
export function TypedArray_of(..._values: unknown[]): object {
  return TypedArray_construct();
}

type Mapper = (value: unknown, index: number) => unknown;

export const Int8Array_BYTES_PER_ELEMENT = 1;

/** new Int8Array(...). */
export function Int8Array_construct(source?: unknown, byteOffset?: number, length?: number): Int8Array {
  return construct(TA_I8, source, byteOffset, length) as unknown as Int8Array;
}

/** Int8Array.from. */
export function Int8Array_from(source: unknown, mapper?: Mapper): Int8Array {
  return from(TA_I8, source, mapper) as unknown as Int8Array;
}

/** Int8Array.of. */
export function Int8Array_of(...values: number[]): Int8Array {
  return fromList(TA_I8, values) as unknown as Int8Array;
}

export const Uint8Array_BYTES_PER_ELEMENT = 1;

/** new Uint8Array(...). */
export function Uint8Array_construct(source?: unknown, byteOffset?: number, length?: number): Uint8Array {
  return construct(TA_U8, source, byteOffset, length) as unknown as Uint8Array;
}

/** Uint8Array.from. */
export function Uint8Array_from(source: unknown, mapper?: Mapper): Uint8Array {
  return from(TA_U8, source, mapper) as unknown as Uint8Array;
}

/** Uint8Array.of. */
export function Uint8Array_of(...values: number[]): Uint8Array {
  return fromList(TA_U8, values) as unknown as Uint8Array;
}

export const Uint8ClampedArray_BYTES_PER_ELEMENT = 1;

/** new Uint8ClampedArray(...). */
export function Uint8ClampedArray_construct(
  source?: unknown,
  byteOffset?: number,
  length?: number,
): Uint8ClampedArray {
  return construct(TA_U8C, source, byteOffset, length) as unknown as Uint8ClampedArray;
}

/** Uint8ClampedArray.from. */
export function Uint8ClampedArray_from(source: unknown, mapper?: Mapper): Uint8ClampedArray {
  return from(TA_U8C, source, mapper) as unknown as Uint8ClampedArray;
}

/** Uint8ClampedArray.of. */
export function Uint8ClampedArray_of(...values: number[]): Uint8ClampedArray {
  return fromList(TA_U8C, values) as unknown as Uint8ClampedArray;
}

export const Int16Array_BYTES_PER_ELEMENT = 2;

/** new Int16Array(...). */
export function Int16Array_construct(source?: unknown, byteOffset?: number, length?: number): Int16Array {
  return construct(TA_I16, source, byteOffset, length) as unknown as Int16Array;
}

/** Int16Array.from. */
export function Int16Array_from(source: unknown, mapper?: Mapper): Int16Array {
  return from(TA_I16, source, mapper) as unknown as Int16Array;
}

/** Int16Array.of. */
export function Int16Array_of(...values: number[]): Int16Array {
  return fromList(TA_I16, values) as unknown as Int16Array;
}

export const Uint16Array_BYTES_PER_ELEMENT = 2;

/** new Uint16Array(...). */
export function Uint16Array_construct(source?: unknown, byteOffset?: number, length?: number): Uint16Array {
  return construct(TA_U16, source, byteOffset, length) as unknown as Uint16Array;
}

/** Uint16Array.from. */
export function Uint16Array_from(source: unknown, mapper?: Mapper): Uint16Array {
  return from(TA_U16, source, mapper) as unknown as Uint16Array;
}

/** Uint16Array.of. */
export function Uint16Array_of(...values: number[]): Uint16Array {
  return fromList(TA_U16, values) as unknown as Uint16Array;
}

export const Int32Array_BYTES_PER_ELEMENT = 4;

/** new Int32Array(...). */
export function Int32Array_construct(source?: unknown, byteOffset?: number, length?: number): Int32Array {
  return construct(TA_I32, source, byteOffset, length) as unknown as Int32Array;
}

/** Int32Array.from. */
export function Int32Array_from(source: unknown, mapper?: Mapper): Int32Array {
  return from(TA_I32, source, mapper) as unknown as Int32Array;
}

/** Int32Array.of. */
export function Int32Array_of(...values: number[]): Int32Array {
  return fromList(TA_I32, values) as unknown as Int32Array;
}

export const Uint32Array_BYTES_PER_ELEMENT = 4;

/** new Uint32Array(...). */
export function Uint32Array_construct(source?: unknown, byteOffset?: number, length?: number): Uint32Array {
  return construct(TA_U32, source, byteOffset, length) as unknown as Uint32Array;
}

/** Uint32Array.from. */
export function Uint32Array_from(source: unknown, mapper?: Mapper): Uint32Array {
  return from(TA_U32, source, mapper) as unknown as Uint32Array;
}

/** Uint32Array.of. */
export function Uint32Array_of(...values: number[]): Uint32Array {
  return fromList(TA_U32, values) as unknown as Uint32Array;
}

export const Float32Array_BYTES_PER_ELEMENT = 4;

/** new Float32Array(...). */
export function Float32Array_construct(source?: unknown, byteOffset?: number, length?: number): Float32Array {
  return construct(TA_F32, source, byteOffset, length) as unknown as Float32Array;
}

/** Float32Array.from. */
export function Float32Array_from(source: unknown, mapper?: Mapper): Float32Array {
  return from(TA_F32, source, mapper) as unknown as Float32Array;
}

/** Float32Array.of. */
export function Float32Array_of(...values: number[]): Float32Array {
  return fromList(TA_F32, values) as unknown as Float32Array;
}

export const Float64Array_BYTES_PER_ELEMENT = 8;

/** new Float64Array(...). */
export function Float64Array_construct(source?: unknown, byteOffset?: number, length?: number): Float64Array {
  return construct(TA_F64, source, byteOffset, length) as unknown as Float64Array;
}

/** Float64Array.from. */
export function Float64Array_from(source: unknown, mapper?: Mapper): Float64Array {
  return from(TA_F64, source, mapper) as unknown as Float64Array;
}

/** Float64Array.of. */
export function Float64Array_of(...values: number[]): Float64Array {
  return fromList(TA_F64, values) as unknown as Float64Array;
}

interface BufferOptions {
  readonly maxByteLength?: unknown;
}

/**
 * new ArrayBuffer(byteLength), zeroed. RangeError "Array buffer allocation failed" or for a bad length; an Error for
 * buffers that can be resized, which there are none of.
 */
export function ArrayBuffer_construct(byteLength?: number, options?: BufferOptions): ArrayBuffer {
  if (options?.maxByteLength !== undefined)
    throw new Error("an ArrayBuffer of changing length was made, which is not supported");
  return bufferNew(toIndex(byteLength, "Invalid array buffer length"));
}

/** ArrayBuffer.isView: typed arrays and DataViews. */
export function ArrayBuffer_isView(value: unknown): boolean {
  return isObject(value) && (isTyped(value) || value instanceof DataView);
}

/** ArrayBuffer.prototype.slice: a copy of bytes `start` .. `end`-1. */
export function ArrayBuffer_prototype_slice(self: ArrayBuffer, start?: number, end?: number): ArrayBuffer {
  requireBuffer(self, "slice");
  const length = bufferLength(self);
  const first = relativeIndex(start, length);
  const last = relativeEnd(end, length);
  const count = last > first ? last - first : 0;
  const result = bufferNew(count);
  typedMove(
    typedFromBuffer(TA_U8, result, 0, count),
    0,
    typedFromBuffer(TA_U8, self, 0, length),
    first,
    count,
  );
  return result;
}

/** ArrayBuffer.prototype.byteLength. */
export function ArrayBuffer_prototype_get_byteLength(self: ArrayBuffer): number {
  requireBuffer(self, "byteLength");
  return bufferLength(self);
}

/** RequireInternalSlot: objects that inherit from a buffer, and what `call` gives, come here as well. */
function requireBuffer(self: object, member: string): void {
  if (!isBuffer(self))
    throw new TypeError(
      `Method ArrayBuffer.prototype.${member} called on incompatible receiver ${describe(self)}`,
    );
}
