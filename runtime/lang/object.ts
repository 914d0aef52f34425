// Object: static methods on properties and integrity, and the few methods that every object has.

import { describe } from "./describe.ts";
import { sameValue } from "./equality.ts";
import { iterate } from "./iterate.ts";
import { ownKeys } from "./keys.ts";
import { isBigint, TYPED_NAMES } from "./kinds.ts";
import {
  defineProp,
  freeze,
  frozenLevel,
  functionFlags,
  getElem,
  hasOwn,
  isArray,
  isBuffer,
  isFunction,
  isHole,
  isObject,
  isSymbol,
  isTyped,
  newDict,
  ownFlags,
  setElem,
  toPropertyKey,
  typedKind,
} from "./native.ts";
import { isArguments, touchExport, touchExports, unwrapped } from "./wrapped.ts";
import { wrap } from "./wrapper.ts";

/** Modes of own_keys; ENUMERABLE is a flag of own_flags, too. */
const ENUMERABLE = 1;
const SYMBOLS = 2;
/** Levels of freeze and frozen_level. */
const PREVENT_EXTENSIONS = 1;
const SEAL = 2;
const FREEZE = 3;

function requireObjectCoercible(value: unknown): void {
  if (value === undefined || value === null)
    throw new TypeError("Cannot convert undefined or null to object");
}

/** Object.keys. */
export function Object_keys(object: unknown): string[] {
  requireObjectCoercible(object);
  const keys = ownKeys(object, ENUMERABLE);
  touchExports(object, keys);
  return keys;
}

/** EnumerableOwnProperties looks again at every key: a getter of an earlier one may have deleted or hidden it. */
function isStillListed(object: unknown, key: string): boolean {
  if (!isObject(object)) return true;
  const flags = ownFlags(object, key);
  return flags >= 0 && (flags & ENUMERABLE) !== 0;
}

/** Object.values. */
export function Object_values(object: unknown): unknown[] {
  requireObjectCoercible(object);
  const keys = ownKeys(object, ENUMERABLE);
  const values: unknown[] = [];
  for (let i = 0; i < keys.length; i++) {
    if (isStillListed(object, keys[i]!)) values.push(getElem(object, keys[i]));
  }
  return values;
}

/** Object.entries. */
export function Object_entries(object: unknown): [string, unknown][] {
  requireObjectCoercible(object);
  const keys = ownKeys(object, ENUMERABLE);
  const entries: [string, unknown][] = [];
  for (let i = 0; i < keys.length; i++) {
    if (isStillListed(object, keys[i]!)) entries.push([keys[i]!, getElem(object, keys[i])]);
  }
  return entries;
}

/** Object.getOwnPropertyNames. */
export function Object_getOwnPropertyNames(object: unknown): string[] {
  requireObjectCoercible(object);
  return ownKeys(object, 0);
}

/** Object.assign: through the target's setters; null and undefined sources are passed over. */
export function Object_assign(target: unknown, ...sources: unknown[]): unknown {
  requireObjectCoercible(target);
  const to = isObject(target) ? target : wrap(target);
  for (let i = 0; i < sources.length; i++) {
    const source = sources[i];
    if (source === undefined || source === null) continue;
    assignKeys(to, source, ownKeys(source, ENUMERABLE));
    assignKeys(to, source, ownKeys(source, ENUMERABLE + SYMBOLS));
  }
  return to;
}

function assignKeys(target: unknown, source: unknown, keys: readonly string[]): void {
  for (let i = 0; i < keys.length; i++) {
    if (isStillListed(source, keys[i]!)) setElem(target, keys[i], getElem(source, keys[i]));
  }
}

/** Object.fromEntries. */
export function Object_fromEntries(entries: unknown): object {
  if (entries === undefined || entries === null) throw new TypeError("undefined is not iterable");
  const result = newDict();
  const iterator = iterate(entries);
  for (let entry = iterator.step(); !isHole(entry); entry = iterator.step()) {
    try {
      if (!isObject(entry)) throw new TypeError(`Iterator value ${describe(entry)} is not an entry object`);
      const key = getElem(entry, 0);
      const value = getElem(entry, 1);
      defineProp(result, toPropertyKey(key), value, ENUMERABLE);
    } catch (error) {
      iterator.abandon();
      throw error;
    }
  }
  return result;
}

/** Object.is: SameValue. */
export function Object_is(a: unknown, b: unknown): boolean {
  return sameValue(a, b);
}

/** Object.hasOwn. */
export function Object_hasOwn(object: unknown, key: unknown): boolean {
  requireObjectCoercible(object);
  const name = toPropertyKey(key);
  touchExport(object, name);
  return hasOwn(object, name);
}

/** Object.freeze. TypeError for typed arrays with elements, which cannot be frozen. */
export function Object_freeze<T>(object: T): T {
  if (isObject(object)) freeze(object, FREEZE);
  return object;
}

/** Object.seal. */
export function Object_seal<T>(object: T): T {
  if (isObject(object)) freeze(object, SEAL);
  return object;
}

/** Object.preventExtensions. */
export function Object_preventExtensions<T>(object: T): T {
  if (isObject(object)) freeze(object, PREVENT_EXTENSIONS);
  return object;
}

/** Object.isExtensible: false for what is no object. */
export function Object_isExtensible(object: unknown): boolean {
  return isObject(object) && frozenLevel(object) < PREVENT_EXTENSIONS;
}

/** new Object(value): objects as they are, wrappers of primitives, a fresh one for null and undefined. */
export function Object_construct(value?: unknown): unknown {
  if (isObject(value)) return value;
  return value === undefined || value === null ? newDict() : wrap(value);
}

/** Object(value) without new. */
export function Object_call(value?: unknown): unknown {
  return Object_construct(value);
}

/** Object.prototype.hasOwnProperty. */
export function Object_prototype_hasOwnProperty(self: unknown, key: unknown): boolean {
  const name = toPropertyKey(key);
  touchExport(self, name);
  return hasOwn(self, name) || (name === "lastIndex" && self instanceof RegExp);
}

/** Object.prototype.propertyIsEnumerable. */
export function Object_prototype_propertyIsEnumerable(self: unknown, key: unknown): boolean {
  const name = toPropertyKey(key);
  requireObjectCoercible(self);
  touchExport(self, name);
  const flags = ownFlags(self, name);
  return flags > 0 && (flags & ENUMERABLE) !== 0;
}

interface Tagged {
  readonly [Symbol.toStringTag]?: unknown;
}

/** Object.prototype.toString: "[object Tag]". */
export function Object_prototype_toString(self: unknown): string {
  if (self === undefined) return "[object Undefined]";
  if (self === null) return "[object Null]";
  const tag = (self as Tagged)[Symbol.toStringTag];
  return `[object ${typeof tag === "string" ? tag : (kindTag(self) ?? builtinTag(self))}]`;
}

/** For the compiler: value[Symbol.toStringTag], which prototypes of the core's own kinds of objects do not hold. */
export function toStringTag(value: unknown): unknown {
  const tag = getElem(value, Symbol.toStringTag);
  return tag === undefined ? kindTag(value) : tag;
}

/** The @@toStringTag that a kind of values has by its standard; undefined for none. */
function kindTag(value: unknown): string | undefined {
  if (isSymbol(value)) return "Symbol";
  if (isBigint(value)) return "BigInt";
  if (!isObject(value)) return undefined;
  if (isFunction(value)) return FUNCTION_TAGS[functionFlags(value as object) & 3];
  if (isTyped(value)) return TYPED_NAMES[typedKind(value)];
  if (isBuffer(value)) return "ArrayBuffer";
  if (value instanceof DataView) return "DataView";
  if (value instanceof Map) return "Map";
  if (value instanceof Set) return "Set";
  return value instanceof Promise ? "Promise" : undefined;
}

/** By the bits of functionFlags: 1 a generator, 2 async. */
const FUNCTION_TAGS: readonly (string | undefined)[] = [
  undefined,
  "GeneratorFunction",
  "AsyncFunction",
  "AsyncGeneratorFunction",
];

function builtinTag(given: unknown): string {
  const value = unwrapped(given);
  if (isArray(value)) return "Array";
  if (isFunction(value)) return "Function";
  if (typeof value === "string") return "String";
  if (typeof value === "number") return "Number";
  if (typeof value === "boolean") return "Boolean";
  if (value instanceof Error) return "Error";
  if (value instanceof Date) return "Date";
  if (value instanceof RegExp) return "RegExp";
  return isObject(value) && isArguments(value) ? "Arguments" : "Object";
}

/** Object.prototype.toLocaleString: calls toString. */
export function Object_prototype_toLocaleString(self: unknown): string {
  if (self === undefined || self === null)
    throw new TypeError("Object.prototype.toLocaleString called on null or undefined");
  return `${self}`;
}

/**
 * Object.prototype.valueOf. TypeError for null and undefined. A primitive value, which only `call` can pass, is given
 * as it is: every program has this function, and few need the objects around primitive values.
 */
export function Object_prototype_valueOf(self: unknown): unknown {
  requireObjectCoercible(self);
  return self;
}
