// The URI functions (ECMA-262 19.2.6) and escape and unescape (annex B.2.1). They know no URL: no parsing, no parts.

import { strBuild, strCharCodeAt, strFromCode } from "./native.ts";

const ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const UNRESERVED = `${ALPHANUMERIC}-_.!~*'()`;
const RESERVED = ";/?:@&=+$,#";
const HEX = "0123456789ABCDEF";

/** encodeURI: leaves what separates the parts of a URI. URIError for a lone surrogate. */
export function encodeURI(uri: unknown): string {
  return encode(`${uri}`, UNRESERVED + RESERVED);
}

/** encodeURIComponent. URIError for a lone surrogate. */
export function encodeURIComponent(component: unknown): string {
  return encode(`${component}`, UNRESERVED);
}

/** decodeURI: leaves escapes of what separates the parts of a URI. URIError for anything that is not UTF-8. */
export function decodeURI(uri: unknown): string {
  return decode(`${uri}`, RESERVED);
}

/** decodeURIComponent. URIError for anything that is not UTF-8. */
export function decodeURIComponent(component: unknown): string {
  return decode(`${component}`, "");
}

/** escape: %xx and %uxxxx for code units. */
export function escape(text: unknown): string {
  const from = `${text}`;
  const parts: string[] = [];
  for (let i = 0; i < from.length; i++) {
    const unit = strCharCodeAt(from, i);
    if (unit < 128 && `${ALPHANUMERIC}@*_+-./`.includes(strFromCode(unit))) parts.push(strFromCode(unit));
    else if (unit < 256) parts.push(percent(unit));
    else parts.push(`%u${percent(unit >> 8).substring(1)}${percent(unit & 255).substring(1)}`);
  }
  return strBuild(parts);
}

/** unescape: the reverse; whatever is no escape stays. */
export function unescape(text: unknown): string {
  const from = `${text}`;
  const parts: string[] = [];
  for (let i = 0; i < from.length; ) {
    const isEscape = strCharCodeAt(from, i) === 0x25;
    const isWide = isEscape && i + 1 < from.length && strCharCodeAt(from, i + 1) === 0x75;
    const value = !isEscape ? -1 : isWide ? hexadecimal(from, i + 2, 4) : hexadecimal(from, i + 1, 2);
    if (value < 0) parts.push(strFromCode(strCharCodeAt(from, i++)));
    else {
      parts.push(strFromCode(value));
      i += isWide ? 6 : 3;
    }
  }
  return strBuild(parts);
}

function percent(byte: number): string {
  return `%${HEX.substring(byte >> 4, (byte >> 4) + 1)}${HEX.substring(byte & 15, (byte & 15) + 1)}`;
}

/** The value of `digits` hexadecimal digits at `at`, or -1 if they are not there. */
function hexadecimal(text: string, at: number, digits: number): number {
  if (at + digits > text.length) return -1;
  let value = 0;
  for (let i = at; i < at + digits; i++) {
    const unit = strCharCodeAt(text, i);
    const letter = unit | 0x20;
    if (unit >= 0x30 && unit <= 0x39) value = value * 16 + unit - 0x30;
    else if (letter >= 0x61 && letter <= 0x66) value = value * 16 + letter - 0x57;
    else return -1;
  }
  return value;
}

function malformed(): URIError {
  return new URIError("URI malformed");
}

function encode(text: string, unescaped: string): string {
  const parts: string[] = [];
  for (let i = 0; i < text.length; i++) {
    const unit = strCharCodeAt(text, i);
    if (unit < 0x80) {
      parts.push(unescaped.includes(strFromCode(unit)) ? strFromCode(unit) : percent(unit));
      continue;
    }
    if (unit >= 0xdc00 && unit <= 0xdfff) throw malformed();
    if (unit < 0x800) parts.push(percent(0xc0 | (unit >> 6)));
    else if (unit < 0xd800 || unit > 0xdfff) {
      parts.push(percent(0xe0 | (unit >> 12)), percent(0x80 | ((unit >> 6) & 63)));
    } else {
      i++;
      const low = i < text.length ? strCharCodeAt(text, i) : 0;
      if (low < 0xdc00 || low > 0xdfff) throw malformed();
      const point = 0x10000 + ((unit - 0xd800) << 10) + low - 0xdc00;
      parts.push(percent(0xf0 | (point >> 18)), percent(0x80 | ((point >> 12) & 63)));
      parts.push(percent(0x80 | ((point >> 6) & 63)), percent(0x80 | (point & 63)));
      continue;
    }
    parts.push(percent(0x80 | (unit & 63)));
  }
  return strBuild(parts);
}

/** The byte that is escaped at `at`. */
function escapedByte(text: string, at: number): number {
  const byte = at < text.length && strCharCodeAt(text, at) === 0x25 ? hexadecimal(text, at + 1, 2) : -1;
  if (byte < 0) throw malformed();
  return byte;
}

function decode(text: string, preserved: string): string {
  const parts: string[] = [];
  for (let i = 0; i < text.length; ) {
    if (strCharCodeAt(text, i) !== 0x25) {
      parts.push(strFromCode(strCharCodeAt(text, i++)));
      continue;
    }
    const start = i;
    const lead = escapedByte(text, i);
    i += 3;
    if (lead < 0x80) {
      const character = strFromCode(lead);
      parts.push(preserved.includes(character) ? text.substring(start, i) : character);
      continue;
    }
    const more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4) throw malformed();
    let point = lead & (0x3f >> more);
    for (let k = 0; k < more; k++, i += 3) {
      const next = escapedByte(text, i);
      if ((next & 0xc0) !== 0x80) throw malformed();
      point = (point << 6) | (next & 63);
    }
    const isOverlong = point < (more === 3 ? 0x10000 : more === 2 ? 0x800 : 0x80);
    if (isOverlong || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) throw malformed();
    if (point < 0x10000) parts.push(strFromCode(point));
    else parts.push(strFromCode(0xd800 + ((point - 0x10000) >> 10)), strFromCode(0xdc00 + (point & 0x3ff)));
  }
  return strBuild(parts);
}
