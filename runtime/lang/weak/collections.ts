// WeakMap and WeakSet (ECMA-262 24.3, 24.4): keys live no longer for being in them.

import { describe } from "../describe.ts";
import { registerText } from "../inspect/special.ts";
import { iterate } from "../iterate.ts";
import { getElem, isObject } from "../native.ts";
import { canBeHeldWeakly, WeakTable } from "./table.ts";

let isMapRegistered = false;
let isSetRegistered = false;

/** @phantom */
export class WeakMap<K extends WeakKey, V> {
  #table = new WeakTable();

  constructor(entries?: unknown) {
    if (!isMapRegistered) {
      isMapRegistered = true;
      registerText((object, _inspector, _name, isDeep) => {
        if (!(object instanceof WeakMap)) return null;
        return isDeep ? "[WeakMap]" : "WeakMap { <items unknown> }";
      });
    }
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

  get(key: K): V | undefined {
    return canBeHeldWeakly(key) ? (this.#table.get(key) as V) : undefined;
  }

  has(key: K): boolean {
    return canBeHeldWeakly(key) && this.#table.has(key);
  }

  set(key: K, value: V): this {
    if (!canBeHeldWeakly(key)) throw new TypeError(`Invalid value used as weak map key`);
    this.#table.set(key, value);
    return this;
  }

  delete(key: K): boolean {
    return canBeHeldWeakly(key) && this.#table.delete(key);
  }

  get [Symbol.toStringTag](): string {
    return "WeakMap";
  }
}

/** @phantom */
export class WeakSet<T extends WeakKey> {
  #table = new WeakTable();

  constructor(values?: unknown) {
    if (!isSetRegistered) {
      isSetRegistered = true;
      registerText((object, _inspector, _name, isDeep) => {
        if (!(object instanceof WeakSet)) return null;
        return isDeep ? "[WeakSet]" : "WeakSet { <items unknown> }";
      });
    }
    if (values === undefined || values === null) return;
    const iterator = iterate(values);
    for (let step = iterator.next(); !step.done; step = iterator.next()) this.add(step.value as T);
  }

  has(value: T): boolean {
    return canBeHeldWeakly(value) && this.#table.has(value);
  }

  add(value: T): this {
    if (!canBeHeldWeakly(value)) throw new TypeError("Invalid value used in weak set");
    this.#table.set(value, true);
    return this;
  }

  delete(value: T): boolean {
    return canBeHeldWeakly(value) && this.#table.delete(value);
  }

  get [Symbol.toStringTag](): string {
    return "WeakSet";
  }
}
