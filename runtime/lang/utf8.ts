// UTF-8 bytes as a string and back (Encoding Standard, UTF-8 decoder and encoder), and text for the console.

import { TA_U16 } from "./kinds.ts";
import {
  byteGet,
  bytePut,
  bytesNew,
  strAscii,
  strCharCodeAt,
  strFromUnits,
  typedNew,
  writeBytes,
} from "./native.ts";

const REPLACEMENT = 0xfffd;

/** The text of `bytes` from `from` to before `to`; each maximal bad part of it is one U+FFFD. */
export function strFromUtf8(bytes: Uint8Array, from: number, to: number): string {
  const units = typedNew(TA_U16, to - from) as unknown as Uint16Array;
  let count = 0;
  for (let at = from; at < to; ) {
    const lead = byteGet(bytes, at++);
    if (lead < 0x80) {
      units[count++] = lead;
      continue;
    }
    let more = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    let code = more === 0 ? REPLACEMENT : lead & (0x3f >> more);
    let low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    let high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    for (; more > 0; more--) {
      const next = at < to ? byteGet(bytes, at) : 0;
      if (next < low || next > high) {
        code = REPLACEMENT;
        break;
      }
      code = (code << 6) | (next & 0x3f);
      at++;
      low = 0x80;
      high = 0xbf;
    }
    if (code > 0xffff) {
      units[count++] = 0xd7c0 + (code >> 10);
      code = 0xdc00 | (code & 0x3ff);
    }
    units[count++] = code;
  }
  return strFromUnits(units, count);
}

/** The bytes of `text`; each lone surrogate is U+FFFD. */
export function utf8Of(text: string): Uint8Array {
  const bytes = bytesNew(text.length);
  return strAscii(text, bytes) === text.length ? bytes : encoded(text);
}

/** Writes text to stream 1 stdout, 2 stderr. */
export function writeText(stream: number, text: string): void {
  const bytes = utf8Of(text);
  writeBytes(stream, bytes, bytes.length);
}

function encoded(text: string): Uint8Array {
  let size = 0;
  for (let i = 0; i < text.length; i++) {
    const code = codeAt(text, i);
    if (code > 0xffff) i++;
    size += 1 + moreBytes(code);
  }
  const bytes = bytesNew(size);
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const code = codeAt(text, i);
    if (code > 0xffff) i++;
    let more = moreBytes(code);
    // As many ones as there are bytes, then a zero; byte_put takes the low eight bits.
    bytePut(bytes, at++, more === 0 ? code : (0x7f80 >> more) | (code >> (6 * more)));
    while (more > 0) {
      more--;
      bytePut(bytes, at++, 0x80 | ((code >> (6 * more)) & 0x3f));
    }
  }
  return bytes;
}

/** How many bytes follow the first. */
function moreBytes(code: number): number {
  return code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
}

/** The code point that begins at `index`. */
function codeAt(text: string, index: number): number {
  const unit = strCharCodeAt(text, index);
  if (unit < 0xd800 || unit > 0xdfff) return unit;
  const next = strCharCodeAt(text, index + 1);
  const isPair = unit < 0xdc00 && next >= 0xdc00 && next < 0xe000;
  return isPair ? 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00) : REPLACEMENT;
}
