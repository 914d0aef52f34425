// A made-up SPL for tests: right header, length and checksum, no working code. Never part of an image for a board.

import { splChecksum } from "./spl.ts";

/** `length` bytes, a multiple of 512 from 512 up, that extractSpl accepts. */
export function exampleSpl(length: number): Uint8Array {
  const spl = Uint8Array.from({ length }, (_, i) => (i * 31 + 7) & 0xff);
  const view = new DataView(spl.buffer);
  view.setUint32(0, 0xea00_0016, true);
  spl.set(new TextEncoder().encode("eGON.BT0"), 4);
  view.setUint32(16, length, true);
  view.setUint32(12, splChecksum(spl), true);
  return spl;
}
