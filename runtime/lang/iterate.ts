// The iteration protocol (GetIterator, IteratorStep) where the compiler does not know the iterable statically.

import { packedCopy } from "./array/copy.ts";
import { Array_prototype_values, ArrayIterator } from "./array/iterator.ts";
import { describe } from "./describe.ts";
import { BuiltinIterator, end, VALUES } from "./iterator.ts";
import { callWithArray, getElem, isArray, isHole, isObject, strCharCodeAt, strSubstring } from "./native.ts";

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
  return stepsToArray(iterate(source));
}

/** What is left of an iteration. */
export function stepsToArray(iterator: BuiltinIterator): unknown[] {
  const result: unknown[] = [];
  for (let value = iterator.step(); !isHole(value); value = iterator.step()) result.push(value);
  return result;
}

/** GetIterator(source, sync). TypeError when `source` is not iterable. */
export function iterate(source: unknown): BuiltinIterator {
  if (isArray(source)) return new ArrayIterator<unknown>(source, VALUES);
  if (typeof source === "string") return new ArrayIterator<unknown>(codePoints(source), VALUES);
  const method = iteratorMethod(source);
  if (typeof method !== "function") throw notIterable(source);
  return asIterator(callWithArray(method, source, []));
}

/** Steps through what an @@iterator method gave. TypeError when that is no object. */
export function asIterator(iterator: unknown): BuiltinIterator {
  if (iterator instanceof BuiltinIterator) return iterator;
  if (!isObject(iterator)) throw new TypeError("Result of the Symbol.iterator method is not an object");
  return new ForeignIterator(iterator);
}

/**
 * For the compiler: GetIterator. V8's TypeError names the source by `text` in loops, patterns and literals; "" for
 * yield*, where it describes the value.
 */
export function iteratorOf(source: unknown, text: string): unknown {
  if (isArray(source) || typeof source === "string") return iterate(source);
  const method = iteratorMethod(source);
  if (typeof method !== "function")
    throw text === "" ? notIterable(source) : new TypeError(`${text} is not iterable`);
  return callWithArray(method, source, []);
}

/** For the compiler: the values of a spread in an array literal. */
export function spreadElements(source: unknown, text: string): unknown[] {
  if (isArray(source)) return packedCopy(source);
  if (typeof source === "string") return codePoints(source);
  return stepsToArray(asIterator(iteratorOf(source, text)));
}

/** For the compiler: the values of a spread argument, for which V8 has TypeErrors of their own. */
export function spreadArguments(source: unknown, text: string): unknown[] {
  if (source === null || source === undefined)
    throw new TypeError(`${text} is not iterable (cannot read property ${source})`);
  if (typeof iteratorMethod(source) !== "function")
    throw new TypeError("Spread syntax requires ...iterable[Symbol.iterator] to be a function");
  return spreadElements(source, text);
}

/** V8's TypeError for a value that a built-in tried to iterate over: names the type, of simple values the value. */
export function notIterable(source: unknown): TypeError {
  let subject: string = typeof source;
  if (typeof source === "string") subject += ` "${source}"`;
  else if (source === null || typeof source === "number" || typeof source === "boolean")
    subject += ` ${source}`;
  return new TypeError(`${subject} is not iterable (cannot read property Symbol(Symbol.iterator))`);
}

/** An iterator of the program: its methods are found by name, next once, return when it is needed. */
class ForeignIterator extends BuiltinIterator {
  #iterator: object;
  #next: unknown;

  constructor(iterator: object) {
    super();
    this.#iterator = iterator;
    this.#next = getElem(iterator, "next");
  }

  override step(): unknown {
    const result = callWithArray(requireMethod(this.#next, "next"), this.#iterator, []);
    if (!isObject(result)) throw notAResult(result);
    return getElem(result, "done") ? end() : getElem(result, "value");
  }

  override close(): void {
    const method = getElem(this.#iterator, "return");
    if (method === undefined || method === null) return;
    const result = callWithArray(requireMethod(method, "return"), this.#iterator, []);
    if (!isObject(result)) throw notAResult(result);
  }
}

/** A method of an iterator that is to be called; TypeError unless it is a function. */
export function requireMethod(method: unknown, _name: string): unknown {
  if (typeof method !== "function") throw new TypeError(`${describe(method)} is not a function`);
  return method;
}

/** The TypeError for what next(), return() or throw() gave instead of a result object. */
export function notAResult(result: unknown): TypeError {
  return new TypeError(`Iterator result ${describe(result)} is not an object`);
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
