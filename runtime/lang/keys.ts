// The keys of objects as whole lists: OrdinaryOwnPropertyKeys, for-in, and copies of all properties (ECMA-262).
//
// The native core lists keys as they were made; their order is made here: integers ascending, then the others.

import { K_OBJECT } from "./kinds.ts";
import {
  arrayHas,
  defineProp,
  functionFlags,
  getElem,
  getProto,
  isArray,
  isFunction,
  isObject,
  isTyped,
  mathFloor,
  numberToString,
  objectKind,
  ownFlags,
  ownNames,
  shapeName,
  strCharCodeAt,
} from "./native.ts";
import { touchExports } from "./wrapped.ts";

/** Modes of own_names: what is not enumerable is left out; symbols instead of strings. */
const ENUMERABLE = 1;
const SYMBOLS = 2;
/** P_ENUMERABLE of the native core. */
const P_ENUMERABLE = 1;
/** Of function_flags: a prototype that the compiler made. */
const PROTOTYPE = 32;
/** The largest array index has ten digits. */
const MAX_INDEX_DIGITS = 10;
const MAX_INDEX = 4294967294;

/** Own keys in the order of ECMA-262; mode 1: only what is enumerable, 2: symbols instead of strings, 3: both. */
export function ownKeys(object: unknown, mode: number): string[] {
  const names = listed(object, mode);
  if ((mode & SYMBOLS) !== 0) return names;
  // Elements of arrays, and objects without such keys, are in order already.
  let last = -1;
  let isOrdered = true;
  for (const name of names) {
    const index = arrayIndex(name);
    if (index >= 0 && index < last) isOrdered = false;
    last = index < 0 ? Infinity : index;
  }
  return isOrdered ? names : inOrder(names);
}

/** The same, elements first, then as they were made. */
function listed(object: unknown, mode: number): string[] {
  if (mode === ENUMERABLE && objectKind(object) === K_OBJECT) return ownNames(object as object, mode);
  if (object === undefined || object === null)
    throw new TypeError("Cannot convert undefined or null to object");
  const names = (mode & SYMBOLS) === 0 ? elements(object) : [];
  const isAll = (mode & ENUMERABLE) === 0;
  if (!isObject(object)) {
    if (isAll && typeof object === "string" && mode === 0) names.push("length");
    return names;
  }
  if (isAll && object === getProto({})) return ofObjectPrototype(object as object, mode);
  if (isAll && (functionFlags(object) & PROTOTYPE) !== 0)
    throw new TypeError(`The methods of ${shapeName(object)}.prototype cannot be listed`);
  const made = ownNames(object, mode);
  if (isAll && (mode & SYMBOLS) === 0) {
    if (isArray(object)) names.push("length");
    if (isFunction(object)) {
      if (ownFlags(object, "length") >= 0 && !made.includes("length")) names.push("length");
      if (ownFlags(object, "name") >= 0 && !made.includes("name")) names.push("name");
      if (ownFlags(object, "prototype") >= 0) names.push("prototype");
    }
  }
  // The getter and the setter of a static field are one property.
  for (const name of made)
    if (!isFunction(object) || (name !== "prototype" && name !== names[names.length - 1])) names.push(name);
  return names;
}

/** Own keys of Object.prototype in V8's order, and what the program added: there are no symbols but those. */
function ofObjectPrototype(object: object, mode: number): string[] {
  const names =
    (mode & SYMBOLS) !== 0
      ? []
      : [
          "constructor",
          "__defineGetter__",
          "__defineSetter__",
          "hasOwnProperty",
          "__lookupGetter__",
          "__lookupSetter__",
          "isPrototypeOf",
          "propertyIsEnumerable",
          "toString",
          "valueOf",
          "__proto__",
          "toLocaleString",
        ];
  for (const name of ownNames(object, mode)) if (!names.includes(name)) names.push(name);
  return names;
}

/** Indices of the elements that there are. */
function elements(object: unknown): string[] {
  const names: string[] = [];
  if (isArray(object)) {
    for (let i = 0; i < object.length; i++) if (arrayHas(object, i)) names.push(numberToString(i));
  } else if (typeof object === "string" || isTyped(object)) {
    for (let i = 0; i < object.length; i++) names.push(numberToString(i));
  }
  return names;
}

/** The array index that a key is, or -1. */
export function arrayIndex(key: string): number {
  const { length } = key;
  const first = strCharCodeAt(key, 0) - 48;
  if (first < 0 || first > 9 || length > MAX_INDEX_DIGITS || (first === 0 && length > 1)) return -1;
  let index = first;
  for (let i = 1; i < length; i++) {
    const digit = strCharCodeAt(key, i) - 48;
    if (digit < 0 || digit > 9) return -1;
    index = index * 10 + digit;
  }
  return index <= MAX_INDEX ? index : -1;
}

function inOrder(names: readonly string[]): string[] {
  const indices: number[] = [];
  for (const name of names) {
    const index = arrayIndex(name);
    if (index >= 0) indices.push(index);
  }
  heapSort(indices);
  const keys: string[] = [];
  for (const index of indices) keys.push(numberToString(index));
  for (const name of names) if (arrayIndex(name) < 0) keys.push(name);
  return keys;
}

/** Without a comparator's calls, and without more memory. */
function heapSort(list: number[]): void {
  for (let i = mathFloor(list.length / 2) - 1; i >= 0; i--) siftDown(list, i, list.length);
  for (let end = list.length - 1; end > 0; end--) {
    const largest = list[0]!;
    list[0] = list[end]!;
    list[end] = largest;
    siftDown(list, 0, end);
  }
}

function siftDown(list: number[], from: number, end: number): void {
  let at = from;
  for (let child = 2 * at + 1; child < end; child = 2 * at + 1) {
    if (child + 1 < end && list[child + 1]! > list[child]!) child++;
    if (list[at]! >= list[child]!) return;
    const moved = list[at]!;
    list[at] = list[child]!;
    list[child] = moved;
    at = child;
  }
}

/** EnumerateObjectProperties: a name that an object nearer has hides those of its prototypes, enumerable or not. */
export function forInKeys(object: unknown): string[] {
  const keys = ownKeys(object, ENUMERABLE);
  touchExports(object, keys);
  if (!isObject(object)) return keys;
  const nearer: unknown[] = [object];
  for (let at = getProto(object); isObject(at); at = getProto(at)) {
    for (const key of ownKeys(at, ENUMERABLE)) {
      let isHidden = false;
      for (const o of nearer) isHidden = isHidden || ownFlags(o, key) >= 0;
      if (!isHidden) keys.push(key);
    }
    nearer.push(at);
  }
  return keys;
}

/** Whether a key that for-in is about to visit was not deleted meanwhile; those of primitives cannot be. */
export function isStillKey(key: string, object: unknown): boolean {
  return !isObject(object) || key in object;
}

/** CopyDataProperties onto an object that is new. */
export function copyProperties(target: object, source: unknown): void {
  if (source === undefined || source === null) return;
  for (let mode = ENUMERABLE; mode <= ENUMERABLE + SYMBOLS; mode += SYMBOLS) {
    for (const key of ownKeys(source, mode)) {
      // A getter may have deleted it.
      const flags = ownFlags(source, key);
      if (flags >= 0 && (flags & P_ENUMERABLE) !== 0)
        defineProp(target, key, getElem(source, key), P_ENUMERABLE);
    }
  }
}
