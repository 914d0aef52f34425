// Buffer of Node: how buffers are made, and the other static members. A buffer is a Uint8Array of the core with a mark,
// by which its own methods (buffer-methods.ts, buffer-numbers.ts) are found before those of typed arrays.
//
// Names are those that runtime/lang/globals.ts explains. There is no pool: every buffer has memory of its own.

import type { Buffer } from "../lang/buffer-types.d.ts";
import { TA_U8 } from "../lang/kinds.ts";
import {
  asNodeBuffer,
  bufferLength,
  getElem,
  isArray,
  isBuffer,
  isNodeBuffer,
  isObject,
  isTyped,
  typedFromBuffer,
} from "../lang/native.ts";
import { CodedTypeError } from "../lang/web/coded-error.ts";
import { compareBytes, filled } from "./buffer-methods.ts";
import { encoded, encodedLength, isEncoding } from "./encodings.ts";
import { CodedRangeError, outOfRange, wrongType } from "./errors.ts";

/** Most bytes of a buffer: buffer.constants.MAX_LENGTH. */
const MAX_LENGTH = 2 ** 32;
const SOURCES = "of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object";

/** Marks a Uint8Array that nobody else has as a buffer. */
export function asBuffer(bytes: Uint8Array): Buffer {
  asNodeBuffer(bytes);
  return bytes as Buffer;
}

/** Buffer(...) and new Buffer(...), which are deprecated. */
export function Buffer_call(value: unknown, encodingOrOffset?: unknown, length?: unknown): Buffer {
  if (typeof value !== "number") return Buffer_from(value, encodingOrOffset, length);
  if (typeof encodingOrOffset === "string")
    throw new CodedTypeError(
      "ERR_INVALID_ARG_TYPE",
      `The "string" argument must be of type string. Received type number (${value})`,
    );
  return Buffer_alloc(value);
}

export function Buffer_construct(value: unknown, encodingOrOffset?: unknown, length?: unknown): Buffer {
  return Buffer_call(value, encodingOrOffset, length);
}

export function Buffer_from(value: unknown, encodingOrOffset?: unknown, length?: unknown): Buffer {
  if (typeof value === "string") return asBuffer(encoded(value, encodingOrOffset));
  if (isObject(value)) {
    if (isBuffer(value)) return onBuffer(value, encodingOrOffset, length);
    if (isTyped(value) || isArray(value)) return ofList(value as unknown as ArrayLike<number>);
    const primitive = (value as { valueOf?: () => unknown }).valueOf?.();
    if (primitive !== undefined && primitive !== null && primitive !== value)
      return Buffer_from(primitive, encodingOrOffset, length);
    if (typeof getElem(value, "length") === "number") return ofList(value as ArrayLike<number>);
    const data = getElem(value, "data");
    if (getElem(value, "type") === "Buffer" && isArray(data)) return ofList(data as ArrayLike<number>);
  }
  const error = wrongType("first", SOURCES, value);
  error.message = error.message.replace('The "first" argument', "The first argument");
  throw error;
}

function ofList(list: ArrayLike<number>): Buffer {
  const bytes = new Uint8Array(list.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number(list[i]);
  return asBuffer(bytes);
}

/** A view of the bytes of an ArrayBuffer, which it shares. */
function onBuffer(buffer: ArrayBuffer, byteOffset: unknown, length: unknown): Buffer {
  const offset =
    byteOffset === undefined || Number.isNaN(Number(byteOffset)) ? 0 : Math.trunc(Number(byteOffset));
  const most = bufferLength(buffer) - offset;
  if (most < 0 || offset < 0)
    throw new CodedRangeError("ERR_BUFFER_OUT_OF_BOUNDS", '"offset" is outside of buffer bounds');
  let count = most;
  if (length !== undefined) {
    count = Math.max(0, Math.trunc(Number(length) || 0));
    if (count > most)
      throw new CodedRangeError("ERR_BUFFER_OUT_OF_BOUNDS", '"length" is outside of buffer bounds');
  }
  return asBuffer(typedFromBuffer(TA_U8, buffer, offset, count));
}

export function Buffer_of(...bytes: number[]): Buffer {
  return asBuffer(Uint8Array.from(bytes));
}

function ofSize(size: unknown): Buffer {
  if (typeof size !== "number") throw wrongType("size", "of type number", size);
  if (!(size >= 0 && size <= MAX_LENGTH)) throw outOfRange("size", `>= 0 && <= ${MAX_LENGTH}`, size);
  return asBuffer(new Uint8Array(Math.trunc(size)));
}

export function Buffer_alloc(size: unknown, fill?: unknown, encoding?: unknown): Buffer {
  const made = ofSize(size);
  return fill === undefined || fill === 0 || made.length === 0
    ? made
    : filled(made, fill, encoding, undefined, undefined);
}

/** Zeroed here, too. */
export function Buffer_allocUnsafe(size: unknown): Buffer {
  return ofSize(size);
}

export function Buffer_allocUnsafeSlow(size: unknown): Buffer {
  return ofSize(size);
}

export function Buffer_concat(list: unknown, totalLength?: number): Buffer {
  if (!isArray(list)) throw wrongType("list", "an instance of Array", list);
  let room = 0;
  if (totalLength === undefined) for (const each of list) room += Number(getElem(each, "length"));
  else if (Number.isInteger(totalLength) && totalLength >= 0) room = totalLength;
  else throw outOfRange("length", `>= 0 && <= 9007199254740991`, totalLength);
  const all = new Uint8Array(room);
  let at = 0;
  for (let i = 0; i < list.length; i++) {
    const each = list[i];
    if (!isBytes(each)) throw wrongType(`list[${i}]`, "an instance of Buffer or Uint8Array", each);
    const taken = at + each.length <= room ? each : each.subarray(0, Math.max(0, room - at));
    all.set(taken, at);
    at += taken.length;
  }
  return asBuffer(all);
}

export function Buffer_isBuffer(value: unknown): boolean {
  return isBytes(value) && isNodeBuffer(value);
}

export function Buffer_isEncoding(encoding: unknown): boolean {
  return isEncoding(encoding);
}

export function Buffer_byteLength(text: unknown, encoding?: unknown): number {
  if (typeof text === "string") return encodedLength(text, encoding);
  if (isObject(text) && (isBuffer(text) || isTyped(text) || text instanceof DataView)) return text.byteLength;
  throw wrongType("string", "of type string or an instance of Buffer or ArrayBuffer", text);
}

export function Buffer_compare(first: unknown, second: unknown): number {
  if (!isBytes(first)) throw wrongType("buf1", "an instance of Buffer or Uint8Array", first);
  if (!isBytes(second)) throw wrongType("buf2", "an instance of Buffer or Uint8Array", second);
  return compareBytes(first, second);
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}
