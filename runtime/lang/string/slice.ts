// String methods that cut, pad, repeat and trim.

import { relativeEnd, relativeIndex, toIntegerOrInfinity } from "../integer.ts";
import { strBuild, strCharCodeAt, strSubstring } from "../native.ts";
import { lowerText, upperText } from "./case.ts";

/** V8's limit on the length of a string, in code units. */
const MAX_LENGTH = 536870888;

/** String.prototype.slice. */
export function String_prototype_slice(self: string, start?: number, end?: number): string {
  const from = relativeIndex(start, self.length);
  const to = relativeEnd(end, self.length);
  return from < to ? strSubstring(self, from, to) : "";
}

/** String.prototype.substring. */
export function String_prototype_substring(self: string, start: number, end?: number): string {
  const length = self.length;
  const from = clamp(toIntegerOrInfinity(start), length);
  const to = end === undefined ? length : clamp(toIntegerOrInfinity(end), length);
  return from < to ? strSubstring(self, from, to) : strSubstring(self, to, from);
}

/** String.prototype.substr (Annex B). */
export function String_prototype_substr(self: string, start: number, length?: number): string {
  const from = relativeIndex(start, self.length);
  const wanted = length === undefined ? self.length : toIntegerOrInfinity(length);
  const to = wanted > self.length - from ? self.length : from + wanted;
  return from < to ? strSubstring(self, from, to) : "";
}

function clamp(position: number, length: number): number {
  return position < 0 ? 0 : position > length ? length : position;
}

/** String.prototype.repeat. RangeError for a negative or infinite count and for results too long. */
export function String_prototype_repeat(self: string, count: number): string {
  const times = toIntegerOrInfinity(count);
  if (times < 0 || times === Infinity) throw new RangeError(`Invalid count value: ${count}`);
  if (times === 0 || self.length === 0) return "";
  if (times * self.length > MAX_LENGTH) throw new RangeError("Invalid string length");
  return repeat(self, times);
}

function repeat(text: string, times: number): string {
  if (times === 1) return text;
  const parts: string[] = [];
  for (let i = 0; i < times; i++) parts.push(text);
  return strBuild(parts);
}

/** String.prototype.padStart. */
export function String_prototype_padStart(self: string, maxLength: number, fill?: string): string {
  return padding(self, maxLength, fill) + self;
}

/** String.prototype.padEnd. */
export function String_prototype_padEnd(self: string, maxLength: number, fill?: string): string {
  return self + padding(self, maxLength, fill);
}

/** @rare */
function padding(self: string, maxLength: number, fill: string | undefined): string {
  const filler = fill === undefined ? " " : `${fill}`;
  const missing = toIntegerOrInfinity(maxLength) - self.length;
  if (missing <= 0 || filler.length === 0) return "";
  if (missing + self.length > MAX_LENGTH) throw new RangeError("Invalid string length");
  const whole = (missing - (missing % filler.length)) / filler.length;
  const rest = strSubstring(filler, 0, missing % filler.length);
  return whole === 0 ? rest : repeat(filler, whole) + rest;
}

/** String.prototype.trim: WhiteSpace and LineTerminator at both ends. */
export function String_prototype_trim(self: string): string {
  const from = firstVisible(self);
  const to = afterLastVisible(self);
  return from < to ? strSubstring(self, from, to) : "";
}

/** String.prototype.trimStart. */
export function String_prototype_trimStart(self: string): string {
  return strSubstring(self, firstVisible(self), self.length);
}

/** String.prototype.trimEnd. */
export function String_prototype_trimEnd(self: string): string {
  return strSubstring(self, 0, afterLastVisible(self));
}

/** String.prototype.trimLeft: the old name of trimStart. */
export function String_prototype_trimLeft(self: string): string {
  return String_prototype_trimStart(self);
}

/** String.prototype.trimRight: the old name of trimEnd. */
export function String_prototype_trimRight(self: string): string {
  return String_prototype_trimEnd(self);
}

function firstVisible(text: string): number {
  let i = 0;
  while (i < text.length && isWhiteSpace(strCharCodeAt(text, i))) i++;
  return i;
}

function afterLastVisible(text: string): number {
  let i = text.length;
  while (i > 0 && isWhiteSpace(strCharCodeAt(text, i - 1))) i--;
  return i;
}

/** WhiteSpace or LineTerminator: TAB..CR, SP, NBSP, the zero-width no-break space, LS, PS, category Zs. */
export function isWhiteSpace(unit: number): boolean {
  if (unit < 0x80) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
  if (unit === 0xa0 || unit === 0xfeff || unit === 0x1680) return true;
  if (unit >= 0x2000 && unit <= 0x200a) return true;
  return unit === 0x2028 || unit === 0x2029 || unit === 0x202f || unit === 0x205f || unit === 0x3000;
}

/** String.prototype.toUpperCase. */
export function String_prototype_toUpperCase(self: string): string {
  return upperText(self);
}

/** String.prototype.toLowerCase. */
export function String_prototype_toLowerCase(self: string): string {
  return lowerText(self);
}

/** String.prototype.concat. */
export function String_prototype_concat(self: string, ...others: string[]): string {
  let result = self;
  for (let i = 0; i < others.length; i++) result += `${others[i]}`;
  return result;
}

/** String.prototype.toString. */
export function String_prototype_toString(self: string): string {
  return self;
}

/** String.prototype.valueOf. */
export function String_prototype_valueOf(self: string): string {
  return self;
}

/** String.prototype.toLocaleUpperCase: as in English. RangeError for locales with rules of their own. */
export function String_prototype_toLocaleUpperCase(self: string, locales?: unknown): string {
  requireCommonCase(locales);
  return upperText(self);
}

/** String.prototype.toLocaleLowerCase. */
export function String_prototype_toLocaleLowerCase(self: string, locales?: unknown): string {
  requireCommonCase(locales);
  return lowerText(self);
}

/** Azeri, Greek, Lithuanian and Turkish have rules of their own. */
function requireCommonCase(locales: unknown): void {
  if (locales === undefined) return;
  const language = `${locales}`.slice(0, 2).toLowerCase();
  if (language === "az" || language === "el" || language === "lt" || language === "tr")
    throw new RangeError(`The case rules of the locale "${locales}" are not on board.`);
}
