// %ArrayIteratorPrototype%: what values(), keys() and entries() of arrays and typed arrays yield.
//
// Once exhausted, an iterator stays so even if the array grows: it lets go of the array.

import { BuiltinIterator, ENTRIES, end, KEYS, VALUES } from "../iterator.ts";
import { isHole } from "../native.ts";

/** @phantom T: elements travel boxed. */
// biome-ignore lint/correctness/noUnusedVariables: T is what programs write
export class ArrayIterator<T> extends BuiltinIterator {
  #array: readonly unknown[] | null;
  #next = 0;
  #what: number;

  constructor(array: readonly unknown[], what: number) {
    super();
    this.#array = array;
    this.#what = what;
  }

  override step(): unknown {
    const array = this.#array;
    if (array === null || this.#next >= array.length) {
      this.#array = null;
      return end();
    }
    const index = this.#next++;
    if (this.#what === KEYS) return index;
    const element = array[index];
    const value = isHole(element) ? undefined : element;
    return this.#what === ENTRIES ? [index, value] : value;
  }

  override tag(): string {
    return "Array Iterator";
  }
}

/** Array.prototype.values. */
export function Array_prototype_values<T>(self: readonly T[]): ArrayIterator<T> {
  return new ArrayIterator<T>(self, VALUES);
}

/** Array.prototype.keys. */
export function Array_prototype_keys(self: readonly unknown[]): ArrayIterator<number> {
  return new ArrayIterator<number>(self, KEYS);
}

/** Array.prototype.entries. */
export function Array_prototype_entries<T>(self: readonly T[]): ArrayIterator<[number, T]> {
  return new ArrayIterator<[number, T]>(self, ENTRIES);
}

/** Array.prototype[@@iterator]. */
export function Array_prototype_iterator<T>(self: readonly T[]): ArrayIterator<T> {
  return new ArrayIterator<T>(self, VALUES);
}
