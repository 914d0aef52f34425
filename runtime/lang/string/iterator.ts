// %StringIteratorPrototype%: the characters of a string, surrogate pairs together.

import { nextCodePoint } from "../iterate.ts";
import { BuiltinIterator, end } from "../iterator.ts";
import { strSubstring } from "../native.ts";

/** @phantom T: always strings. */
// biome-ignore lint/correctness/noUnusedVariables: T is what programs write
export class StringIterator<T> extends BuiltinIterator {
  #text: string;
  #next = 0;

  constructor(text: string) {
    super();
    this.#text = text;
  }

  override step(): unknown {
    const from = this.#next;
    if (from >= this.#text.length) return end();
    this.#next = nextCodePoint(this.#text, from);
    return strSubstring(this.#text, from, this.#next);
  }

  override tag(): string {
    return "String Iterator";
  }
}

/** String.prototype[@@iterator]. */
export function String_prototype_iterator(self: string): StringIterator<string> {
  return new StringIterator<string>(self);
}
