// %RegExpStringIterator%: what String.prototype.matchAll gives.

import { BuiltinIterator, end } from "../iterator.ts";
import type { RegExp } from "./regexp.ts";

export class MatchIterator extends BuiltinIterator {
  #regexp: RegExp;
  #text: string;
  #isDone = false;

  constructor(regexp: RegExp, text: string) {
    super();
    this.#regexp = regexp;
    this.#text = text;
  }

  step(): unknown {
    if (this.#isDone) return end();
    const result = this.#regexp.execAndStep(this.#text);
    if (result === null || !this.#regexp.global) this.#isDone = true;
    return result === null ? end() : result;
  }

  override tag(): string {
    return "RegExp String Iterator";
  }
}
