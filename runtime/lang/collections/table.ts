// The hash table behind Map and Set: entries in order of insertion, chained buckets, deletion while iterating.
//
//   buckets   Int32Array, 2^n   index of the newest entry of that bucket, or -1
//   chain     Int32Array        per entry: next older entry of its bucket, -1 at the end, REMOVED
//   hashes    Int32Array        per entry
//   keys      K[]               per entry; entries are appended and never move, except when compacted
//
// Removed entries stay as gaps until the table is rebuilt. An iterator is a position in that list; a rebuild
// leaves a note for iterators of how positions moved (see Cursor), as it costs nothing when there are none.

import { sameValueZero } from "../equality.ts";
import { arrayKind, arraySetLength, arraySetValue } from "../native.ts";
import { hashOf } from "./hash.ts";

const END = -1;
const REMOVED = -2;
const FIRST_CAPACITY = 8;
/** The element kind whose slots hold no references and need not be cleared. */
const F64_KIND = 0;

/**
 * One state of the list of entries between rebuilds.
 *
 * @sealed
 */
export class Generation {
  /** Set by the rebuild that ended it: positions of the gaps that it closed, rising; null when all was cleared. */
  closedGaps: Int32Array | null = null;
  next: Generation | null = null;
}

/**
 * What a table knows of its entries without their keys: one compiled class for tables of every kind of key.
 *
 * @sealed
 */
export class TableIndex {
  /** Live entries. */
  size = 0;
  /** Entries and gaps. */
  used = 0;
  generation = new Generation();
  /** 2^n: room for entries, and the number of buckets. */
  capacity = 0;
  buckets = new Int32Array(0);
  chain = new Int32Array(0);
  hashes = new Int32Array(0);

  /** Whether room must be made before the next append. */
  get isFull(): boolean {
    return this.used === this.capacity;
  }

  /** Turns the entry into a gap; who holds its key releases it. */
  remove(index: number): void {
    const bucket = this.hashes[index]! & (this.capacity - 1);
    let at = this.buckets[bucket]!;
    if (at === index) {
      this.buckets[bucket] = this.chain[index]!;
    } else {
      while (this.chain[at] !== index) at = this.chain[at]!;
      this.chain[at] = this.chain[index]!;
    }
    this.chain[index] = REMOVED;
    this.size--;
  }

  /** The first entry at or after `index`, or -1. */
  entryFrom(index: number): number {
    for (let at = index; at < this.used; at++) {
      if (this.chain[at] !== REMOVED) return at;
    }
    return END;
  }

  /** Moves on; the index of the entry passed, or -1 at the end. */
  step(cursor: Cursor): number {
    cursor.catchUp();
    const at = this.entryFrom(cursor.index);
    if (at >= 0) cursor.index = at + 1;
    return at;
  }

  /**
   * Removes everything but the keys.
   *
   * @rare
   */
  clear(): void {
    this.size = 0;
    this.used = 0;
    this.capacity = 0;
    this.buckets = new Int32Array(0);
    this.chain = new Int32Array(0);
    this.hashes = new Int32Array(0);
    this.startGeneration(null);
  }

  /**
   * Makes room: closes gaps if there are many, else doubles. `keys` and `values`, a list parallel to them, are
   * compacted.
   */
  rebuild(keys: readonly unknown[], values: readonly unknown[] | null): void {
    const gaps = this.used - this.size;
    if (gaps > 0) this.closeGaps(gaps, keys, values);
    if (this.size * 2 > this.capacity || this.capacity === 0) this.grow();
    this.buckets.fill(END);
    const mask = this.capacity - 1;
    for (let at = 0; at < this.used; at++) {
      const bucket = this.hashes[at]! & mask;
      this.chain[at] = this.buckets[bucket]!;
      this.buckets[bucket] = at;
    }
  }

  /** @rare */
  grow(): void {
    this.capacity = this.capacity === 0 ? FIRST_CAPACITY : this.capacity * 2;
    const hashes = new Int32Array(this.capacity);
    hashes.set(this.hashes);
    this.hashes = hashes;
    this.chain = new Int32Array(this.capacity);
    this.buckets = new Int32Array(this.capacity);
  }

  /** @rare */
  closeGaps(gaps: number, keys: readonly unknown[], values: readonly unknown[] | null): void {
    const closed = new Int32Array(gaps);
    let to = 0;
    let found = 0;
    for (let at = 0; at < this.used; at++) {
      if (this.chain[at] === REMOVED) {
        closed[found++] = at;
        continue;
      }
      if (to < at) {
        arraySetValue(keys, to, keys[at]);
        this.hashes[to] = this.hashes[at]!;
        if (values !== null) arraySetValue(values, to, values[at]);
      }
      to++;
    }
    arraySetLength(keys, to);
    if (values !== null) arraySetLength(values, to);
    this.used = to;
    this.startGeneration(closed);
  }

  startGeneration(closedGaps: Int32Array | null): void {
    const next = new Generation();
    this.generation.closedGaps = closedGaps;
    this.generation.next = next;
    this.generation = next;
  }
}

/** @sealed */
export class HashTable<K> extends TableIndex {
  keys: K[] = [];

  /** The index of the entry with that key, or -1. */
  find(key: K): number {
    if (this.size === 0) return END;
    const hash = hashOf(key);
    let at = this.buckets[hash & (this.capacity - 1)]!;
    while (at >= 0) {
      if (this.hashes[at] === hash) {
        const candidate = this.keys[at]!;
        if (candidate === key || sameValueZero(candidate, key)) return at;
      }
      at = this.chain[at]!;
    }
    return END;
  }

  /** Appends an entry, whose key must be new; returns its index. May rebuild: `willRebuild` tells before. */
  append(key: K): number {
    const hash = hashOf(key);
    const index = this.used;
    const bucket = hash & (this.capacity - 1);
    this.hashes[index] = hash;
    this.chain[index] = this.buckets[bucket]!;
    this.buckets[bucket] = index;
    if (index < this.keys.length) this.keys[index] = key;
    else this.keys.push(key);
    this.used++;
    this.size++;
    return index;
  }
}

/** Lets go of what `list` holds at `index`. */
export function release(list: readonly unknown[], index: number): void {
  if (arrayKind(list) !== F64_KIND) arraySetValue(list, index, undefined);
}

/**
 * A place in a table's list of entries that stays right while entries are added, removed and moved.
 *
 * @sealed
 */
export class Cursor {
  generation: Generation;
  index = 0;

  constructor(generation: Generation) {
    this.generation = generation;
  }

  /** Another cursor at the same place. */
  copy(): Cursor {
    const copy = new Cursor(this.generation);
    copy.index = this.index;
    return copy;
  }

  /** Follows the rebuilds since the last look. */
  catchUp(): void {
    for (let next = this.generation.next; next !== null; next = this.generation.next) {
      const gaps = this.generation.closedGaps;
      if (gaps === null) this.index = 0;
      else this.index -= countBelow(gaps, this.index);
      this.generation = next;
    }
  }
}

function countBelow(rising: Int32Array, limit: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
