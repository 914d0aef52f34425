// What the native core and the generated code call by fixed names: errors, conversions, promises, the loop.
//
// Signatures are those of the ingot_hook_* functions of ingot.h. Each is a few lines: the work is elsewhere.

import { moduleBegins, moduleEnds, run, runOnHost } from "../loop/run.ts";
import { bigintLiteral as literalOf } from "./bigint/bigint.ts";
import { bigintOperation as operationOf } from "./bigint/operators.ts";
import { Error, RangeError, ReferenceError, SyntaxError, TypeError } from "./error.ts";
import { iterateToArray as listOf } from "./iterate.ts";
import { power } from "./math/power.ts";
import { numberText as textOf } from "./number/print.ts";
import { textNumber as numberOf } from "./number/read.ts";
import { ordinaryToPrimitive } from "./primitive.ts";
import {
  awaitValue as awaitPromise,
  type Promise,
  newPromise as pendingPromise,
  resolveWith,
} from "./promise.ts";
import { inspectThrown, reportUncaught as report } from "./uncaught.ts";

/** A new error: kind 0 Error, 1 TypeError, 2 RangeError, 3 ReferenceError, 4 SyntaxError. */
export function makeError(kind: number, message: string): object {
  switch (kind) {
    case 1:
      return new TypeError(message);
    case 2:
      return new RangeError(message);
    case 3:
      return new ReferenceError(message);
    case 4:
      return new SyntaxError(message);
    default:
      return new Error(message);
  }
}

/** ToPrimitive of an object; hint 0 default, 1 number, 2 string. */
export function toPrimitive(object: object, hint: number): unknown {
  return ordinaryToPrimitive(object, hint);
}

/** Number::toString of any number; the core prints integers by itself. */
export function numberText(value: number): string {
  return textOf(value);
}

/** StringToNumber; the core reads array indices by itself. */
export function textNumber(text: string): number {
  return numberOf(text);
}

/** Number::exponentiate. Only in programs that have the operator. */
export function exponentiate(base: number, exponent: number): number {
  return power(base, exponent);
}

/** The TypeError of destructuring what has no properties; `text` is the source's. */
export function requireObject(value: unknown, text: string): void {
  if (value === undefined || value === null)
    throw new TypeError(`Cannot destructure ${text} as it is ${value}.`);
}

export function throwTypeError(message: string): never {
  throw new TypeError(message);
}

export function throwReferenceError(message: string): never {
  throw new ReferenceError(message);
}

/** A variable was used before its declaration ran. */
export function throwUninitialised(name: string): never {
  throw new ReferenceError(`Cannot access '${name}' before initialization`);
}

/** Prints an error that nothing caught. */
export function reportUncaught(error: unknown): void {
  report(error);
}

/** Turns the event loop on a host until nothing is left to do. */
export function runLoop(): void {
  runOnHost();
}

/** A pending promise, as an async function returns it. */
export function newPromise(): object {
  return pendingPromise();
}

/** The promise resolve function of a promise that newPromise made. */
export function resolvePromise(promise: object, value: unknown): void {
  resolveWith(promise as Promise<unknown>, value);
}

/** The promise reject function of a promise that newPromise made. */
export function rejectPromise(promise: object, reason: unknown): void {
  (promise as Promise<unknown>).settle(true, reason);
}

/** Await: resumes `frame` once `value` is settled. */
export function awaitValue(frame: object, value: unknown): void {
  awaitPromise(frame, value);
}

/** An operator with a bigint operand: BigOp of bigint/operators.ts. Only in programs that can make a bigint. */
export function bigintOperation(operation: number, a: unknown, b: unknown): unknown {
  return operationOf(operation, a, b);
}

/** The value of a bigint literal without its n. */
export function bigintLiteral(text: string): bigint {
  return literalOf(text);
}

/** Spreading and array destructuring of anything but arrays. */
export function iterateToArray(source: unknown): unknown[] {
  return listOf(source);
}

export { greaterOf, lesserOf, remainderOf } from "./arithmetic.ts";
export {
  autoAccessor,
  classHeritage,
  instanceOf,
  linkClass,
  nameFunction,
  privateAdd,
  privateGet,
  privateIn,
  privateOnce,
  privateSet,
  staticKey,
  superSet,
} from "./class.ts";
export { linkModule, requireModule, startedExports } from "./commonjs.ts";
export { consoleLine, consoleObject, consolePlain, consoleText, consoleValue } from "./console.ts";
export { deleteOwn } from "./delete.ts";
export { isIn, looseEquals } from "./equality.ts";
export { copyProperties, forInKeys, isStillKey } from "./keys.ts";
export { importedModule, importModule, sealNamespace } from "./module-namespace.ts";
export { describeReceived, nameOfShape, refuseThis } from "./names.ts";
export { addValues, arithmetic, orderValues } from "./operators.ts";
export { assignPrototype } from "./prototype.ts";
export { utf8Of, writeText } from "./utf8.ts";
export { inspectThrown, moduleBegins, moduleEnds, run };
