// URLSearchParams (URL Standard): the pairs of a query, in order, with application/x-www-form-urlencoded around them.

import { requireCallable } from "../describe.ts";
import { registerText } from "../inspect/special.ts";
import { quoted } from "../inspect/text.ts";
import { iterateToArray, iteratorMethod } from "../iterate.ts";
import { ownKeys } from "../keys.ts";
import { callWithArray, getElem, isObject } from "../native.ts";
import { CodedTypeError } from "./coded-error.ts";
import { FORM, percentDecode, percentEncode } from "./percent.ts";

export class URLSearchParams {
  readonly #pairs: [string, string][] = [];
  #onChange: ((query: string) => void) | null = null;

  /** From the text of a query, pairs, or the properties of an object. */
  constructor(init?: unknown) {
    registerSearchParams();
    if (init === undefined || init === null) return;
    if (!isObject(init)) {
      const text = `${init}`;
      URLSearchParams.fill(this, text.startsWith("?") ? text.slice(1) : text);
      return;
    }
    if (iteratorMethod(init) === undefined) {
      for (const key of ownKeys(init, 1)) this.#pairs.push([key, `${getElem(init, key)}`]);
      return;
    }
    for (const entry of iterateToArray(init)) {
      const pair = isObject(entry) || typeof entry === "string" ? iterateToArray(entry) : [];
      if (pair.length !== 2)
        throw new CodedTypeError(
          "ERR_INVALID_TUPLE",
          "Each query pair must be an iterable [name, value] tuple",
        );
      this.#pairs.push([`${pair[0]}`, `${pair[1]}`]);
    }
  }

  /** For URL: replaces the pairs by those of a query. */
  static fill(params: URLSearchParams, query: string): void {
    params.#pairs.length = 0;
    for (const part of query.split("&")) {
      if (part === "") continue;
      const equals = part.indexOf("=");
      const name = equals < 0 ? part : part.slice(0, equals);
      const value = equals < 0 ? "" : part.slice(equals + 1);
      params.#pairs.push([decoded(name), decoded(value)]);
    }
  }

  /** For URL: `tell` is called with the query after each change. */
  static observe(params: URLSearchParams, tell: (query: string) => void): void {
    params.#onChange = tell;
  }

  get size(): number {
    return this.#pairs.length;
  }

  append(name: string, value: string): void {
    this.#pairs.push([`${name}`, `${value}`]);
    this.#changed();
  }

  delete(name: string, value?: string): void {
    for (let i = this.#pairs.length - 1; i >= 0; i--) {
      const pair = this.#pairs[i]!;
      if (pair[0] === `${name}` && (value === undefined || pair[1] === `${value}`)) this.#pairs.splice(i, 1);
    }
    this.#changed();
  }

  get(name: string): string | null {
    const found = this.#pairs.find((pair) => pair[0] === `${name}`);
    return found === undefined ? null : found[1];
  }

  getAll(name: string): string[] {
    return this.#pairs.filter((pair) => pair[0] === `${name}`).map((pair) => pair[1]);
  }

  has(name: string, value?: string): boolean {
    return this.#pairs.some(
      (pair) => pair[0] === `${name}` && (value === undefined || pair[1] === `${value}`),
    );
  }

  /** The first pair of that name takes the value, the others go. */
  set(name: string, value: string): void {
    const at = this.#pairs.findIndex((pair) => pair[0] === `${name}`);
    if (at < 0) this.#pairs.push([`${name}`, `${value}`]);
    else {
      this.#pairs[at]![1] = `${value}`;
      for (let i = this.#pairs.length - 1; i > at; i--)
        if (this.#pairs[i]![0] === `${name}`) this.#pairs.splice(i, 1);
    }
    this.#changed();
  }

  /** By name, in the order of code units; pairs of one name keep theirs. */
  sort(): void {
    this.#pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    this.#changed();
  }

  forEach(callback: (value: string, name: string, params: URLSearchParams) => void, self?: unknown): void {
    requireCallable(callback);
    for (let i = 0; i < this.#pairs.length; i++)
      callWithArray(callback, self, [this.#pairs[i]![1], this.#pairs[i]![0], this]);
  }

  entries(): ArrayIterator<[string, string]> {
    return this.#pairs.map((pair): [string, string] => [pair[0], pair[1]]).values();
  }

  keys(): ArrayIterator<string> {
    return this.#pairs.map((pair) => pair[0]).values();
  }

  values(): ArrayIterator<string> {
    return this.#pairs.map((pair) => pair[1]).values();
  }

  /** @same entries */
  [Symbol.iterator](): ArrayIterator<[string, string]> {
    return this.entries();
  }

  toString(): string {
    return this.#pairs.map((pair) => `${encoded(pair[0])}=${encoded(pair[1])}`).join("&");
  }

  #changed(): void {
    if (this.#onChange !== null) this.#onChange(this.toString());
  }

  get [Symbol.toStringTag](): string {
    return "URLSearchParams";
  }
}

function encoded(text: string): string {
  return percentEncode(text, FORM).replaceAll("%20", "+");
}

function decoded(text: string): string {
  return percentDecode(text.replaceAll("+", " "));
}

let registered = false;

function registerSearchParams(): void {
  if (registered) return;
  registered = true;
  registerText((object, _inspector, _name, isDeep) => {
    if (!(object instanceof URLSearchParams)) return null;
    if (isDeep) return "[Object]";
    const pairs: string[] = [];
    for (const [name, value] of object) pairs.push(`${quoted(name)} => ${quoted(value)}`);
    return pairs.length === 0 ? "URLSearchParams {}" : `URLSearchParams { ${pairs.join(", ")} }`;
  });
}
