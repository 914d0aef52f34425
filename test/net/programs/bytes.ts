// Sums and copies of bytes at every alignment and length; compiled and under Node they must be the same.

import { copy, get16, get32, put16, put32 } from "../../../runtime/net/wire/bytes.ts";
import { addToSum } from "../../../runtime/net/wire/checksum.ts";

const bytes = new Uint8Array(1600);
let state = 12345;
for (let i = 0; i < bytes.length; i++) {
  state = (Math.imul(state, 1103515245) + 12345) | 0;
  bytes[i] = state >>> 16;
}
let digest = 0;
for (let from = 0; from < 9; from++) {
  for (let length = 0; length < 70; length++) {
    digest = (Math.imul(digest, 31) + addToSum(digest & 0xffff, bytes, from, from + length)) | 0;
  }
  console.log(from, digest, addToSum(0, bytes, from, 1500), addToSum(0xffff, bytes, from, 1501));
}
const ones = new Uint8Array(1500).fill(0xff);
console.log(addToSum(0, ones, 0, 1500), addToSum(1, ones, 1, 1500), addToSum(0, new Uint8Array(64), 0, 64));

const into = new Uint8Array(40);
for (let at = 0; at < 5; at++) copy(bytes, at, into, 2 * at, 20 + at);
copy(into, 0, into, 3, 30);
console.log(into.join(" "));
for (const [at, length] of [
  [30, 11],
  [-1, 4],
  [41, 0],
  [40, 0],
] as const) {
  try {
    copy(bytes, 0, into, at, length);
    console.log("copied");
  } catch (error) {
    console.log(error instanceof RangeError);
  }
}

put16(into, 1, 0x1f2e3);
put32(into, 5, 0xfedcba98);
put32(into, 9, -2);
console.log(get16(into, 1), get32(into, 5), get32(into, 6), get32(into, 9), get16(bytes, 1598));
