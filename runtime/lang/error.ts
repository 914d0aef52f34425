// The Error classes: message, cause, a stack text and toString.
//
// What a stack line says is capture_stack's business. Fields marked @nonEnumerable are left out when a program
// lists own enumerable properties. Unlike ECMA-262, `name` is a property of the instance.

import { iterateToArray } from "./iterate.ts";
import { captureStack, isObject } from "./native.ts";

export interface ErrorOptions {
  readonly cause?: unknown;
}

export class Error {
  /** @nonEnumerable */
  name: string;
  /** @nonEnumerable */
  message: string;
  /** Present only when the options have one. @nonEnumerable */
  declare cause?: unknown;
  /** The lines below the first, each beginning with a line feed. */
  #frames: string;
  /** The whole text once it has been read or assigned, null before. */
  #stack: string | null = null;

  constructor(message?: string, options?: ErrorOptions) {
    this.name = "Error";
    this.message = message === undefined ? "" : `${message}`;
    if (isObject(options) && "cause" in options) this.cause = options.cause;
    this.#frames = captureStack(this);
  }

  /** First line Name: message, as they are when the stack is first read; then one line per call. */
  get stack(): string {
    if (this.#stack === null) this.#stack = errorToString(this) + this.#frames;
    return this.#stack;
  }

  set stack(text: string) {
    this.#stack = text;
  }

  /** Error.prototype.toString. */
  toString(): string {
    return errorToString(this);
  }

  /** Does nothing: every Error has its stack from the start. */
  static captureStackTrace(_target: object, _constructor?: unknown): void {}

  /** Accepted for compatibility; the depth of stacks is fixed. */
  static stackTraceLimit = 10;
}

/** Error.prototype.toString. */
export function errorToString(error: { readonly name?: unknown; readonly message?: unknown }): string {
  const name = error.name === undefined ? "Error" : `${error.name}`;
  const message = error.message === undefined ? "" : `${error.message}`;
  if (name === "") return message;
  return message === "" ? name : `${name}: ${message}`;
}

export class TypeError extends Error {
  constructor(message?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "TypeError";
  }
}

export class RangeError extends Error {
  constructor(message?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "RangeError";
  }
}

export class ReferenceError extends Error {
  constructor(message?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ReferenceError";
  }
}

export class SyntaxError extends Error {
  constructor(message?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "SyntaxError";
  }
}

export class EvalError extends Error {
  constructor(message?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "EvalError";
  }
}

export class URIError extends Error {
  constructor(message?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "URIError";
  }
}

export class AggregateError extends Error {
  /** @nonEnumerable */
  errors: unknown[];

  constructor(errors: unknown, message?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AggregateError";
    this.errors = iterateToArray(errors);
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
