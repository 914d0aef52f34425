// structuredClone (HTML, "StructuredSerializeInternal"): a deep copy of data, with cycles and shared parts kept.
//
// Nothing can be transferred. Instances of classes become plain objects, as everywhere.

import { AsyncGenerator } from "../async-generator.ts";
import { describe } from "../describe.ts";
import { Generator } from "../generator.ts";
import { BuiltinIterator } from "../iterator.ts";
import { ownKeys } from "../keys.ts";
import { K_CLASS } from "../kinds.ts";
import {
  arraySetLength,
  bufferLength,
  defineProp,
  getElem,
  hasOwn,
  isArray,
  isBuffer,
  isFunction,
  isObject,
  isSymbol,
  isTyped,
  newDict,
  objectKind,
  typedBuffer,
  typedByteOffset,
  typedFromBuffer,
  typedKind,
} from "../native.ts";
import { Object_prototype_toString } from "../object.ts";
import { unwrapped, wrappedAgain } from "../wrapped.ts";
import { DOMException } from "./dom-exception.ts";

const ENUMERABLE = 1;

/** A deep copy of `value`. DOMException DataCloneError for functions, symbols and what holds resources. */
export function structuredClone(value: unknown, options?: unknown): unknown {
  if (isObject(options) && getElem(options, "transfer") !== undefined)
    throw new TypeError("structuredClone cannot transfer: leave the option out");
  return new Cloner().clone(value);
}

class Cloner {
  readonly #copies = new Map<object, object>();

  clone(value: unknown): unknown {
    if (isSymbol(value) || isFunction(value)) throw uncloneable(value);
    if (!isObject(value)) return value;
    const known = this.#copies.get(value);
    if (known !== undefined) return known;
    if (isArray(value)) {
      const copy: unknown[] = [];
      this.#copies.set(value, copy);
      arraySetLength(copy, value.length);
      this.#properties(value, copy);
      return copy;
    }
    if (isBuffer(value)) return this.#keep(value, value.slice(0, bufferLength(value)));
    if (isTyped(value)) {
      const buffer = this.clone(typedBuffer(value)) as ArrayBuffer;
      return this.#keep(
        value,
        typedFromBuffer(typedKind(value), buffer, typedByteOffset(value), value.length),
      );
    }
    if (value instanceof Map) return this.#map(value);
    if (value instanceof Set) return this.#set(value);
    if (value instanceof Error) return this.#error(value);
    if (value instanceof Date) return this.#keep(value, new Date(value.getTime()));
    if (value instanceof RegExp) return this.#keep(value, new RegExp(value.source, value.flags));
    if (value instanceof DataView) {
      const buffer = this.clone(value.buffer) as ArrayBuffer;
      return this.#keep(value, new DataView(buffer, value.byteOffset, value.byteLength));
    }
    if (
      value instanceof Promise ||
      value instanceof WeakMap ||
      value instanceof WeakSet ||
      value instanceof WeakRef ||
      value instanceof BuiltinIterator ||
      value instanceof AsyncGenerator ||
      objectKind(value) === K_CLASS
    )
      throw uncloneable(value);
    const wrapper = wrappedAgain(value);
    if (wrapper !== null) {
      if (isSymbol(unwrapped(value))) throw uncloneable(value);
      return this.#keep(value, wrapper);
    }
    const copy = newDict();
    this.#copies.set(value, copy);
    this.#properties(value, copy);
    return copy;
  }

  #keep(value: object, copy: object): object {
    this.#copies.set(value, copy);
    return copy;
  }

  #properties(from: object, to: object): void {
    const keys = ownKeys(from, ENUMERABLE);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      // A getter may have deleted what comes later.
      if (hasOwn(from, key)) defineProp(to, key, this.clone(getElem(from, key)), ENUMERABLE);
    }
  }

  #map(value: Map<unknown, unknown>): object {
    const copy = new Map<unknown, unknown>();
    this.#copies.set(value, copy);
    // All entries first: getters of their values may change the original.
    const entries: unknown[] = [];
    value.forEach((v, k) => {
      entries.push(k, v);
    });
    for (let i = 0; i < entries.length; i += 2) copy.set(this.clone(entries[i]), this.clone(entries[i + 1]));
    return copy;
  }

  #set(value: Set<unknown>): object {
    const copy = new Set<unknown>();
    this.#copies.set(value, copy);
    const members: unknown[] = [];
    value.forEach((v) => {
      members.push(v);
    });
    for (let i = 0; i < members.length; i++) copy.add(this.clone(members[i]));
    return copy;
  }

  /** Name (of a constructor of the standard), message, stack and cause; nothing else. */
  #error(value: Error): object {
    const copy = errorNamed(`${value.name}`);
    this.#copies.set(value, copy);
    if (hasOwn(value, "message")) defineProp(copy, "message", `${value.message}`, 0);
    if (typeof value.stack === "string") copy.stack = value.stack;
    if (hasOwn(value, "cause")) defineProp(copy, "cause", this.clone(getElem(value, "cause")), 0);
    return copy;
  }
}

function errorNamed(name: string): Error {
  switch (name) {
    case "EvalError":
      return new EvalError();
    case "RangeError":
      return new RangeError();
    case "ReferenceError":
      return new ReferenceError();
    case "SyntaxError":
      return new SyntaxError();
    case "TypeError":
      return new TypeError();
    case "URIError":
      return new URIError();
    default:
      return new Error();
  }
}

function uncloneable(value: unknown): DOMException {
  // The iterators of V8 have no constructor of their own; generators are named by their tag.
  const isGenerator = value instanceof Generator || value instanceof AsyncGenerator;
  const isIterator = value instanceof BuiltinIterator;
  const name = isGenerator ? Object_prototype_toString(value) : isIterator ? "#<Object>" : describe(value);
  return new DOMException(`${name} could not be cloned.`, "DataCloneError");
}
