// Numbers in Node's Buffer: readInt16LE, writeDoubleBE and their like, with Node's checks of value and place.

import { TA_F32, TA_F64, TA_I8, TA_I16, TA_I32, TA_U8, TA_U16, TA_U32, TYPED_SIZES } from "../lang/kinds.ts";
import { bufferGet, bufferSet, typedBuffer, typedByteOffset } from "../lang/native.ts";
import { CodedRangeError, outOfRange, wrongType } from "./errors.ts";

type Bytes = Uint8Array;

/** Where `size` bytes begin; throws Node's errors for places that are none. */
function place(self: Bytes, offset: unknown, size: number): number {
  const at = offset === undefined ? 0 : offset;
  if (typeof at !== "number") throw wrongType("offset", "of type number", at);
  const last = self.length - size;
  if (at >= 0 && at <= last && at % 1 === 0) return at;
  if (at % 1 !== 0) throw outOfRange("offset", "an integer", at);
  if (last < 0)
    throw new CodedRangeError("ERR_BUFFER_OUT_OF_BOUNDS", "Attempt to access memory outside buffer bounds");
  throw outOfRange("offset", `>= 0 and <= ${last}`, at);
}

function read(self: Bytes, kind: number, offset: unknown, littleEndian: boolean): number {
  const at = place(self, offset, TYPED_SIZES[kind]!);
  return bufferGet(typedBuffer(self), kind, typedByteOffset(self) + at, littleEndian);
}

/** Returns the place behind what was written. */
function write(self: Bytes, kind: number, value: unknown, offset: unknown, littleEndian: boolean): number {
  const size = TYPED_SIZES[kind]!;
  const number = Number(value);
  const isSigned = kind === TA_I8 || kind === TA_I16 || kind === TA_I32;
  // Of bytes, Node looks at the place's type first.
  if (size === 1 && offset !== undefined && typeof offset !== "number") place(self, offset, 1);
  if (kind !== TA_F32 && kind !== TA_F64) requireRange(number, size, isSigned);
  const at = place(self, offset, size);
  bufferSet(typedBuffer(self), kind, typedByteOffset(self) + at, number, littleEndian);
  return at + size;
}

/** ERR_OUT_OF_RANGE for integers that `size` bytes do not hold; NaN is written as 0. */
function requireRange(value: number, size: number, isSigned: boolean): void {
  const bits = 8 * size;
  const least = isSigned ? -(2 ** (bits - 1)) : 0;
  const most = isSigned ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
  if (!(value > most || value < least)) return;
  const wide = isSigned ? `>= -(2 ** ${bits - 1}) and < 2 ** ${bits - 1}` : `>= 0 and < 2 ** ${bits}`;
  throw outOfRange("value", size > 4 ? wide : `>= ${least} and <= ${most}`, value);
}

// ---- One to six bytes ---------------------------------------------------------------------------------------------

const MOST_BYTES = 6;

function requireSize(size: unknown): number {
  if (typeof size !== "number") throw wrongType("byteLength", "of type number", size);
  if (!Number.isInteger(size)) throw outOfRange("byteLength", "an integer", size);
  if (size < 1 || size > MOST_BYTES) throw outOfRange("byteLength", `>= 1 and <= ${MOST_BYTES}`, size);
  return size;
}

function readBytes(
  self: Bytes,
  offset: unknown,
  byteLength: unknown,
  isSigned: boolean,
  little: boolean,
): number {
  if (offset === undefined) throw wrongType("offset", "of type number", offset);
  const size = requireSize(byteLength);
  const at = place(self, offset, size);
  let value = 0;
  for (let i = 0; i < size; i++) value = value * 256 + self[little ? at + size - 1 - i : at + i]!;
  return isSigned && value >= 2 ** (8 * size - 1) ? value - 2 ** (8 * size) : value;
}

function writeBytes(
  self: Bytes,
  value: unknown,
  offset: unknown,
  byteLength: unknown,
  isSigned: boolean,
  little: boolean,
): number {
  const size = requireSize(byteLength);
  const number = Number(value);
  requireRange(number, size, isSigned);
  if (offset === undefined) throw wrongType("offset", "of type number", offset);
  const at = place(self, offset, size);
  let rest = Math.trunc(number) || 0;
  for (let i = 0; i < size; i++) {
    const digit = ((rest % 256) + 256) % 256;
    self[little ? at + i : at + size - 1 - i] = digit;
    rest = (rest - digit) / 256;
  }
  return at + size;
}

export function Buffer_prototype_readUIntLE(self: Bytes, offset: unknown, byteLength: unknown): number {
  return readBytes(self, offset, byteLength, false, true);
}

export function Buffer_prototype_writeUIntLE(
  self: Bytes,
  value: unknown,
  offset: unknown,
  byteLength: unknown,
): number {
  return writeBytes(self, value, offset, byteLength, false, true);
}

export function Buffer_prototype_readUintLE(self: Bytes, offset: unknown, byteLength: unknown): number {
  return readBytes(self, offset, byteLength, false, true);
}

export function Buffer_prototype_writeUintLE(
  self: Bytes,
  value: unknown,
  offset: unknown,
  byteLength: unknown,
): number {
  return writeBytes(self, value, offset, byteLength, false, true);
}

export function Buffer_prototype_readUIntBE(self: Bytes, offset: unknown, byteLength: unknown): number {
  return readBytes(self, offset, byteLength, false, false);
}

export function Buffer_prototype_writeUIntBE(
  self: Bytes,
  value: unknown,
  offset: unknown,
  byteLength: unknown,
): number {
  return writeBytes(self, value, offset, byteLength, false, false);
}

export function Buffer_prototype_readUintBE(self: Bytes, offset: unknown, byteLength: unknown): number {
  return readBytes(self, offset, byteLength, false, false);
}

export function Buffer_prototype_writeUintBE(
  self: Bytes,
  value: unknown,
  offset: unknown,
  byteLength: unknown,
): number {
  return writeBytes(self, value, offset, byteLength, false, false);
}

export function Buffer_prototype_readIntLE(self: Bytes, offset: unknown, byteLength: unknown): number {
  return readBytes(self, offset, byteLength, true, true);
}

export function Buffer_prototype_writeIntLE(
  self: Bytes,
  value: unknown,
  offset: unknown,
  byteLength: unknown,
): number {
  return writeBytes(self, value, offset, byteLength, true, true);
}

export function Buffer_prototype_readIntBE(self: Bytes, offset: unknown, byteLength: unknown): number {
  return readBytes(self, offset, byteLength, true, false);
}

export function Buffer_prototype_writeIntBE(
  self: Bytes,
  value: unknown,
  offset: unknown,
  byteLength: unknown,
): number {
  return writeBytes(self, value, offset, byteLength, true, false);
}

// ---- Whole numbers and floating-point numbers --------------------------------------------------------------------

export function Buffer_prototype_readUInt8(self: Bytes, offset?: unknown): number {
  return read(self, TA_U8, offset, true);
}

export function Buffer_prototype_writeUInt8(self: Bytes, value: unknown, offset?: unknown): number {
  return write(self, TA_U8, value, offset, true);
}

export function Buffer_prototype_readUint8(self: Bytes, offset?: unknown): number {
  return read(self, TA_U8, offset, true);
}

export function Buffer_prototype_writeUint8(self: Bytes, value: unknown, offset?: unknown): number {
  return write(self, TA_U8, value, offset, true);
}

export function Buffer_prototype_readInt8(self: Bytes, offset?: unknown): number {
  return read(self, TA_I8, offset, true);
}

export function Buffer_prototype_writeInt8(self: Bytes, value: unknown, offset?: unknown): number {
  return write(self, TA_I8, value, offset, true);
}

export function Buffer_prototype_readUInt16LE(self: Bytes, offset?: unknown): number {
  return read(self, TA_U16, offset, true);
}

export function Buffer_prototype_writeUInt16LE(self: Bytes, value: unknown, offset?: unknown): number {
  return write(self, TA_U16, value, offset, true);
}

export function Buffer_prototype_readUint16LE(self: Bytes, offset?: unknown): number {
  return read(self, TA_U16, offset, true);
}

export function Buffer_prototype_writeUint16LE(self: Bytes, value: unknown, offset?: unknown): number {
  return write(self, TA_U16, value, offset, true);
}

export function Buffer_prototype_readInt16LE(self: Bytes, offset?: unknown): number {
  return read(self, TA_I16, offset, true);
}

export function Buffer_prototype_writeInt16LE(self: Bytes, value: unknown, offset?: unknown): number {
  return write(self, TA_I16, value, offset, true);
}

export function Buffer_prototype_readUInt16BE(self: Bytes, offset?: unknown): number {
  return read(self, TA_U16, offset, false);
}

export function Buffer_prototype_writeUInt16BE(self: Bytes, value: unknown, offset?: unknown): number {
  return write(self, TA_U16, value, offset, false);
}

export function Buffer_prototype_readUint16BE(self: Bytes, offset?: unknown): number {
  return read(self, TA_U16, offset, false);
}

export function Buffer_prototype_writeUint16BE(self: Bytes, value: unknown, offset?: unknown): number {
  return write(self, TA_U16, value, offset, false);
}

export function Buffer_prototype_readInt16BE(self: Bytes, offset?: unknown): number {
  return read(self, TA_I16, offset, false);
}

export function Buffer_prototype_writeInt16BE(self: Bytes, value: unknown, offset?: unknown): number {
  return write(self, TA_I16, value, offset, false);
}

export function Buffer_prototype_readUInt32LE(self: Bytes, offset?: unknown): number {
  return read(self, TA_U32, offset, true);
}

export function Buffer_prototype_writeUInt32LE(self: Bytes, value: unknown, offset?: unknown): number {
  return write(self, TA_U32, value, offset, true);
}

export function Buffer_prototype_readUint32LE(self: Bytes, offset?: unknown): number {
  return read(self, TA_U32, offset, true);
}

export function Buffer_prototype_writeUint32LE(self: Bytes, value: unknown, offset?: unknown): number {
  return write(self, TA_U32, value, offset, true);
}

export function Buffer_prototype_readInt32LE(self: Bytes, offset?: unknown): number {
  return read(self, TA_I32, offset, true);
}

export function Buffer_prototype_writeInt32LE(self: Bytes, value: unknown, offset?: unknown): number {
  return write(self, TA_I32, value, offset, true);
}

export function Buffer_prototype_readUInt32BE(self: Bytes, offset?: unknown): number {
  return read(self, TA_U32, offset, false);
}

export function Buffer_prototype_writeUInt32BE(self: Bytes, value: unknown, offset?: unknown): number {
  return write(self, TA_U32, value, offset, false);
}

export function Buffer_prototype_readUint32BE(self: Bytes, offset?: unknown): number {
  return read(self, TA_U32, offset, false);
}

export function Buffer_prototype_writeUint32BE(self: Bytes, value: unknown, offset?: unknown): number {
  return write(self, TA_U32, value, offset, false);
}

export function Buffer_prototype_readInt32BE(self: Bytes, offset?: unknown): number {
  return read(self, TA_I32, offset, false);
}

export function Buffer_prototype_writeInt32BE(self: Bytes, value: unknown, offset?: unknown): number {
  return write(self, TA_I32, value, offset, false);
}

export function Buffer_prototype_readFloatLE(self: Bytes, offset?: unknown): number {
  return read(self, TA_F32, offset, true);
}

export function Buffer_prototype_writeFloatLE(self: Bytes, value: unknown, offset?: unknown): number {
  return write(self, TA_F32, value, offset, true);
}

export function Buffer_prototype_readFloatBE(self: Bytes, offset?: unknown): number {
  return read(self, TA_F32, offset, false);
}

export function Buffer_prototype_writeFloatBE(self: Bytes, value: unknown, offset?: unknown): number {
  return write(self, TA_F32, value, offset, false);
}

export function Buffer_prototype_readDoubleLE(self: Bytes, offset?: unknown): number {
  return read(self, TA_F64, offset, true);
}

export function Buffer_prototype_writeDoubleLE(self: Bytes, value: unknown, offset?: unknown): number {
  return write(self, TA_F64, value, offset, true);
}

export function Buffer_prototype_readDoubleBE(self: Bytes, offset?: unknown): number {
  return read(self, TA_F64, offset, false);
}

export function Buffer_prototype_writeDoubleBE(self: Bytes, value: unknown, offset?: unknown): number {
  return write(self, TA_F64, value, offset, false);
}
