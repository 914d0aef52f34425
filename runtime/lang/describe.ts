// How error messages name a value, as V8 does ("#<Point> is not a function"). For printing, see inspect.ts.

import { errorToString } from "./error.ts";
import { builtinProto, getElem, isFunction, isObject, isSymbol, shapeName } from "./native.ts";
import { Object_prototype_toString } from "./object.ts";

/** BuiltinOf of ingot.h. */
const B_OBJECT = 5;

/**
 * The text that stands for `value` in messages of TypeErrors: by its constructor where it has the toString of all
 * objects, by its tag where it has another.
 */
export function describe(value: unknown): string {
  if (typeof value === "string") return value;
  if (isSymbol(value) || !isObject(value) || isFunction(value)) return String(value);
  if (value instanceof Error) return errorToString(value);
  const name = shapeName(value);
  const isPlain = getElem(value, "toString") === getElem(builtinProto(B_OBJECT), "toString");
  return isPlain && name !== "" ? `#<${name}>` : Object_prototype_toString(value);
}

/** Throws V8's "<value> is not a function" unless `callback` can be called. */
export function requireCallable(callback: unknown): void {
  if (!isFunction(callback)) throw new TypeError(`${describe(callback)} is not a function`);
}
