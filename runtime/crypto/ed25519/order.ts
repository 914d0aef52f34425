// Numbers modulo the order of Ed25519's base point, L = 2^252 + 27742317777372353535851937790883648493. RFC 8032
// §5.1.7. Bit by bit: once for each signature, so clear rather than quick.

/** L in little-endian 16-bit words. */
const ORDER = [0xd3ed, 0x5cf5, 0x631a, 0x5812, 0x9cd6, 0xa2f7, 0xf9de, 0x14de, 0, 0, 0, 0, 0, 0, 0, 0x1000];
const WORDS = 16;

function atLeastOrder(words: Int32Array): boolean {
  for (let i = WORDS - 1; i >= 0; i--) {
    if (words[i] !== ORDER[i]) return words[i] > ORDER[i];
  }
  return true;
}

/** Whether 32 little-endian bytes hold a number below L. */
export function isBelowOrder(bytes: Uint8Array): boolean {
  const words = new Int32Array(WORDS);
  for (let i = 0; i < WORDS; i++) words[i] = bytes[2 * i] | (bytes[2 * i + 1] << 8);
  return !atLeastOrder(words);
}

/** The little-endian number in `bytes` modulo L, in 32 little-endian bytes. */
export function reduceModuloOrder(bytes: Uint8Array): Uint8Array {
  const rest = new Int32Array(WORDS);
  for (let bit = bytes.length * 8 - 1; bit >= 0; bit--) {
    // rest = 2 rest + bit; below 2 L, which has 254 bits
    let over = (bytes[bit >>> 3] >>> (bit & 7)) & 1;
    for (let i = 0; i < WORDS; i++) {
      const twice = (rest[i] << 1) | over;
      rest[i] = twice & 0xffff;
      over = twice >>> 16;
    }
    if (atLeastOrder(rest)) {
      let borrow = 0;
      for (let i = 0; i < WORDS; i++) {
        const difference = rest[i] - ORDER[i] - borrow;
        rest[i] = difference & 0xffff;
        borrow = difference < 0 ? 1 : 0;
      }
    }
  }
  const out = new Uint8Array(32);
  for (let i = 0; i < WORDS; i++) {
    out[2 * i] = rest[i] & 0xff;
    out[2 * i + 1] = rest[i] >>> 8;
  }
  return out;
}
