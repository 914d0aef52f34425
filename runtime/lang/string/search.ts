// String methods that look for another string: indexOf, includes, startsWith, split, replace, ...
//
// An object as pattern is asked by Symbol.split and its like, so that regular expressions are linked by those who
// make them; what they do is not known here.

import { toIntegerOrInfinity } from "../integer.ts";
import { codePoints } from "../iterate.ts";
import {
  callWithArray,
  isFunction,
  isObject,
  mathMin,
  strBuild,
  strCharCodeAt,
  strFromCode,
  strIndexOf,
  strSubstring,
} from "../native.ts";

/** String.prototype.indexOf. */
export function String_prototype_indexOf(self: string, pattern: string, position?: number): number {
  return strIndexOf(self, `${pattern}`, clampPosition(position, self.length));
}

/** String.prototype.lastIndexOf: NaN as position means the end. */
export function String_prototype_lastIndexOf(self: string, pattern: string, position?: number): number {
  const from = position === undefined || position !== position ? self.length : position;
  const text = `${pattern}`;
  const last = self.length - text.length;
  for (let at = mathMin(clampPosition(from, self.length), last); at >= 0; at--) {
    if (matchesAt(self, text, at)) return at;
  }
  return -1;
}

/** String.prototype.includes. */
export function String_prototype_includes(self: string, pattern: unknown, position?: number): boolean {
  const text = textPattern(pattern, "includes");
  return strIndexOf(self, text, clampPosition(position, self.length)) >= 0;
}

/** String.prototype.startsWith. */
export function String_prototype_startsWith(self: string, pattern: unknown, position?: number): boolean {
  const text = textPattern(pattern, "startsWith");
  return matchesAt(self, text, clampPosition(position, self.length));
}

/** String.prototype.endsWith. */
export function String_prototype_endsWith(self: string, pattern: unknown, endPosition?: number): boolean {
  const text = textPattern(pattern, "endsWith");
  const end = endPosition === undefined ? self.length : clampPosition(endPosition, self.length);
  return matchesAt(self, text, end - text.length);
}

/** ToString of what `includes` and its like look for, which is no regular expression. */
function textPattern(pattern: unknown, method: string): string {
  if (typeof pattern === "string") return pattern;
  if (isRegExp(pattern))
    throw new TypeError(`First argument to String.prototype.${method} must not be a regular expression`);
  return `${pattern}`;
}

/** IsRegExp. */
export function isRegExp(value: unknown): boolean {
  if (!isObject(value)) return false;
  const matcher = (value as Pattern)[Symbol.match];
  return matcher === undefined ? value instanceof RegExp : !!matcher;
}

function clampPosition(position: number | undefined, length: number): number {
  const integer = toIntegerOrInfinity(position);
  return integer < 0 ? 0 : integer > length ? length : integer;
}

function matchesAt(text: string, pattern: string, at: number): boolean {
  if (at < 0 || at + pattern.length > text.length) return false;
  for (let i = 0; i < pattern.length; i++) {
    if (strCharCodeAt(text, at + i) !== strCharCodeAt(pattern, i)) return false;
  }
  return true;
}

/** What objects as patterns have. */
export interface Pattern {
  readonly [Symbol.match]?: unknown;
  readonly [Symbol.matchAll]?: unknown;
  readonly [Symbol.replace]?: unknown;
  readonly [Symbol.search]?: unknown;
  readonly [Symbol.split]?: unknown;
  readonly flags?: unknown;
  readonly source?: unknown;
}

/** A regular expression must be global where all matches are asked for. */
export function requireGlobal(pattern: unknown, method: string): void {
  if (!isObject(pattern) || !(pattern as Pattern)[Symbol.match]) return;
  if (!`${(pattern as Pattern).flags}`.includes("g"))
    throw new TypeError(`String.prototype.${method} called with a non-global RegExp argument`);
}

/** String.prototype.split; `limit` is taken modulo 2^32. */
export function String_prototype_split(self: string, separator?: unknown, limit?: unknown): string[] {
  if (isObject(separator)) {
    const method = (separator as Pattern)[Symbol.split];
    if (isMethod(method)) return callWithArray(method, separator, [self, limit]) as string[];
  }
  const max = limit === undefined ? 4294967295 : +(limit as string) >>> 0;
  const parts: string[] = [];
  if (max === 0) return parts;
  if (separator === undefined) return [self];
  const between = `${separator}`;
  if (between.length === 0) {
    const count = self.length < max ? self.length : max;
    for (let i = 0; i < count; i++) parts.push(strFromCode(strCharCodeAt(self, i)));
    return parts;
  }
  let from = 0;
  for (let at = strIndexOf(self, between, 0); at >= 0; at = strIndexOf(self, between, from)) {
    parts.push(strSubstring(self, from, at));
    if (parts.length >= max) return parts;
    from = at + between.length;
  }
  parts.push(strSubstring(self, from, self.length));
  return parts;
}

type Replacer = (match: string, position: number, text: string) => unknown;

/** String.prototype.replace: of a string the first occurrence. */
export function String_prototype_replace(self: string, pattern: unknown, replacement: unknown): string {
  if (isObject(pattern)) {
    const method = (pattern as Pattern)[Symbol.replace];
    if (isMethod(method)) return `${callWithArray(method, pattern, [self, replacement])}`;
  }
  const sought = `${pattern}`;
  const what = isFunction(replacement) ? replacement : `${replacement}`;
  const at = strIndexOf(self, sought, 0);
  if (at < 0) return self;
  const head = strSubstring(self, 0, at);
  const tail = strSubstring(self, at + sought.length, self.length);
  return head + replacementAt(self, sought, at, what) + tail;
}

/** String.prototype.replaceAll; an empty string occurs before every code unit. */
export function String_prototype_replaceAll(self: string, pattern: unknown, replacement: unknown): string {
  if (isObject(pattern)) {
    requireGlobal(pattern, "replaceAll");
    const method = (pattern as Pattern)[Symbol.replace];
    if (isMethod(method)) return `${callWithArray(method, pattern, [self, replacement])}`;
  }
  const sought = `${pattern}`;
  const what = isFunction(replacement) ? replacement : `${replacement}`;
  const advance = sought.length === 0 ? 1 : sought.length;
  const parts: string[] = [];
  let from = 0;
  let at = strIndexOf(self, sought, 0);
  while (at >= 0) {
    parts.push(strSubstring(self, from, at));
    parts.push(replacementAt(self, sought, at, what));
    from = at + sought.length;
    at = at + advance > self.length ? -1 : strIndexOf(self, sought, at + advance);
  }
  parts.push(strSubstring(self, from, self.length));
  return strBuild(parts);
}

/** GetMethod: what is neither undefined nor null is called, whatever it is. */
export function isMethod(method: unknown): boolean {
  return method !== undefined && method !== null;
}

function replacementAt(self: string, matched: string, at: number, replacement: unknown): string {
  if (typeof replacement === "function") return `${(replacement as Replacer)(matched, at, self)}`;
  return getSubstitution(self, matched, at, replacement as string);
}

/** GetSubstitution without captures: $$ $& $` $' in a replacement text. */
function getSubstitution(self: string, matched: string, at: number, template: string): string {
  let dollar = strIndexOf(template, "$", 0);
  if (dollar < 0) return template;
  let result = "";
  let from = 0;
  while (dollar >= 0 && dollar + 1 < template.length) {
    const kind = template[dollar + 1];
    let inserted: string | null = null;
    if (kind === "$") inserted = "$";
    else if (kind === "&") inserted = matched;
    else if (kind === "`") inserted = strSubstring(self, 0, at);
    else if (kind === "'") inserted = strSubstring(self, at + matched.length, self.length);
    if (inserted !== null) {
      result += strSubstring(template, from, dollar) + inserted;
      from = dollar + 2;
    }
    dollar = strIndexOf(template, "$", inserted === null ? dollar + 1 : from);
  }
  return result + strSubstring(template, from, template.length);
}

/** The characters of a string, for spreading: surrogate pairs stay together. */
export function stringToArray(text: string): string[] {
  return codePoints(text);
}
