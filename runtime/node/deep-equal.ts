// assert.deepStrictEqual and its loose sibling as questions, also util.isDeepStrictEqual.
//
// Objects that hold themselves are compared as Node does: a pair that is being compared already counts as equal.

import { isTyped } from "../lang/native.ts";

/** Whether `a` and `b` have the same contents; `strict` compares kinds, prototypes and Object.is too. */
export function deepEqual(a: unknown, b: unknown, strict: boolean): boolean {
  return new Comparison(strict).equal(a, b);
}

class Comparison {
  readonly #strict: boolean;
  readonly #around: (readonly [object, object])[] = [];

  constructor(strict: boolean) {
    this.#strict = strict;
  }

  equal(a: unknown, b: unknown): boolean {
    if (a === b) return a !== 0 || !this.#strict || Object.is(a, b);
    if (typeof a !== "object" || typeof b !== "object" || a === null || b === null)
      return this.#primitives(a, b);
    if (this.#strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
    if (this.#around.some(([x, y]) => x === a && y === b)) return true;
    this.#around.push([a, b]);
    const same = this.#objects(a, b);
    this.#around.pop();
    return same;
  }

  #primitives(a: unknown, b: unknown): boolean {
    if (this.#strict || (typeof a === "object" && a !== null) || (typeof b === "object" && b !== null))
      return Object.is(a, b);
    if (typeof a === "function" || typeof b === "function") return false;
    // biome-ignore lint/suspicious/noDoubleEquals: deepEqual is defined by it
    return a == b || (Number.isNaN(a) && Number.isNaN(b));
  }

  #objects(a: object, b: object): boolean {
    if (Array.isArray(a) !== Array.isArray(b) || tag(a) !== tag(b)) return false;
    if (a instanceof Date && b instanceof Date && a.getTime() !== b.getTime()) return false;
    if (a instanceof RegExp && b instanceof RegExp)
      if (String(a) !== String(b) || a.lastIndex !== b.lastIndex) return false;
    if (a instanceof Error && b instanceof Error)
      if (a.message !== b.message || a.name !== b.name || !this.equal(a.cause, b.cause)) return false;
    if (isTyped(a) && isTyped(b)) return a.length === b.length && a.every((x, i) => this.equal(x, b[i]));
    if (Array.isArray(a) && Array.isArray(b) && a.length !== b.length) return false;
    if (a instanceof Map && b instanceof Map && !this.#maps(a, b)) return false;
    if (a instanceof Set && b instanceof Set && !this.#sets(a, b)) return false;
    for (const kind of [Number, String, Boolean])
      if (a instanceof kind && b instanceof kind && !Object.is(a.valueOf(), b.valueOf())) return false;
    return this.#properties(a as Record<PropertyKey, unknown>, b as Record<PropertyKey, unknown>);
  }

  #properties(a: Record<PropertyKey, unknown>, b: Record<PropertyKey, unknown>): boolean {
    const keys: PropertyKey[] = Object.keys(a);
    const others: PropertyKey[] = Object.keys(b);
    if (this.#strict) {
      keys.push(
        ...Object.getOwnPropertySymbols(a).filter((s) => Object.prototype.propertyIsEnumerable.call(a, s)),
      );
      others.push(
        ...Object.getOwnPropertySymbols(b).filter((s) => Object.prototype.propertyIsEnumerable.call(b, s)),
      );
    }
    return (
      keys.length === others.length &&
      keys.every((key) => Object.hasOwn(b, key) && this.equal(a[key], b[key]))
    );
  }

  #maps(a: Map<unknown, unknown>, b: Map<unknown, unknown>): boolean {
    if (a.size !== b.size) return false;
    const left = new Map(b);
    for (const [key, value] of a) {
      let match: unknown = key;
      let found = left.has(key) && this.equal(value, left.get(key));
      if (!found && (!this.#strict || typeof key === "object")) {
        for (const [other, its] of left) {
          found = this.equal(key, other) && this.equal(value, its);
          match = other;
          if (found) break;
        }
      }
      if (!found) return false;
      left.delete(match);
    }
    return true;
  }

  #sets(a: Set<unknown>, b: Set<unknown>): boolean {
    if (a.size !== b.size) return false;
    const left = new Set(b);
    for (const value of a) {
      let match = value;
      let found = left.has(value);
      if (!found && (!this.#strict || typeof value === "object")) {
        for (const other of left) {
          found = this.equal(value, other);
          match = other;
          if (found) break;
        }
      }
      if (!found) return false;
      left.delete(match);
    }
    return true;
  }
}

function tag(object: object): string {
  return Object.prototype.toString.call(object);
}
