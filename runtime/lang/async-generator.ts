// Async generator objects: the queue of requests and the states of ECMA-262 27.6.3 (AsyncGeneratorStart and on).
//
// The body is a frame as in generator.ts; each run of it ends at an await, at a yield or for good. Awaits within
// the body, and those that yield and return imply, are the compiler's; return() of a finished generator is here.

import { frameHandedOut, frameOwner, frameRun, frameState, setFrameOwner } from "./native.ts";
import { newPromise, type Promise, toPromise } from "./promise.ts";

const NEXT = 0;
const THROW = 1;

class Request {
  readonly mode: number;
  readonly value: unknown;
  readonly promise: Promise<unknown> = newPromise();

  constructor(mode: number, value: unknown) {
    this.mode = mode;
    this.value = value;
  }
}

/** suspended-start and suspended-yield: the body tells them apart itself. */
const SUSPENDED = 0;
/** executing: its body runs, or awaits. */
const EXECUTING = 1;
/** awaiting-return: finished, and waiting for the operand of a return(). */
const AWAITING_RETURN = 2;
const COMPLETED = 3;

/** @phantom T, TReturn, TNext: values travel boxed. */
// biome-ignore lint/correctness/noUnusedVariables: they are what programs write
export class AsyncGenerator<T, TReturn, TNext> {
  #frame: object | null;
  #state = SUSPENDED;
  #isWaiting = false;
  #queue: Request[] = [];

  constructor(frame: object) {
    this.#frame = frame;
    setFrameOwner(frame, this);
  }

  /** AsyncGenerator.prototype.next. */
  next(sent?: unknown): Promise<unknown> {
    return this.#enqueue(NEXT, sent);
  }

  /** AsyncGenerator.prototype.return. */
  return(value?: unknown): Promise<unknown> {
    return this.#enqueue(2, value);
  }

  /** AsyncGenerator.prototype.throw. */
  throw(error?: unknown): Promise<unknown> {
    return this.#enqueue(THROW, error);
  }

  [Symbol.asyncIterator](): unknown {
    return this;
  }

  get [Symbol.toStringTag](): string {
    return "AsyncGenerator";
  }

  #enqueue(mode: number, value: unknown): Promise<unknown> {
    const request = new Request(mode, value);
    this.#queue.push(request);
    this.#serve();
    return request.promise;
  }

  /** Serves requests while the generator is at rest (AsyncGeneratorDrainQueue, AsyncGeneratorResume). */
  #serve(): void {
    while (this.#queue.length > 0) {
      const request = this.#queue[0]!;
      if (this.#state === SUSPENDED) this.#run(request.value, request.mode);
      else if (this.#state !== COMPLETED) return;
      else if (request.mode === NEXT) this.#complete(false, { value: undefined, done: true });
      else if (request.mode === THROW) this.#complete(true, request.value);
      else {
        this.#state = AWAITING_RETURN;
        toPromise(request.value).react(new ReturnReaction(this));
      }
    }
  }

  /** AsyncGeneratorCompleteStep: settles the oldest request. */
  #complete(isRejection: boolean, outcome: unknown): void {
    this.#queue.shift()!.promise.settle(isRejection, outcome);
  }

  #run(sent: unknown, mode: number): void {
    const frame = this.#frame!;
    this.#state = EXECUTING;
    this.#isWaiting = false;
    try {
      frameRun(frame, sent, mode);
    } catch (error) {
      this.#finish();
      this.#complete(true, error);
      return;
    }
    if (this.#isWaiting) return;
    const done = frameState(frame) < 0;
    if (done) this.#finish();
    else this.#state = SUSPENDED;
    this.#complete(false, { value: frameHandedOut(frame), done });
  }

  #finish(): void {
    this.#state = COMPLETED;
    this.#frame = null;
  }

  /** For the body: Await. */
  wait(value: unknown): void {
    this.#isWaiting = true;
    toPromise(value).react(new BodyReaction(this));
  }

  /** For reactions: the awaited value has settled. */
  resume(isRejection: boolean, value: unknown): void {
    this.#run(value, isRejection ? THROW : NEXT);
    this.#serve();
  }

  /** For reactions: the operand of return() has settled. */
  finishReturn(isRejection: boolean, value: unknown): void {
    this.#state = COMPLETED;
    this.#complete(isRejection, isRejection ? value : { value, done: true });
    this.#serve();
  }
}

class BodyReaction {
  readonly generator: AsyncGenerator<unknown, unknown, unknown>;

  constructor(generator: AsyncGenerator<unknown, unknown, unknown>) {
    this.generator = generator;
  }

  settle(isRejection: boolean, value: unknown): void {
    this.generator.resume(isRejection, value);
  }
}

class ReturnReaction {
  readonly generator: AsyncGenerator<unknown, unknown, unknown>;

  constructor(generator: AsyncGenerator<unknown, unknown, unknown>) {
    this.generator = generator;
  }

  settle(isRejection: boolean, value: unknown): void {
    this.generator.finishReturn(isRejection, value);
  }
}

/** For the compiler: the generator object of a frame that waits at its beginning. */
export function makeAsyncGenerator(frame: object): object {
  return new AsyncGenerator(frame);
}

/** For the compiler: Await in the body of an async generator. */
export function waitForGenerator(frame: object, value: unknown): void {
  (frameOwner(frame) as unknown as AsyncGenerator<unknown, unknown, unknown>).wait(value);
}
