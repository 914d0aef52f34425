// Iteration with awaits: GetIterator(async), for await, and %AsyncFromSyncIteratorPrototype%.
//
// The awaits are code that the compiler writes between these calls.

import { asIterator, iterate, iteratorMethod, notAResult, requireMethod } from "./iterate.ts";
import { callWithArray, getElem, isArray, isObject } from "./native.ts";
import { newPromise, type Promise, toPromise } from "./promise.ts";

interface MaybeAsyncIterable {
  readonly [Symbol.asyncIterator]?: unknown;
}

/** GetIterator(source, async): an iterator object. `text` names the source in errors. */
export function asyncIteratorOf(source: unknown, text: string): object {
  if (source === null || source === undefined)
    throw new TypeError(`Cannot read properties of ${source} (reading 'Symbol(Symbol.asyncIterator)')`);
  const own = (source as MaybeAsyncIterable)[Symbol.asyncIterator];
  if (own !== undefined && own !== null) {
    const iterator = callWithArray(requireMethod(own, "asyncIterator"), source, []);
    if (!isObject(iterator))
      throw new TypeError("Result of the Symbol.asyncIterator method is not an object");
    return iterator;
  }
  const method = iteratorMethod(source);
  if (typeof method !== "function") throw new TypeError(`${text} is not async iterable`);
  if (isArray(source) || typeof source === "string") return new AsyncFromSyncIterator(iterate(source));
  const iterator = callWithArray(method, source, []);
  if (!isObject(iterator)) throw new TypeError("Result of the Symbol.iterator method is not an object");
  return new AsyncFromSyncIterator(iterator);
}

/** An iterator of a loop. */
export class AsyncIteration {
  readonly iterator: object;
  readonly next: unknown;

  constructor(iterator: object) {
    this.iterator = iterator;
    this.next = getElem(iterator, "next");
  }
}

/** For the compiler: the iterator of a `for await`. */
export function iterateAsync(source: unknown, text: string): AsyncIteration {
  return new AsyncIteration(asyncIteratorOf(source, text));
}

/** For the compiler: asks for the next result; what to await. */
export function asyncNext(iteration: AsyncIteration): unknown {
  return callWithArray(requireMethod(iteration.next, "next"), iteration.iterator, []);
}

/** For the compiler: whether an awaited result is the last one. TypeError when it is no object. */
export function asyncDone(result: unknown): boolean {
  if (!isObject(result)) throw notAResult(result);
  return !!getElem(result, "done");
}

/** For the compiler: the value of an awaited result. */
export function asyncValue(result: unknown): unknown {
  return getElem(result, "value");
}

/** For the compiler: the return method of the iterator, undefined when it has none. */
export function asyncCloser(iteration: AsyncIteration): unknown {
  const method = getElem(iteration.iterator, "return");
  return method === null ? undefined : method;
}

/** For the compiler: calls the return method; what to await. */
export function asyncClose(iteration: AsyncIteration, method: unknown): unknown {
  return callWithArray(requireMethod(method, "return"), iteration.iterator, []);
}

/** For the compiler: checks what the return method's promise gave. */
export function asyncClosed(result: unknown): void {
  if (!isObject(result)) throw notAResult(result);
}

/** %AsyncFromSyncIteratorPrototype%: a sync iterator whose values are awaited. */
class AsyncFromSyncIterator {
  #iterator: object;
  #next: unknown;

  constructor(iterator: object) {
    this.#iterator = iterator;
    this.#next = getElem(iterator, "next");
  }

  next(sent?: unknown): Promise<unknown> {
    return this.#call(this.#next, sent);
  }

  return(value?: unknown): Promise<unknown> {
    try {
      const method = getElem(this.#iterator, "return");
      if (method !== undefined && method !== null) return this.#call(method, value);
      const promise = newPromise();
      promise.settle(false, { value, done: true });
      return promise;
    } catch (error) {
      return rejected(error);
    }
  }

  throw(error?: unknown): Promise<unknown> {
    try {
      const method = getElem(this.#iterator, "throw");
      if (method !== undefined && method !== null) return this.#call(method, error);
      asIterator(this.#iterator).close();
      return rejected(new TypeError("The iterator does not provide a 'throw' method."));
    } catch (failure) {
      return rejected(failure);
    }
  }

  /** Calls a method of the sync iterator; AsyncFromSyncIteratorContinuation. */
  #call(method: unknown, sent: unknown): Promise<unknown> {
    try {
      const result = callWithArray(requireMethod(method, "next"), this.#iterator, [sent]);
      if (!isObject(result)) throw notAResult(result);
      const done = !!getElem(result, "done");
      return toPromise(getElem(result, "value")).then((value: unknown) => ({ value, done }));
    } catch (error) {
      return rejected(error);
    }
  }
}

function rejected(reason: unknown): Promise<unknown> {
  const promise = newPromise();
  promise.settle(true, reason);
  return promise;
}
