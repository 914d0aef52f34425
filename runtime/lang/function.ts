// Function.prototype: call, apply, bind, toString, name and length.

import { requireCallable } from "./describe.ts";
import { toIntegerOrInfinity } from "./integer.ts";
import { iterateToArray } from "./iterate.ts";
import {
  callWithArray,
  construct,
  defineProp,
  functionFlags,
  functionLength,
  functionName,
  getElem,
  hasOwn,
  isArray,
  isFunction,
  isObject,
  setElem,
} from "./native.ts";

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

/** P_READONLY of the native core. */
const READONLY = 2;
/** Of function_flags. */
const CONSTRUCTOR = 8;

/** Function.prototype.bind. A bound constructor has the property `prototype` of its target, which differs from ECMA-262. */
export function Function_prototype_bind(self: Function, thisArg?: unknown, ...bound: unknown[]): Function {
  requireCallable(self);
  const joined = (rest: unknown[]): unknown[] => {
    if (bound.length === 0) return rest;
    const args: unknown[] = [];
    for (let i = 0; i < bound.length; i++) args.push(bound[i]);
    for (let i = 0; i < rest.length; i++) args.push(rest[i]);
    return args;
  };
  const call = (...rest: unknown[]): unknown => callWithArray(self, thisArg, joined(rest));
  const made = functionFlags(self) & CONSTRUCTOR ? boundConstructor(self, call, joined) : call;
  const length = hasOwn(self, "length") ? getElem(self, "length") : 0;
  const left = typeof length === "number" ? toIntegerOrInfinity(length) - bound.length : 0;
  defineProp(made, "length", left > 0 ? left : 0, READONLY);
  const name = getElem(self, "name");
  defineProp(made, "name", `bound ${typeof name === "string" ? name : ""}`, READONLY);
  return made;
}

/** A bound function to which `new` can be applied: [[Construct]] passes over the bound `this`. */
function boundConstructor(
  self: Function,
  call: (...rest: unknown[]) => unknown,
  joined: (rest: unknown[]) => unknown[],
): Function {
  const made = function (...rest: unknown[]): unknown {
    return new.target === undefined ? callWithArray(call, undefined, rest) : construct(self, joined(rest));
  };
  setElem(made, "prototype", getElem(self, "prototype"));
  return made;
}

/** Function.prototype.toString: source text is not kept, so every function reads like a native one. */
export function Function_prototype_toString(self: Function): string {
  if (!isFunction(self))
    throw new TypeError("Function.prototype.toString requires that 'this' be a Function");
  const name = functionName(self);
  return `function ${name[0] === "#" ? "" : name}() { [native code] }`;
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

/** The constructors that functions of the other kinds name: as `Function`. */
export function AsyncFunction_construct(...texts: unknown[]): object {
  return Function_construct(...texts);
}

export function GeneratorFunction_construct(...texts: unknown[]): object {
  return Function_construct(...texts);
}

export function AsyncGeneratorFunction_construct(...texts: unknown[]): object {
  return Function_construct(...texts);
}

/** Function(...): as `new`. */
export function Function_call(...texts: unknown[]): object {
  return Function_construct(...texts);
}
