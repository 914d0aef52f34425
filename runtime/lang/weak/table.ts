// A hash table whose keys are objects or symbols that it does not keep alive, over a weak store of the collector.
//
// Open addressing with linear probing. Pairs whose key died stay as gaps until the table is rebuilt.

import {
  isObject,
  isSymbol,
  objectId,
  symbolIsRegistered,
  weakKey,
  weakNew,
  weakSet,
  weakValue,
} from "../native.ts";

const FIRST_SIZE = 8;

/** CanBeHeldWeakly: objects, and symbols that `Symbol.for` cannot make again. */
export function canBeHeldWeakly(value: unknown): value is WeakKey {
  return isObject(value) || (isSymbol(value) && !symbolIsRegistered(value));
}

export class WeakTable {
  #store = weakNew(FIRST_SIZE);
  #mask = FIRST_SIZE - 1;
  /** Pairs ever used since the table was built, dead ones included. */
  #used = 0;

  /** Where `key` is, or -1. */
  #find(key: WeakKey): number {
    for (let at = objectId(key) & this.#mask; ; at = (at + 1) & this.#mask) {
      const found = weakKey(this.#store, at);
      if (found === key) return at;
      if (found === undefined) return -1;
    }
  }

  has(key: WeakKey): boolean {
    return this.#find(key) >= 0;
  }

  get(key: WeakKey): unknown {
    const at = this.#find(key);
    return at < 0 ? undefined : weakValue(this.#store, at);
  }

  set(key: WeakKey, value: unknown): void {
    const at = this.#find(key);
    if (at >= 0) {
      weakSet(this.#store, at, key, value);
      return;
    }
    if ((this.#used + 1) * 4 > (this.#mask + 1) * 3) this.#rebuild();
    this.#append(key, value);
  }

  /** True when it was there. */
  delete(key: WeakKey): boolean {
    const at = this.#find(key);
    if (at < 0) return false;
    weakSet(this.#store, at, null, undefined);
    return true;
  }

  #append(key: WeakKey, value: unknown): void {
    let at = objectId(key) & this.#mask;
    while (weakKey(this.#store, at) !== undefined) at = (at + 1) & this.#mask;
    weakSet(this.#store, at, key, value);
    this.#used++;
  }

  /** A new store with room for twice the keys that still live. */
  #rebuild(): void {
    const old = this.#store;
    const size = this.#mask + 1;
    let live = 0;
    for (let i = 0; i < size; i++) {
      const key = weakKey(old, i);
      if (key !== undefined && key !== null) live++;
    }
    let bigger = FIRST_SIZE;
    while (bigger < (live + 1) * 2) bigger *= 2;
    this.#store = weakNew(bigger);
    this.#mask = bigger - 1;
    this.#used = 0;
    for (let i = 0; i < size; i++) {
      const key = weakKey(old, i);
      if (key !== undefined && key !== null) this.#append(key as object, weakValue(old, i));
    }
  }
}
