// MD5 (RFC 1321) and SHA-1 (RFC 3174) of whole messages, for programs that need what others have hashed so.
//
// Neither is secure any more: Ingot itself uses SHA-256 and SHA-512 (runtime/crypto).

const BLOCK = 64;
const LENGTH_BYTES = 8;

/** The message with its end marked, filled up and followed by its length in bits: RFC 1321 3.1-3.2, RFC 3174 4. */
function padded(message: Uint8Array, littleEndian: boolean): DataView {
  const length = Math.ceil((message.length + 1 + LENGTH_BYTES) / BLOCK) * BLOCK;
  const bytes = new Uint8Array(length);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  const low = (message.length << 3) >>> 0;
  const high = Math.floor(message.length / 0x20000000);
  view.setUint32(length - 8, littleEndian ? low : high, littleEndian);
  view.setUint32(length - 4, littleEndian ? high : low, littleEndian);
  return view;
}

function rotated(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}

function bytesOfWords(words: readonly number[], littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(words.length * 4);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < words.length; i++) view.setInt32(i * 4, words[i]!, littleEndian);
  return bytes;
}

/** RFC 1321 3.4: how far each step turns, by round. */
const TURNS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
];
/** Its table T: the whole part of 2^32 times |sin i|. */
let sines: Int32Array | null = null;

function sineTable(): Int32Array {
  const table = new Int32Array(BLOCK);
  for (let i = 0; i < BLOCK; i++) table[i] = Math.floor(Math.abs(Math.sin(i + 1)) * 0x100000000) | 0;
  return table;
}

export function md5(message: Uint8Array): Uint8Array {
  sines ??= sineTable();
  const view = padded(message, true);
  let [a0, b0, c0, d0] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let at = 0; at < view.byteLength; at += BLOCK) {
    let [a, b, c, d] = [a0, b0, c0, d0];
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      let mixed = 0;
      let word = 0;
      if (round === 0) {
        mixed = (b & c) | (~b & d);
        word = i;
      } else if (round === 1) {
        mixed = (d & b) | (~d & c);
        word = (5 * i + 1) & 15;
      } else if (round === 2) {
        mixed = b ^ c ^ d;
        word = (3 * i + 5) & 15;
      } else {
        mixed = c ^ (b | ~d);
        word = (7 * i) & 15;
      }
      const sum = (a + mixed + sines[i]! + view.getInt32(at + word * 4, true)) | 0;
      a = d;
      d = c;
      c = b;
      b = (b + rotated(sum, TURNS[round]![i & 3]!)) | 0;
    }
    a0 = (a0 + a) | 0;
    b0 = (b0 + b) | 0;
    c0 = (c0 + c) | 0;
    d0 = (d0 + d) | 0;
  }
  return bytesOfWords([a0, b0, c0, d0], true);
}

/** RFC 3174 5: the constant of each round of twenty steps. */
const ROUNDS = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc | 0, 0xca62c1d6 | 0];

export function sha1(message: Uint8Array): Uint8Array {
  const view = padded(message, false);
  const sums = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0];
  const w = new Int32Array(80);
  for (let at = 0; at < view.byteLength; at += BLOCK) {
    for (let t = 0; t < 80; t++)
      w[t] = t < 16 ? view.getInt32(at + t * 4) : rotated(w[t - 3]! ^ w[t - 8]! ^ w[t - 14]! ^ w[t - 16]!, 1);
    let [a, b, c, d, e] = [sums[0]!, sums[1]!, sums[2]!, sums[3]!, sums[4]!];
    for (let t = 0; t < 80; t++) {
      const round = Math.floor(t / 20);
      let mixed = b ^ c ^ d;
      if (round === 0) mixed = (b & c) | (~b & d);
      else if (round === 2) mixed = (b & c) | (b & d) | (c & d);
      const next = (rotated(a, 5) + mixed + e + w[t]! + ROUNDS[round]!) | 0;
      e = d;
      d = c;
      c = rotated(b, 30);
      b = a;
      a = next;
    }
    [a, b, c, d, e].forEach((word, i) => {
      sums[i] = (sums[i]! + word) | 0;
    });
  }
  return bytesOfWords(sums, false);
}
