// A short hash under a secret key, of four words: initial sequence numbers, cookies and table slots come from it.
//
// The rounds are those of HalfSipHash-2-4 (Aumasson and Bernstein's SipHash with 32-bit words), the message is always
// four words. Outsiders who see results must not be able to compute others.

/** Hashes four 32-bit words under the key `key0`, `key1`; 0 .. 2^32-1. */
export function keyedHash(key0: number, key1: number, a: number, b: number, c: number, d: number): number {
  let v0 = key0 | 0;
  let v1 = key1 | 0;
  let v2 = 0x6c796765 ^ key0;
  let v3 = 0x74656462 ^ key1;
  // The last word of SipHash's padding holds the length in bytes.
  const length = 16 << 24;
  for (let i = 0; i < 6; i++) {
    const word = i === 0 ? a : i === 1 ? b : i === 2 ? c : i === 3 ? d : i === 4 ? length : 0;
    if (i === 5) v2 ^= 0xff;
    else v3 ^= word;
    const rounds = i === 5 ? 4 : 2;
    for (let round = 0; round < rounds; round++) {
      v0 = (v0 + v1) | 0;
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
      v0 = (v0 << 16) | (v0 >>> 16);
      v2 = (v2 + v3) | 0;
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
      v0 = (v0 + v3) | 0;
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
      v2 = (v2 + v1) | 0;
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
      v2 = (v2 << 16) | (v2 >>> 16);
    }
    if (i < 5) v0 ^= word;
  }
  return (v1 ^ v3) >>> 0;
}
