// UTF-8 bytes as a string (Encoding Standard, UTF-8 decoder). Strings as UTF-8 are native: strToUtf8.

import { TA_U16 } from "./kinds.ts";
import { strFromUnits, typedNew } from "./native.ts";

const REPLACEMENT = 0xfffd;

/** The text of `bytes` from `from` to before `to`; each maximal bad part of it is one U+FFFD. */
export function strFromUtf8(bytes: Uint8Array, from: number, to: number): string {
  const units = typedNew(TA_U16, to - from) as unknown as Uint16Array;
  let count = 0;
  for (let at = from; at < to; ) {
    const lead = bytes[at++]!;
    if (lead < 0x80) {
      units[count++] = lead;
      continue;
    }
    let more = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    let code = more === 0 ? REPLACEMENT : lead & (0x3f >> more);
    let low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    let high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    for (; more > 0; more--) {
      const next = at < to ? bytes[at]! : 0;
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
