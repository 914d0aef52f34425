// SHA-512 (FIPS 180-4 §6.4), in pieces of any size: 64-bit words as pairs of 32-bit integers. Ed25519 needs it;
// images are hashed by SHA-256, which is faster on 32-bit machines.

/** FIPS 180-4 §4.2.3: fractions of the cube roots of the first 80 primes; upper and lower halves by turns. */
const K = new Int32Array([
  0x428a2f98, 0xd728ae22, 0x71374491, 0x23ef65cd, 0xb5c0fbcf, 0xec4d3b2f, 0xe9b5dba5, 0x8189dbbc, 0x3956c25b,
  0xf348b538, 0x59f111f1, 0xb605d019, 0x923f82a4, 0xaf194f9b, 0xab1c5ed5, 0xda6d8118, 0xd807aa98, 0xa3030242,
  0x12835b01, 0x45706fbe, 0x243185be, 0x4ee4b28c, 0x550c7dc3, 0xd5ffb4e2, 0x72be5d74, 0xf27b896f, 0x80deb1fe,
  0x3b1696b1, 0x9bdc06a7, 0x25c71235, 0xc19bf174, 0xcf692694, 0xe49b69c1, 0x9ef14ad2, 0xefbe4786, 0x384f25e3,
  0x0fc19dc6, 0x8b8cd5b5, 0x240ca1cc, 0x77ac9c65, 0x2de92c6f, 0x592b0275, 0x4a7484aa, 0x6ea6e483, 0x5cb0a9dc,
  0xbd41fbd4, 0x76f988da, 0x831153b5, 0x983e5152, 0xee66dfab, 0xa831c66d, 0x2db43210, 0xb00327c8, 0x98fb213f,
  0xbf597fc7, 0xbeef0ee4, 0xc6e00bf3, 0x3da88fc2, 0xd5a79147, 0x930aa725, 0x06ca6351, 0xe003826f, 0x14292967,
  0x0a0e6e70, 0x27b70a85, 0x46d22ffc, 0x2e1b2138, 0x5c26c926, 0x4d2c6dfc, 0x5ac42aed, 0x53380d13, 0x9d95b3df,
  0x650a7354, 0x8baf63de, 0x766a0abb, 0x3c77b2a8, 0x81c2c92e, 0x47edaee6, 0x92722c85, 0x1482353b, 0xa2bfe8a1,
  0x4cf10364, 0xa81a664b, 0xbc423001, 0xc24b8b70, 0xd0f89791, 0xc76c51a3, 0x0654be30, 0xd192e819, 0xd6ef5218,
  0xd6990624, 0x5565a910, 0xf40e3585, 0x5771202a, 0x106aa070, 0x32bbd1b8, 0x19a4c116, 0xb8d2d0c8, 0x1e376c08,
  0x5141ab53, 0x2748774c, 0xdf8eeb99, 0x34b0bcb5, 0xe19b48a8, 0x391c0cb3, 0xc5c95a63, 0x4ed8aa4a, 0xe3418acb,
  0x5b9cca4f, 0x7763e373, 0x682e6ff3, 0xd6b2b8a3, 0x748f82ee, 0x5defb2fc, 0x78a5636f, 0x43172f60, 0x84c87814,
  0xa1f0ab72, 0x8cc70208, 0x1a6439ec, 0x90befffa, 0x23631e28, 0xa4506ceb, 0xde82bde9, 0xbef9a3f7, 0xb2c67915,
  0xc67178f2, 0xe372532b, 0xca273ece, 0xea26619c, 0xd186b8c7, 0x21c0c207, 0xeada7dd6, 0xcde0eb1e, 0xf57d4f7f,
  0xee6ed178, 0x06f067aa, 0x72176fba, 0x0a637dc5, 0xa2c898a6, 0x113f9804, 0xbef90dae, 0x1b710b35, 0x131c471b,
  0x28db77f5, 0x23047d84, 0x32caab7b, 0x40c72493, 0x3c9ebe0a, 0x15c9bebc, 0x431d67c4, 0x9c100d4c, 0x4cc5d4be,
  0xcb3e42b6, 0x597f299c, 0xfc657e2a, 0x5fcb6fab, 0x3ad6faec, 0x6c44198c, 0x4a475817,
]);

/** FIPS 180-4 §5.3.5: fractions of the square roots of the first 8 primes; upper and lower halves by turns. */
const INITIAL = [
  0x6a09e667, 0xf3bcc908, 0xbb67ae85, 0x84caa73b, 0x3c6ef372, 0xfe94f82b, 0xa54ff53a, 0x5f1d36f1, 0x510e527f,
  0xade682d1, 0x9b05688c, 0x2b3e6c1f, 0x1f83d9ab, 0xfb41bd6b, 0x5be0cd19, 0x137e2179,
];

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
