// Node's module `util`: format, inspect (with the option `depth`), promisify, callbacks, deep equality, and the types
// that can be asked for. Other options of inspect, colours, styles, parseArgs and deprecations are not here.

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

/**
 * `depth` null is without limit. A method under `inspect.custom` says how an object is shown.
 */
export const inspect = Object.assign(
  function inspect(value: unknown, options?: InspectOptions): string {
    return inspectWith(value, options);
  },
  { custom } as { readonly custom: typeof custom },
);

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

export const types = {
  isDate: (value: unknown): value is Date => value instanceof Date,
  isRegExp: (value: unknown): value is RegExp => value instanceof RegExp,
  isMap: (value: unknown): value is Map<unknown, unknown> => value instanceof Map,
  isSet: (value: unknown): value is Set<unknown> => value instanceof Set,
  isPromise: (value: unknown): value is Promise<unknown> => value instanceof Promise,
};

const all = { format, inspect, isDeepStrictEqual, promisify, inherits, types };

export { all as default };
