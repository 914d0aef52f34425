// Buffer.prototype of Node but for its numbers (buffer-numbers.ts): texts, views, copies, search and comparison.
// What is not here are the methods of Uint8Array.

import type { Buffer } from "../lang/buffer-types.d.ts";
import { TA_U8 } from "../lang/kinds.ts";
import { asNodeBuffer, typedBuffer, typedByteOffset, typedFromBuffer, typedMove } from "../lang/native.ts";
import { CodedTypeError } from "../lang/web/coded-error.ts";
import { decoded, encoded, isWide, wholeCharacters } from "./encodings.ts";
import { CodedRangeError, outOfRange, wrongType } from "./errors.ts";

type Bytes = Uint8Array;

/** Its text does not show its code: Node throws it from C++. */
class NotText extends TypeError {
  readonly code = "ERR_INVALID_ARG_TYPE";
}

function toNumber(value: unknown): number {
  return Number(value);
}

/** A position as Node's slice takes it: cut off, from the end if negative, within the bytes. */
function position(value: unknown, length: number): number {
  const offset = Math.trunc(toNumber(value));
  if (Number.isNaN(offset) || offset === 0) return 0;
  return offset < 0 ? Math.max(0, offset + length) : Math.min(offset, length);
}

// ---- Texts --------------------------------------------------------------------------------------------------------

export function Buffer_prototype_toString(
  self: Bytes,
  encoding?: unknown,
  start?: unknown,
  end?: unknown,
): string {
  const { length } = self;
  const from = start === undefined ? 0 : Math.max(0, Math.trunc(toNumber(start)) || 0);
  const to = end === undefined ? length : Math.min(length, Math.trunc(toNumber(end)) || 0);
  return from >= to ? "" : decoded(self, from, to, encoding);
}

export function Buffer_prototype_toLocaleString(
  self: Bytes,
  encoding?: unknown,
  start?: unknown,
  end?: unknown,
): string {
  return Buffer_prototype_toString(self, encoding, start, end);
}

export function Buffer_prototype_toJSON(self: Bytes): { type: "Buffer"; data: number[] } {
  return { type: "Buffer", data: Array.from(self) };
}

/** write(text), write(text, encoding), write(text, offset[, length][, encoding]): how many bytes were written. */
export function Buffer_prototype_write(
  self: Bytes,
  text: unknown,
  offset?: unknown,
  length?: unknown,
  encoding?: unknown,
): number {
  if (typeof text !== "string") throw new NotText("argument must be a string");
  let named = encoding;
  let at = 0;
  let room = self.length;
  if (typeof offset === "string") named = offset;
  else if (offset !== undefined) {
    at = within("offset", offset, self.length);
    room -= at;
    if (typeof length === "string") named = length;
    else if (length !== undefined) room = Math.min(room, within("length", length, self.length));
  }
  const bytes = encoded(text, named);
  const count = wholeCharacters(bytes, room, named);
  typedMove(self, at, bytes, 0, count);
  return count;
}

function within(name: string, value: unknown, most: number): number {
  if (typeof value !== "number") throw wrongType(name, "of type number", value);
  if (!Number.isInteger(value)) throw outOfRange(name, "an integer", value);
  if (value < 0 || value > most) throw outOfRange(name, `>= 0 && <= ${most}`, value);
  return value;
}

// ---- Views and copies ---------------------------------------------------------------------------------------------

/** Of the same bytes, unlike %TypedArray%.prototype.slice. */
export function Buffer_prototype_slice(self: Bytes, start?: unknown, end?: unknown): Buffer {
  const from = position(start, self.length);
  const to = end === undefined ? self.length : position(end, self.length);
  const at = typedByteOffset(self) + from;
  return marked(typedFromBuffer(TA_U8, typedBuffer(self), at, Math.max(0, to - from)));
}

export function Buffer_prototype_subarray(self: Bytes, start?: unknown, end?: unknown): Buffer {
  return Buffer_prototype_slice(self, start, end);
}

function marked(bytes: Bytes): Buffer {
  asNodeBuffer(bytes);
  return bytes as Buffer;
}

type Callback<T> = (value: number, index: number, array: Bytes) => T;

export function Buffer_prototype_map(self: Bytes, callback: Callback<number>): Buffer {
  const plain = typedFromBuffer(TA_U8, typedBuffer(self), typedByteOffset(self), self.length);
  return marked(plain.map((value, i) => callback(value, i, self)));
}

export function Buffer_prototype_filter(self: Bytes, predicate: Callback<unknown>): Buffer {
  const plain = typedFromBuffer(TA_U8, typedBuffer(self), typedByteOffset(self), self.length);
  return marked(plain.filter((value, i) => predicate(value, i, self)));
}

/** How many bytes were copied; those of both may overlap. */
export function Buffer_prototype_copy(
  self: Bytes,
  target: unknown,
  targetStart?: unknown,
  sourceStart?: unknown,
  sourceEnd?: unknown,
): number {
  if (!(target instanceof Uint8Array))
    throw wrongType("target", "an instance of Buffer or Uint8Array", target);
  const to = targetStart === undefined ? 0 : fromZero("targetStart", targetStart);
  const from = sourceStart === undefined ? 0 : fromZero("sourceStart", sourceStart);
  if (from > self.length) throw outOfRange("sourceStart", `>= 0 && <= ${self.length}`, from);
  const end = sourceEnd === undefined ? self.length : fromZero("sourceEnd", sourceEnd);
  if (to >= target.length || from >= end) return 0;
  const count = Math.min(end - from, target.length - to, self.length - from);
  typedMove(target, to, self, from, count);
  return count;
}

function fromZero(name: string, value: unknown): number {
  const number = Math.trunc(toNumber(value)) || 0;
  if (number < 0) throw outOfRange(name, ">= 0", number);
  return number;
}

/** fill(value[, offset[, end]][, encoding]). */
export function Buffer_prototype_fill(
  self: Bytes,
  value: unknown,
  offset?: unknown,
  end?: unknown,
  encoding?: unknown,
): Buffer {
  if (typeof offset === "string") return filled(self, value, offset, undefined, undefined);
  if (typeof end === "string") return filled(self, value, end, offset, undefined);
  return filled(self, value, encoding, offset, end);
}

function between(name: string, value: unknown, wanted: string, most: number): number {
  if (typeof value !== "number") throw wrongType(name, "of type number", value);
  if (!(value >= 0 && value <= most)) throw outOfRange(name, wanted, value);
  return Math.trunc(value);
}

export function filled(
  self: Bytes,
  value: unknown,
  encoding: unknown,
  offset: unknown,
  end: unknown,
): Buffer {
  const from = offset === undefined ? 0 : between("offset", offset, ">= 0", Number.POSITIVE_INFINITY);
  const most = `>= 0 && <= ${self.length}`;
  const to = offset === undefined || end === undefined ? self.length : between("end", end, most, self.length);
  if (offset !== undefined && from >= to) return self as Buffer;
  let pattern: Bytes;
  if (typeof value === "string") pattern = value === "" ? new Uint8Array(1) : encoded(value, encoding);
  else if (value instanceof Uint8Array) pattern = value;
  else {
    const byte = toNumber(value) & 255;
    for (let i = from; i < to; i++) self[i] = byte;
    return self as Buffer;
  }
  if (pattern.length === 0 && from < to) {
    const shown = typeof value === "string" ? `'${value}'` : "<Buffer >";
    throw new CodedTypeError("ERR_INVALID_ARG_VALUE", `The argument 'value' is invalid. Received ${shown}`);
  }
  for (let i = from; i < to; i++) self[i] = pattern[(i - from) % pattern.length]!;
  return self as Buffer;
}

// ---- Search and comparison ----------------------------------------------------------------------------------------

export function Buffer_prototype_indexOf(
  self: Bytes,
  value: unknown,
  byteOffset?: unknown,
  encoding?: unknown,
): number {
  return search(self, value, byteOffset, encoding, true);
}

export function Buffer_prototype_lastIndexOf(
  self: Bytes,
  value: unknown,
  byteOffset?: unknown,
  encoding?: unknown,
): number {
  return search(self, value, byteOffset, encoding, false);
}

export function Buffer_prototype_includes(
  self: Bytes,
  value: unknown,
  byteOffset?: unknown,
  encoding?: unknown,
): boolean {
  return search(self, value, byteOffset, encoding, true) >= 0;
}

function search(
  self: Bytes,
  value: unknown,
  byteOffset: unknown,
  encoding: unknown,
  forward: boolean,
): number {
  const named = typeof byteOffset === "string" ? byteOffset : encoding;
  const sought = soughtBytes(value, named);
  const { length } = self;
  let at = typeof byteOffset === "string" ? NaN : toNumber(byteOffset);
  if (Number.isNaN(at)) at = forward ? 0 : length;
  at = Math.trunc(at);
  if (at < 0) at += length;
  if (at < 0) {
    if (!forward) return -1;
    at = 0;
  }
  if (sought.length === 0) return Math.min(at, length);
  const last = length - sought.length;
  if (!forward) at = Math.min(at, last);
  // Characters of two bytes begin at even places.
  const step = typeof value === "string" && isWide(named) ? 2 : 1;
  for (; at >= 0 && at <= last; at += forward ? 1 : -1) {
    if (at % step !== 0) continue;
    let same = 0;
    while (same < sought.length && self[at + same] === sought[same]) same++;
    if (same === sought.length) return at;
  }
  return -1;
}

function soughtBytes(value: unknown, encoding: unknown): Bytes {
  if (typeof value === "number") return Uint8Array.of(value & 255);
  if (typeof value === "string") return encoded(value, encoding);
  if (value instanceof Uint8Array) return value;
  throw wrongType("value", "one of type number or string or an instance of Buffer or Uint8Array", value);
}

export function Buffer_prototype_equals(self: Bytes, other: unknown): boolean {
  if (!(other instanceof Uint8Array))
    throw wrongType("otherBuffer", "an instance of Buffer or Uint8Array", other);
  return self.length === other.length && compareBytes(self, other) === 0;
}

export function Buffer_prototype_compare(
  self: Bytes,
  target: unknown,
  targetStart?: unknown,
  targetEnd?: unknown,
  sourceStart?: unknown,
  sourceEnd?: unknown,
): number {
  if (!(target instanceof Uint8Array))
    throw wrongType("target", "an instance of Buffer or Uint8Array", target);
  const from = targetStart === undefined ? 0 : within("targetStart", targetStart, Number.MAX_SAFE_INTEGER);
  const to = targetEnd === undefined ? target.length : within("targetEnd", targetEnd, target.length);
  const start = sourceStart === undefined ? 0 : within("sourceStart", sourceStart, Number.MAX_SAFE_INTEGER);
  const end = sourceEnd === undefined ? self.length : within("sourceEnd", sourceEnd, self.length);
  if (start >= end) return from >= to ? 0 : -1;
  if (from >= to) return 1;
  return compareBytes(part(self, start, end), part(target, from, to));
}

function part(bytes: Bytes, from: number, to: number): Bytes {
  return typedFromBuffer(TA_U8, typedBuffer(bytes), typedByteOffset(bytes) + from, to - from);
}

/** -1, 0 or 1: in the order of their bytes, what is shorter first. */
export function compareBytes(a: Bytes, b: Bytes): number {
  const common = Math.min(a.length, b.length);
  for (let i = 0; i < common; i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
  return a.length === b.length ? 0 : a.length < b.length ? -1 : 1;
}

// ---- Order of bytes -----------------------------------------------------------------------------------------------

export function Buffer_prototype_swap16(self: Bytes): Buffer {
  return swapped(self, 2);
}

export function Buffer_prototype_swap32(self: Bytes): Buffer {
  return swapped(self, 4);
}

export function Buffer_prototype_swap64(self: Bytes): Buffer {
  return swapped(self, 8);
}

function swapped(self: Bytes, size: number): Buffer {
  if (self.length % size !== 0)
    throw new CodedRangeError(
      "ERR_INVALID_BUFFER_SIZE",
      `Buffer size must be a multiple of ${size * 8}-bits`,
    );
  for (let at = 0; at < self.length; at += size) {
    for (let low = 0, high = size - 1; low < high; low++, high--) {
      const byte = self[at + low]!;
      self[at + low] = self[at + high]!;
      self[at + high] = byte;
    }
  }
  return self as Buffer;
}
