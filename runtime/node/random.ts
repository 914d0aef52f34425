// The random part of Node's module `crypto`.

import type { Buffer } from "../lang/buffer-types.d.ts";
import { crypto } from "../lang/web/crypto.ts";
import { fillRandom } from "../lang/web/random-source.ts";
import { asBuffer } from "./buffer-construct.ts";
import { outOfRange, wrongType } from "./errors.ts";

const MOST_BYTES = 2 ** 31 - 1;
/** randomInt gives up to 48 bits. */
const WIDEST = 2 ** 48 - 1;

export function randomBytes(size: number): Buffer {
  if (!(size >= 0 && size <= MOST_BYTES)) throw outOfRange("size", `>= 0 && <= ${MOST_BYTES}`, size);
  const bytes = new Uint8Array(Math.trunc(size));
  fillRandom(bytes);
  return asBuffer(bytes);
}

/** Fills the bytes behind `view` and returns it. */
export function randomFillSync<T extends ArrayBufferView>(view: T): T {
  fillRandom(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  return view;
}

export function randomUUID(_options?: { disableEntropyCache?: boolean }): string {
  return crypto.randomUUID();
}

export function getRandomValues<T extends ArrayBufferView>(array: T): T {
  return crypto.getRandomValues(array);
}

/** A whole number from `min` (0) to below `max`, each as likely as another: what does not divide evenly is drawn again. */
export function randomInt(max: number): number;
export function randomInt(min: number, max: number): number;
export function randomInt(first: number, second?: number): number {
  const min = second === undefined ? 0 : first;
  const max = second === undefined ? first : second;
  if (!Number.isSafeInteger(min)) throw wrongType("min", "a safe integer", min);
  if (!Number.isSafeInteger(max)) throw wrongType("max", "a safe integer", max);
  if (max <= min) throw outOfRange("max", `greater than the value of "min" (${min})`, max);
  const range = max - min;
  if (range > WIDEST) {
    throw outOfRange(second === undefined ? "max" : "max - min", `<= ${WIDEST}`, range);
  }
  const end = 2 ** 48 - (2 ** 48 % range);
  const bytes = new Uint8Array(6);
  for (;;) {
    fillRandom(bytes);
    let drawn = 0;
    for (const byte of bytes) drawn = drawn * 256 + byte;
    if (drawn < end) return min + (drawn % range);
  }
}
