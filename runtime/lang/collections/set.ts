// Set: ECMA-262's ordered set, on the hash table of table.ts.

import { requireCallable } from "../describe.ts";
import { iterate } from "../iterate.ts";
import { ENTRIES, VALUES } from "../iterator.ts";
import { isHole } from "../native.ts";
import { SetWalk } from "./iterators.ts";
import { withoutNegativeZero } from "./map.ts";
import { Cursor, HashTable, release } from "./table.ts";

export class Set<T> {
  #table = new HashTable<T>();

  /** @rare */
  constructor(values?: unknown) {
    if (values === undefined || values === null) return;
    const iterator = iterate(values);
    for (let value = iterator.step(); !isHole(value); value = iterator.step()) {
      try {
        this.add(value as T);
      } catch (error) {
        iterator.abandon();
        throw error;
      }
    }
  }

  get size(): number {
    return this.#table.size;
  }

  has(value: T): boolean {
    return this.#table.find(value) >= 0;
  }

  add(value: T): this {
    const table = this.#table;
    if (table.find(value) >= 0) return this;
    if (table.isFull) table.rebuild(table.keys, null);
    table.append(withoutNegativeZero(value));
    return this;
  }

  delete(value: T): boolean {
    const index = this.#table.find(value);
    if (index < 0) return false;
    const table = this.#table;
    table.remove(index);
    release(table.keys, index);
    return true;
  }

  /** @rare */
  clear(): void {
    this.#table.clear();
    this.#table.keys = [];
  }

  /**
   * Visits values that are added meanwhile, too. On boards it is compiled for size.
   * @rare
   */
  forEach(callback: (value: T, again: T, set: Set<T>) => void, self: unknown = undefined): void {
    requireCallable(callback);
    const cursor = this.cursor();
    for (let at = this.step(cursor); at >= 0; at = this.step(cursor)) {
      const value = this.#table.keys[at]!;
      if (self === undefined) callback(value, value, this);
      else callback.call(self, value, value, this);
    }
  }

  values(): SetWalk<T> {
    return new SetWalk(this, VALUES);
  }

  /** @same values */
  keys(): SetWalk<T> {
    return new SetWalk(this, VALUES);
  }

  entries(): SetWalk<T> {
    return new SetWalk(this, ENTRIES);
  }

  /** @same values */
  [Symbol.iterator](): SetWalk<T> {
    return new SetWalk(this, VALUES);
  }

  /** For iterators: a place before the first value. */
  cursor(): Cursor {
    return new Cursor(this.#table.generation);
  }

  /** For iterators: moves on; the index of the value passed, or -1 at the end. */
  step(cursor: Cursor): number {
    return this.#table.step(cursor);
  }

  /** For iterators: the value at an index that `step` gave. */
  valueAt(index: number): T {
    return this.#table.keys[index]!;
  }
}
