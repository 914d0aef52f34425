// The encodings of Node's Buffer: bytes of texts and texts of bytes. UTF-8 is in runtime/lang/utf8.ts.

import { strToUtf8 } from "../lang/native.ts";
import { strFromUtf8 } from "../lang/utf8.ts";
import { atob, btoa } from "../lang/web/base64.ts";
import { CodedTypeError } from "../lang/web/coded-error.ts";

/** What an encoding is called here; null where Node does not know it. */
function canonical(encoding: string): string | null {
  const name = encoding.toLowerCase();
  switch (name) {
    case "utf8":
    case "utf-8":
      return "utf8";
    case "utf16le":
    case "utf-16le":
    case "ucs2":
    case "ucs-2":
      return "utf16le";
    case "latin1":
    case "binary":
      return "latin1";
    case "ascii":
    case "hex":
    case "base64":
    case "base64url":
      return name;
    default:
      return null;
  }
}

export function isEncoding(encoding: unknown): boolean {
  return typeof encoding === "string" && canonical(encoding) !== null;
}

/** Whether characters are pairs of bytes. */
export function isWide(encoding: unknown): boolean {
  return typeof encoding === "string" && canonical(encoding) === "utf16le";
}

/** The bytes of `text`; ERR_UNKNOWN_ENCODING for encodings that Node does not know, utf8 for none. */
export function encoded(text: string, encoding: unknown): Uint8Array {
  switch (known(encoding)) {
    case "utf8":
      return strToUtf8(text);
    case "utf16le":
      return wideBytes(text);
    case "hex":
      return bytesOfHex(text);
    case "base64":
    case "base64url":
      return bytesOfUnits(atob(onlyDigits(text)));
    default:
      return bytesOfUnits(text);
  }
}

/** The text of the bytes from `from` to before `to`, which are within them. */
export function decoded(bytes: Uint8Array, from: number, to: number, encoding: unknown): string {
  switch (known(encoding)) {
    case "utf8":
      return strFromUtf8(bytes, from, to);
    case "utf16le":
      return wideText(bytes, from, to);
    case "ascii":
      return units(bytes, from, to, 0x7f);
    case "latin1":
      return units(bytes, from, to, 0xff);
    case "hex":
      return hexText(bytes, from, to);
    case "base64":
      return btoa(units(bytes, from, to, 0xff));
    default:
      return btoa(units(bytes, from, to, 0xff))
        .replaceAll("+", "-")
        .replaceAll("/", "_")
        .replaceAll("=", "");
  }
}

/** Buffer.byteLength: counted from the length of the text alone where Node does so. */
export function encodedLength(text: string, encoding: unknown): number {
  const { length } = text;
  switch (isEncoding(encoding) ? known(encoding) : "utf8") {
    case "utf8":
      return strToUtf8(text).length;
    case "utf16le":
      return 2 * length;
    case "hex":
      return length >>> 1;
    case "base64":
    case "base64url": {
      const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
      return ((length - padding) * 3) >>> 2;
    }
    default:
      return length;
  }
}

function known(encoding: unknown): string {
  if (encoding === undefined || encoding === null || encoding === "") return "utf8";
  const name = typeof encoding === "string" ? canonical(encoding) : null;
  if (name === null) throw new CodedTypeError("ERR_UNKNOWN_ENCODING", `Unknown encoding: ${encoding}`);
  return name;
}

/** How many of the first `room` bytes of an encoded text are whole characters: Buffer's write leaves no half ones. */
export function wholeCharacters(bytes: Uint8Array, room: number, encoding: unknown): number {
  if (bytes.length <= room) return bytes.length;
  const name = known(encoding);
  if (name === "utf16le") return room & ~1;
  let end = room;
  if (name === "utf8") while (end > 0 && (bytes[end]! & 0xc0) === 0x80) end--;
  return end;
}

function hexText(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    text += byte < 16 ? `0${byte.toString(16)}` : byte.toString(16);
  }
  return text;
}

function units(bytes: Uint8Array, from: number, to: number, mask: number): string {
  let text = "";
  for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i]! & mask);
  return text;
}

function wideText(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let i = from; i + 1 < to; i += 2) text += String.fromCharCode(bytes[i]! | (bytes[i + 1]! << 8));
  return text;
}

function bytesOfUnits(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

function wideBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[2 * i] = unit;
    bytes[2 * i + 1] = unit >> 8;
  }
  return bytes;
}

/** As far as pairs of digits go. */
function bytesOfHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length >> 1);
  let count = 0;
  for (; count < bytes.length; count++) {
    const high = hexDigit(text.charCodeAt(2 * count));
    const low = hexDigit(text.charCodeAt(2 * count + 1));
    if (high < 0 || low < 0) break;
    bytes[count] = 16 * high + low;
  }
  return bytes.subarray(0, count);
}

function hexDigit(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const lower = unit | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** Both alphabets, up to the first "="; what is no digit is passed over, as is a single digit at the end. */
function onlyDigits(text: string): string {
  let digits = "";
  for (const c of text.replaceAll("-", "+").replaceAll("_", "/")) {
    if (c === "=") break;
    if ((c >= "A" && c <= "Z") || (c >= "a" && c <= "z") || (c >= "0" && c <= "9") || c === "+" || c === "/")
      digits += c;
  }
  return digits.length % 4 === 1 ? digits.slice(0, -1) : digits;
}
