// What all built-in iterators have in common: %IteratorPrototype%, and a way to step without result objects.
//
// A loop of the compiler, and the library itself, ask step(), which gives the value or a hole at the end; next()
// is made of it for programs that iterate by hand. What there is to iterate over is the business of subclasses.

import { hole, isHole } from "./native.ts";

/** CreateIterResultObject. */
export interface Step<T> {
  readonly value: T | undefined;
  readonly done: boolean;
}

/** @sealed */
export abstract class BuiltinIterator {
  /** The next value; a hole (see native.ts) at the end, and from then on. */
  abstract step(): unknown;

  /** IteratorClose of a completion that is no throw: tells that no more steps will be asked for. */
  close(): void {}

  /** IteratorClose of a throw completion: as close(), whose own failure is of no interest. */
  abandon(): void {
    try {
      this.close();
    } catch {}
  }

  next(_sent?: unknown): Step<unknown> {
    const value = this.step();
    if (isHole(value)) return { value: undefined, done: true };
    return { value, done: false };
  }

  [Symbol.iterator](): unknown {
    return this;
  }

  get [Symbol.toStringTag](): string {
    return this.tag();
  }

  /** The prototypes of iterators have none of their own: it is that of Object.prototype. */
  // biome-ignore lint/complexity/useLiteralKeys: a plain key would be the constructor of the class
  get ["constructor"](): unknown {
    return Object;
  }

  /** For inspection: its @@toStringTag. */
  tag(): string {
    return "";
  }

  /** For inspection: what step() is still to give, where Node shows it; else null. */
  remaining(): unknown[] | null {
    return null;
  }

  /** For inspection: whether the values are pairs of key and value. */
  givesEntries(): boolean {
    return false;
  }
}

/** What an iterator gives: keys, values, or pairs of both. */
export const VALUES = 0;
export const KEYS = 1;
export const ENTRIES = 2;

/** The end of an iteration. */
export function end(): unknown {
  return hole();
}
