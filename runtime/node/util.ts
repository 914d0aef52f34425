// Node's module `util`: format, inspect (with the option `depth`), promisify, callbacks, deep equality, and the types
// that can be asked for. Other options of inspect, colours, styles and parseArgs are not here.

import { format as formatAll } from "../lang/inspect/format.ts";
import { type InspectOptions, inspectWith } from "../lang/inspect/inspect.ts";
import { deepEqual } from "./deep-equal.ts";
import { wrongType } from "./errors.ts";

export { TextDecoder } from "../lang/web/text-decoder.ts";
export { TextEncoder } from "../lang/web/text-encoder.ts";

export function format(...values: unknown[]): string {
  return formatAll(values);
}

const custom: unique symbol = Symbol.for("nodejs.util.inspect.custom");

/** What `inspect` does without options. Others than `depth` may ask for nothing else. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  breakLength: 128,
  colors: false,
  compact: 3,
  customInspect: true,
  getters: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  numericSeparator: false,
  showHidden: false,
  showProxy: false,
  sorted: false,
};

/** Refuses options that JavaScript may give, although no type has them: a text that is shown in another way is a wrong one. */
function requireDefaults(options: object, allowed: string): void {
  for (const [name, value] of Object.entries(options))
    if (name !== allowed && value !== undefined && value !== DEFAULTS[name])
      throw new Error(`util.inspect with the option '${name}' other than by default is not supported`);
}

/**
 * `depth` null is without limit. A method under `inspect.custom` says how an object is shown. Options are an object, or
 * one by one as in old programs.
 */
export const inspect = Object.assign(
  function inspect(
    value: unknown,
    options?: InspectOptions | boolean | null,
    depth?: number | null,
    colors?: boolean,
  ): string {
    const isObject = typeof options === "object" && options !== null;
    const asked = isObject ? options : { showHidden: options ?? false, depth, colors };
    requireDefaults(asked, "depth");
    return inspectWith(value, asked);
  },
  { custom } as { readonly custom: typeof custom },
);

/** `format` with options of `inspect`, of which none may ask for anything but the defaults; else an Error. */
export function formatWithOptions(options: object, ...values: unknown[]): string {
  requireDefaults(options, "");
  return format(...values);
}

export function isDeepStrictEqual(a: unknown, b: unknown): boolean {
  return deepEqual(a, b, true);
}

/** The function as one that gives a promise instead of calling back with (error, value). */
// biome-ignore lint/suspicious/noExplicitAny: the arguments are the function's own
export function promisify<A extends any[], T>(
  work: (...args: [...A, (error: Error | null | undefined, value: T) => void]) => void,
): (...args: A) => Promise<T> {
  if (typeof work !== "function") throw wrongType("original", "of type function", work);
  return (...args) =>
    new Promise((resolve, reject) => {
      work(...args, (error, value) => (error ? reject(error) : resolve(value)));
    });
}

/** Makes instances of `heir` inherit from `parent`, as before there were classes. */
export function inherits(heir: Function, parent: Function): void {
  Object.defineProperty(heir, "super_", { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf(heir.prototype, parent.prototype);
}

/** `fn`, whose first call writes a DeprecationWarning, as process.emitWarning does. */
// biome-ignore lint/suspicious/noExplicitAny: whatever the function takes and gives, as Node declares it
export function deprecate<F extends (...args: any[]) => any>(fn: F, message: string, code = ""): F {
  let isTold = false;
  const deprecated = function (this: unknown, ...args: unknown[]): unknown {
    if (!isTold) process.emitWarning(message, "DeprecationWarning", code);
    isTold = true;
    return fn.apply(this, args);
  };
  return deprecated as F;
}

export const types = {
  isDate: (value: unknown): value is Date => value instanceof Date,
  isRegExp: (value: unknown): value is RegExp => value instanceof RegExp,
  isMap: (value: unknown): value is Map<unknown, unknown> => value instanceof Map,
  isSet: (value: unknown): value is Set<unknown> => value instanceof Set,
  isPromise: (value: unknown): value is Promise<unknown> => value instanceof Promise,
};

const all = { deprecate, format, formatWithOptions, inspect, isDeepStrictEqual, promisify, inherits, types };

export { all as default };
