// String methods that deal with code units, code points and well-formedness.

import { describe } from "../describe.ts";
import { toIntegerOrInfinity } from "../integer.ts";
import { nextCodePoint } from "../iterate.ts";
import { getElem, strBuild, strCharCodeAt, strFromCode } from "../native.ts";

const FIRST_SUPPLEMENTARY = 0x10000;
const LAST_CODE_POINT = 0x10ffff;

/** String.prototype.charCodeAt. NaN outside the string. */
export function String_prototype_charCodeAt(self: string, index?: number): number {
  const position = toIntegerOrInfinity(index);
  return position >= 0 && position < self.length ? strCharCodeAt(self, position) : NaN;
}

/** String.prototype.charAt. Empty outside the string. */
export function String_prototype_charAt(self: string, index?: number): string {
  const position = toIntegerOrInfinity(index);
  return position >= 0 && position < self.length ? strFromCode(strCharCodeAt(self, position)) : "";
}

/** String.prototype.at. */
export function String_prototype_at(self: string, index?: number): string | undefined {
  const relative = toIntegerOrInfinity(index);
  const position = relative < 0 ? self.length + relative : relative;
  return position >= 0 && position < self.length ? strFromCode(strCharCodeAt(self, position)) : undefined;
}

/** String.prototype.codePointAt. */
export function String_prototype_codePointAt(self: string, index?: number): number | undefined {
  const position = toIntegerOrInfinity(index);
  return position >= 0 && position < self.length ? codePointAt(self, position) : undefined;
}

/** CodePointAt: the code point that begins at `index` (in range), or the lone surrogate there. */
export function codePointAt(text: string, index: number): number {
  const unit = strCharCodeAt(text, index);
  if (nextCodePoint(text, index) === index + 1) return unit;
  return (unit - 0xd800) * 0x400 + strCharCodeAt(text, index + 1) - 0xdc00 + FIRST_SUPPLEMENTARY;
}

/**
 * For the compiler's `for (const c of text)`: the character (one or two code units) that begins at `index`,
 * which must be in range. Advance by its length.
 */
export function stringCodePointAt(text: string, index: number): string {
  return nextCodePoint(text, index) === index + 1 ? text[index]! : text[index]! + text[index + 1]!;
}

/** String.fromCharCode: each argument modulo 2^16. */
export function String_fromCharCode(...codes: number[]): string {
  if (codes.length === 1) return strFromCode(codes[0]! & 0xffff);
  const parts: string[] = [];
  for (let i = 0; i < codes.length; i++) parts.push(strFromCode(codes[i]! & 0xffff));
  return strBuild(parts);
}

/** String.fromCodePoint. RangeError for what is no code point. */
export function String_fromCodePoint(...points: number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < points.length; i++) {
    const point = points[i]!;
    if (!(point >= 0 && point <= LAST_CODE_POINT) || toIntegerOrInfinity(point) !== point) {
      throw new RangeError(`Invalid code point ${describe(point)}`);
    }
    if (point < FIRST_SUPPLEMENTARY) {
      parts.push(strFromCode(point));
    } else {
      const rest = point - FIRST_SUPPLEMENTARY;
      parts.push(strFromCode(0xd800 + (rest >> 10)));
      parts.push(strFromCode(0xdc00 + (rest & 0x3ff)));
    }
  }
  return strBuild(parts);
}

/** String.raw: the raw parts of a template with the substitutions between them. */
export function String_raw(template: unknown, ...substitutions: unknown[]): string {
  if (template === undefined || template === null)
    throw new TypeError("Cannot convert undefined or null to object");
  const raw = getElem(template, "raw");
  if (raw === undefined || raw === null) throw new TypeError("Cannot convert undefined or null to object");
  const parts: string[] = [];
  // The cast is for unary plus, which refuses symbols and bigints.
  const length = toIntegerOrInfinity(+(getElem(raw, "length") as string));
  for (let i = 0; i < length; i++) {
    parts.push(`${getElem(raw, i)}`);
    if (i + 1 < length && i < substitutions.length) parts.push(`${substitutions[i]}`);
  }
  return strBuild(parts);
}

/** String.prototype.isWellFormed: no lone surrogates. */
export function String_prototype_isWellFormed(self: string): boolean {
  return firstLoneSurrogate(self, 0) < 0;
}

/** String.prototype.toWellFormed: lone surrogates become U+FFFD. */
export function String_prototype_toWellFormed(self: string): string {
  let result = "";
  let from = 0;
  for (let lone = firstLoneSurrogate(self, 0); lone >= 0; lone = firstLoneSurrogate(self, from)) {
    result += self.substring(from, lone) + "\ufffd";
    from = lone + 1;
  }
  return from === 0 ? self : result + self.substring(from);
}

function firstLoneSurrogate(text: string, from: number): number {
  let i = from;
  while (i < text.length) {
    const next = nextCodePoint(text, i);
    const unit = strCharCodeAt(text, i);
    if (next === i + 1 && unit >= 0xd800 && unit <= 0xdfff) return i;
    i = next;
  }
  return -1;
}
