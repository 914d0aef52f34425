// How error messages name a value, as V8 does ("#<Point> is not a function"). For printing, see inspect.ts.

import { K_TYPED } from "./kinds.ts";
import { isArray, isFunction, isObject, isSymbol, objectKind, shapeName } from "./native.ts";

/** The text that stands for `value` in messages of TypeErrors. Calls no user code. */
export function describe(value: unknown): string {
  if (typeof value === "string") return value;
  if (isSymbol(value)) return String(value);
  if (!isObject(value) || isFunction(value)) return String(value);
  if (isArray(value)) return "[object Array]";
  const name = shapeName(value);
  if (objectKind(value) === K_TYPED) return `[object ${name}]`;
  return name === "" ? "[object Object]" : `#<${name}>`;
}

/** Throws V8's "<value> is not a function" unless `callback` can be called. */
export function requireCallable(callback: unknown): void {
  if (!isFunction(callback)) throw new TypeError(`${describe(callback)} is not a function`);
}
