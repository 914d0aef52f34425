// atob and btoa (HTML, "Base64 utility methods"): between strings of bytes and base64.

import { DOMException } from "./dom-exception.ts";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const WHITE = " \t\n\f\r";

/** The base64 text of a string of bytes. DOMException InvalidCharacterError for units above 255. */
export function btoa(data: unknown): string {
  const text = `${data}`;
  let result = "";
  for (let i = 0; i < text.length; i += 3) {
    let bits = 0;
    for (let k = 0; k < 3; k++) {
      const unit = i + k < text.length ? text.charCodeAt(i + k) : 0;
      if (unit > 255) throw new DOMException("Invalid character", "InvalidCharacterError");
      bits = (bits << 8) | unit;
    }
    result += DIGITS[bits >> 18]! + DIGITS[(bits >> 12) & 63]!;
    result += i + 1 < text.length ? DIGITS[(bits >> 6) & 63]! : "=";
    result += i + 2 < text.length ? DIGITS[bits & 63]! : "=";
  }
  return result;
}

/** The bytes that a base64 text stands for, one unit each. DOMException InvalidCharacterError for other texts. */
export function atob(data: unknown): string {
  const given = `${data}`;
  let text = "";
  for (let i = 0; i < given.length; i++) if (!WHITE.includes(given[i]!)) text += given[i]!;
  // Node complains of characters first, then of the length; "a=" is one digit too few for it.
  if (text.length === 2 && text[1] === "=" && DIGITS.includes(text[0]!)) text = text.slice(0, 1);
  if (text.length % 4 === 0 && text.endsWith("=")) text = text.slice(0, text.endsWith("==") ? -2 : -1);
  let result = "";
  let bits = 0;
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = DIGITS.indexOf(text[i]!);
    if (digit < 0) throw new DOMException("Invalid character", "InvalidCharacterError");
    bits = ((bits << 6) | digit) & 0xffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      result += String.fromCharCode((bits >> count) & 255);
    }
  }
  if (text.length % 4 === 1)
    throw new DOMException("The string to be decoded is not correctly encoded.", "InvalidCharacterError");
  return result;
}
