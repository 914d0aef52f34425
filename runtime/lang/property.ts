// Property descriptors and prototypes: Object.defineProperty and its relatives.
//
// Attributes are kept by the native core as P_* flags; what may change into what is decided here
// (ECMA-262 ValidateAndApplyPropertyDescriptor). Elements of arrays and declared fields of classes have fixed
// attributes: the native core refuses to change them.

import { TypedArray_construct } from "./binary/construct.ts";
import { builtinAccessor } from "./builtin-accessors.ts";
import { describe } from "./describe.ts";
import { sameValue } from "./equality.ts";
import { ownKeys } from "./keys.ts";
import { isNamespace } from "./module-namespace.ts";
import {
  builtinProto,
  defineAccessor,
  defineProp,
  frozenLevel,
  functionFlags,
  getElem,
  getProto,
  isFunction,
  isObject,
  newDict,
  ownFlags,
  ownPart,
  setProto,
  toPropertyKey,
} from "./native.ts";

/** BuiltinOf of ingot.h. */
const B_TYPEDARRAY = 6;
/** P_* of the native core. */
const ENUMERABLE = 1;
const READONLY = 2;
const FIXED = 4;
const ACCESSOR = 8;
/** Modes of own_keys. */
const ALL = 0;
const SYMBOLS = 2;

/** A field of a descriptor, or undefined when it is absent; `has` says which. */
class Descriptor {
  hasValue = false;
  hasWritable = false;
  hasGet = false;
  hasSet = false;
  hasEnumerable = false;
  hasConfigurable = false;
  value: unknown = undefined;
  get: unknown = undefined;
  set: unknown = undefined;
  writable = false;
  enumerable = false;
  configurable = false;
}

function has(object: object, key: string): boolean {
  return key in object;
}

/** ToPropertyDescriptor. */
export function toDescriptor(source: unknown): Descriptor {
  if (!isObject(source)) throw new TypeError(`Property description must be an object: ${describe(source)}`);
  const d = new Descriptor();
  if (has(source, "enumerable")) {
    d.hasEnumerable = true;
    d.enumerable = !!getElem(source, "enumerable");
  }
  if (has(source, "configurable")) {
    d.hasConfigurable = true;
    d.configurable = !!getElem(source, "configurable");
  }
  if (has(source, "value")) {
    d.hasValue = true;
    d.value = getElem(source, "value");
  }
  if (has(source, "writable")) {
    d.hasWritable = true;
    d.writable = !!getElem(source, "writable");
  }
  if (has(source, "get")) {
    d.hasGet = true;
    d.get = getElem(source, "get");
    if (d.get !== undefined && !isFunction(d.get))
      throw new TypeError(`Getter must be a function: ${describe(d.get)}`);
  }
  if (has(source, "set")) {
    d.hasSet = true;
    d.set = getElem(source, "set");
    if (d.set !== undefined && !isFunction(d.set))
      throw new TypeError(`Setter must be a function: ${describe(d.set)}`);
  }
  if ((d.hasGet || d.hasSet) && (d.hasValue || d.hasWritable)) {
    throw new TypeError(
      `Invalid property descriptor. Cannot both specify accessors and a value or writable attribute, ${describe(source)}`,
    );
  }
  return d;
}

function fixed(key: string): TypeError {
  return new TypeError(`Cannot redefine property: ${String(key)}`);
}

/** ValidateAndApplyPropertyDescriptor on an ordinary object. */
export function defineOwn(object: object, key: string, d: Descriptor): void {
  const old = ownFlags(object, key);
  if (old < 0) {
    if (frozenLevel(object) > 0)
      throw new TypeError(`Cannot define property ${String(key)}, object is not extensible`);
    let flags = d.enumerable ? ENUMERABLE : 0;
    if (!d.configurable) flags |= FIXED;
    if (d.hasGet || d.hasSet) defineAccessor(object, key, d.get, d.set, flags);
    else defineProp(object, key, d.value, d.writable ? flags : flags | READONLY);
    return;
  }
  const wasAccessor = (old & ACCESSOR) !== 0;
  if (wasAccessor && isNamespace(object)) {
    requireSameExport(object, key, d);
    return;
  }
  const toAccessor = d.hasGet || d.hasSet;
  const toData = d.hasValue || d.hasWritable;
  if (old & FIXED) {
    if (d.hasConfigurable && d.configurable) throw fixed(key);
    if (d.hasEnumerable && d.enumerable !== ((old & ENUMERABLE) !== 0)) throw fixed(key);
    if (wasAccessor) {
      if (toData) throw fixed(key);
      if (d.hasGet && d.get !== ownPart(object, key, 1)) throw fixed(key);
      if (d.hasSet && d.set !== ownPart(object, key, 2)) throw fixed(key);
    } else {
      if (toAccessor) throw fixed(key);
      if (old & READONLY) {
        if (d.hasWritable && d.writable) throw fixed(key);
        if (d.hasValue && !sameValue(d.value, ownPart(object, key, 0))) throw fixed(key);
        return;
      }
    }
  }
  let flags = (d.hasEnumerable ? d.enumerable : (old & ENUMERABLE) !== 0) ? ENUMERABLE : 0;
  if (!(d.hasConfigurable ? d.configurable : (old & FIXED) === 0)) flags |= FIXED;
  if (toAccessor || (wasAccessor && !toData)) {
    const getter = d.hasGet ? d.get : ownPart(object, key, 1);
    const setter = d.hasSet ? d.set : ownPart(object, key, 2);
    defineAccessor(object, key, getter, setter, flags);
    return;
  }
  const writable = d.hasWritable ? d.writable : !wasAccessor && (old & READONLY) === 0;
  const value = d.hasValue ? d.value : ownPart(object, key, 0);
  defineProp(object, key, value, writable ? flags : flags | READONLY);
}

/** [[DefineOwnProperty]] of a module namespace: an export can only be given what it is already. */
function requireSameExport(namespace: object, key: string, d: Descriptor): void {
  const value = getElem(namespace, key);
  const differs =
    (d.hasConfigurable && d.configurable) ||
    (d.hasEnumerable && !d.enumerable) ||
    d.hasGet ||
    d.hasSet ||
    (d.hasWritable && !d.writable) ||
    (d.hasValue && !sameValue(d.value, value));
  if (differs) throw fixed(key);
}

/** Object.defineProperty. */
export function Object_defineProperty<T>(object: T, key: unknown, descriptor: unknown): T {
  if (!isObject(object)) throw new TypeError("Object.defineProperty called on non-object");
  const name = toPropertyKey(key);
  defineOwn(object, name, toDescriptor(descriptor));
  return object;
}

function defineAll(object: object, descriptors: object): void {
  const keys: string[] = [];
  const list: Descriptor[] = [];
  for (let symbols = 0; symbols <= SYMBOLS; symbols += SYMBOLS) {
    const own = ownKeys(descriptors, symbols + ENUMERABLE);
    for (let i = 0; i < own.length; i++) {
      keys.push(own[i]!);
      list.push(toDescriptor(getElem(descriptors, own[i]!)));
    }
  }
  for (let i = 0; i < keys.length; i++) defineOwn(object, keys[i]!, list[i]!);
}

/** Object.defineProperties. */
export function Object_defineProperties<T>(object: T, descriptors: unknown): T {
  if (!isObject(object)) throw new TypeError("Object.defineProperties called on non-object");
  if (descriptors === undefined || descriptors === null)
    throw new TypeError("Cannot convert undefined or null to object");
  if (isObject(descriptors)) defineAll(object, descriptors);
  return object;
}

/** Of function_flags: a generator. */
const GENERATOR = 1;

/** Objects of ECMA-262 that the library does not have: an error, so that nothing goes on with others. */
function refuseGenerator(object: unknown, what: string): void {
  if (isFunction(object) && functionFlags(object) & GENERATOR)
    throw new Error(`${what} of a generator function was asked for, which is not supported`);
}

/** FromPropertyDescriptor of an own property; undefined when there is none. */
function descriptorOf(object: unknown, key: string): object | undefined {
  if (key === "prototype") refuseGenerator(object, "the property 'prototype'");
  if (key === "lastIndex" && object instanceof RegExp)
    throw new Error("the attributes of 'lastIndex' were asked for, which is not supported");
  const flags = ownFlags(object, key);
  if (flags < 0) return builtinAccessor(object, key);
  const result = newDict();
  if (flags & ACCESSOR && isNamespace(object)) {
    defineProp(result, "value", getElem(object, key), ENUMERABLE);
    defineProp(result, "writable", true, ENUMERABLE);
  } else if (flags & ACCESSOR) {
    defineProp(result, "get", ownPart(object, key, 1), ENUMERABLE);
    defineProp(result, "set", ownPart(object, key, 2), ENUMERABLE);
  } else {
    defineProp(result, "value", ownPart(object, key, 0), ENUMERABLE);
    defineProp(result, "writable", (flags & READONLY) === 0, ENUMERABLE);
  }
  defineProp(result, "enumerable", (flags & ENUMERABLE) !== 0, ENUMERABLE);
  defineProp(result, "configurable", (flags & FIXED) === 0, ENUMERABLE);
  return result;
}

function requireObjectCoercible(value: unknown): void {
  if (value === undefined || value === null)
    throw new TypeError("Cannot convert undefined or null to object");
}

/** Object.getOwnPropertyDescriptor. */
export function Object_getOwnPropertyDescriptor(object: unknown, key: unknown): object | undefined {
  requireObjectCoercible(object);
  return descriptorOf(object, toPropertyKey(key));
}

/** Object.getOwnPropertyDescriptors. */
export function Object_getOwnPropertyDescriptors(object: unknown): object {
  requireObjectCoercible(object);
  const result = newDict();
  for (let symbols = 0; symbols <= SYMBOLS; symbols += SYMBOLS) {
    const keys = ownKeys(object, symbols + ALL);
    for (let i = 0; i < keys.length; i++)
      defineProp(result, keys[i]!, descriptorOf(object, keys[i]!), ENUMERABLE);
  }
  return result;
}

function requirePrototype(prototype: unknown): object | null {
  if (isObject(prototype) || prototype === null) return prototype;
  throw new TypeError(`Object prototype may only be an Object or null: ${describe(prototype)}`);
}

/** Object.create. */
export function Object_create(prototype: unknown, properties?: unknown): object {
  const parent = requirePrototype(prototype);
  const result = newDict();
  setProto(result, parent);
  if (properties !== undefined) Object_defineProperties(result, properties);
  return result;
}

/** Object.getPrototypeOf. */
export function Object_getPrototypeOf(object: unknown): unknown {
  refuseGenerator(object, "the prototype");
  return (
    (isFunction(object) ? parentOfTypedArray(object, "prototype", "constructor") : undefined) ??
    getProto(object)
  );
}

/**
 * %TypedArray%, from which the constructors of typed arrays inherit; undefined for other functions, and in programs
 * without them. The names of the properties are passed, so that they do not count as looked up by every program.
 * @weak
 */
function parentOfTypedArray(fn: object, prototype: string, constructor: string): unknown {
  // Never so: it is mentioned because a weak function is linked where all that it calls is linked anyway.
  if (!isObject(fn)) return TypedArray_construct();
  const shared = builtinProto(B_TYPEDARRAY);
  const own = getElem(fn, prototype);
  return isObject(own) && getProto(own) === shared ? getElem(shared, constructor) : undefined;
}

/** Object.setPrototypeOf. */
export function Object_setPrototypeOf<T>(object: T, prototype: unknown): T {
  if (object === undefined || object === null)
    throw new TypeError("Object.setPrototypeOf called on null or undefined");
  const parent = requirePrototype(prototype);
  if (isObject(object)) setProto(object, parent);
  return object;
}

/** Object.prototype.isPrototypeOf. */
export function Object_prototype_isPrototypeOf(self: unknown, value: unknown): boolean {
  if (!isObject(value)) return false;
  if (self === undefined || self === null) throw new TypeError("Cannot convert undefined or null to object");
  for (let at = getProto(value); at !== null; at = getProto(at)) {
    if (at === self) return true;
  }
  return false;
}

/** Whether every own property has the flags of a sealed (FIXED) or frozen (FIXED and READONLY) object. */
function allFixed(object: object, frozen: boolean): boolean {
  for (let symbols = 0; symbols <= SYMBOLS; symbols += SYMBOLS) {
    const keys = ownKeys(object, symbols + ALL);
    for (let i = 0; i < keys.length; i++) {
      const flags = ownFlags(object, keys[i]!);
      if (!(flags & FIXED) || (frozen && !(flags & READONLY) && (!(flags & ACCESSOR) || isNamespace(object))))
        return false;
    }
  }
  return true;
}

/** TestIntegrityLevel "frozen"; true for what is no object. */
export function Object_isFrozen(object: unknown): boolean {
  if (!isObject(object)) return true;
  const level = frozenLevel(object);
  return level >= 3 || (level > 0 && allFixed(object, true));
}

/** TestIntegrityLevel "sealed". */
export function Object_isSealed(object: unknown): boolean {
  if (!isObject(object)) return true;
  const level = frozenLevel(object);
  return level >= 2 || (level > 0 && allFixed(object, false));
}

/** Object.getOwnPropertySymbols. */
export function Object_getOwnPropertySymbols(object: unknown): unknown[] {
  requireObjectCoercible(object);
  return ownKeys(object, SYMBOLS);
}

/** Reflect.ownKeys: strings, then symbols. */
export function Reflect_ownKeys(object: unknown): unknown[] {
  if (!isObject(object)) throw new TypeError("Reflect.ownKeys called on non-object");
  const keys: unknown[] = [];
  for (let symbols = 0; symbols <= SYMBOLS; symbols += SYMBOLS) {
    const own = ownKeys(object, symbols + ALL);
    for (let i = 0; i < own.length; i++) keys.push(own[i]);
  }
  return keys;
}

function accessor(self: unknown, key: unknown, get: unknown, set: unknown): void {
  if (!isObject(self)) throw new TypeError("Cannot convert undefined or null to object");
  const given = get === undefined ? set : get;
  if (!isFunction(given)) throw new TypeError("Object.prototype accessors must be functions");
  const d = new Descriptor();
  d.hasGet = get !== undefined;
  d.hasSet = set !== undefined;
  d.get = get;
  d.set = set;
  d.hasEnumerable = true;
  d.enumerable = true;
  d.hasConfigurable = true;
  d.configurable = true;
  defineOwn(self, toPropertyKey(key), d);
}

/** Object.prototype.__defineGetter__. */
export function Object_prototype___defineGetter__(self: unknown, key: unknown, getter: unknown): void {
  accessor(self, key, getter, undefined);
}

/** Object.prototype.__defineSetter__. */
export function Object_prototype___defineSetter__(self: unknown, key: unknown, setter: unknown): void {
  accessor(self, key, undefined, setter);
}

function lookedUp(self: unknown, key: unknown, part: number): unknown {
  requireObjectCoercible(self);
  const name = toPropertyKey(key);
  for (let at: unknown = isObject(self) ? self : getProto(self); isObject(at); at = getProto(at))
    if (ownFlags(at, name) >= 0) return ownPart(at, name, part);
  return undefined;
}

/** Object.prototype.__lookupGetter__. */
export function Object_prototype___lookupGetter__(self: unknown, key: unknown): unknown {
  return lookedUp(self, key, 1);
}

/** Object.prototype.__lookupSetter__. */
export function Object_prototype___lookupSetter__(self: unknown, key: unknown): unknown {
  return lookedUp(self, key, 2);
}
