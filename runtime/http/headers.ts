// Headers (Fetch Standard §5.1): the fields of a message, by name without regard to case.
//
// Fields that arrived stay bytes until somebody asks for more than single values. Guards ("immutable",
// "request") of the standard are not there.

import { HTAB, isTokenByte, isValueByte, SP } from "./wire/characters.ts";
import type { RawFields } from "./wire/request-head.ts";

export type HeadersInit = Headers | Record<string, string> | readonly (readonly [string, string])[];

export class Headers implements Iterable<[string, string]> {
  private names: string[] = [];
  private readonly contents: string[] = [];
  private raw: RawFields | null = null;

  constructor(init?: HeadersInit) {
    if (init === undefined) return;
    if (init instanceof Headers) {
      init.forEach((value, name) => {
        this.append(name, value);
      });
    } else if (Array.isArray(init)) {
      for (const [name, value] of init as readonly (readonly [string, string])[]) this.append(name, value);
    } else {
      const record = init as Record<string, string>;
      for (const name of Object.keys(record)) this.append(name, record[name]!);
    }
  }

  /** For the server: the fields of a head that was parsed. They need no check. */
  static fromRaw(raw: RawFields): Headers {
    const headers = new Headers();
    headers.raw = raw;
    return headers;
  }

  /** The values of this name, joined by ", " in their order; null when there is none. */
  get(name: string): string | null {
    const wanted = lowerName(name);
    const raw = this.raw;
    if (raw !== null) {
      const first = raw.find(wanted, 0);
      if (first < 0) return null;
      let value = raw.value(first);
      for (let i = raw.find(wanted, first + 1); i >= 0; i = raw.find(wanted, i + 1)) {
        value += `, ${raw.value(i)}`;
      }
      return value;
    }
    let joined: string | null = null;
    for (let i = 0; i < this.names.length; i++) {
      if (this.names[i] !== wanted) continue;
      joined = joined === null ? this.contents[i]! : `${joined}, ${this.contents[i]!}`;
    }
    return joined;
  }

  /** Every Set-Cookie field by itself: they cannot be joined. */
  getSetCookie(): string[] {
    this.unpack();
    return this.contents.filter((_, i) => this.names[i] === "set-cookie");
  }

  has(name: string): boolean {
    const wanted = lowerName(name);
    if (this.raw !== null) return this.raw.find(wanted, 0) >= 0;
    return this.names.includes(wanted);
  }

  /** Adds a field. Throws TypeError for a name or value that no message can carry (RFC 9110 §5.1, §5.5). */
  append(name: string, value: string): void {
    const lower = lowerName(name);
    const content = checkedValue(name, value);
    this.unpack();
    this.names.push(lower);
    this.contents.push(content);
  }

  /** Puts one field in place of all of this name. Throws like `append`. */
  set(name: string, value: string): void {
    const lower = lowerName(name);
    const content = checkedValue(name, value);
    this.unpack();
    const first = this.names.indexOf(lower);
    if (first < 0) {
      this.names.push(lower);
      this.contents.push(content);
      return;
    }
    this.contents[first] = content;
    this.remove(lower, first + 1);
  }

  delete(name: string): void {
    this.unpack();
    this.remove(lowerName(name), 0);
  }

  /** Calls `callback` for every name, in the order of the alphabet, with its joined values. */
  forEach(callback: (value: string, name: string, headers: Headers) => void): void {
    const list = this.list();
    for (let i = 0; i < list.length; i++) callback(list[i]![1], list[i]![0], this);
  }

  entries(): IterableIterator<[string, string]> {
    return this.list()[Symbol.iterator]();
  }

  keys(): IterableIterator<string> {
    return this.list()
      .map((entry) => entry[0])
      [Symbol.iterator]();
  }

  values(): IterableIterator<string> {
    return this.list()
      .map((entry) => entry[1])
      [Symbol.iterator]();
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }

  /** For the writer of messages: how many fields, and each as it was added. */
  fieldCount(): number {
    this.unpack();
    return this.names.length;
  }

  fieldName(index: number): string {
    return this.names[index]!;
  }

  fieldValue(index: number): string {
    return this.contents[index]!;
  }

  /** Fetch Standard, "sort and combine". */
  private list(): [string, string][] {
    this.unpack();
    const entries: [string, string][] = [];
    const seen: string[] = [];
    for (let i = 0; i < this.names.length; i++) {
      const name = this.names[i]!;
      if (name === "set-cookie") {
        insert(entries, name, this.contents[i]!);
      } else if (!seen.includes(name)) {
        seen.push(name);
        insert(entries, name, this.get(name)!);
      }
    }
    return entries;
  }

  private remove(lower: string, from: number): void {
    for (let i = this.names.length - 1; i >= from; i--) {
      if (this.names[i] !== lower) continue;
      this.names.splice(i, 1);
      this.contents.splice(i, 1);
    }
  }

  private unpack(): void {
    const raw = this.raw;
    if (raw === null) return;
    this.raw = null;
    for (let i = 0; i < raw.count; i++) {
      this.names.push(raw.name(i).toLowerCase());
      this.contents.push(raw.value(i));
    }
  }
}

/** `name` in lower case. Throws TypeError when it is no token. */
function lowerName(name: string): string {
  let hasUpper = false;
  let valid = name.length > 0;
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i);
    if (code > 0x7f || !isTokenByte(code)) valid = false;
    if (code >= 0x41 && code <= 0x5a) hasUpper = true;
  }
  if (!valid) throw new TypeError(`"${name}" cannot be the name of a field`);
  return hasUpper ? name.toLowerCase() : name;
}

/** `value` without white space around it. Throws TypeError for what would end the field early. */
function checkedValue(name: string, value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value.charCodeAt(start))) start++;
  while (end > start && isBlank(value.charCodeAt(end - 1))) end--;
  for (let i = start; i < end; i++) {
    const code = value.charCodeAt(i);
    if (code > 0xff || !isValueByte(code)) {
      throw new TypeError(`character ${i} of the field ${name} cannot stand there: escape it`);
    }
  }
  return start === 0 && end === value.length ? value : value.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === SP || code === HTAB || code === 0x0a || code === 0x0d;
}

/** Puts a field behind those whose names are not greater. They are few: a web server need not carry a sort for them. */
function insert(entries: [string, string][], name: string, value: string): void {
  let at = entries.length;
  while (at > 0 && entries[at - 1]![0] > name) at--;
  entries.splice(at, 0, [name, value]);
}
