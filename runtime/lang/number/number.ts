// Number and Boolean: conversions called as functions, constants, classification, and methods of numbers.

import { toIntegerOrInfinity } from "../integer.ts";
import { arith, isSymbol, mathAbs, mathTrunc, numberToString } from "../native.ts";
import { symbolText } from "../symbol.ts";
import { exponentialText, fixedText, precisionText } from "./print.ts";
import { radixText } from "./radix.ts";
import { floatPrefix, integerPrefix } from "./read.ts";

export const Number_MAX_SAFE_INTEGER = 9007199254740991;
export const Number_MIN_SAFE_INTEGER = -9007199254740991;
export const Number_MAX_VALUE = 1.7976931348623157e308;
export const Number_MIN_VALUE = 5e-324;
export const Number_EPSILON = 2.220446049250313e-16;
export const Number_POSITIVE_INFINITY = Infinity;
export const Number_NEGATIVE_INFINITY = -Infinity;
export const Number_NaN = NaN;

/** ToNumeric, and a bigint as the nearest number: operations of `arith`, BigOp of bigint/operators.ts. */
const TO_NUMERIC = 16;
const TO_DOUBLE = 27;

/** Number(value): ToNumber; 0 without argument. */
export function Number_call(...values: unknown[]): number {
  if (values.length === 0) return 0;
  const value = values[0];
  if (typeof value === "number") return value;
  const numeric = arith(TO_NUMERIC, value, value);
  return typeof numeric === "number" ? numeric : (arith(TO_DOUBLE, numeric, numeric) as number);
}

/** Boolean(value): ToBoolean. */
export function Boolean_call(value?: unknown): boolean {
  return !!value;
}

/** String(value): ToString, but symbols are described; "" without argument. */
export function String_call(...values: unknown[]): string {
  if (values.length === 0) return "";
  const value = values[0];
  if (isSymbol(value)) return symbolText(value);
  return `${value}`;
}

/** Number.isInteger. */
export function Number_isInteger(value: unknown): boolean {
  return typeof value === "number" && value - value === 0 && mathTrunc(value) === value;
}

/** Number.isSafeInteger. */
export function Number_isSafeInteger(value: unknown): boolean {
  return Number_isInteger(value) && mathAbs(value as number) <= Number_MAX_SAFE_INTEGER;
}

/** Number.isFinite. */
export function Number_isFinite(value: unknown): boolean {
  return typeof value === "number" && value - value === 0;
}

/** Number.isNaN. */
export function Number_isNaN(value: unknown): boolean {
  return typeof value === "number" && value !== value;
}

/** isFinite. */
export function isFinite(value: number): boolean {
  return value - value === 0;
}

/** isNaN. */
export function isNaN(value: number): boolean {
  return value !== value;
}

/** parseInt; radix 0 or absent: 10, or 16 after 0x. */
export function parseInt(text: string, radix?: number): number {
  return integerPrefix(`${text}`, radix === undefined ? 0 : radix);
}

/** parseFloat. */
export function parseFloat(text: string): number {
  return floatPrefix(`${text}`);
}

// The same functions as the global ones.
export { parseFloat as Number_parseFloat, parseInt as Number_parseInt };

/** Number.prototype.toString. RangeError unless radix is 2 .. 36. */
export function Number_prototype_toString(self: number, radix?: number): string {
  if (radix === undefined || radix === 10) return numberToString(self);
  const base = toIntegerOrInfinity(radix);
  if (base < 2 || base > 36) throw new RangeError("toString() radix argument must be between 2 and 36");
  return base === 10 || self - self !== 0 ? numberToString(self) : radixText(self, base);
}

/** Number.prototype.toFixed. RangeError unless digits is 0 .. 100. */
export function Number_prototype_toFixed(self: number, digits?: number): string {
  const places = toIntegerOrInfinity(digits);
  if (places < 0 || places > 100) throw new RangeError("toFixed() digits argument must be between 0 and 100");
  return self - self === 0 && mathAbs(self) < 1e21 ? fixedText(self, places) : numberToString(self);
}

/** Number.prototype.toPrecision. RangeError unless precision is 1 .. 100. */
export function Number_prototype_toPrecision(self: number, precision?: number): string {
  if (precision === undefined) return numberToString(self);
  const digits = toIntegerOrInfinity(precision);
  if (self - self !== 0) return numberToString(self);
  if (digits < 1 || digits > 100) throw new RangeError("toPrecision() argument must be between 1 and 100");
  return precisionText(self, digits);
}

/** Number.prototype.toExponential. RangeError unless digits is 0 .. 100. */
export function Number_prototype_toExponential(self: number, fractionDigits?: number): string {
  const digits = toIntegerOrInfinity(fractionDigits);
  if (self - self !== 0) return numberToString(self);
  if (digits < 0 || digits > 100) throw new RangeError("toExponential() argument must be between 0 and 100");
  return exponentialText(self, fractionDigits === undefined ? -1 : digits);
}

/** Number.prototype.valueOf. */
export function Number_prototype_valueOf(self: number): number {
  return self;
}

/** Boolean.prototype.toString. */
export function Boolean_prototype_toString(self: boolean): string {
  return self ? "true" : "false";
}

/** Boolean.prototype.valueOf. */
export function Boolean_prototype_valueOf(self: boolean): boolean {
  return self;
}
