// DataView: numbers of any width at any byte of a buffer, big endian unless asked otherwise.

import { toIndex } from "../integer.ts";
import { TA_F32, TA_F64, TA_I8, TA_I16, TA_I32, TA_U8, TA_U16, TA_U32, TYPED_SIZES } from "../kinds.ts";
import { bufferGet, bufferLength, bufferSet, isBuffer } from "../native.ts";

const OUTSIDE = "Offset is outside the bounds of the DataView";

export class DataView {
  #buffer: ArrayBuffer;
  #byteOffset: number;
  #byteLength: number;

  constructor(buffer: ArrayBuffer, byteOffset?: number, byteLength?: number) {
    if (!isBuffer(buffer)) {
      throw new TypeError("First argument to DataView constructor must be an ArrayBuffer");
    }
    const outside = `Start offset ${byteOffset} is outside the bounds of the buffer`;
    const offset = toIndex(byteOffset, outside);
    const available = bufferLength(buffer);
    if (offset > available) throw new RangeError(outside);
    let length = available - offset;
    if (byteLength !== undefined) {
      length = toIndex(byteLength, `Invalid DataView length ${byteLength}`);
      if (offset + length > available) throw new RangeError(`Invalid DataView length ${length}`);
    }
    this.#buffer = buffer;
    this.#byteOffset = offset;
    this.#byteLength = length;
  }

  get buffer(): ArrayBuffer {
    return this.#buffer;
  }

  get byteOffset(): number {
    return this.#byteOffset;
  }

  get byteLength(): number {
    return this.#byteLength;
  }

  /** GetViewValue. */
  #get(kind: number, byteOffset: number, littleEndian: boolean | undefined): number {
    return bufferGet(this.#buffer, kind, this.#position(kind, byteOffset), !!littleEndian);
  }

  /** SetViewValue. */
  #set(kind: number, byteOffset: number, value: unknown, littleEndian: boolean | undefined): void {
    const offset = toIndex(byteOffset, OUTSIDE);
    // ToNumber between the two checks; the cast is for unary plus, which refuses symbols and bigints.
    const number = typeof value === "number" ? value : +(value as string);
    bufferSet(this.#buffer, kind, this.#position(kind, offset), number, !!littleEndian);
  }

  #position(kind: number, byteOffset: number): number {
    const offset = toIndex(byteOffset, OUTSIDE);
    if (offset + TYPED_SIZES[kind]! > this.#byteLength) throw new RangeError(OUTSIDE);
    return this.#byteOffset + offset;
  }

  getInt8(byteOffset: number): number {
    return this.#get(TA_I8, byteOffset, undefined);
  }

  setInt8(byteOffset: number, value: unknown): void {
    this.#set(TA_I8, byteOffset, value, undefined);
  }

  getUint8(byteOffset: number): number {
    return this.#get(TA_U8, byteOffset, undefined);
  }

  setUint8(byteOffset: number, value: unknown): void {
    this.#set(TA_U8, byteOffset, value, undefined);
  }

  getInt16(byteOffset: number, littleEndian?: boolean): number {
    return this.#get(TA_I16, byteOffset, littleEndian);
  }

  setInt16(byteOffset: number, value: unknown, littleEndian?: boolean): void {
    this.#set(TA_I16, byteOffset, value, littleEndian);
  }

  getUint16(byteOffset: number, littleEndian?: boolean): number {
    return this.#get(TA_U16, byteOffset, littleEndian);
  }

  setUint16(byteOffset: number, value: unknown, littleEndian?: boolean): void {
    this.#set(TA_U16, byteOffset, value, littleEndian);
  }

  getInt32(byteOffset: number, littleEndian?: boolean): number {
    return this.#get(TA_I32, byteOffset, littleEndian);
  }

  setInt32(byteOffset: number, value: unknown, littleEndian?: boolean): void {
    this.#set(TA_I32, byteOffset, value, littleEndian);
  }

  getUint32(byteOffset: number, littleEndian?: boolean): number {
    return this.#get(TA_U32, byteOffset, littleEndian);
  }

  setUint32(byteOffset: number, value: unknown, littleEndian?: boolean): void {
    this.#set(TA_U32, byteOffset, value, littleEndian);
  }

  getFloat32(byteOffset: number, littleEndian?: boolean): number {
    return this.#get(TA_F32, byteOffset, littleEndian);
  }

  setFloat32(byteOffset: number, value: unknown, littleEndian?: boolean): void {
    this.#set(TA_F32, byteOffset, value, littleEndian);
  }

  getFloat64(byteOffset: number, littleEndian?: boolean): number {
    return this.#get(TA_F64, byteOffset, littleEndian);
  }

  setFloat64(byteOffset: number, value: unknown, littleEndian?: boolean): void {
    this.#set(TA_F64, byteOffset, value, littleEndian);
  }

  getBigUint64(byteOffset: number, littleEndian?: boolean): bigint {
    return this.#high(TA_U32, byteOffset, littleEndian) + BigInt(this.#low(byteOffset, littleEndian));
  }

  getBigInt64(byteOffset: number, littleEndian?: boolean): bigint {
    return this.#high(TA_I32, byteOffset, littleEndian) + BigInt(this.#low(byteOffset, littleEndian));
  }

  setBigUint64(byteOffset: number, value: bigint, littleEndian?: boolean): void {
    this.#setBig(byteOffset, value, littleEndian);
  }

  setBigInt64(byteOffset: number, value: bigint, littleEndian?: boolean): void {
    this.#setBig(byteOffset, value, littleEndian);
  }

  /** The upper half of 64 bits, as a bigint with zeros below. */
  #high(kind: number, byteOffset: number, littleEndian: boolean | undefined): bigint {
    const offset = this.#wide(byteOffset);
    return BigInt(bufferGet(this.#buffer, kind, littleEndian ? offset + 4 : offset, !!littleEndian)) << 32n;
  }

  #low(byteOffset: number, littleEndian: boolean | undefined): number {
    const offset = this.#wide(byteOffset);
    return bufferGet(this.#buffer, TA_U32, littleEndian ? offset : offset + 4, !!littleEndian);
  }

  #setBig(byteOffset: number, value: bigint, littleEndian: boolean | undefined): void {
    const index = toIndex(byteOffset, OUTSIDE);
    const bits = BigInt.asUintN(64, value);
    const offset = this.#wide(index);
    const high = Number(bits >> 32n);
    const low = Number(bits & 0xffffffffn);
    bufferSet(this.#buffer, TA_U32, littleEndian ? offset + 4 : offset, high, !!littleEndian);
    bufferSet(this.#buffer, TA_U32, littleEndian ? offset : offset + 4, low, !!littleEndian);
  }

  /** The place of eight bytes in the buffer. */
  #wide(byteOffset: number): number {
    return this.#position(TA_F64, byteOffset);
  }
}
