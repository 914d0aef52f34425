// BigInt: conversion, wrapping to a width, and the methods of bigints (ECMA-262 21.2).

import { toIntegerOrInfinity } from "../integer.ts";
import { isBigint } from "../kinds.ts";
import { isObject } from "../native.ts";
import { groupDigits } from "../number/group.ts";
import { ordinaryToPrimitive } from "../primitive.ts";
import { unwrapped } from "../wrapped.ts";
import { wrapSigned, wrapUnsigned } from "./bits.ts";
import { fromInteger } from "./convert.ts";
import { toBig } from "./operators.ts";
import { parseBigint, toText } from "./text.ts";
import type { Big } from "./value.ts";

const NUMBER_HINT = 1;

function primitive(value: unknown): unknown {
  return isObject(value) ? ordinaryToPrimitive(value, NUMBER_HINT) : value;
}

/** BigInt(value). RangeError for numbers that are no integers, SyntaxError for text that is no bigint. */
export function BigInt_call(value: unknown): bigint {
  const plain = primitive(value);
  if (typeof plain !== "number") return toBig(plain) as unknown as bigint;
  if (plain - plain !== 0 || Math.floor(plain) !== plain) {
    throw new RangeError(`The number ${plain} cannot be converted to a BigInt because it is not an integer`);
  }
  return fromInteger(plain) as unknown as bigint;
}

/** ToIndex for the width of asIntN and asUintN. */
function toBits(bits: unknown): number {
  const count = toIntegerOrInfinity(bits as number);
  if (count < 0 || count > 9007199254740991)
    throw new RangeError("Invalid value: not (convertible to) a safe integer");
  return count;
}

/** BigInt.asIntN. */
export function BigInt_asIntN(bits: number, value: unknown): bigint {
  const width = toBits(bits);
  return wrapSigned(width, toBig(primitive(value))) as unknown as bigint;
}

/** BigInt.asUintN. */
export function BigInt_asUintN(bits: number, value: unknown): bigint {
  const width = toBits(bits);
  return wrapUnsigned(width, toBig(primitive(value))) as unknown as bigint;
}

function thisBig(given: unknown, method: string): Big {
  const self = unwrapped(given);
  if (!isBigint(self)) throw new TypeError(`BigInt.prototype.${method} requires that 'this' be a BigInt`);
  return self as unknown as Big;
}

/** BigInt.prototype.toString. */
export function BigInt_prototype_toString(self: unknown, radix?: number): string {
  const value = thisBig(self, "toString");
  if (radix === undefined) return toText(value, 10);
  const base = toIntegerOrInfinity(radix);
  if (base < 2 || base > 36) throw new RangeError("toString() radix argument must be between 2 and 36");
  return toText(value, base);
}

/** BigInt.prototype.toLocaleString, in English as spoken in the United States. */
export function BigInt_prototype_toLocaleString(self: unknown, _locale?: unknown): string {
  const text = toText(thisBig(self, "toLocaleString"), 10);
  return text[0] === "-" ? `-${groupDigits(text.slice(1))}` : groupDigits(text);
}

/** BigInt.prototype.valueOf. */
export function BigInt_prototype_valueOf(self: unknown): bigint {
  return thisBig(self, "valueOf") as unknown as bigint;
}

/** The value of a literal, whose text has neither separators nor the final n. */
export function bigintLiteral(text: string): bigint {
  return parseBigint(text) as unknown as bigint;
}
