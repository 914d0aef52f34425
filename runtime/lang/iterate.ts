// The iteration protocol (GetIterator, IteratorStep) where the compiler does not know the iterable statically.

import { packedCopy } from "./array/copy.ts";
import { Array_prototype_values, type Step } from "./array/iterator.ts";
import { describe } from "./describe.ts";
import { callWithArray, getElem, isArray, isObject, strCharCodeAt, strSubstring } from "./native.ts";

interface MaybeIterable {
  readonly [Symbol.iterator]?: unknown;
}

/** The source's @@iterator method, undefined when it has none. Strings and arrays iterate without one. */
export function iteratorMethod(source: unknown): unknown {
  if (source === null || source === undefined) return undefined;
  if (typeof source === "string" || isArray(source)) return Array_prototype_values;
  const method = (source as MaybeIterable)[Symbol.iterator];
  return method === null ? undefined : method;
}

/** IteratorToList of any iterable: arrays (holes become undefined), strings by code point, the protocol. */
export function iterateToArray(source: unknown): unknown[] {
  if (isArray(source)) return packedCopy(source);
  if (typeof source === "string") return codePoints(source);
  const result: unknown[] = [];
  const iterator = iterate(source);
  for (let step = iterator.next(); !step.done; step = iterator.next()) result.push(step.value);
  return result;
}

/** An iterator as the language library and the compiler's for-of use it. */
export interface Iteration {
  next(): Step<unknown>;
  /** IteratorClose: tells the iterator that no more steps will be asked for. */
  close(): void;
}

/** GetIterator(source, sync). TypeError when `source` is not iterable. */
export function iterate(source: unknown): Iteration {
  if (isArray(source)) return new ArrayIteration(source);
  if (typeof source === "string") return new ArrayIteration(codePoints(source));
  const method = iteratorMethod(source);
  if (typeof method !== "function") throw notIterable(source);
  const iterator = callWithArray(method, source, []);
  if (!isObject(iterator)) throw new TypeError("Result of the Symbol.iterator method is not an object");
  return new ProtocolIteration(iterator);
}

/** V8's TypeError for a value that a built-in tried to iterate over: names the type, of simple values the value. */
export function notIterable(source: unknown): TypeError {
  let subject: string = typeof source;
  if (typeof source === "string") subject += ` "${source}"`;
  else if (source === null || typeof source === "number" || typeof source === "boolean")
    subject += ` ${source}`;
  return new TypeError(`${subject} is not iterable (cannot read property Symbol(Symbol.iterator))`);
}

class ArrayIteration {
  readonly array: readonly unknown[];
  index = 0;

  constructor(array: readonly unknown[]) {
    this.array = array;
  }

  next(): Step<unknown> {
    if (this.index >= this.array.length) return { value: undefined, done: true };
    return { value: this.array[this.index++], done: false };
  }

  close(): void {}
}

class ProtocolIteration {
  readonly iterator: object;
  readonly method: unknown;

  constructor(iterator: object) {
    this.iterator = iterator;
    this.method = getElem(iterator, "next");
  }

  next(): Step<unknown> {
    const result = callWithArray(this.method, this.iterator, []);
    if (!isObject(result)) throw new TypeError(`Iterator result ${describe(result)} is not an object`);
    if (getElem(result, "done")) return { value: undefined, done: true };
    return { value: getElem(result, "value"), done: false };
  }

  close(): void {
    const method = getElem(this.iterator, "return");
    if (method !== undefined && method !== null) callWithArray(method, this.iterator, []);
  }
}

/** The characters of `text`: surrogate pairs together, lone surrogates alone. */
export function codePoints(text: string): string[] {
  const result: string[] = [];
  let i = 0;
  while (i < text.length) {
    const end = nextCodePoint(text, i);
    result.push(strSubstring(text, i, end));
    i = end;
  }
  return result;
}

/** The position after the code point that begins at `index` (in range). */
export function nextCodePoint(text: string, index: number): number {
  const unit = strCharCodeAt(text, index);
  if (unit < 0xd800 || unit > 0xdbff || index + 1 >= text.length) return index + 1;
  const low = strCharCodeAt(text, index + 1);
  return low >= 0xdc00 && low <= 0xdfff ? index + 2 : index + 1;
}
