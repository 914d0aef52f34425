// The operator `delete`: which properties may go (ECMA-262 OrdinaryDelete, strict mode), and the errors for those that may not.
//
// Taking a property out of a table or a slot is native.

import { arrayIndex } from "./keys.ts";
import { K_CLASS } from "./kinds.ts";
import {
  arraySetValue,
  functionFlags,
  functionName,
  hole,
  isArray,
  isFunction,
  isObject,
  isTyped,
  objectKind,
  ownFlags,
  removeOwn,
  shapeName,
  toPropertyKey,
} from "./native.ts";

/** P_FIXED of the native core. */
const FIXED = 4;
/** Of function_flags: a prototype that the compiler made. */
const PROTOTYPE = 32;

/** delete object[key]; always true, or an error says why not. */
export function deleteOwn(object: unknown, key: unknown): boolean {
  if (object === undefined || object === null)
    throw new TypeError("Cannot convert undefined or null to object");
  const name = toPropertyKey(key);
  const flags = ownFlags(object, name);
  if (flags < 0) return true;
  const isElement = isTyped(object) && arrayIndex(name) >= 0;
  if ((flags & FIXED) !== 0 || isElement || !isObject(object))
    throw new TypeError(`Cannot delete property '${String(name)}' of ${shown(object)}`);
  if ((functionFlags(object) & PROTOTYPE) !== 0)
    throw new Error(`Cannot delete method '${String(name)}' of a prototype, which is not supported`);
  const index = isArray(object) ? arrayIndex(name) : -1;
  if (isArray(object) && index >= 0) {
    arraySetValue(object, index, hole());
    return true;
  }
  const isClass = objectKind(object) === K_CLASS;
  // What a function has without a table, or had before a value was set over it.
  const mark = isFunction(object) && (!isClass || name === "name" || name === "length");
  if (!removeOwn(object, name, mark))
    throw new TypeError(
      `Cannot delete field '${String(name)}' of class ${shapeName(object)}: declare it optional`,
    );
  if (isClass && ownFlags(object, name) >= 0)
    throw new Error(
      `Cannot delete member '${String(name)}' of class ${functionName(object)}, which is not supported`,
    );
  return true;
}

function shown(object: unknown): string {
  if (isArray(object) || isTyped(object)) return `[object ${shapeName(object)}]`;
  return isObject(object) ? `#<${shapeName(object)}>` : "[object String]";
}
