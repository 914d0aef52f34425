// SHA-512 (FIPS 180-4 §6.4), in pieces of any size: 64-bit words as pairs of 32-bit integers. Ed25519 needs it;
// images are hashed by SHA-256, which is faster on 32-bit machines.

import { wordsOf } from "./words.ts";

/** FIPS 180-4 §4.2.3: fractions of the cube roots of the first 80 primes; upper and lower halves by turns. */
const K = wordsOf(
  "428a2f98d728ae227137449123ef65cdb5c0fbcfec4d3b2fe9b5dba58189dbbc3956c25bf348b53859f111f1b605d019" +
    "923f82a4af194f9bab1c5ed5da6d8118d807aa98a303024212835b0145706fbe243185be4ee4b28c550c7dc3d5ffb4e2" +
    "72be5d74f27b896f80deb1fe3b1696b19bdc06a725c71235c19bf174cf692694e49b69c19ef14ad2efbe4786384f25e3" +
    "0fc19dc68b8cd5b5240ca1cc77ac9c652de92c6f592b02754a7484aa6ea6e4835cb0a9dcbd41fbd476f988da831153b5" +
    "983e5152ee66dfaba831c66d2db43210b00327c898fb213fbf597fc7beef0ee4c6e00bf33da88fc2d5a79147930aa725" +
    "06ca6351e003826f142929670a0e6e7027b70a8546d22ffc2e1b21385c26c9264d2c6dfc5ac42aed53380d139d95b3df" +
    "650a73548baf63de766a0abb3c77b2a881c2c92e47edaee692722c851482353ba2bfe8a14cf10364a81a664bbc423001" +
    "c24b8b70d0f89791c76c51a30654be30d192e819d6ef5218d69906245565a910f40e35855771202a106aa07032bbd1b8" +
    "19a4c116b8d2d0c81e376c085141ab532748774cdf8eeb9934b0bcb5e19b48a8391c0cb3c5c95a634ed8aa4ae3418acb" +
    "5b9cca4f7763e373682e6ff3d6b2b8a3748f82ee5defb2fc78a5636f43172f6084c87814a1f0ab728cc702081a6439ec" +
    "90befffa23631e28a4506cebde82bde9bef9a3f7b2c67915c67178f2e372532bca273eceea26619cd186b8c721c0c207" +
    "eada7dd6cde0eb1ef57d4f7fee6ed17806f067aa72176fba0a637dc5a2c898a6113f9804bef90dae1b710b35131c471b" +
    "28db77f523047d8432caab7b40c724933c9ebe0a15c9bebc431d67c49c100d4c4cc5d4becb3e42b6597f299cfc657e2a" +
    "5fcb6fab3ad6faec6c44198c4a475817",
);

/** FIPS 180-4 §5.3.5: fractions of the square roots of the first 8 primes; upper and lower halves by turns. */
const INITIAL = wordsOf(
  "6a09e667f3bcc908bb67ae8584caa73b3c6ef372fe94f82ba54ff53a5f1d36f1510e527fade682d19b05688c2b3e6c1f" +
    "1f83d9abfb41bd6b5be0cd19137e2179",
);

export const SHA512_BYTES = 64;
const BLOCK_BYTES = 128;

/** The part of a sum of unsigned lower halves (a double, exact) that goes to the upper halves. */
function carried(sum: number): number {
  return Math.floor(sum / 0x1_0000_0000) | 0;
}

export class Sha512 {
  private readonly state = new Int32Array(16);
  private readonly words = new Int32Array(160);
  private readonly block = new Uint8Array(BLOCK_BYTES);
  private filled = 0;
  private total = 0;

  constructor() {
    for (let i = 0; i < 16; i++) this.state[i] = INITIAL[i];
  }

  /** Adds bytes to the message. They are not kept. */
  update(bytes: Uint8Array): void {
    this.total += bytes.length;
    for (let i = 0; i < bytes.length; i++) {
      this.block[this.filled++] = bytes[i];
      if (this.filled === BLOCK_BYTES) {
        this.compress();
        this.filled = 0;
      }
    }
  }

  /** The 64-byte hash. Ends the message: this object is used up. */
  digest(): Uint8Array {
    const tail = new Uint8Array(this.filled < 112 ? 128 - this.filled : 256 - this.filled);
    tail[0] = 0x80;
    const bits = this.total * 8;
    const high = Math.floor(bits / 0x1_0000_0000);
    const at = tail.length - 8;
    for (let i = 0; i < 4; i++) {
      tail[at + i] = high >>> (24 - 8 * i);
      tail[at + 4 + i] = bits >>> (24 - 8 * i);
    }
    this.update(tail);
    const out = new Uint8Array(SHA512_BYTES);
    for (let i = 0; i < SHA512_BYTES; i++) out[i] = this.state[i >> 2] >>> (24 - 8 * (i & 3));
    return out;
  }

  /** FIPS 180-4 §6.4.2. */
  private compress(): void {
    const w = this.words;
    const bytes = this.block;
    for (let i = 0; i < 32; i++) {
      const p = i * 4;
      w[i] = (bytes[p] << 24) | (bytes[p + 1] << 16) | (bytes[p + 2] << 8) | bytes[p + 3];
    }
    for (let i = 32; i < 160; i += 2) {
      const xh = w[i - 30] | 0;
      const xl = w[i - 29] | 0;
      const yh = w[i - 4] | 0;
      const yl = w[i - 3] | 0;
      const s0h = ((xh >>> 1) | (xl << 31)) ^ ((xh >>> 8) | (xl << 24)) ^ (xh >>> 7);
      const s0l = ((xl >>> 1) | (xh << 31)) ^ ((xl >>> 8) | (xh << 24)) ^ ((xl >>> 7) | (xh << 25));
      const s1h = ((yh >>> 19) | (yl << 13)) ^ ((yl >>> 29) | (yh << 3)) ^ (yh >>> 6);
      const s1l = ((yl >>> 19) | (yh << 13)) ^ ((yh >>> 29) | (yl << 3)) ^ ((yl >>> 6) | (yh << 26));
      const low = (w[i - 31] >>> 0) + (s0l >>> 0) + (w[i - 13] >>> 0) + (s1l >>> 0);
      w[i] = ((w[i - 32] | 0) + s0h + (w[i - 14] | 0) + s1h + carried(low)) | 0;
      w[i + 1] = low | 0;
    }
    const s = this.state;
    let ah = s[0] | 0;
    let al = s[1] | 0;
    let bh = s[2] | 0;
    let bl = s[3] | 0;
    let ch = s[4] | 0;
    let cl = s[5] | 0;
    let dh = s[6] | 0;
    let dl = s[7] | 0;
    let eh = s[8] | 0;
    let el = s[9] | 0;
    let fh = s[10] | 0;
    let fl = s[11] | 0;
    let gh = s[12] | 0;
    let gl = s[13] | 0;
    let hh = s[14] | 0;
    let hl = s[15] | 0;
    for (let i = 0; i < 160; i += 2) {
      const s1h = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23));
      const s1l = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23));
      const chh = (eh & fh) ^ (~eh & gh);
      const chl = (el & fl) ^ (~el & gl);
      const low = (hl >>> 0) + (s1l >>> 0) + (chl >>> 0) + (K[i + 1] >>> 0) + (w[i + 1] >>> 0);
      const t1h = (hh + s1h + chh + (K[i] | 0) + (w[i] | 0) + carried(low)) | 0;
      const t1l = low | 0;
      const s0h = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25));
      const s0l = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25));
      const mh = (ah & bh) ^ (ah & ch) ^ (bh & ch);
      const ml = (al & bl) ^ (al & cl) ^ (bl & cl);
      hh = gh;
      hl = gl;
      gh = fh;
      gl = fl;
      fh = eh;
      fl = el;
      const eLow = (dl >>> 0) + (t1l >>> 0);
      eh = (dh + t1h + carried(eLow)) | 0;
      el = eLow | 0;
      dh = ch;
      dl = cl;
      ch = bh;
      cl = bl;
      bh = ah;
      bl = al;
      const aLow = (t1l >>> 0) + (s0l >>> 0) + (ml >>> 0);
      ah = (t1h + s0h + mh + carried(aLow)) | 0;
      al = aLow | 0;
    }
    this.addTo(0, ah, al);
    this.addTo(2, bh, bl);
    this.addTo(4, ch, cl);
    this.addTo(6, dh, dl);
    this.addTo(8, eh, el);
    this.addTo(10, fh, fl);
    this.addTo(12, gh, gl);
    this.addTo(14, hh, hl);
  }

  private addTo(i: number, high: number, low: number): void {
    const sum = (this.state[i + 1] >>> 0) + (low >>> 0);
    this.state[i] = (this.state[i] + high + carried(sum)) | 0;
    this.state[i + 1] = sum | 0;
  }
}

/** The SHA-512 of `bytes`. */
export function sha512(bytes: Uint8Array): Uint8Array {
  const hash = new Sha512();
  hash.update(bytes);
  return hash.digest();
}
