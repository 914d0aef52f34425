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
    return bufferGet(this.#buffer, kind, this.#position(kind, byteOffset), littleEndian === true);
  }

  /** SetViewValue. */
  #set(kind: number, byteOffset: number, value: number, littleEndian: boolean | undefined): void {
    bufferSet(this.#buffer, kind, this.#position(kind, byteOffset), Number(value), littleEndian === true);
  }

  #position(kind: number, byteOffset: number): number {
    const offset = toIndex(byteOffset, OUTSIDE);
    if (offset + TYPED_SIZES[kind]! > this.#byteLength) throw new RangeError(OUTSIDE);
    return this.#byteOffset + offset;
  }

  getInt8(byteOffset: number): number {
    return this.#get(TA_I8, byteOffset, undefined);
  }

  setInt8(byteOffset: number, value: number): void {
    this.#set(TA_I8, byteOffset, value, undefined);
  }

  getUint8(byteOffset: number): number {
    return this.#get(TA_U8, byteOffset, undefined);
  }

  setUint8(byteOffset: number, value: number): void {
    this.#set(TA_U8, byteOffset, value, undefined);
  }

  getInt16(byteOffset: number, littleEndian?: boolean): number {
    return this.#get(TA_I16, byteOffset, littleEndian);
  }

  setInt16(byteOffset: number, value: number, littleEndian?: boolean): void {
    this.#set(TA_I16, byteOffset, value, littleEndian);
  }

  getUint16(byteOffset: number, littleEndian?: boolean): number {
    return this.#get(TA_U16, byteOffset, littleEndian);
  }

  setUint16(byteOffset: number, value: number, littleEndian?: boolean): void {
    this.#set(TA_U16, byteOffset, value, littleEndian);
  }

  getInt32(byteOffset: number, littleEndian?: boolean): number {
    return this.#get(TA_I32, byteOffset, littleEndian);
  }

  setInt32(byteOffset: number, value: number, littleEndian?: boolean): void {
    this.#set(TA_I32, byteOffset, value, littleEndian);
  }

  getUint32(byteOffset: number, littleEndian?: boolean): number {
    return this.#get(TA_U32, byteOffset, littleEndian);
  }

  setUint32(byteOffset: number, value: number, littleEndian?: boolean): void {
    this.#set(TA_U32, byteOffset, value, littleEndian);
  }

  getFloat32(byteOffset: number, littleEndian?: boolean): number {
    return this.#get(TA_F32, byteOffset, littleEndian);
  }

  setFloat32(byteOffset: number, value: number, littleEndian?: boolean): void {
    this.#set(TA_F32, byteOffset, value, littleEndian);
  }

  getFloat64(byteOffset: number, littleEndian?: boolean): number {
    return this.#get(TA_F64, byteOffset, littleEndian);
  }

  setFloat64(byteOffset: number, value: number, littleEndian?: boolean): void {
    this.#set(TA_F64, byteOffset, value, littleEndian);
  }
}
