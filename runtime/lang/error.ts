// The Error classes: name, message, cause, a stack text and toString.
//
// As in ECMA-262, a name is inherited until a program assigns one, and message and cause are properties of the
// instance that are not enumerable, present only when given. They are kept as properties added at run time:
// a declared field would always be present. What a stack line says is capture_stack's business.

import { iterateToArray } from "./iterate.ts";
import {
  captureStack,
  defineProp,
  describeFrames,
  functionFlags,
  getElem,
  getProto,
  hasOwn,
  isObject,
  ownFlags,
  setElem,
} from "./native.ts";

export interface ErrorOptions {
  readonly cause?: unknown;
}

/** Flags of define_prop. */
const HIDDEN = 0;
const ENUMERABLE = 1;
const ACCESSOR = 8;
/** Of function_flags: a prototype that the compiler made. */
const PROTOTYPE = 32;

export class Error {
  /** What describeFrames makes the lines below the first of. */
  #frames: string;
  /** The whole text once it has been read or assigned, null before. */
  #stack: string | null = null;

  constructor(message?: string, options?: ErrorOptions) {
    if (message !== undefined) put(this, "message", `${message}`, HIDDEN);
    if (isObject(options) && "cause" in options) put(this, "cause", options.cause, HIDDEN);
    this.#frames = captureStack(this);
  }

  get name(): string {
    return ownOr(this, "name", "Error");
  }

  set name(name: string) {
    put(this, "name", name, ENUMERABLE);
  }

  get message(): string {
    return ownOr(this, "message", "");
  }

  set message(message: string) {
    put(this, "message", message, ENUMERABLE);
  }

  /** First line Name: message, as they are when the stack is first read; then one line per call. */
  get stack(): string {
    if (this.#stack === null) this.#stack = errorToString(this) + describeFrames(this, this.#frames);
    return this.#stack;
  }

  set stack(text: string) {
    this.#stack = text;
  }

  /** Error.prototype.toString. */
  toString(): string {
    return errorToString(this);
  }

  /**
   * Gives the object a `stack` that begins with its name and message (a function of V8): those at the first read if
   * it is an Error, else those it has now.
   */
  static captureStackTrace(target: object, _constructor?: unknown): void {
    if (target instanceof Error) target.#stack = null;
    else
      defineProp(
        target,
        "stack",
        errorToString(target) + describeFrames(target, captureStack(target)),
        HIDDEN,
      );
  }

  /** Accepted for compatibility; the depth of stacks is fixed. */
  static stackTraceLimit = 10;
}

/** Sets an own property; a new one has `flags`. A field that a class declares is defined anew after its constructor's. */
function put(error: object, key: string, value: unknown, flags: number): void {
  if (hasOwn(error, key)) setElem(error, key, value);
  else defineProp(error, key, value, flags);
}

/** The error's own property, or what it inherits: what a program put on a prototype, else `inherited`. */
function ownOr(error: object, key: string, inherited: string): string {
  for (let at: unknown = error; at !== null; at = getProto(at)) {
    const flags = ownFlags(at, key);
    // An accessor on the prototype of a class is the one that asks.
    const isAsking = (flags & ACCESSOR) !== 0 && (functionFlags(at as object) & PROTOTYPE) !== 0;
    if (flags >= 0 && !isAsking) return getElem(at, key) as string;
  }
  return inherited;
}

/** Error.prototype.toString. */
export function errorToString(error: { readonly name?: unknown; readonly message?: unknown }): string {
  const name = error.name === undefined ? "Error" : `${error.name}`;
  const message = error.message === undefined ? "" : `${error.message}`;
  if (name === "") return message;
  return message === "" ? name : `${name}: ${message}`;
}

export class TypeError extends Error {
  override get name(): string {
    return ownOr(this, "name", "TypeError");
  }

  override set name(name: string) {
    put(this, "name", name, ENUMERABLE);
  }
}

export class RangeError extends Error {
  override get name(): string {
    return ownOr(this, "name", "RangeError");
  }

  override set name(name: string) {
    put(this, "name", name, ENUMERABLE);
  }
}

export class ReferenceError extends Error {
  override get name(): string {
    return ownOr(this, "name", "ReferenceError");
  }

  override set name(name: string) {
    put(this, "name", name, ENUMERABLE);
  }
}

export class SyntaxError extends Error {
  override get name(): string {
    return ownOr(this, "name", "SyntaxError");
  }

  override set name(name: string) {
    put(this, "name", name, ENUMERABLE);
  }
}

export class EvalError extends Error {
  override get name(): string {
    return ownOr(this, "name", "EvalError");
  }

  override set name(name: string) {
    put(this, "name", name, ENUMERABLE);
  }
}

export class URIError extends Error {
  override get name(): string {
    return ownOr(this, "name", "URIError");
  }

  override set name(name: string) {
    put(this, "name", name, ENUMERABLE);
  }
}

export class AggregateError extends Error {
  constructor(errors: unknown, message?: string, options?: ErrorOptions) {
    super(message, options);
    put(this, "errors", iterateToArray(errors), HIDDEN);
  }

  override get name(): string {
    return ownOr(this, "name", "AggregateError");
  }

  override set name(name: string) {
    put(this, "name", name, ENUMERABLE);
  }
}

/** Error(...) without new. */
export function Error_call(message?: string, options?: ErrorOptions): Error {
  return new Error(message, options);
}

/** TypeError(...) without new. */
export function TypeError_call(message?: string, options?: ErrorOptions): TypeError {
  return new TypeError(message, options);
}

/** RangeError(...) without new. */
export function RangeError_call(message?: string, options?: ErrorOptions): RangeError {
  return new RangeError(message, options);
}

/** ReferenceError(...) without new. */
export function ReferenceError_call(message?: string, options?: ErrorOptions): ReferenceError {
  return new ReferenceError(message, options);
}

/** SyntaxError(...) without new. */
export function SyntaxError_call(message?: string, options?: ErrorOptions): SyntaxError {
  return new SyntaxError(message, options);
}

/** EvalError(...) without new. */
export function EvalError_call(message?: string, options?: ErrorOptions): EvalError {
  return new EvalError(message, options);
}

/** URIError(...) without new. */
export function URIError_call(message?: string, options?: ErrorOptions): URIError {
  return new URIError(message, options);
}

/** AggregateError(...) without new. */
export function AggregateError_call(
  errors: unknown,
  message?: string,
  options?: ErrorOptions,
): AggregateError {
  return new AggregateError(errors, message, options);
}
