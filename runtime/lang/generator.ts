// Generator objects: next(), return() and throw() of a suspended generator function (%GeneratorPrototype%).
//
// The compiler splits a generator function into halves that share a frame (its suspend pass); this resumes the
// frame and reads what it handed out. Where a body continues, and which finally blocks run, is its own business.

import { BuiltinIterator, end, type Step } from "./iterator.ts";
import { builtinProto, frameHandedOut, frameRun, frameState, getElem } from "./native.ts";

/** How a generator is resumed, as the compiled body distinguishes it. */
export const NEXT = 0;
export const THROW = 1;
export const RETURN = 2;

/** BuiltinOf of ingot.h. */
const B_FUNCTION = 4;

/** @phantom T, TReturn, TNext: values travel boxed. */
// biome-ignore lint/correctness/noUnusedVariables: they are what programs write
export class Generator<T, TReturn, TNext> extends BuiltinIterator {
  /** Null once the body has ended. */
  #frame: object | null;
  #isRunning = false;

  constructor(frame: object) {
    super();
    this.#frame = frame;
  }

  /** Generator.prototype.next. */
  override next(sent?: unknown): Step<unknown> {
    const frame = this.#enter();
    if (frame === null) return { value: undefined, done: true };
    return outcome(frame, this.#run(frame, sent, NEXT));
  }

  /** Generator.prototype.return. */
  return(value?: unknown): Step<unknown> {
    const frame = this.#enter();
    if (frame === null) return { value, done: true };
    return outcome(frame, this.#run(frame, value, RETURN));
  }

  /** Generator.prototype.throw. */
  throw(error?: unknown): Step<unknown> {
    const frame = this.#enter();
    if (frame === null) throw error;
    return outcome(frame, this.#run(frame, error, THROW));
  }

  override step(): unknown {
    const frame = this.#enter();
    if (frame === null) return end();
    const state = this.#run(frame, undefined, NEXT);
    if (state < 0) return end();
    const value = frameHandedOut(frame);
    if (!isDelegated(state)) return value;
    return getElem(value, "done") ? end() : getElem(value, "value");
  }

  override close(): void {
    const frame = this.#enter();
    if (frame !== null) this.#run(frame, undefined, RETURN);
  }

  override tag(): string {
    return "Generator";
  }

  /** Stands for %GeneratorFunction.prototype%, which nothing here has: an object whose name is empty. */
  // biome-ignore lint/complexity/useLiteralKeys: a plain key would be the constructor of the class
  override get ["constructor"](): unknown {
    return builtinProto(B_FUNCTION);
  }

  /** GeneratorValidate: the frame to resume, null when the body has ended. */
  #enter(): object | null {
    if (this.#isRunning) throw new TypeError("Generator is already running");
    return this.#frame;
  }

  /** Runs until the next yield or the end; returns the state of the frame. What the body throws passes through. */
  #run(frame: object, sent: unknown, mode: number): number {
    this.#isRunning = true;
    try {
      frameRun(frame, sent, mode);
    } catch (error) {
      this.#isRunning = false;
      this.#frame = null;
      throw error;
    }
    this.#isRunning = false;
    const state = frameState(frame);
    if (state < 0) this.#frame = null;
    return state;
  }
}

/** What a yield* hands out is the result object of the inner iterator. */
function isDelegated(state: number): boolean {
  return (state & 1) !== 0;
}

function outcome(frame: object, state: number): Step<unknown> {
  const value = frameHandedOut(frame);
  if (state < 0) return { value, done: true };
  return isDelegated(state) ? (value as Step<unknown>) : { value, done: false };
}

/** For the compiler: the generator object of a frame that waits at its beginning. */
export function makeGenerator(frame: object): object {
  return new Generator(frame);
}
