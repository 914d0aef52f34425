// JSON.parse: the grammar of ECMA-404 over code units, with V8's messages for what does not match it.

import { ownKeys } from "../keys.ts";
import {
  callWithArray,
  defineProp,
  deleteElem,
  getElem,
  isArray,
  isFunction,
  isObject,
  newDict,
  ownFlags,
  strBuild,
  strCharCodeAt,
  strFromCode,
  stringToNumber,
  strSubstring,
} from "../native.ts";

/** JSON.parse. SyntaxError for text that is no JSON. The reviver sees inner values first. */
export function JSON_parse(text: string, reviver?: unknown): unknown {
  const parser = new Parser(`${text}`);
  const value = parser.document();
  if (!isFunction(reviver)) return value;
  const root = newDict();
  defineProp(root, "", value, ENUMERABLE);
  return internalize(root, "", reviver);
}

const ENUMERABLE = 1;
const FIXED = 4;
/** Characters of the text that a message shows on each side of the culprit. */
const CONTEXT = 10;

const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
/** What `peek` gives behind the end. */
const END = -1;
/** Integers of so many digits are exact however they are added up. */
const EXACT_DIGITS = 15;
/** Places for names that were seen: documents repeat them, and one string for all is found and compared fastest. */
const NAMES = 64;
/** Longer names are not kept. */
const LONGEST_NAME = 32;

/** @sealed */
class Parser {
  readonly text: string;
  at = 0;
  readonly names: string[] = [];

  constructor(text: string) {
    this.text = text;
    for (let i = 0; i < NAMES; i++) this.names.push("");
  }

  document(): unknown {
    const value = this.value();
    if (this.skipSpace() !== END) this.failAt("Unexpected non-whitespace character after JSON");
    return value;
  }

  /** The code unit at the current position, or END. */
  peek(): number {
    return strCharCodeAt(this.text, this.at);
  }

  /** Moves to the next token and gives its first code unit. */
  skipSpace(): number {
    const text = this.text;
    let at = this.at | 0;
    let unit = strCharCodeAt(text, at);
    while (unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09) {
      at = (at + 1) | 0;
      unit = strCharCodeAt(text, at);
    }
    this.at = at;
    return unit;
  }

  value(): unknown {
    const unit = this.skipSpace();
    if (unit === QUOTE) return this.string();
    if (unit === OPEN_BRACE) return this.object();
    if (unit === OPEN_BRACKET) return this.array();
    if (unit === MINUS || isDigit(unit)) return this.number();
    if (unit === 0x74) return this.literal("true", true);
    if (unit === 0x66) return this.literal("false", false);
    if (unit === 0x6e) return this.literal("null", null);
    return this.unexpected();
  }

  literal(word: string, value: unknown): unknown {
    for (let i = 0; i < word.length; i++) {
      if (this.peek() !== strCharCodeAt(word, i)) this.unexpected();
      this.at++;
    }
    return value;
  }

  object(): object {
    const object = newDict();
    this.at++;
    if (this.skipSpace() === CLOSE_BRACE) {
      this.at++;
      return object;
    }
    if (this.peek() !== QUOTE) this.failAt("Expected property name or '}' in JSON");
    for (let isFirst = true; ; isFirst = false) {
      const key = this.name();
      if (this.skipSpace() !== COLON) {
        if (isFirst) this.failAt("Expected ':' after property name in JSON");
        this.unexpected(); // V8 has the better message for the first property only
      }
      this.at++;
      defineProp(object, key, this.value(), ENUMERABLE);
      const unit = this.skipSpace();
      if (unit === CLOSE_BRACE) break;
      if (unit !== COMMA) this.failAt("Expected ',' or '}' after property value in JSON");
      this.at++;
      if (this.skipSpace() !== QUOTE) this.failAt("Expected double-quoted property name in JSON");
    }
    this.at++;
    return object;
  }

  array(): unknown[] {
    const array: unknown[] = [];
    this.at++;
    if (this.skipSpace() === CLOSE_BRACKET) {
      this.at++;
      return array;
    }
    for (;;) {
      array.push(this.value());
      const unit = this.skipSpace();
      if (unit === CLOSE_BRACKET) break;
      if (unit !== COMMA) this.failAt("Expected ',' or ']' after array element in JSON");
      this.at++;
    }
    this.at++;
    return array;
  }

  number(): number {
    const start = this.at;
    const whole = this.shortInteger();
    if (whole >= 0) return whole;
    if (this.peek() === MINUS) {
      this.at++;
      if (!isDigit(this.peek())) this.failAt("No number after minus sign in JSON");
    }
    if (this.peek() === ZERO) {
      this.at++;
      if (isDigit(this.peek())) this.failAt("Unexpected number in JSON");
    } else {
      this.digits("");
    }
    if (this.peek() === DOT) {
      this.at++;
      this.digits("Unterminated fractional number in JSON");
    }
    const unit = this.peek();
    if (unit === 0x65 || unit === 0x45) {
      this.at++;
      const sign = this.peek();
      if (sign === PLUS || sign === MINUS) this.at++;
      this.digits("Exponent part is missing a number in JSON");
    }
    return stringToNumber(strSubstring(this.text, start, this.at));
  }

  /** The number here if it is a row of few digits and nothing else, and -1 without moving if not. */
  shortInteger(): number {
    const text = this.text;
    const start = this.at | 0;
    let at = start;
    let value = 0;
    let unit = strCharCodeAt(text, at);
    if (unit === ZERO) return -1;
    while (unit >= ZERO && unit <= NINE) {
      value = value * 10 + (unit - ZERO);
      at = (at + 1) | 0;
      unit = strCharCodeAt(text, at);
    }
    const count = (at - start) | 0;
    if (count === 0 || count > EXACT_DIGITS || unit === DOT || unit === 0x65 || unit === 0x45) return -1;
    this.at = at;
    return value;
  }

  /** One digit or more; none is an error of that text. */
  digits(problem: string): void {
    if (!isDigit(this.peek())) this.failAt(problem);
    while (isDigit(this.peek())) this.at++;
  }

  /** The name of a property: a string, of which short ones without escapes are kept. */
  name(): string {
    const text = this.text;
    const from = (this.at + 1) | 0;
    let at = from;
    let hash = 0;
    let unit = strCharCodeAt(text, at);
    while (unit >= 0x20 && unit !== QUOTE && unit !== BACKSLASH && at - from < LONGEST_NAME) {
      hash = (hash * 31 + unit) | 0;
      at = (at + 1) | 0;
      unit = strCharCodeAt(text, at);
    }
    if (unit !== QUOTE) return this.string();
    this.at = at + 1;
    const place = hash & (NAMES - 1);
    const known = this.names[place]!;
    if (known.length === at - from && standsAt(text, from, known)) return known;
    const name = strSubstring(text, from, at);
    this.names[place] = name;
    return name;
  }

  /** A string without escapes is one piece of the text; others are built of pieces. */
  string(): string {
    const text = this.text;
    let at = (this.at + 1) | 0;
    let from = at;
    let parts: string[] | null = null;
    for (;;) {
      const unit = strCharCodeAt(text, at);
      if (unit === QUOTE) break;
      if (unit !== BACKSLASH && unit >= 0x20) {
        at = (at + 1) | 0;
        continue;
      }
      this.at = at;
      if (unit === END) this.failAt("Unterminated string in JSON");
      if (unit < 0x20) this.failAt("Bad control character in string literal in JSON");
      if (parts === null) parts = [];
      parts.push(strSubstring(text, from, at));
      this.at++;
      parts.push(this.escape());
      at = this.at | 0;
      from = at;
    }
    const tail = strSubstring(text, from, at);
    this.at = at + 1;
    if (parts === null) return tail;
    parts.push(tail);
    return strBuild(parts);
  }

  /** What follows a backslash. */
  escape(): string {
    const unit = this.peek();
    if (unit === 0x75) return this.unicodeEscape();
    const meant = escaped(unit);
    if (meant < 0) {
      if (unit === END || unit > 0xff) this.unexpected();
      this.failAt("Bad escaped character in JSON");
    }
    this.at++;
    return strFromCode(meant);
  }

  unicodeEscape(): string {
    let code = 0;
    for (let i = 0; i < 4; i++) {
      this.at++;
      const digit = hexDigit(this.peek());
      if (digit < 0) this.failAt("Bad Unicode escape in JSON");
      code = code * 16 + digit;
    }
    this.at++;
    return strFromCode(code);
  }

  /** @rare */
  failAt(problem: string): never {
    throw new SyntaxError(`${problem} at position ${this.at}`);
  }

  /**
   * The error for a token that cannot begin a value.
   *
   * @rare
   */
  unexpected(): never {
    const { text, at } = this;
    const unit = this.peek();
    if (unit === END) throw new SyntaxError("Unexpected end of JSON input");
    if (unit === QUOTE) this.failAt("Unexpected string in JSON");
    if (unit === MINUS || isDigit(unit)) this.failAt("Unexpected number in JSON");
    if (text === "NaN" || text === "Infinity" || text === "undefined" || text === "[object Object]") {
      throw new SyntaxError(`"${text}" is not valid JSON`);
    }
    const isLong = text.length > 2 * CONTEXT;
    const cutsBefore = isLong && at >= CONTEXT;
    const cutsAfter = isLong && at < text.length - CONTEXT;
    const part = strSubstring(text, cutsBefore ? at - CONTEXT : 0, cutsAfter ? at + CONTEXT : text.length);
    const shown = `${cutsBefore ? "..." : ""}"${part}"${cutsAfter ? "..." : ""}`;
    throw new SyntaxError(`Unexpected token '${strFromCode(unit)}', ${shown} is not valid JSON`);
  }
}

/** Whether `part` is in `text` at that place, which is long enough. */
function standsAt(text: string, from: number, part: string): boolean {
  for (let i = 0; i < part.length; i++)
    if (strCharCodeAt(text, (from + i) | 0) !== strCharCodeAt(part, i)) return false;
  return true;
}

function isDigit(unit: number): boolean {
  return unit >= ZERO && unit <= NINE;
}

function hexDigit(unit: number): number {
  if (isDigit(unit)) return unit - ZERO;
  if (unit >= 0x61 && unit <= 0x66) return unit - 0x61 + 10;
  if (unit >= 0x41 && unit <= 0x46) return unit - 0x41 + 10;
  return -1;
}

/** The code unit that a one-letter escape stands for, -1 for none. */
function escaped(letter: number): number {
  switch (letter) {
    case QUOTE:
    case BACKSLASH:
    case 0x2f:
      return letter;
    case 0x62:
      return 0x08;
    case 0x66:
      return 0x0c;
    case 0x6e:
      return 0x0a;
    case 0x72:
      return 0x0d;
    case 0x74:
      return 0x09;
    default:
      return -1;
  }
}

/**
 * InternalizeJSONProperty.
 *
 * @rare
 */
function internalize(holder: object, key: string, reviver: unknown): unknown {
  const value = getElem(holder, key);
  if (isObject(value)) {
    const keys = isArray(value) ? null : ownKeys(value, 1);
    const count = isArray(value) ? value.length : keys!.length;
    for (let i = 0; i < count; i++) {
      const inner = keys === null ? `${i}` : keys[i]!;
      const revived = internalize(value, inner, reviver);
      // A reviver may have fixed the property: the text's own value stays, without an error.
      const flags = ownFlags(value, inner);
      if (flags >= 0 && (flags & FIXED) !== 0) continue;
      if (revived === undefined) deleteElem(value, inner);
      else defineProp(value, inner, revived, ENUMERABLE);
    }
  }
  return callWithArray(reviver, holder, [key, value]);
}
