// Map: ECMA-262's ordered dictionary, on the hash table of table.ts.

import { describe, requireCallable } from "../describe.ts";
import { iterate } from "../iterate.ts";
import { ENTRIES, KEYS, VALUES } from "../iterator.ts";
import { getElem, isHole, isObject } from "../native.ts";
import { MapWalk } from "./iterators.ts";
import { Cursor, HashTable, release } from "./table.ts";

export class Map<K, V> {
  #table = new HashTable<K>();
  #values: V[] = [];

  /** @rare */
  constructor(entries?: unknown) {
    if (entries === undefined || entries === null) return;
    const iterator = iterate(entries);
    for (let entry = iterator.step(); !isHole(entry); entry = iterator.step()) {
      try {
        if (!isObject(entry)) throw new TypeError(`Iterator value ${describe(entry)} is not an entry object`);
        this.set(getElem(entry, 0) as K, getElem(entry, 1) as V);
      } catch (error) {
        iterator.abandon();
        throw error;
      }
    }
  }

  get size(): number {
    return this.#table.size;
  }

  get(key: K): V | undefined {
    const index = this.#table.find(key);
    return index < 0 ? undefined : this.#values[index];
  }

  has(key: K): boolean {
    return this.#table.find(key) >= 0;
  }

  set(key: K, value: V): this {
    const table = this.#table;
    const index = table.find(key);
    if (index >= 0) {
      this.#values[index] = value;
      return this;
    }
    if (table.isFull) table.rebuild(table.keys, this.#values);
    const added = table.append(withoutNegativeZero(key));
    if (added < this.#values.length) this.#values[added] = value;
    else this.#values.push(value);
    return this;
  }

  delete(key: K): boolean {
    const index = this.#table.find(key);
    if (index < 0) return false;
    const table = this.#table;
    table.remove(index);
    release(table.keys, index);
    release(this.#values, index);
    return true;
  }

  /** @rare */
  clear(): void {
    this.#table.clear();
    this.#table.keys = [];
    this.#values = [];
  }

  /**
   * Visits entries that are added meanwhile, too. On boards it is compiled for size.
   * @rare
   */
  forEach(callback: (value: V, key: K, map: Map<K, V>) => void, self: unknown = undefined): void {
    requireCallable(callback);
    const cursor = this.cursor();
    for (let at = this.step(cursor); at >= 0; at = this.step(cursor)) {
      if (self === undefined) callback(this.#values[at]!, this.#table.keys[at]!, this);
      else callback.call(self, this.#values[at]!, this.#table.keys[at]!, this);
    }
  }

  keys(): MapWalk<K, V> {
    return new MapWalk(this, KEYS);
  }

  values(): MapWalk<K, V> {
    return new MapWalk(this, VALUES);
  }

  entries(): MapWalk<K, V> {
    return new MapWalk(this, ENTRIES);
  }

  /** @same entries */
  [Symbol.iterator](): MapWalk<K, V> {
    return new MapWalk(this, ENTRIES);
  }

  /** For iterators: a place before the first entry. */
  cursor(): Cursor {
    return new Cursor(this.#table.generation);
  }

  /** For iterators: moves on; the index of the entry passed, or -1 at the end. */
  step(cursor: Cursor): number {
    return this.#table.step(cursor);
  }

  /** For iterators: the key at an index that `step` gave. */
  keyAt(index: number): K {
    return this.#table.keys[index]!;
  }

  /** For iterators: the value at an index that `step` gave. */
  valueAt(index: number): V {
    return this.#values[index]!;
  }
}

/** -0 becomes +0, everything else stays. */
export function withoutNegativeZero<K>(key: K): K {
  return typeof key === "number" && key === 0 ? (0 as K) : key;
}
