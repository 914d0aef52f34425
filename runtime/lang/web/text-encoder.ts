// TextEncoder (Encoding Standard): strings as UTF-8.

import { strToUtf8 } from "../native.ts";

/** @sealed outside */
export class TextEncoder {
  get encoding(): string {
    return "utf-8";
  }

  /** The bytes of `text`; lone surrogates become U+FFFD. */
  encode(text?: string): Uint8Array {
    return text === undefined ? new Uint8Array(0) : strToUtf8(`${text}`);
  }

  /** Writes as many whole characters as fit; `read` counts UTF-16 units, `written` bytes. */
  encodeInto(text: string, target: Uint8Array): { read: number; written: number } {
    const source = `${text}`;
    let read = 0;
    let written = 0;
    while (read < source.length) {
      const first = source.charCodeAt(read);
      const second = read + 1 < source.length ? source.charCodeAt(read + 1) : 0;
      const isPair = (first & 0xfc00) === 0xd800 && (second & 0xfc00) === 0xdc00;
      const isSurrogate = (first & 0xf800) === 0xd800;
      const code = isPair
        ? ((first & 0x3ff) << 10) + (second & 0x3ff) + 0x10000
        : isSurrogate
          ? 0xfffd
          : first;
      const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      if (written + size > target.length) break;
      if (size === 1) target[written] = code;
      else {
        target[written] = (size === 2 ? 0xc0 : size === 3 ? 0xe0 : 0xf0) | (code >> (6 * (size - 1)));
        for (let i = 1; i < size; i++) target[written + i] = 0x80 | ((code >> (6 * (size - 1 - i))) & 0x3f);
      }
      written += size;
      read += isPair ? 2 : 1;
    }
    return { read, written };
  }
}
