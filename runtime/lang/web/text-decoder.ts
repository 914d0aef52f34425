// TextDecoder (Encoding Standard) for UTF-8, UTF-16LE and windows-1252, whole or in pieces.

import { strFromCode } from "../native.ts";

const UTF8 = "utf-8";
const UTF16 = "utf-16le";
const LATIN1 = "windows-1252";

const LABELS: readonly [string, string][] = [
  ["utf-8", UTF8],
  ["utf8", UTF8],
  ["unicode-1-1-utf-8", UTF8],
  ["utf-16le", UTF16],
  ["utf-16", UTF16],
  ["ucs-2", UTF16],
  ["unicode", UTF16],
  ["latin1", LATIN1],
  ["ascii", LATIN1],
  ["us-ascii", LATIN1],
  ["iso-8859-1", LATIN1],
  ["iso8859-1", LATIN1],
  ["windows-1252", LATIN1],
  ["l1", LATIN1],
  ["cp1252", LATIN1],
];

/** Bytes 0x80 .. 0x9f of windows-1252. */
const HIGH: readonly number[] = [
  0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,
  0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
  0x0153, 0x9d, 0x017e, 0x0178,
];

interface Options {
  readonly fatal?: boolean;
  readonly ignoreBOM?: boolean;
}

/** @sealed outside */
export class TextDecoder {
  readonly #encoding: string;
  readonly #fatal: boolean;
  readonly #ignoreBom: boolean;
  /** Bytes of a character whose rest is still to come. */
  #pending: number[] = [];
  #atStart = true;
  #streaming = false;

  constructor(label?: string, options?: Options) {
    const wanted = label === undefined ? UTF8 : `${label}`;
    const found = LABELS.find(([name]) => name === wanted.trim().toLowerCase());
    if (found === undefined) throw new RangeError(`The "${wanted}" encoding is not supported`);
    this.#encoding = found[1];
    this.#fatal = options?.fatal === true;
    this.#ignoreBom = options?.ignoreBOM === true;
  }

  get encoding(): string {
    return this.#encoding;
  }

  get fatal(): boolean {
    return this.#fatal;
  }

  get ignoreBOM(): boolean {
    return this.#ignoreBom;
  }

  /** With `stream`, a character cut off at the end waits for the next call. TypeError for bad bytes if fatal. */
  decode(input?: ArrayBuffer | ArrayBufferView, options?: { readonly stream?: boolean }): string {
    const more = options?.stream === true;
    if (!this.#streaming) {
      this.#pending = [];
      this.#atStart = true;
    }
    this.#streaming = more;
    const bytes = bytesOf(input);
    if (this.#encoding === LATIN1) return latin1(bytes);
    const all = this.#pending.length > 0 ? joined(this.#pending, bytes) : bytes;
    this.#pending = [];
    const parts: string[] = [];
    if (this.#encoding === UTF16) this.#utf16(all, more, parts);
    else this.#utf8(all, more, parts);
    return parts.join("");
  }

  #emit(code: number, parts: string[]): void {
    const isFirst = this.#atStart;
    this.#atStart = false;
    if (isFirst && code === 0xfeff && !this.#ignoreBom) return;
    if (code < 0x10000) parts.push(strFromCode(code));
    else {
      parts.push(strFromCode(0xd800 + ((code - 0x10000) >> 10)));
      parts.push(strFromCode(0xdc00 + (code & 0x3ff)));
    }
  }

  #bad(parts: string[]): void {
    if (this.#fatal) {
      this.#streaming = false;
      const error = new TypeError(`The encoded data was not valid for encoding ${this.#encoding}`);
      (error as { code?: string }).code = "ERR_ENCODING_INVALID_ENCODED_DATA";
      throw error;
    }
    this.#emit(0xfffd, parts);
  }

  #utf8(bytes: Uint8Array, more: boolean, parts: string[]): void {
    const length = bytes.length;
    for (let at = 0; at < length; ) {
      const lead = bytes[at]!;
      if (lead < 0x80) {
        this.#emit(lead, parts);
        at++;
        continue;
      }
      const size =
        lead >= 0xc2 && lead <= 0xdf ? 2 : (lead & 0xf0) === 0xe0 ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
      if (size === 0) {
        this.#bad(parts);
        at++;
        continue;
      }
      let code = lead & (0x7f >> size);
      let got = 1;
      for (; got < size && at + got < length; got++) {
        const next = bytes[at + got]!;
        const low = got === 1 && lead === 0xe0 ? 0xa0 : got === 1 && lead === 0xf0 ? 0x90 : 0x80;
        const high = got === 1 && lead === 0xed ? 0x9f : got === 1 && lead === 0xf4 ? 0x8f : 0xbf;
        if (next < low || next > high) break;
        code = (code << 6) | (next & 0x3f);
      }
      if (got === size) this.#emit(code, parts);
      else if (at + got >= length && more) {
        for (let i = at; i < length; i++) this.#pending.push(bytes[i]!);
        return;
      } else this.#bad(parts);
      at += got;
    }
  }

  #utf16(bytes: Uint8Array, more: boolean, parts: string[]): void {
    const length = bytes.length;
    for (let at = 0; at < length; at += 2) {
      const left = length - at;
      const unit = left > 1 ? bytes[at]! | (bytes[at + 1]! << 8) : -1;
      const isHigh = unit >= 0 && (unit & 0xfc00) === 0xd800;
      if (more && (left < 2 || (isHigh && left < 4))) {
        for (let i = at; i < length; i++) this.#pending.push(bytes[i]!);
        return;
      }
      if (unit < 0) this.#bad(parts);
      else if (isHigh) {
        const next = left > 3 ? bytes[at + 2]! | (bytes[at + 3]! << 8) : 0;
        if ((next & 0xfc00) === 0xdc00) {
          this.#emit(0x10000 + ((unit & 0x3ff) << 10) + (next & 0x3ff), parts);
          at += 2;
        } else {
          this.#bad(parts);
          // Half of a unit behind it is part of the same mistake.
          if (left === 3) return;
        }
      } else if ((unit & 0xfc00) === 0xdc00) this.#bad(parts);
      else this.#emit(unit, parts);
    }
  }
}

function bytesOf(input: ArrayBuffer | ArrayBufferView | undefined): Uint8Array {
  if (input === undefined) return new Uint8Array(0);
  if (input instanceof Uint8Array) return input;
  if (ArrayBuffer.isView(input))
    return new Uint8Array(input.buffer as ArrayBuffer, input.byteOffset, input.byteLength);
  return new Uint8Array(input);
}

function joined(first: readonly number[], second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  for (let i = 0; i < first.length; i++) all[i] = first[i]!;
  all.set(second, first.length);
  return all;
}

function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    parts.push(strFromCode(byte >= 0x80 && byte < 0xa0 ? HIGH[byte - 0x80]! : byte));
  }
  return parts.join("");
}
