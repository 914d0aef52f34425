// Kinds of objects and element kinds as the native core numbers them: Kind and TypedKind of ingot.h.

import { objectKind } from "./native.ts";

/** Kind: what object_kind returns. Only the ones that the library asks for. */
export const K_BIGINT = 6;
export const K_OBJECT = 7;
export const K_CLASS = 9;
export const K_TYPED = 13;
export const K_BUFFER = 14;

/** TypedKind: what typed_kind returns. */
export const TA_I8 = 0;
export const TA_U8 = 1;
export const TA_U8C = 2;
export const TA_I16 = 3;
export const TA_U16 = 4;
export const TA_I32 = 5;
export const TA_U32 = 6;
export const TA_F32 = 7;
export const TA_F64 = 8;
export const TA_I64 = 9;
export const TA_U64 = 10;

/** Names of the constructors, by TypedKind. */
export const TYPED_NAMES: readonly string[] = [
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "Float32Array",
  "Float64Array",
  "BigInt64Array",
  "BigUint64Array",
];

/** Bytes per element, by TypedKind. */
export const TYPED_SIZES: readonly number[] = [1, 1, 1, 2, 2, 4, 4, 4, 8, 8, 8];

/** Type(value) is BigInt. */
export function isBigint(value: unknown): boolean {
  return objectKind(value) === K_BIGINT;
}
