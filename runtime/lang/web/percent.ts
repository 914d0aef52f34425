// Percent-encoding as the URL Standard has it: which characters each part of a URL keeps, and the way back.

import { strToUtf8 } from "../native.ts";
import { strFromUtf8 } from "../utf8.ts";

const HEX = "0123456789ABCDEF";

/** Characters that each set encodes beyond controls and what is not ASCII. */
export const FRAGMENT = ' "<>`';
export const QUERY = ' "#<>';
export const SPECIAL_QUERY = " \"#<>'";
export const PATH = ' "#<>?`{}^';
export const USERINFO = ' "#<>?`{}/:;=@[\\]^|';
/** Of application/x-www-form-urlencoded: all but letters, digits and *-._ */
export const FORM = " \"#<>?`{}/:;=@[\\]^|$%&'()+,!~";
export const CONTROLS = "";

/** UTF-8 percent-encode of `text` by one of the sets. */
export function percentEncode(text: string, set: string): string {
  let plain = true;
  for (let i = 0; i < text.length && plain; i++) plain = keeps(text.charCodeAt(i), set);
  if (plain) return text;
  const bytes = strToUtf8(text);
  let result = "";
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    result += keeps(byte, set) ? String.fromCharCode(byte) : `%${HEX[byte >> 4]!}${HEX[byte & 15]!}`;
  }
  return result;
}

function keeps(code: number, set: string): boolean {
  return code > 0x1f && code < 0x7f && !set.includes(String.fromCharCode(code));
}

/** Percent-decode, then UTF-8 decode: malformed bytes become U+FFFD. */
export function percentDecode(text: string): string {
  if (!text.includes("%")) return text;
  const bytes = strToUtf8(text);
  const decoded = new Uint8Array(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const high = bytes[i] === 0x25 ? hexDigit(bytes[i + 1]) : -1;
    const low = high < 0 ? -1 : hexDigit(bytes[i + 2]);
    if (low < 0) decoded[length++] = bytes[i]!;
    else {
      decoded[length++] = high * 16 + low;
      i += 2;
    }
  }
  return strFromUtf8(decoded, 0, length);
}

/** The value of a hexadecimal digit given as its code, -1 for anything else. */
export function hexDigit(code: number | undefined): number {
  if (code === undefined) return -1;
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
