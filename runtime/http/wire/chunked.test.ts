// Bodies in chunks: what they decode to however they are cut, and what is refused.

import { expect, test } from "vitest";
import { ChunkedDecoder, MAX_OVERHEAD_BYTES } from "./chunked.ts";

const latin1 = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** Decodes `text` given in pieces of `step` bytes: data, and what was left or "bad" or "more". */
function decode(text: string, step: number): [string, string] {
  const decoder = new ChunkedDecoder();
  const bytes = latin1(text);
  let data = "";
  let at = 0;
  for (let end = step; ; end += step) {
    const stop = Math.min(end, bytes.length);
    while (at < stop && !decoder.done && !decoder.bad) {
      at = decoder.next(bytes, at, stop);
      data += text.slice(decoder.dataStart, decoder.dataEnd);
    }
    if (decoder.bad) return [data, "bad"];
    if (decoder.done) return [data, text.slice(at)];
    if (stop === bytes.length) return [data, "more"];
  }
}

test.each([
  ["5\r\nhello\r\n0\r\n\r\nGET", "hello", "GET"],
  ['00a\r\n0123456789\r\n1;x="y"\r\n!\r\n000\r\n\r\n', "0123456789!", ""],
  ["2\r\nab\r\n0\r\nDigest: x\r\nB: c\r\n\r\nrest", "ab", "rest"],
  ["0\r\n\r\n", "", ""],
  ["5\r\nhel", "hel", "more"],
  ["5\r\nhello0\r\n\r\n", "hello", "bad"],
  ["5\nhello\r\n", "", "bad"],
  ["\r\n", "", "bad"],
  ["-1\r\n", "", "bad"],
  ["0x5\r\nhello\r\n", "", "bad"],
  ["5_\r\nhello\r\n", "", "bad"],
  ["5;a\nb\r\nhello\r\n", "", "bad"],
  ["1000000000000\r\n", "", "bad"],
  ["0\r\nA: b\nC: d\r\n\r\n", "", "bad"],
  [`0\r\nA: ${"b".repeat(MAX_OVERHEAD_BYTES)}\r\n\r\n`, "", "bad"],
])("%j decodes to %j, then %j, in pieces of any size", (text, data, rest) => {
  for (const step of [1, 2, 3, 7, text.length]) expect(decode(text, step)).toEqual([data, rest]);
});
