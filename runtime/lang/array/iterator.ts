// %ArrayIteratorPrototype%: what values(), keys() and entries() of an array yield.
//
// Once exhausted, an iterator stays so even if the array grows: it lets go of the array.

/** CreateIterResultObject. */
export interface Step<T> {
  readonly value: T | undefined;
  readonly done: boolean;
}

export class ArrayValues<T> {
  #array: readonly T[] | null;
  #next = 0;

  constructor(array: readonly T[]) {
    this.#array = array;
  }

  next(): Step<T> {
    const array = this.#array;
    if (array !== null && this.#next < array.length) {
      return { value: array[this.#next++], done: false };
    }
    this.#array = null;
    return { value: undefined, done: true };
  }

  [Symbol.iterator](): ArrayValues<T> {
    return this;
  }
}

export class ArrayKeys {
  #array: readonly unknown[] | null;
  #next = 0;

  constructor(array: readonly unknown[]) {
    this.#array = array;
  }

  next(): Step<number> {
    const array = this.#array;
    if (array !== null && this.#next < array.length) {
      return { value: this.#next++, done: false };
    }
    this.#array = null;
    return { value: undefined, done: true };
  }

  [Symbol.iterator](): ArrayKeys {
    return this;
  }
}

export class ArrayEntries<T> {
  #array: readonly T[] | null;
  #next = 0;

  constructor(array: readonly T[]) {
    this.#array = array;
  }

  next(): Step<[number, T]> {
    const array = this.#array;
    if (array !== null && this.#next < array.length) {
      const index = this.#next++;
      return { value: [index, array[index]!], done: false };
    }
    this.#array = null;
    return { value: undefined, done: true };
  }

  [Symbol.iterator](): ArrayEntries<T> {
    return this;
  }
}

/** Array.prototype.values. */
export function Array_prototype_values<T>(self: readonly T[]): ArrayValues<T> {
  return new ArrayValues(self);
}

/** Array.prototype.keys. */
export function Array_prototype_keys(self: readonly unknown[]): ArrayKeys {
  return new ArrayKeys(self);
}

/** Array.prototype.entries. */
export function Array_prototype_entries<T>(self: readonly T[]): ArrayEntries<T> {
  return new ArrayEntries(self);
}

/** Array.prototype[@@iterator]. */
export function Array_prototype_iterator<T>(self: readonly T[]): ArrayValues<T> {
  return new ArrayValues(self);
}
