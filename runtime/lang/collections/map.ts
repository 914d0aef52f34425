// Map: ECMA-262's ordered dictionary, on the hash table of table.ts.

import type { Step } from "../array/iterator.ts";
import { describe, requireCallable } from "../describe.ts";
import { iterate } from "../iterate.ts";
import { getElem, isObject } from "../native.ts";
import { Cursor, HashTable, release } from "./table.ts";

export class Map<K, V> {
  #table = new HashTable<K>();
  #values: V[] = [];

  constructor(entries?: unknown) {
    if (entries === undefined || entries === null) return;
    const iterator = iterate(entries);
    for (let step = iterator.next(); !step.done; step = iterator.next()) {
      const entry = step.value;
      if (!isObject(entry)) {
        iterator.close();
        throw new TypeError(`Iterator value ${describe(entry)} is not an entry object`);
      }
      this.set(getElem(entry, 0) as K, getElem(entry, 1) as V);
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
    if (table.isFull) table.rebuild(this.#values);
    const added = table.append(withoutNegativeZero(key));
    if (added < this.#values.length) this.#values[added] = value;
    else this.#values.push(value);
    return this;
  }

  delete(key: K): boolean {
    const index = this.#table.find(key);
    if (index < 0) return false;
    this.#table.remove(index);
    release(this.#values, index);
    return true;
  }

  clear(): void {
    this.#table.clear();
    this.#values = [];
  }

  /** Visits entries that are added meanwhile, too. */
  forEach(callback: (value: V, key: K, map: Map<K, V>) => void): void {
    requireCallable(callback);
    const cursor = this.cursor();
    for (let at = this.step(cursor); at >= 0; at = this.step(cursor)) {
      callback(this.#values[at]!, this.#table.keys[at]!, this);
    }
  }

  keys(): MapKeys<K, V> {
    return new MapKeys(this);
  }

  values(): MapValues<K, V> {
    return new MapValues(this);
  }

  entries(): MapEntries<K, V> {
    return new MapEntries(this);
  }

  [Symbol.iterator](): MapEntries<K, V> {
    return new MapEntries(this);
  }

  /** For iterators: a place before the first entry. */
  cursor(): Cursor {
    return new Cursor(this.#table.generation);
  }

  /** For iterators: moves on; the index of the entry passed, or -1 at the end. */
  step(cursor: Cursor): number {
    cursor.catchUp();
    const at = this.#table.entryFrom(cursor.index);
    if (at >= 0) cursor.index = at + 1;
    return at;
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

export class MapKeys<K, V> {
  #map: Map<K, V> | null;
  #cursor: Cursor;

  constructor(map: Map<K, V>) {
    this.#map = map;
    this.#cursor = map.cursor();
  }

  next(): Step<K> {
    const map = this.#map;
    if (map === null) return { value: undefined, done: true };
    const at = map.step(this.#cursor);
    if (at >= 0) return { value: map.keyAt(at), done: false };
    this.#map = null;
    return { value: undefined, done: true };
  }

  /** For inspection: what next() is still to yield. */
  remaining(): unknown[] {
    const list: unknown[] = [];
    const map = this.#map;
    if (map === null) return list;
    const cursor = this.#cursor.copy();
    for (let at = map.step(cursor); at >= 0; at = map.step(cursor)) list.push(map.keyAt(at));
    return list;
  }

  [Symbol.iterator](): MapKeys<K, V> {
    return this;
  }
}

export class MapValues<K, V> {
  #map: Map<K, V> | null;
  #cursor: Cursor;

  constructor(map: Map<K, V>) {
    this.#map = map;
    this.#cursor = map.cursor();
  }

  next(): Step<V> {
    const map = this.#map;
    if (map === null) return { value: undefined, done: true };
    const at = map.step(this.#cursor);
    if (at >= 0) return { value: map.valueAt(at), done: false };
    this.#map = null;
    return { value: undefined, done: true };
  }

  /** For inspection: what next() is still to yield. */
  remaining(): unknown[] {
    const list: unknown[] = [];
    const map = this.#map;
    if (map === null) return list;
    const cursor = this.#cursor.copy();
    for (let at = map.step(cursor); at >= 0; at = map.step(cursor)) list.push(map.valueAt(at));
    return list;
  }

  [Symbol.iterator](): MapValues<K, V> {
    return this;
  }
}

export class MapEntries<K, V> {
  #map: Map<K, V> | null;
  #cursor: Cursor;

  constructor(map: Map<K, V>) {
    this.#map = map;
    this.#cursor = map.cursor();
  }

  next(): Step<[K, V]> {
    const map = this.#map;
    if (map === null) return { value: undefined, done: true };
    const at = map.step(this.#cursor);
    if (at >= 0) return { value: [map.keyAt(at), map.valueAt(at)], done: false };
    this.#map = null;
    return { value: undefined, done: true };
  }

  /** For inspection: what next() is still to yield. */
  remaining(): unknown[] {
    const list: unknown[] = [];
    const map = this.#map;
    if (map === null) return list;
    const cursor = this.#cursor.copy();
    for (let at = map.step(cursor); at >= 0; at = map.step(cursor))
      list.push([map.keyAt(at), map.valueAt(at)]);
    return list;
  }

  [Symbol.iterator](): MapEntries<K, V> {
    return this;
  }
}
