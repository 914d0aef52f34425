// Classes that are made while a program runs: what they extend, how they are linked, private names.
//
// Called by code that the compiler writes for such classes only. Keys of private names are symbols that no program
// gets hold of; they are typed as strings, as all property keys are here.

import { describe } from "./describe.ts";
import { K_CLASS } from "./kinds.ts";
import {
  defineAccessor,
  defineProp,
  functionFlags,
  getElem,
  getProto,
  instanceOfClass,
  isFunction,
  isObject,
  objectKind,
  ownFlags,
  ownPart,
  setElem,
  setProto,
  symbolDescription,
} from "./native.ts";

/** Bits of internal.h. */
const P_ENUMERABLE = 1;
const P_READONLY = 2;
const P_FIXED = 4;
const P_ACCESSOR = 8;
/** Of functionFlags: the function is a constructor. */
const CONSTRUCTOR = 8;

/** InstanceofOperator without @@hasInstance, which the compiler asks for where a program has one. */
export function instanceOf(value: unknown, target: unknown): boolean {
  if (!isFunction(target)) {
    const what = isObject(target) ? "callable" : "an object";
    throw new TypeError(`Right-hand side of 'instanceof' is not ${what}`);
  }
  if (objectKind(target) === K_CLASS) return instanceOfClass(value, target);
  if (!isObject(value)) return false;
  const prototype = getElem(target, "prototype");
  if (!isObject(prototype))
    throw new TypeError(`Function has non-object prototype '${prototype}' in instanceof check`);
  for (let at = getProto(value); isObject(at); at = getProto(at)) if (at === prototype) return true;
  return false;
}

/** The prototype for instances of a class that extends `parent` (ClassDefinitionEvaluation, steps 7 to 9). */
export function classHeritage(parent: unknown): unknown {
  if (parent === null) return null;
  if (!isFunction(parent) || (functionFlags(parent as object) & CONSTRUCTOR) === 0)
    throw new TypeError(`Class extends value ${describe(parent)} is not a constructor or null`);
  const proto = getElem(parent, "prototype");
  if (proto !== null && !isObject(proto))
    throw new TypeError(`Class extends value does not have valid prototype property ${describe(proto)}`);
  return proto;
}

/** Joins a class and its prototype to each other and to those of what it extends. */
export function linkClass(
  made: object,
  proto: object,
  parent: unknown,
  parentProto: unknown,
  derived: boolean,
): void {
  defineProp(made, "prototype", proto, P_READONLY + P_FIXED);
  defineProp(proto, "constructor", made, 0);
  if (!derived) return;
  setProto(proto, parentProto as object | null);
  if (parent !== null) setProto(made, parent as object);
}

/** The computed key of a static member, which the property `prototype` of the class stands in the way of. */
export function staticKey(key: string): string {
  if (key === "prototype") throw new TypeError("Classes may not have a static property named 'prototype'");
  return key;
}

/** SetFunctionName for a method whose key is computed; `role` is "get", "set" or "". */
export function nameFunction(callee: object, key: unknown, role: string): void {
  let name = key as string;
  if (typeof key === "symbol") {
    const description = symbolDescription(key as unknown as string) as string | undefined;
    name = description === undefined ? "" : `[${description}]`;
  }
  defineProp(callee, "name", role === "" ? name : `${role} ${name}`, P_READONLY);
}

function nameOf(key: string): string {
  return symbolDescription(key) as unknown as string;
}

/** PrivateFieldAdd. */
export function privateAdd(object: object, key: string, value: unknown): void {
  if (ownFlags(object, key) >= 0)
    throw new TypeError(`Cannot initialize ${nameOf(key)} twice on the same object`);
  defineProp(object, key, value, P_FIXED);
}

/** The test of PrivateMethodOrAccessorAdd. */
export function privateOnce(object: object, key: string, className: string): void {
  if (ownFlags(object, key) >= 0)
    throw new TypeError(`Cannot initialize private methods of class ${className} twice on the same object`);
}

/** PrivateGet. */
export function privateGet(object: unknown, key: string): unknown {
  if (object === undefined || object === null) return getElem(object, key);
  const flags = ownFlags(object, key);
  if (flags < 0)
    throw new TypeError(
      `Cannot read private member ${nameOf(key)} from an object whose class did not declare it`,
    );
  if ((flags & P_ACCESSOR) !== 0 && ownPart(object, key, 1) === undefined)
    throw new TypeError(`'${nameOf(key)}' was defined without a getter`);
  return getElem(object, key);
}

/** #name in object. */
export function privateIn(object: unknown, key: string): boolean {
  if (!isObject(object))
    throw new TypeError("Cannot use 'in' operator to search for '" + nameOf(key) + "' in " + String(object));
  return ownFlags(object, key) >= 0;
}

/** PrivateSet. */
export function privateSet(object: unknown, key: string, value: unknown): void {
  const flags = object === undefined || object === null ? -1 : ownFlags(object, key);
  if (flags < 0)
    throw new TypeError(
      `Cannot write private member ${nameOf(key)} to an object whose class did not declare it`,
    );
  if ((flags & P_ACCESSOR) !== 0 && ownPart(object, key, 2) === undefined)
    throw new TypeError(`'${nameOf(key)}' was defined without a setter`);
  if ((flags & (P_ACCESSOR + P_READONLY)) === P_READONLY)
    throw new TypeError(`Private method '${nameOf(key)}' is not writable`);
  setElem(object, key, value);
}

/** The getter and setter of `accessor name`, over a private property. */
export function autoAccessor(home: object, key: unknown, storage: unknown): void {
  const place = storage as string;
  const get = function (this: unknown): unknown {
    return privateGet(this, place);
  };
  const set = function (this: unknown, value: unknown): void {
    privateSet(this, place, value);
  };
  nameFunction(get, key, "get");
  nameFunction(set, key, "set");
  defineAccessor(home, key as string, get, set, 0);
}

/** Looks for what `super.name = value` has to do: OrdinarySet that begins at `start`, for the receiver `self`. */
export function superSet(start: unknown, key: string, value: unknown, self: unknown): void {
  for (let at = start; at !== null && at !== undefined; at = getProto(at)) {
    const flags = ownFlags(at, key);
    if (flags < 0) continue;
    if ((flags & P_ACCESSOR) !== 0) {
      const setter = ownPart(at, key, 2);
      if (setter === undefined)
        throw new TypeError(`Cannot set property ${key} of ${describe(at)} which has only a getter`);
      (setter as (this: unknown, v: unknown) => void).call(self, value);
      return;
    }
    if ((flags & P_READONLY) !== 0)
      throw new TypeError(`Cannot assign to read only property '${key}' of object`);
    break;
  }
  const own = ownFlags(self, key);
  if (own < 0) defineProp(self as object, key, value, P_ENUMERABLE);
  else setElem(self, key, value);
}
