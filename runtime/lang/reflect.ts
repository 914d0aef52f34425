// Reflect: the internal methods of objects as functions that answer true or false instead of throwing.
//
// A receiver other than the target is honoured by accessors and by data properties of ordinary objects. A new target
// other than the constructor itself is for plain functions alone: construction of others belongs to the class.

import { describe } from "./describe.ts";
import {
  callWithArray,
  construct,
  constructAs,
  deleteElem,
  freeze,
  frozenLevel,
  functionFlags,
  getElem,
  getProto,
  isFunction,
  isObject,
  ownFlags,
  ownPart,
  setElem,
  setProto,
  toPropertyKey,
} from "./native.ts";
import {
  defineOwn,
  Object_getOwnPropertyDescriptor,
  Object_getPrototypeOf,
  toDescriptor,
} from "./property.ts";

/** P_* of the native core. */
const ENUMERABLE = 1;
const READONLY = 2;
const FIXED = 4;
const ACCESSOR = 8;

function requireTarget(target: unknown, method: string): object {
  if (isObject(target)) return target;
  throw new TypeError(`Reflect.${method} called on non-object`);
}

function requireList(list: unknown): unknown[] {
  if (!isObject(list)) throw new TypeError("CreateListFromArrayLike called on non-object");
  const result: unknown[] = [];
  const length = Number(getElem(list, "length"));
  for (let i = 0; i < length; i++) result.push(getElem(list, i));
  return result;
}

/** The kind of a value that is no function, as V8 words it. */
function nounOf(value: unknown): string {
  if (value === undefined || value === null) return `${value}`;
  return `${typeof value === "object" ? "an" : "a"} ${typeof value}`;
}

/** Reflect.apply. */
export function Reflect_apply(target: unknown, thisArgument: unknown, list: unknown): unknown {
  if (!isFunction(target))
    throw new TypeError(
      `Function.prototype.apply was called on ${describe(target)}, which is ${nounOf(target)} and not a function`,
    );
  return callWithArray(target, thisArgument, requireList(list));
}

/** Flags of function_flags. */
const CLASS = 4;
const CONSTRUCTOR = 8;
const BUILT_IN = 16;

/** [[Construct]] with another new target, whose prototype the new object gets. */
function constructFor(target: unknown, list: unknown[], newTarget: object): unknown {
  if (!isFunction(target) || !(functionFlags(target) & CONSTRUCTOR))
    throw new TypeError(`${describe(target)} is not a constructor`);
  if (functionFlags(target) & CLASS || functionFlags(target) >= BUILT_IN)
    throw new Error("Reflect.construct of a class with another new target, which is not supported");
  return constructAs(target, list, newTarget);
}

/** Reflect.construct. Error for a new target that is another constructor. */
export function Reflect_construct(target: unknown, list: unknown, newTarget?: unknown): unknown {
  if (newTarget !== undefined && newTarget !== target) {
    if (!isFunction(newTarget) || !(functionFlags(newTarget) & CONSTRUCTOR))
      throw new TypeError(`${describe(newTarget)} is not a constructor`);
    return constructFor(target, requireList(list), newTarget);
  }
  return construct(target, requireList(list));
}

/** Reflect.defineProperty. */
export function Reflect_defineProperty(target: unknown, key: unknown, attributes: unknown): boolean {
  const object = requireTarget(target, "defineProperty");
  const name = toPropertyKey(key);
  const descriptor = toDescriptor(attributes);
  try {
    defineOwn(object, name, descriptor);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** Reflect.deleteProperty. */
export function Reflect_deleteProperty(target: unknown, key: unknown): boolean {
  const object = requireTarget(target, "deleteProperty");
  const name = toPropertyKey(key);
  const flags = ownFlags(object, name);
  if (flags >= 0 && flags & FIXED) return false;
  try {
    return deleteElem(object, name);
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The object on the chain of prototypes from `object` on that has `key` as its own; null when none has. */
function holderOf(object: object, key: string): object | null {
  for (let at: unknown = object; isObject(at); at = getProto(at)) if (ownFlags(at, key) >= 0) return at;
  return null;
}

/** Reflect.get. */
export function Reflect_get(target: unknown, key: unknown, ...receiver: unknown[]): unknown {
  const object = requireTarget(target, "get");
  const name = toPropertyKey(key);
  if (receiver.length > 0 && receiver[0] !== object) {
    const holder = holderOf(object, name);
    if (holder !== null && ownFlags(holder, name) & ACCESSOR) {
      const getter = ownPart(holder, name, 1);
      return getter === undefined ? undefined : callWithArray(getter, receiver[0], []);
    }
  }
  return getElem(object, name);
}

/** Reflect.getOwnPropertyDescriptor. */
export function Reflect_getOwnPropertyDescriptor(target: unknown, key: unknown): object | undefined {
  return Object_getOwnPropertyDescriptor(requireTarget(target, "getOwnPropertyDescriptor"), key);
}

/** Reflect.getPrototypeOf. */
export function Reflect_getPrototypeOf(target: unknown): unknown {
  return Object_getPrototypeOf(requireTarget(target, "getPrototypeOf"));
}

/** Reflect.has. */
export function Reflect_has(target: unknown, key: unknown): boolean {
  return toPropertyKey(key) in requireTarget(target, "has");
}

/** Reflect.isExtensible. */
export function Reflect_isExtensible(target: unknown): boolean {
  return frozenLevel(requireTarget(target, "isExtensible")) === 0;
}

/** Reflect.preventExtensions. */
export function Reflect_preventExtensions(target: unknown): boolean {
  freeze(requireTarget(target, "preventExtensions"), 1);
  return true;
}

/** Reflect.set: OrdinarySet. */
export function Reflect_set(target: unknown, key: unknown, value: unknown, ...receiver: unknown[]): boolean {
  const object = requireTarget(target, "set");
  const name = toPropertyKey(key);
  const to = receiver.length > 0 ? receiver[0] : object;
  const holder = holderOf(object, name);
  const flags = holder === null ? ENUMERABLE : ownFlags(holder, name);
  if (holder !== null && flags & ACCESSOR) {
    const setter = ownPart(holder, name, 2);
    if (setter === undefined) return false;
    callWithArray(setter, to, [value]);
    return true;
  }
  if (flags & READONLY || !isObject(to)) return false;
  const own = ownFlags(to, name);
  if (own < 0 ? frozenLevel(to) > 0 : (own & (READONLY | ACCESSOR)) !== 0) return false;
  setElem(to, name, value);
  return true;
}

/** Reflect.setPrototypeOf. */
export function Reflect_setPrototypeOf(target: unknown, prototype: unknown): boolean {
  const object = requireTarget(target, "setPrototypeOf");
  if (!isObject(prototype) && prototype !== null)
    throw new TypeError(`Object prototype may only be an Object or null: ${describe(prototype)}`);
  if (getProto(object) === prototype) return true;
  if (frozenLevel(object) > 0) return false;
  for (let at: unknown = prototype; isObject(at); at = getProto(at)) if (at === object) return false;
  setProto(object, prototype);
  return true;
}
