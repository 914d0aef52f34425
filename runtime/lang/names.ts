// What messages call an object or a value that was not expected: for the native core, printing and runtime/lang itself.
//
// V8's own forms of values in messages are in describe.ts.

import { describe } from "./describe.ts";
import { isBigint, K_CLASS, TYPED_NAMES } from "./kinds.ts";
import {
  addedConstructor,
  className,
  functionName,
  getProto,
  isArray,
  isBuffer,
  isFunction,
  isNodeBuffer,
  isObject,
  isSymbol,
  isTyped,
  objectKind,
  strIndexOf,
  strSubstring,
  typedKind,
} from "./native.ts";

const LONGEST_TEXT = 40;

/** Name of the class or constructor of an object: "Object" for plain ones, "" without a prototype. Calls no user code. */
export function nameOfShape(object: object): string {
  if (isFunction(object)) return "Function";
  if (isArray(object)) return "Array";
  if (isTyped(object)) return isNodeBuffer(object) ? "Buffer" : TYPED_NAMES[typedKind(object)]!;
  if (isBuffer(object)) return "ArrayBuffer";
  const known = className(object);
  return known === undefined || known === "" ? nameByPrototypes(object) : known;
}

/** The first name on the chain: a class without one is passed over. */
function nameByPrototypes(object: object): string {
  for (let at: unknown = object; isObject(at); at = getProto(at)) {
    const made = addedConstructor(at);
    if (made !== undefined && functionName(made) !== "") return functionName(made);
    const known = className(at);
    if (known !== undefined && known !== "") return known;
  }
  return "";
}

/** A value that was not expected: number 5, string "abc", Point object. Calls no user code. */
export function describeReceived(value: unknown): string {
  if (value === undefined || value === null) return `${value}`;
  if (typeof value === "string")
    return value.length > LONGEST_TEXT ? `string "${strSubstring(value, 0, 37)}..."` : `string "${value}"`;
  if (isSymbol(value) || isBigint(value)) return typeof value;
  if (!isObject(value)) return `${typeof value} ${value}`;
  if (!isFunction(value)) return `${nameOfShape(value)} object`;
  return `${objectKind(value) === K_CLASS ? "class" : "function"} ${functionName(value)}`;
}

/** Classes of the library whose methods V8 words alike; those of programs say what they want. */
const BUILTIN = " Map Set WeakMap WeakSet WeakRef Promise DataView ";

/** The TypeError of `method`, which takes instances of the class `wanted` only as its `this`. */
export function refuseThis(self: unknown, wanted: string, method: string): never {
  if (wanted === "Date") throw new TypeError("this is not a Date object.");
  if (strIndexOf(BUILTIN, ` ${wanted} `, 0) >= 0) {
    // 'get', or 'get size' of an accessor
    const accessor = strIndexOf(method, "'get ", 0) === 0 ? 4 : 0;
    const name = strSubstring(method, 1 + accessor, method.length - 1);
    const prefix = accessor === 0 ? "" : "get ";
    throw new TypeError(
      `Method ${prefix}${wanted}.prototype.${name} called on incompatible receiver ${describe(self)}`,
    );
  }
  throw new TypeError(`${method} was called on a value that is not an instance of ${wanted}`);
}
