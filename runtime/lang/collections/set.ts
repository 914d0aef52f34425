// Set: ECMA-262's ordered set, on the hash table of table.ts.

import type { Step } from "../array/iterator.ts";
import { requireCallable } from "../describe.ts";
import { iterate } from "../iterate.ts";
import { withoutNegativeZero } from "./map.ts";
import { Cursor, HashTable } from "./table.ts";

export class Set<T> {
  #table = new HashTable<T>();

  constructor(values?: unknown) {
    if (values === undefined || values === null) return;
    const iterator = iterate(values);
    for (let step = iterator.next(); !step.done; step = iterator.next()) this.add(step.value as T);
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
    if (table.isFull) table.rebuild(null);
    table.append(withoutNegativeZero(value));
    return this;
  }

  delete(value: T): boolean {
    const index = this.#table.find(value);
    if (index < 0) return false;
    this.#table.remove(index);
    return true;
  }

  clear(): void {
    this.#table.clear();
  }

  /** Visits values that are added meanwhile, too. */
  forEach(callback: (value: T, again: T, set: Set<T>) => void): void {
    requireCallable(callback);
    const cursor = this.cursor();
    for (let at = this.step(cursor); at >= 0; at = this.step(cursor)) {
      const value = this.#table.keys[at]!;
      callback(value, value, this);
    }
  }

  values(): SetValues<T> {
    return new SetValues(this);
  }

  keys(): SetValues<T> {
    return new SetValues(this);
  }

  entries(): SetEntries<T> {
    return new SetEntries(this);
  }

  [Symbol.iterator](): SetValues<T> {
    return new SetValues(this);
  }

  /** For iterators: a place before the first value. */
  cursor(): Cursor {
    return new Cursor(this.#table.generation);
  }

  /** For iterators: moves on; the index of the value passed, or -1 at the end. */
  step(cursor: Cursor): number {
    cursor.catchUp();
    const at = this.#table.entryFrom(cursor.index);
    if (at >= 0) cursor.index = at + 1;
    return at;
  }

  /** For iterators: the value at an index that `step` gave. */
  valueAt(index: number): T {
    return this.#table.keys[index]!;
  }
}

export class SetValues<T> {
  #set: Set<T> | null;
  #cursor: Cursor;

  constructor(set: Set<T>) {
    this.#set = set;
    this.#cursor = set.cursor();
  }

  next(): Step<T> {
    const set = this.#set;
    if (set === null) return { value: undefined, done: true };
    const at = set.step(this.#cursor);
    if (at >= 0) return { value: set.valueAt(at), done: false };
    this.#set = null;
    return { value: undefined, done: true };
  }

  /** For inspection: what next() is still to yield. */
  remaining(): unknown[] {
    const list: unknown[] = [];
    const set = this.#set;
    if (set === null) return list;
    const cursor = this.#cursor.copy();
    for (let at = set.step(cursor); at >= 0; at = set.step(cursor)) list.push(set.valueAt(at));
    return list;
  }

  [Symbol.iterator](): SetValues<T> {
    return this;
  }
}

export class SetEntries<T> {
  #set: Set<T> | null;
  #cursor: Cursor;

  constructor(set: Set<T>) {
    this.#set = set;
    this.#cursor = set.cursor();
  }

  next(): Step<[T, T]> {
    const set = this.#set;
    if (set === null) return { value: undefined, done: true };
    const at = set.step(this.#cursor);
    if (at >= 0) return { value: [set.valueAt(at), set.valueAt(at)], done: false };
    this.#set = null;
    return { value: undefined, done: true };
  }

  /** For inspection: what next() is still to yield. */
  remaining(): unknown[] {
    const list: unknown[] = [];
    const set = this.#set;
    if (set === null) return list;
    const cursor = this.#cursor.copy();
    for (let at = set.step(cursor); at >= 0; at = set.step(cursor))
      list.push([set.valueAt(at), set.valueAt(at)]);
    return list;
  }

  [Symbol.iterator](): SetEntries<T> {
    return this;
  }
}
