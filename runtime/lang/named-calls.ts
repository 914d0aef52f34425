// Calls with arguments in an array, whose TypeErrors name the callee as it is written. For the compiler.

import { callWithArray, construct, functionFlags, isFunction } from "./native.ts";

/** A flag of functionFlags. */
const CONSTRUCTOR = 8;

/** callee(...args) with `self` as `this`; TypeError "<text> is not a function". */
export function callSpread(callee: unknown, self: unknown, args: unknown[], text: string): unknown {
  if (!isFunction(callee)) throw new TypeError(`${text} is not a function`);
  return callWithArray(callee, self, args);
}

/** new callee(...args); TypeError "<text> is not a constructor". */
export function constructNamed(callee: unknown, args: unknown[], text: string): unknown {
  if (!isFunction(callee) || ((functionFlags(callee) & CONSTRUCTOR) === 0 && !refusesItself(callee)))
    throw new TypeError(`${text} is not a constructor`);
  return construct(callee, args);
}

/** BigInt and Symbol are constructors that throw: the message has their own names. */
function refusesItself(callee: Function): boolean {
  return callee.name === "BigInt" || callee.name === "Symbol";
}
