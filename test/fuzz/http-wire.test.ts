// Random bytes into the parsers of HTTP: they never throw, never read past the end, and do not depend on cuts.

import { expect, test } from "vitest";
import { ChunkedDecoder } from "../../runtime/http/wire/chunked.ts";
import { findHeadEnd, RequestHead } from "../../runtime/http/wire/request-head.ts";

const ROUNDS = 4000;

/** A small generator with a seed (xorshift32), so that a failing round can be repeated. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const latin1 = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** `text` with up to four bytes changed, removed or doubled. */
function mutate(text: string, random: (below: number) => number): Uint8Array {
  const bytes = [...latin1(text)];
  const hot = latin1("\r\n\t :;,0chunked\0\xff");
  for (let n = random(5); n > 0; n--) {
    const at = random(bytes.length);
    const kind = random(3);
    if (kind === 0) bytes[at] = hot[random(hot.length)];
    else if (kind === 1) bytes.splice(at, 1 + random(3));
    else bytes.splice(at, 0, hot[random(hot.length)]);
    if (bytes.length === 0) bytes.push(0);
  }
  return Uint8Array.from(bytes);
}

const HEAD =
  "POST /a?b HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\n";

test("a request that is accepted has one length, one Host and no control characters", () => {
  const parsed = new RequestHead();
  let accepted = 0;
  for (let seed = 1; seed <= ROUNDS; seed++) {
    const random = generator(seed * 7919);
    const drop = random(3);
    const bytes = mutate(drop === 0 ? HEAD : HEAD.replace(/Transfer.*?\r\n/, ""), random);
    const end = findHeadEnd(bytes, 0, 0, bytes.length);
    if (end === 0 || parsed.parse(bytes, 0, end) !== 0) continue;
    accepted++;
    const lines = String.fromCharCode(...bytes.subarray(0, end - 4)).split("\r\n");
    const named = (name: RegExp) => lines.filter((line) => name.test(line)).length;
    expect([
      seed,
      lines
        .join("")
        .split("")
        .some((c) => c < " " && c !== "\t"),
    ]).toEqual([seed, false]);
    expect([seed, named(/^host:/i)]).toEqual([seed, 1]);
    expect([seed, named(/^(content-length|transfer-encoding):/i) <= 1]).toEqual([seed, true]);
  }
  // Else the test would say nothing.
  expect(accepted).toBeGreaterThan(ROUNDS / 20);
});

test("chunks decode alike however they are cut", () => {
  for (let seed = 1; seed <= ROUNDS; seed++) {
    const random = generator(seed * 104729);
    const bytes = mutate("5\r\nhello\r\n1a;x=y\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\nA: b\r\n\r\n", random);
    const run = (cut: () => number) => {
      const decoder = new ChunkedDecoder();
      const data: number[] = [];
      let at = 0;
      let end = 0;
      while (end < bytes.length && !decoder.done && !decoder.bad) {
        end = Math.min(bytes.length, end + cut());
        while (at < end && !decoder.done && !decoder.bad) {
          at = decoder.next(bytes, at, end);
          data.push(...bytes.subarray(decoder.dataStart, decoder.dataEnd));
        }
      }
      return [seed, decoder.done, decoder.bad, at, ...data];
    };
    expect(run(() => 1 + random(5))).toEqual(run(() => bytes.length));
  }
});
