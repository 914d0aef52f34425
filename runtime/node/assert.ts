// Node's module `assert`: the functions that throw AssertionErrors. `assert.strict` is the module with strict equality.
//
// Whether an assertion holds is exactly Node's; so is the message of a comparison of primitive values. The message of a
// failed comparison of objects shows both values one after the other, and that of `assert(value)` does not quote the
// source, as there is none.

import { inspectDeep } from "../lang/inspect/inspect.ts";
import { deepEqual as deepEqualBy } from "./deep-equal.ts";

type Message = string | Error | undefined;
// biome-ignore lint/suspicious/noExplicitAny: any class of errors
type ErrorClass = new (...args: any[]) => unknown;
type Expected = RegExp | ErrorClass | ((thrown: unknown) => boolean) | object | Error;

export class AssertionError extends Error {
  readonly generatedMessage: boolean;
  readonly code: string = "ERR_ASSERTION";
  readonly actual: unknown;
  readonly expected: unknown;
  readonly operator: string;

  constructor(options: {
    message?: string | undefined;
    actual?: unknown;
    expected?: unknown;
    operator?: string | undefined;
    generated?: boolean;
  }) {
    super(options.message ?? "Failed");
    this.generatedMessage = options.generated ?? options.message === undefined;
    this.actual = options.actual;
    this.expected = options.expected;
    this.operator = options.operator ?? "fail";
    Object.defineProperty(this, "name", { value: "AssertionError", writable: true, configurable: true });
  }

  override toString(): string {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
}

/** Throws: `message` if it is an error, else one with it, or with `otherwise` where there is none. */
function fails(
  operator: string,
  actual: unknown,
  expected: unknown,
  message: Message,
  otherwise: string,
): never {
  if (message instanceof Error) throw message;
  const generated = message === undefined;
  throw new AssertionError({ message: message ?? otherwise, actual, expected, operator, generated });
}

function shown(value: unknown): string {
  return inspectDeep(value, 1000);
}

/** Two short values side by side, longer ones one below the other. */
function difference(head: string, actual: unknown, expected: unknown): string {
  const [a, b] = [shown(actual), shown(expected)];
  const lines = a.includes("\n") || b.includes("\n");
  const zeros = actual === 0 && expected === 0;
  if (!lines && a.length + b.length <= SHORT && !zeros && !isBox(actual) && !isBox(expected))
    return `${head}\n\n${a} !== ${b}\n`;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const mark = !lines && same > 2 && a.length + b.length < LINE ? `\n${" ".repeat(same + 2)}^` : "";
  return `${head}\n+ actual - expected\n\n${marked("+", a)}\n${marked("-", b)}${mark}`;
}

/** Lengths of two values that stand on one line, and of lines that a mark stands below. */
const SHORT = 12;
const LINE = 80;

function marked(sign: string, text: string): string {
  return text
    .split("\n")
    .map((line) => `${sign} ${line}`)
    .join("\n");
}

function isBox(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

export function ok(value: unknown, message?: string | Error): asserts value {
  if (!value) fails("==", value, true, message, "The expression evaluated to a falsy value");
}

export function equal(actual: unknown, expected: unknown, message?: string | Error): void {
  // biome-ignore lint/suspicious/noDoubleEquals: it is what this function tests
  if (actual == expected || (Number.isNaN(actual) && Number.isNaN(expected))) return;
  fails("==", actual, expected, message, `${shown(actual)} == ${shown(expected)}`);
}

export function notEqual(actual: unknown, expected: unknown, message?: string | Error): void {
  // biome-ignore lint/suspicious/noDoubleEquals: it is what this function tests
  if (actual != expected && !(Number.isNaN(actual) && Number.isNaN(expected))) return;
  fails("!=", actual, expected, message, `${shown(actual)} != ${shown(expected)}`);
}

export function strictEqual<T>(actual: unknown, expected: T, message?: string | Error): asserts actual is T {
  if (Object.is(actual, expected)) return;
  const same = isBox(actual) && isBox(expected);
  let head = "Expected values to be strictly equal:";
  if (same) head = 'Expected "actual" to be reference-equal to "expected":';
  if (typeof message !== "string" && same && shown(actual) === shown(expected)) {
    const text = `Values have same structure but are not reference-equal:\n\n${shown(actual)}\n`;
    fails("strictEqual", actual, expected, message, text);
  }
  differs("strictEqual", actual, expected, message, head);
}

/** A message given for these two is put in place of the first line. */
function differs(
  operator: string,
  actual: unknown,
  expected: unknown,
  message: Message,
  head: string,
): never {
  if (message instanceof Error) throw message;
  const text = difference(message ?? head, actual, expected);
  throw new AssertionError({ message: text, actual, expected, operator, generated: message === undefined });
}

export function notStrictEqual(actual: unknown, expected: unknown, message?: string | Error): void {
  if (!Object.is(actual, expected)) return;
  const text = isBox(actual)
    ? `Expected "actual" not to be reference-equal to "expected":\n\n${shown(actual)}\n`
    : `Expected "actual" to be strictly unequal to: ${shown(expected)}`;
  fails("notStrictEqual", actual, expected, message, text);
}

export function deepStrictEqual<T>(
  actual: unknown,
  expected: T,
  message?: string | Error,
): asserts actual is T {
  if (deepEqualBy(actual, expected, true)) return;
  differs("deepStrictEqual", actual, expected, message, "Expected values to be strictly deep-equal:");
}

export function notDeepStrictEqual(actual: unknown, expected: unknown, message?: string | Error): void {
  if (!deepEqualBy(actual, expected, true)) return;
  const text = shown(actual);
  const all = `Expected "actual" not to be strictly deep-equal to:${isBox(actual) ? "\n\n" : " "}${text}`;
  fails("notDeepStrictEqual", actual, expected, message, isBox(actual) ? `${all}\n` : all);
}

export function deepEqual(actual: unknown, expected: unknown, message?: string | Error): void {
  if (deepEqualBy(actual, expected, false)) return;
  const text = `${shown(actual)}\n\nshould loosely deep-equal\n\n${shown(expected)}`;
  fails("deepEqual", actual, expected, message, `Expected values to be loosely deep-equal:\n\n${text}`);
}

export function notDeepEqual(actual: unknown, expected: unknown, message?: string | Error): void {
  if (!deepEqualBy(actual, expected, false)) return;
  const text = `Expected "actual" not to be loosely deep-equal to:\n\n${shown(actual)}`;
  fails("notDeepEqual", actual, expected, message, isBox(actual) ? `${text}\n` : text);
}

export function fail(message?: string | Error): never {
  if (message instanceof Error) throw message;
  throw new AssertionError({
    message: message ?? "Failed",
    operator: "fail",
    generated: message === undefined,
  });
}

export function match(text: string, pattern: RegExp, message?: string | Error): void {
  if (pattern.exec(text) !== null) return;
  const all = `The input did not match the regular expression ${pattern}. Input:\n\n${shown(text)}\n`;
  fails("match", text, pattern, message, all);
}

export function doesNotMatch(text: string, pattern: RegExp, message?: string | Error): void {
  if (pattern.exec(text) === null) return;
  const all = `The input was expected to not match the regular expression ${pattern}. Input:\n\n${shown(text)}\n`;
  fails("doesNotMatch", text, pattern, message, all);
}

export function ifError(value: unknown): void {
  if (value === null || value === undefined) return;
  const text = value instanceof Error ? value.message : shown(value);
  const message = `ifError got unwanted exception: ${text}`;
  throw new AssertionError({ message, actual: value, expected: null, operator: "ifError", generated: false });
}

// ---- Exceptions -------------------------------------------------------------------------------------------------

interface Caught {
  readonly error: unknown;
}

export function throws(work: () => unknown, expected?: Expected | string, message?: string | Error): void {
  let caught: Caught | null = null;
  try {
    work();
  } catch (error) {
    caught = { error };
  }
  expectError("throws", "exception", caught, expected, message);
}

export async function rejects(
  work: Promise<unknown> | (() => Promise<unknown>),
  expected?: Expected | string,
  message?: string | Error,
): Promise<void> {
  let caught: Caught | null = null;
  const promise = typeof work === "function" ? work() : work;
  try {
    await promise;
  } catch (error) {
    caught = { error };
  }
  expectError("rejects", "rejection", caught, expected, message);
}

export function doesNotThrow(work: () => unknown, message?: string): void {
  try {
    work();
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const all = `Got unwanted exception${message === undefined ? "." : `: ${message}`}\nActual message: "${text}"`;
    throw new AssertionError({ message: all, actual: error, operator: "doesNotThrow", generated: false });
  }
}

function expectError(
  operator: string,
  what: string,
  caught: Caught | null,
  expected: Expected | string | undefined,
  message: Message,
): void {
  const given = typeof expected === "string" ? expected : message;
  if (caught === null) {
    if (given instanceof Error) throw given;
    let text = `Missing expected ${what}`;
    const name = typeof expected === "function" ? expected.name : "";
    if (name !== "") text += ` (${name})`;
    text += given === undefined ? "." : `: ${given}`;
    throw new AssertionError({ message: text, operator, generated: false });
  }
  if (expected === undefined || typeof expected === "string") return;
  const { error } = caught;
  if (expected instanceof RegExp) {
    if (expected.exec(String(error)) !== null) return;
    const text = `The input did not match the regular expression ${expected}. Input:\n\n${shown(String(error))}\n`;
    fails(operator, error, expected, message, text);
  }
  if (typeof expected === "object") {
    const wanted = expected as Record<string, unknown>;
    const keys = Object.keys(expected);
    if (expected instanceof Error) keys.push("name", "message");
    const has = (error ?? {}) as Record<string, unknown>;
    for (const key of keys) {
      const [is, must] = [has[key], wanted[key]];
      if (typeof is === "string" && must instanceof RegExp && must.exec(is) !== null) continue;
      if (key in has && deepEqualBy(is, must, true)) continue;
      const pick = (from: Record<string, unknown>) => Object.fromEntries(keys.map((k) => [k, from[k]]));
      differs(operator, pick(has), pick(wanted), message, "Expected values to be strictly deep-equal:");
    }
    return;
  }
  if (isErrorClass(expected)) {
    if (error instanceof expected) return;
    const name = error instanceof Error ? error.constructor.name : shown(error);
    const text = error instanceof Error ? `\n\nError message:\n\n${error.message}` : "";
    const head = `The error is expected to be an instance of "${expected.name}". Received "${name}"${text}`;
    fails(operator, error, expected, message, head);
  }
  const result = (expected as (thrown: unknown) => unknown)(error);
  if (result === true) return;
  const head = `The validation function is expected to return "true". Received ${shown(result)}`;
  fails(operator, error, expected, message, `${head}\n\nCaught error:\n\n${String(error)}`);
}

/** Classes have instances; a function that validates has none that is an error. */
function isErrorClass(expected: Expected): expected is ErrorClass {
  const { prototype } = expected as { prototype?: unknown };
  return prototype !== undefined && (expected === Error || prototype instanceof Error);
}

// ---- The module as a function -----------------------------------------------------------------------------------

function members(loose: boolean) {
  return {
    ok,
    equal: loose ? equal : strictEqual,
    notEqual: loose ? notEqual : notStrictEqual,
    strictEqual,
    notStrictEqual,
    deepEqual: loose ? deepEqual : deepStrictEqual,
    notDeepEqual: loose ? notDeepEqual : notDeepStrictEqual,
    deepStrictEqual,
    notDeepStrictEqual,
    fail,
    match,
    doesNotMatch,
    ifError,
    throws,
    rejects,
    doesNotThrow,
    AssertionError,
  };
}

/** `assert(value)` and its members. */
export interface Assert {
  (value: unknown, message?: string | Error): asserts value;
  ok(value: unknown, message?: string | Error): asserts value;
  equal(actual: unknown, expected: unknown, message?: string | Error): void;
  notEqual(actual: unknown, expected: unknown, message?: string | Error): void;
  strictEqual<T>(actual: unknown, expected: T, message?: string | Error): asserts actual is T;
  notStrictEqual(actual: unknown, expected: unknown, message?: string | Error): void;
  deepEqual(actual: unknown, expected: unknown, message?: string | Error): void;
  notDeepEqual(actual: unknown, expected: unknown, message?: string | Error): void;
  deepStrictEqual<T>(actual: unknown, expected: T, message?: string | Error): asserts actual is T;
  notDeepStrictEqual(actual: unknown, expected: unknown, message?: string | Error): void;
  fail(message?: string | Error): never;
  match(text: string, pattern: RegExp, message?: string | Error): void;
  doesNotMatch(text: string, pattern: RegExp, message?: string | Error): void;
  ifError(value: unknown): void;
  throws(work: () => unknown, expected?: Expected | string, message?: string | Error): void;
  rejects(
    work: Promise<unknown> | (() => Promise<unknown>),
    expected?: Expected | string,
    message?: string | Error,
  ): Promise<void>;
  doesNotThrow(work: () => unknown, message?: string): void;
  readonly AssertionError: typeof AssertionError;
  readonly strict: Assert;
}

function assertFunction(value: unknown, message?: string | Error): void {
  ok(value, message);
}

function strictFunction(value: unknown, message?: string | Error): void {
  ok(value, message);
}

export const strict = Object.assign(strictFunction, members(false)) as unknown as Assert;
Object.assign(strict, { strict });

const assert: Assert = Object.assign(assertFunction, members(true), { strict }) as unknown as Assert;

export { assert as default };
