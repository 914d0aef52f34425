// SHA-256 (FIPS 180-4 §6.2), in pieces of any size. 32-bit integers throughout, so that compiled code stays in
// integer registers; `| 0` after an element says that an absent one would not be NaN, which has no integer.

import { wordsOf } from "./words.ts";

/** FIPS 180-4 §4.2.2: the first 32 bits of the fractions of the cube roots of the first 64 primes. */
const K = wordsOf(
  "428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5d807aa9812835b01243185be550c7dc3" +
    "72be5d7480deb1fe9bdc06a7c19bf174e49b69c1efbe47860fc19dc6240ca1cc2de92c6f4a7484aa5cb0a9dc76f988da" +
    "983e5152a831c66db00327c8bf597fc7c6e00bf3d5a7914706ca63511429296727b70a852e1b21384d2c6dfc53380d13" +
    "650a7354766a0abb81c2c92e92722c85a2bfe8a1a81a664bc24b8b70c76c51a3d192e819d6990624f40e3585106aa070" +
    "19a4c1161e376c082748774c34b0bcb5391c0cb34ed8aa4a5b9cca4f682e6ff3748f82ee78a5636f84c878148cc70208" +
    "90befffaa4506cebbef9a3f7c67178f2",
);

/** FIPS 180-4 §5.3.3: the first 32 bits of the fractions of the square roots of the first 8 primes. */
const INITIAL = wordsOf("6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19");

export const SHA256_BYTES = 32;
const BLOCK_BYTES = 64;

export class Sha256 {
  private readonly state = new Int32Array(8);
  private readonly words = new Int32Array(64);
  private readonly block = new Uint8Array(BLOCK_BYTES);
  private filled = 0;
  private total = 0;

  constructor() {
    for (let i = 0; i < 8; i++) this.state[i] = INITIAL[i];
  }

  /** Adds `length` bytes of `bytes` from `from` on to the message; without them, all. They are not kept. */
  update(bytes: Uint8Array, from = 0, length = bytes.length - from): void {
    const end = from + length;
    let at = from;
    this.total += length;
    if (this.filled > 0) {
      while (at < end && this.filled < BLOCK_BYTES) this.block[this.filled++] = bytes[at++];
      if (this.filled < BLOCK_BYTES) return;
      this.compress(this.block, 0);
      this.filled = 0;
    }
    while (at + BLOCK_BYTES <= end) {
      this.compress(bytes, at);
      at += BLOCK_BYTES;
    }
    while (at < end) this.block[this.filled++] = bytes[at++];
  }

  /**
   * The 32-byte hash. Ends the message: this object is used up.
   *
   * @rare
   */
  digest(): Uint8Array {
    const tail = new Uint8Array(this.filled < 56 ? 64 - this.filled : 128 - this.filled);
    tail[0] = 0x80;
    const bits = this.total * 8;
    const high = Math.floor(bits / 0x1_0000_0000);
    const at = tail.length - 8;
    for (let i = 0; i < 4; i++) {
      tail[at + i] = high >>> (24 - 8 * i);
      tail[at + 4 + i] = bits >>> (24 - 8 * i);
    }
    this.update(tail);
    const out = new Uint8Array(SHA256_BYTES);
    for (let i = 0; i < SHA256_BYTES; i++) out[i] = this.state[i >> 2] >>> (24 - 8 * (i & 3));
    return out;
  }

  /** FIPS 180-4 §6.2.2 for the 64 bytes at `at`. */
  private compress(bytes: Uint8Array, at: number): void {
    const w = this.words;
    const k = K;
    for (let i = 0; i < 16; i++) {
      const p = (at + i * 4) | 0;
      w[i] = (bytes[p] << 24) | (bytes[p + 1] << 16) | (bytes[p + 2] << 8) | bytes[p + 3];
    }
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15] | 0;
      const y = w[i - 2] | 0;
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = ((w[i - 16] | 0) + s0 + (w[i - 7] | 0) + s1) | 0;
    }
    const state = this.state;
    let a = state[0] | 0;
    let b = state[1] | 0;
    let c = state[2] | 0;
    let d = state[3] | 0;
    let e = state[4] | 0;
    let f = state[5] | 0;
    let g = state[6] | 0;
    let h = state[7] | 0;
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const choice = (e & f) ^ (~e & g);
      const t1 = (h + s1 + choice + (k[i] | 0) + (w[i] | 0)) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const majority = (a & b) ^ (a & c) ^ (b & c);
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + s0 + majority) | 0;
    }
    state[0] = (state[0] + a) | 0;
    state[1] = (state[1] + b) | 0;
    state[2] = (state[2] + c) | 0;
    state[3] = (state[3] + d) | 0;
    state[4] = (state[4] + e) | 0;
    state[5] = (state[5] + f) | 0;
    state[6] = (state[6] + g) | 0;
    state[7] = (state[7] + h) | 0;
  }
}

/** The SHA-256 of `bytes`. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const hash = new Sha256();
  hash.update(bytes);
  return hash.digest();
}
