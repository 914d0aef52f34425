// ECMA-262 promises: states, reactions, and the order in which their jobs run.
//
// The order is what programs can see, so every job that the standard enqueues is one job here, even where
// the outcome is known sooner. Nothing here depends on T: values are kept boxed.

import { enqueueJob, noteRejection } from "../loop/microtasks.ts";
import { describe } from "./describe.ts";
import { iterate } from "./iterate.ts";
import { callWithArray, classOf, frameResume, isFunction, isHole, isObject } from "./native.ts";
import { UnhandledPromiseRejection } from "./unhandled.ts";

export type PromiseState = "pending" | "fulfilled" | "rejected";

/** What waits for a promise. `settle` runs as a job of its own (NewPromiseReactionJob). */
interface Reaction {
  settle(isRejection: boolean, value: unknown): void;
}

/** @phantom T: instances are the same whatever T is, so one instantiation (as unknown) serves all. */
// biome-ignore lint/correctness/noUnusedVariables: T is what programs write
export class Promise<T> {
  #state: PromiseState = "pending";
  /** Value or reason once settled. */
  #result: unknown = undefined;
  #reactions: Reaction[] | null = null;
  #handled = false;

  constructor(executor: (resolve: (value?: unknown) => void, reject: (reason?: unknown) => void) => void) {
    if (!isFunction(executor))
      throw new TypeError(`Promise resolver ${describe(executor)} is not a function`);
    const resolving = new Resolving(this);
    try {
      executor(
        (value) => resolving.resolve(value),
        (reason) => resolving.reject(reason),
      );
    } catch (error) {
      resolving.reject(error);
    }
  }

  /** Promise.prototype.then. */
  then(onFulfilled?: unknown, onRejected?: unknown): Promise<unknown> {
    const derived = newPromise();
    this.react(new ThenReaction(derived, onFulfilled, onRejected));
    return derived;
  }

  /** Promise.prototype.catch. */
  catch(onRejected?: unknown): Promise<unknown> {
    return this.then(undefined, onRejected);
  }

  /** Promise.prototype.finally. */
  finally(onFinally?: unknown): Promise<unknown> {
    if (!isFunction(onFinally)) return this.then(onFinally, onFinally);
    return this.then(
      (value: unknown) => toPromise(callWithArray(onFinally, undefined, [])).then(() => value),
      (reason: unknown) =>
        toPromise(callWithArray(onFinally, undefined, [])).then(() => {
          throw reason;
        }),
    );
  }

  /** PerformPromiseThen. */
  react(reaction: Reaction): void {
    this.#handled = true;
    if (this.#state !== "pending") {
      enqueueJob(new ReactionJob(reaction, this.#state === "rejected", this.#result));
    } else if (this.#reactions === null) {
      this.#reactions = [reaction];
    } else {
      this.#reactions.push(reaction);
    }
  }

  /** FulfillPromise and RejectPromise. Settling for a second time does nothing. */
  settle(isRejection: boolean, value: unknown): void {
    if (this.#state !== "pending") return;
    const reactions = this.#reactions;
    this.#reactions = null;
    this.#state = isRejection ? "rejected" : "fulfilled";
    this.#result = value;
    if (isRejection && !this.#handled) noteRejection(new UnhandledRejection(this));
    if (reactions === null) return;
    for (let i = 0; i < reactions.length; i++) enqueueJob(new ReactionJob(reactions[i]!, isRejection, value));
  }

  /** For inspection: the state, without counting as handling the promise. */
  static stateOf(promise: Promise<unknown>): PromiseState {
    return promise.#state;
  }

  /** For inspection: value or reason, undefined while pending. */
  static resultOf(promise: Promise<unknown>): unknown {
    return promise.#result;
  }

  static isHandled(promise: Promise<unknown>): boolean {
    return promise.#handled;
  }

  /** Promise.resolve. */
  static resolve(value?: unknown): Promise<unknown> {
    return toPromise(value);
  }

  /** Promise.reject. */
  static reject(reason?: unknown): Promise<unknown> {
    const promise = newPromise();
    promise.settle(true, reason);
    return promise;
  }

  /** Promise.all. */
  static all(promises: unknown): Promise<unknown> {
    const combined = newPromise();
    const values = new Combination(combined);
    forEachPromise(promises, combined, values, (promise, index) => {
      promise.then(
        (value: unknown) => values.put(index, value),
        (reason: unknown) => combined.settle(true, reason),
      );
    });
    return combined;
  }

  /** Promise.allSettled. */
  static allSettled(promises: unknown): Promise<unknown> {
    const combined = newPromise();
    const outcomes = new Combination(combined);
    forEachPromise(promises, combined, outcomes, (promise, index) => {
      promise.then(
        (value: unknown) => outcomes.put(index, { status: "fulfilled", value }),
        (reason: unknown) => outcomes.put(index, { status: "rejected", reason }),
      );
    });
    return combined;
  }

  /** Promise.any. */
  static any(promises: unknown): Promise<unknown> {
    const combined = newPromise();
    const errors = new FailureCombination(combined);
    forEachPromise(promises, combined, errors, (promise, index) => {
      promise.then(
        (value: unknown) => resolveWith(combined, value),
        (reason: unknown) => errors.put(index, reason),
      );
    });
    return combined;
  }

  /** Promise.race. */
  static race(promises: unknown): Promise<unknown> {
    const first = newPromise();
    forEachPromise(promises, first, null, (promise) => {
      promise.then(
        (value: unknown) => resolveWith(first, value),
        (reason: unknown) => first.settle(true, reason),
      );
    });
    return first;
  }
}

function nothing(): void {}

/** A pending promise. */
export function newPromise(): Promise<unknown> {
  return new Promise<unknown>(nothing);
}

/** PromiseResolve(%Promise%, value). */
export function toPromise(value: unknown): Promise<unknown> {
  if (isPlainPromise(value)) return value;
  const promise = newPromise();
  resolveWith(promise, value);
  return promise;
}

/** A promise whose `then` is known to be the one above. */
function isPlainPromise(value: unknown): value is Promise<unknown> {
  return value instanceof Promise && classOf(value) === Promise;
}

/** A promise resolve function, without its alreadyResolved flag. */
export function resolveWith(promise: Promise<unknown>, resolution: unknown): void {
  if (resolution === promise) {
    promise.settle(true, new TypeError("Chaining cycle detected for promise #<Promise>"));
    return;
  }
  if (!isObject(resolution)) {
    promise.settle(false, resolution);
    return;
  }
  if (isPlainPromise(resolution)) {
    enqueueJob(new AdoptJob(promise, resolution));
    return;
  }
  let then: unknown;
  try {
    then = (resolution as { readonly then?: unknown }).then;
  } catch (error) {
    promise.settle(true, error);
    return;
  }
  if (isFunction(then)) enqueueJob(new ThenableJob(promise, resolution, then));
  else promise.settle(false, resolution);
}

/**
 * CreateResolvingFunctions: of resolve and reject, the first call counts.
 *
 * @sealed
 */
class Resolving {
  readonly promise: Promise<unknown>;
  done = false;

  constructor(promise: Promise<unknown>) {
    this.promise = promise;
  }

  resolve(value: unknown): void {
    if (this.done) return;
    this.done = true;
    resolveWith(this.promise, value);
  }

  reject(reason: unknown): void {
    if (this.done) return;
    this.done = true;
    this.promise.settle(true, reason);
  }
}

class ReactionJob {
  readonly reaction: Reaction;
  readonly isRejection: boolean;
  readonly value: unknown;

  constructor(reaction: Reaction, isRejection: boolean, value: unknown) {
    this.reaction = reaction;
    this.isRejection = isRejection;
    this.value = value;
  }

  run(): void {
    this.reaction.settle(this.isRejection, this.value);
  }
}

/** NewPromiseResolveThenableJob. */
class ThenableJob {
  readonly promise: Promise<unknown>;
  readonly thenable: object;
  readonly then: unknown;

  constructor(promise: Promise<unknown>, thenable: object, then: unknown) {
    this.promise = promise;
    this.thenable = thenable;
    this.then = then;
  }

  run(): void {
    const resolving = new Resolving(this.promise);
    // In an array the functions have no names, as in ECMA-262.
    const functions = [
      (value: unknown): void => resolving.resolve(value),
      (reason: unknown): void => resolving.reject(reason),
    ];
    try {
      callWithArray(this.then, this.thenable, functions);
    } catch (error) {
      resolving.reject(error);
    }
  }
}

/** NewPromiseResolveThenableJob when the thenable is a promise: the same, without making functions. */
class AdoptJob {
  readonly promise: Promise<unknown>;
  readonly source: Promise<unknown>;

  constructor(promise: Promise<unknown>, source: Promise<unknown>) {
    this.promise = promise;
    this.source = source;
  }

  run(): void {
    this.source.react(new AdoptReaction(this.promise));
  }
}

class AdoptReaction {
  readonly promise: Promise<unknown>;

  constructor(promise: Promise<unknown>) {
    this.promise = promise;
  }

  settle(isRejection: boolean, value: unknown): void {
    if (isRejection) this.promise.settle(true, value);
    else resolveWith(this.promise, value);
  }
}

class ThenReaction {
  readonly derived: Promise<unknown>;
  readonly onFulfilled: unknown;
  readonly onRejected: unknown;

  constructor(derived: Promise<unknown>, onFulfilled: unknown, onRejected: unknown) {
    this.derived = derived;
    this.onFulfilled = onFulfilled;
    this.onRejected = onRejected;
  }

  settle(isRejection: boolean, value: unknown): void {
    const handler = isRejection ? this.onRejected : this.onFulfilled;
    if (!isFunction(handler)) {
      if (isRejection) this.derived.settle(true, value);
      else resolveWith(this.derived, value);
      return;
    }
    let result: unknown;
    try {
      result = callWithArray(handler, undefined, [value]);
    } catch (error) {
      this.derived.settle(true, error);
      return;
    }
    resolveWith(this.derived, result);
  }
}

/** Await: resumes a suspended function with the outcome. */
class AwaitReaction {
  readonly frame: object;

  constructor(frame: object) {
    this.frame = frame;
  }

  settle(isRejection: boolean, value: unknown): void {
    frameResume(this.frame, value, isRejection);
  }
}

/** Await(value) for the suspended function `frame`. A getter that throws on the way rejects. */
export function awaitValue(frame: object, value: unknown): void {
  toPromise(value).react(new AwaitReaction(frame));
}

class UnhandledRejection {
  readonly promise: Promise<unknown>;

  constructor(promise: Promise<unknown>) {
    this.promise = promise;
  }

  isUnhandled(): boolean {
    return !Promise.isHandled(this.promise);
  }

  toError(): unknown {
    const reason = Promise.resultOf(this.promise);
    return reason instanceof Error ? reason : new UnhandledPromiseRejection(describe(reason));
  }
}

/** Collects one outcome per promise and fulfils `combined` with all of them, in the order of the promises. */
class Combination {
  readonly combined: Promise<unknown>;
  readonly outcomes: unknown[] = [];
  readonly present: boolean[] = [];
  /** One more than the outcomes missing, until `complete`, as remainingElementsCount in the standard. */
  remaining = 1;

  constructor(combined: Promise<unknown>) {
    this.combined = combined;
  }

  expect(): void {
    this.outcomes.push(undefined);
    this.present.push(false);
    this.remaining++;
  }

  put(index: number, outcome: unknown): void {
    if (this.present[index]) return;
    this.present[index] = true;
    this.outcomes[index] = outcome;
    this.complete();
  }

  complete(): void {
    this.remaining--;
    if (this.remaining === 0) this.finish();
  }

  finish(): void {
    resolveWith(this.combined, this.outcomes);
  }
}

class FailureCombination extends Combination {
  override finish(): void {
    this.combined.settle(true, new AggregateError(this.outcomes, "All promises were rejected"));
  }
}

/** The loop that all, allSettled, any and race share. An iterable that throws rejects `combined`. */
function forEachPromise(
  promises: unknown,
  combined: Promise<unknown>,
  combination: Combination | null,
  visit: (promise: Promise<unknown>, index: number) => void,
): void {
  try {
    const iterator = iterate(promises);
    let index = 0;
    for (let value = iterator.step(); !isHole(value); value = iterator.step()) {
      try {
        if (combination !== null) combination.expect();
        visit(toPromise(value), index);
      } catch (error) {
        iterator.abandon();
        throw error;
      }
      index++;
    }
    if (combination !== null) combination.complete();
  } catch (error) {
    combined.settle(true, error);
  }
}
