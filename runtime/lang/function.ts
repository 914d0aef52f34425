// Function.prototype: call, apply, bind, toString, name and length.

import { requireCallable } from "./describe.ts";
import { iterateToArray } from "./iterate.ts";
import { callWithArray, functionLength, functionName, getElem, isArray, isObject } from "./native.ts";

/** Function.prototype.call. */
export function Function_prototype_call(self: Function, thisArg?: unknown, ...args: unknown[]): unknown {
  return callWithArray(self, thisArg, args);
}

/** Function.prototype.apply: arguments from an array or an array-like object. */
export function Function_prototype_apply(self: Function, thisArg?: unknown, args?: unknown): unknown {
  if (args === undefined || args === null) return callWithArray(self, thisArg, []);
  if (!isObject(args)) throw new TypeError("CreateListFromArrayLike called on non-object");
  return callWithArray(self, thisArg, isArray(args) ? iterateToArray(args) : listOf(args));
}

function listOf(arrayLike: object): unknown[] {
  const list: unknown[] = [];
  const length = Number(getElem(arrayLike, "length"));
  for (let i = 0; i < length; i++) list.push(getElem(arrayLike, i));
  return list;
}

/** Function.prototype.bind. The result's name is empty, which differs from ECMA-262's "bound name". */
export function Function_prototype_bind(self: Function, thisArg?: unknown, ...bound: unknown[]): Function {
  requireCallable(self);
  return (...rest: unknown[]): unknown => {
    if (bound.length === 0) return callWithArray(self, thisArg, rest);
    const args: unknown[] = [];
    for (let i = 0; i < bound.length; i++) args.push(bound[i]);
    for (let i = 0; i < rest.length; i++) args.push(rest[i]);
    return callWithArray(self, thisArg, args);
  };
}

/** Function.prototype.toString: source text is not kept, so every function reads like a native one. */
export function Function_prototype_toString(self: Function): string {
  return `function ${functionName(self)}() { [native code] }`;
}

/** Function.prototype.name. */
export function Function_prototype_get_name(self: Function): string {
  return functionName(self);
}

/** Function.prototype.length. */
export function Function_prototype_get_length(self: Function): number {
  return functionLength(self);
}

/** What `Function` is for code that finds it on the global object: there is no compiler in a compiled program. */
export function Function_construct(..._texts: unknown[]): object {
  throw new EvalError("Code generation from strings disallowed for this context");
}

/** Function(...): as `new`. */
export function Function_call(...texts: unknown[]): object {
  return Function_construct(...texts);
}
