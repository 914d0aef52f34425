// What a built-in method works on when it is called on something else: Array.prototype.slice.call(arguments).
//
// The methods read their receiver by its layout, so it is made into what they expect, or refused. Methods that
// would change an array-like object in place are not supported.

import { describe } from "./describe.ts";
import {
  builtinProto,
  callWithArray,
  functionFlags,
  getElem,
  isFunction,
  isObject,
  strCharCodeAt,
  strFromCode,
  strIndexOf,
  strSubstring,
} from "./native.ts";
import { unwrapped } from "./wrapped.ts";

/** Elements of an array-like object that are copied; the native core stops at the same size. */
const MAX_COPIED = 67108864;
/** A flag of function_flags. */
const CONSTRUCTOR = 8;
/** BuiltinOf of ingot.h. */
const B_STRING = 0;
const B_NUMBER = 1;
const B_BOOLEAN = 2;
const CHANGES_IN_PLACE = " copyWithin fill pop push reverse shift sort splice unshift ";

/** Whether PREFIX names what typeof says, but for its upper case. */
function isOfType(value: unknown, prefix: string): boolean {
  const type = typeof value;
  if (type === "bigint") return prefix === "BigInt";
  return prefix === strFromCode(strCharCodeAt(type, 0) & ~0x20) + strSubstring(type, 1, type.length);
}

/** `self` as a receiver of PREFIX.prototype.NAME: a copy for array-likes, ToString for strings; else a TypeError. */
export function builtinReceiver(prefix: string, self: unknown, name: string): unknown {
  const method = `${prefix}.prototype.${name}`;
  const plain = unwrapped(self);
  if (isOfType(plain, prefix)) return plain;
  // The prototypes themselves are objects around "", 0 and false.
  if (prefix === "String" && plain === builtinProto(B_STRING)) return "";
  if (prefix === "Number" && plain === builtinProto(B_NUMBER)) return 0;
  if (prefix === "Boolean" && plain === builtinProto(B_BOOLEAN)) return false;
  if (prefix === "Array") {
    if (self === undefined || self === null) throw new TypeError(`${method} called on null or undefined`);
    if (name === "toString" || name === "toLocaleString" || strIndexOf(CHANGES_IN_PLACE, ` ${name} `, 0) >= 0)
      throw new TypeError(`${method} was called on a value that is no array, which is not supported`);
    return arrayOf(self);
  }
  if (prefix === "String" && name !== "toString" && name !== "valueOf") {
    if (self === undefined || self === null) throw new TypeError(`${method} called on null or undefined`);
    return `${self}`;
  }
  if (prefix === "TypedArray" || prefix === "BigIntArray") throw new TypeError("this is not a typed array.");
  throw new TypeError(`${method} requires that 'this' be a ${prefix}`);
}

/**
 * The elements of an array-like object or string, absent ones as undefined. The cast is for unary plus, which is
 * smaller in images than Number().
 */
function arrayOf(source: unknown): unknown[] {
  const result: unknown[] = [];
  const length = isObject(source) || typeof source === "string" ? +(getElem(source, "length") as string) : 0;
  if (length > MAX_COPIED)
    throw new RangeError("Invalid array length: arrays are dense, the copy would be too long");
  for (let i = 0; i < length; i++) result.push(getElem(source, i));
  return result;
}

/** `callback`, called with `self` as its `this`. */
export function withThis(callback: unknown, self: unknown): unknown {
  if (self === undefined || !isFunction(callback)) return callback;
  return (...args: unknown[]): unknown => callWithArray(callback, self, args);
}

/** A constructor was called without `new`. */
export function requireNew(name: string): never {
  // V8 words this one differently.
  if (name === "Promise") throw new TypeError("Promise constructor cannot be invoked without 'new'");
  throw new TypeError(`Constructor ${name} requires 'new'`);
}

/** A rest parameter of a function that has all its arguments in one array. */
export function restOf(all: readonly unknown[], from: number): unknown[] {
  const result: unknown[] = [];
  for (let i = from; i < all.length; i++) result.push(all[i]);
  return result;
}

/** ToNumber of each argument that a rest parameter of numbers takes. The cast is for unary plus. */
export function numbersOf(list: readonly unknown[]): number[] {
  const result: number[] = [];
  for (let i = 0; i < list.length; i++) result.push(+(list[i] as string));
  return result;
}

/** ToString of each argument that a rest parameter of strings takes. */
export function stringsOf(list: readonly unknown[]): string[] {
  const result: string[] = [];
  for (let i = 0; i < list.length; i++) result.push(`${list[i]}`);
  return result;
}

/** Static methods of typed arrays make arrays of `own`; ECMA-262 asks their `this` for one. */
export function requireOwner(self: unknown, own: unknown, method: string): void {
  if (self === own) return;
  if (!isFunction(self) || (functionFlags(self) & CONSTRUCTOR) === 0)
    throw new TypeError(`${describe(self)} is not a constructor`);
  throw new Error(`${method} was called on another constructor, which is not supported`);
}
