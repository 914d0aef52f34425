// Node's class Buffer as far as texts need it: bytes that a file or a text gave, and texts of them.
//
// It is no Uint8Array here: elements, views and numbers in it are type errors, so that what compiles is as under Node.

import { OwnText } from "../lang/inspect/own-text.ts";
import { isTyped, strToUtf8 } from "../lang/native.ts";
import { strFromUtf8 } from "../lang/utf8.ts";
import { atob, btoa } from "../lang/web/base64.ts";
import { CodedTypeError } from "../lang/web/coded-error.ts";
import { wrongType } from "./errors.ts";

export type BufferEncoding =
  | "utf8"
  | "utf-8"
  | "UTF8"
  | "UTF-8"
  | "ascii"
  | "latin1"
  | "binary"
  | "hex"
  | "base64"
  | "base64url";

/** Bytes that inspect shows. */
const SHOWN = 50;

export class Buffer extends OwnText {
  readonly #bytes: Uint8Array;

  /** Takes the bytes as they are, without a copy. Programs call Buffer.from. */
  constructor(bytes: Uint8Array) {
    super();
    this.#bytes = bytes;
  }

  static from(value: string | readonly number[] | Uint8Array | Buffer, encoding?: BufferEncoding): Buffer {
    if (typeof value === "string") return new Buffer(encoded(value, encoding));
    if (value instanceof Buffer) return new Buffer(value.#bytes.slice());
    if (Array.isArray(value) || isTyped(value))
      return new Buffer(Uint8Array.from(value as readonly number[]));
    throw wrongType(
      "first",
      "of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object",
      value,
    );
  }

  static concat(list: readonly (Buffer | Uint8Array)[]): Buffer {
    const all = list.map((each) => (each instanceof Buffer ? each.#bytes : each));
    const bytes = new Uint8Array(all.reduce((sum, each) => sum + each.length, 0));
    let at = 0;
    for (const each of all) {
      bytes.set(each, at);
      at += each.length;
    }
    return new Buffer(bytes);
  }

  static isBuffer(value: unknown): value is Buffer {
    return value instanceof Buffer;
  }

  static byteLength(text: string, encoding?: BufferEncoding): number {
    return encoded(text, encoding).length;
  }

  get length(): number {
    return this.#bytes.length;
  }

  get byteLength(): number {
    return this.#bytes.length;
  }

  toString(encoding?: BufferEncoding, start?: number, end?: number): string {
    const from = start === undefined ? 0 : Math.max(0, start);
    const to = end === undefined ? this.#bytes.length : Math.min(end, this.#bytes.length);
    return from >= to ? "" : decoded(this.#bytes, from, to, encoding);
  }

  toJSON(): { type: "Buffer"; data: number[] } {
    return { type: "Buffer", data: Array.from(this.#bytes) };
  }

  equals(other: Buffer): boolean {
    return this.length === other.length && this.#bytes.every((byte, i) => byte === other.#bytes[i]);
  }

  *[Symbol.iterator](): Generator<number, undefined> {
    for (const byte of this.#bytes) yield byte;
    return undefined;
  }

  override ownText(): string {
    let text = "<Buffer";
    for (let i = 0; i < this.#bytes.length && i < SHOWN; i++) text += ` ${hexByte(this.#bytes[i]!)}`;
    const more = this.#bytes.length - SHOWN;
    if (more > 0) text += ` ... ${more} more byte${more > 1 ? "s" : ""}`;
    return `${text}>`;
  }
}

/** The bytes of a buffer, which other modules of Node share. */
export function bytesOf(value: string | Uint8Array | Buffer): Uint8Array {
  if (typeof value === "string") return strToUtf8(value);
  return value instanceof Buffer ? Uint8Array.from(value) : value;
}

function hexByte(byte: number): string {
  return byte < 16 ? `0${byte.toString(16)}` : byte.toString(16);
}

function unknownEncoding(encoding: string): CodedTypeError {
  return new CodedTypeError("ERR_UNKNOWN_ENCODING", `Unknown encoding: ${encoding}`);
}

function decoded(bytes: Uint8Array, from: number, to: number, encoding: string | undefined): string {
  switch (encoding === undefined ? "utf8" : encoding.toLowerCase()) {
    case "utf8":
    case "utf-8":
      return strFromUtf8(bytes, from, to);
    case "ascii":
      return units(bytes, from, to, 0x7f);
    case "latin1":
    case "binary":
      return units(bytes, from, to, 0xff);
    case "hex": {
      let text = "";
      for (let i = from; i < to; i++) text += hexByte(bytes[i]!);
      return text;
    }
    case "base64":
      return btoa(units(bytes, from, to, 0xff));
    case "base64url":
      return btoa(units(bytes, from, to, 0xff))
        .replaceAll("+", "-")
        .replaceAll("/", "_")
        .replaceAll("=", "");
    default:
      throw unknownEncoding(`${encoding}`);
  }
}

function units(bytes: Uint8Array, from: number, to: number, mask: number): string {
  let text = "";
  for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i]! & mask);
  return text;
}

function encoded(text: string, encoding: string | undefined): Uint8Array {
  switch (encoding === undefined ? "utf8" : encoding.toLowerCase()) {
    case "utf8":
    case "utf-8":
      return strToUtf8(text);
    case "ascii":
    case "latin1":
    case "binary":
      return bytesOfUnits(text);
    case "hex":
      return bytesOfHex(text);
    case "base64":
    case "base64url":
      return bytesOfUnits(atob(onlyDigits(text)));
    default:
      throw unknownEncoding(`${encoding}`);
  }
}

function bytesOfUnits(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** As far as pairs of digits go. */
function bytesOfHex(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let i = 0; i + 1 < text.length; i += 2) {
    const pair = text.slice(i, i + 2);
    const byte = "0123456789abcdef".includes(pair[0]!.toLowerCase()) ? Number(`0x${pair}`) : NaN;
    if (Number.isNaN(byte)) break;
    bytes.push(byte);
  }
  return Uint8Array.from(bytes);
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

const all = { Buffer };

export { all as default };
