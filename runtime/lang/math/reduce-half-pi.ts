// Reduction of an argument modulo pi/2, to 53 bits more than a double has, for sin, cos and tan. fdlibm's method.
//
// Small arguments: subtract n * pi/2 with pi/2 cut into parts of 33 bits, so that the products are exact.
// Large ones (Payne and Hanek): multiply by 2/pi, of which only the bits that matter are taken.

import { f64FromBits, mathAbs, mathFloor } from "../native.ts";
import { highWord, lowWord, scaled } from "./words.ts";

const INV_HALF_PI = 0.6366197723675814;
/** pi/2 in parts of 33 bits, and what is left of it after the first, second, third. */
const PART_1 = 1.5707963267341256;
const REST_1 = 6.077100506506192e-11;
const PART_2 = 6.077100506303966e-11;
const REST_2 = 2.0222662487959506e-21;
const PART_3 = 2.0222662487111665e-21;
const REST_3 = 8.4784276603689e-32;

/** High words of n * pi/2, n = 1 .. 32: an argument with one of these may be very close to it. */
// biome-ignore format: a table
const MULTIPLE_HIGHS: readonly number[] = [
  0x3ff921fb, 0x400921fb, 0x4012d97c, 0x401921fb, 0x401f6a7a, 0x4022d97c, 0x4025fdbb, 0x402921fb, 0x402c463a,
  0x402f6a7a, 0x4031475c, 0x4032d97c, 0x40346b9c, 0x4035fdbb, 0x40378fdb, 0x403921fb, 0x403ab41b, 0x403c463a,
  0x403dd85a, 0x403f6a7a, 0x40407e4c, 0x4041475c, 0x4042106c, 0x4042d97c, 0x4043a28c, 0x40446b9c, 0x404534ac,
  0x4045fdbb, 0x4046c6cb, 0x40478fdb, 0x404858eb, 0x404921fb,
];

let head = 0;
let tail = 0;

/** The remainder that the last reduceHalfPi found. */
export function reducedHead(): number {
  return head;
}

/** What has to be added to it: less than half a unit in its last place. */
export function reducedTail(): number {
  return tail;
}

/** n such that x - n * pi/2 is in -pi/4 .. pi/4, modulo 8; the remainder is in reducedHead, reducedTail. */
export function reduceHalfPi(x: number): number {
  const size = highWord(x) & 0x7fffffff;
  let n = 0;
  if (size < 0x4002d97c) {
    subtractOnce(mathAbs(x), size);
    n = 1;
  } else if (size <= 0x413921fb) {
    n = subtractMultiple(mathAbs(x), size); // |x| < 2^19 pi/2
  } else {
    n = reduceLarge(mathAbs(x), size);
  }
  if (x > 0) return n;
  head = -head;
  tail = -tail;
  return -n;
}

/** pi/4 < x < 3 pi/4. */
function subtractOnce(x: number, size: number): void {
  let z = x - PART_1;
  let rest = REST_1;
  if (size === 0x3ff921fb) {
    z -= PART_2;
    rest = REST_2;
  }
  head = z - rest;
  tail = z - head - rest;
}

function subtractMultiple(x: number, size: number): number {
  const n = (x * INV_HALF_PI + 0.5) | 0;
  let r = x - n * PART_1;
  let w = n * REST_1;
  head = r - w;
  if (n >= 32 || size === MULTIPLE_HIGHS[n - 1]) {
    const exponent = size >> 20;
    if (exponent - exponentOf(head) > 16) {
      // Many leading bits cancelled: go on with the second part of pi/2, and if need be with the third.
      let before = r;
      w = n * PART_2;
      r = before - w;
      w = n * REST_2 - (before - r - w);
      head = r - w;
      if (exponent - exponentOf(head) > 49) {
        before = r;
        w = n * PART_3;
        r = before - w;
        w = n * REST_3 - (before - r - w);
        head = r - w;
      }
    }
  }
  tail = r - head - w;
  return n;
}

function exponentOf(x: number): number {
  return (highWord(x) >> 20) & 0x7ff;
}

/** The first 1584 bits of 2/pi, 24 at a time. */
// biome-ignore format: a table
const TWO_OVER_PI: readonly number[] = [
  0xa2f983, 0x6e4e44, 0x1529fc, 0x2757d1, 0xf534dd, 0xc0db62, 0x95993c, 0x439041, 0xfe5163, 0xabdebb, 0xc561b7,
  0x246e3a, 0x424dd2, 0xe00649, 0x2eea09, 0xd1921c, 0xfe1deb, 0x1cb129, 0xa73ee8, 0x8235f5, 0x2ebb44, 0x84e99c,
  0x7026b4, 0x5f7e41, 0x3991d6, 0x398353, 0x39f49c, 0x845f8b, 0xbdf928, 0x3b1ff8, 0x97ffde, 0x05980f, 0xef2f11,
  0x8b5a0a, 0x6d1f6d, 0x367ecf, 0x27cb09, 0xb74f46, 0x3f669e, 0x5fea2d, 0x7527ba, 0xc7ebe5, 0xf17b3d, 0x0739f7,
  0x8a5292, 0xea6bfb, 0x5fb11f, 0x8d5d08, 0x560330, 0x46fc7b, 0x6babf0, 0xcfbc20, 0x9af436, 0x1da9e3, 0x91615e,
  0xe61b08, 0x659985, 0x5f14a0, 0x68408d, 0xffd880, 0x4d7327, 0x310606, 0x1556ca, 0x73a8c9, 0x60e27b, 0xc08c6b,
];
/** pi/2 in parts of 24 bits. */
// biome-ignore format: a table
const HALF_PI_PARTS: readonly number[] = [
  1.570796251296997, 7.549789415861596e-8, 5.390302529957765e-15, 3.282003415807913e-22,
  1.270655753080676e-29, 1.2293330898111133e-36, 2.7337005381646456e-44, 2.1674168387780482e-51,
];
/** The product with 2/pi begins with this many words beyond the first; more are added when bits cancel. */
const WORDS = 4;
const TWO_24 = 16777216;
const TWO_M24 = 1 / TWO_24;

function reduceLarge(x: number, size: number): number {
  // x = (parts[0] + parts[1] 2^-24 + parts[2] 2^-48) 2^exponent, each part a whole number of 24 bits.
  const exponent = (size >> 20) - 1046;
  let z = f64FromBits((size - (exponent << 20)) >>> 0, lowWord(x) >>> 0);
  const parts: number[] = [];
  for (let i = 0; i < 2; i++) {
    const whole = z | 0;
    parts.push(whole);
    z = (z - whole) * TWO_24;
  }
  parts.push(z);
  while (parts[parts.length - 1] === 0) parts.pop();
  return new LargeReduction(parts, exponent).reduce();
}

/** One Payne-Hanek reduction: the names of fdlibm's steps are in the comments. */
class LargeReduction {
  readonly parts: readonly number[];
  readonly last: number;
  /** Index of the first word of 2/pi that matters. */
  readonly skipped: number;
  /** Exponent of the last word of the product. */
  scale: number;
  /** Words of the product x * 2/pi, most significant first (q), and the same as integers, reversed (iq). */
  readonly products: number[] = [];
  readonly words: number[] = [];

  constructor(parts: readonly number[], exponent: number) {
    this.parts = parts;
    this.last = parts.length - 1;
    const skipped = ((exponent - 3) / 24) | 0;
    this.skipped = skipped < 0 ? 0 : skipped;
    this.scale = exponent - 24 * (this.skipped + 1);
    for (let i = 0; i <= WORDS; i++) this.products.push(this.product(i));
  }

  /** Word i of the product. */
  product(i: number): number {
    let sum = 0;
    for (let j = 0; j <= this.last; j++) {
      const at = this.skipped - j + i;
      sum += this.parts[j]! * (at < 0 ? 0 : TWO_OVER_PI[at]!);
    }
    return sum;
  }

  reduce(): number {
    const { words, products } = this;
    let scale = this.scale;
    let top = WORDS;
    for (;;) {
      // Distil q into integers of 24 bits; z is what remains at the top.
      let z = products[top]!;
      words.length = 0;
      for (let j = top; j > 0; j--) {
        const carry = (TWO_M24 * z) | 0;
        words.push((z - TWO_24 * carry) | 0);
        z = products[j - 1]! + carry;
      }
      z = scaled(z, scale);
      z -= 8 * mathFloor(z * 0.125);
      let n = z | 0;
      z -= n;
      let half = 0;
      if (scale > 0) {
        const carry = words[top - 1]! >> (24 - scale);
        n += carry;
        words[top - 1] = words[top - 1]! - (carry << (24 - scale));
        half = words[top - 1]! >> (23 - scale);
      } else if (scale === 0) {
        half = words[top - 1]! >> 23;
      } else if (z >= 0.5) {
        half = 2;
      }
      if (half > 0) {
        n++;
        z = this.complement(top, scale, half, z);
      }
      if (z === 0 && this.allZero(top)) {
        // Everything cancelled: take further words of 2/pi.
        let more = 1;
        while (words[WORDS - more] === 0) more++;
        for (let i = top + 1; i <= top + more; i++) products.push(this.product(i));
        top += more;
        continue;
      }
      if (z === 0) {
        top--;
        scale -= 24;
        while (words[top] === 0) {
          top--;
          scale -= 24;
        }
      } else {
        z = scaled(z, -scale);
        if (z >= TWO_24) {
          const carry = (TWO_M24 * z) | 0;
          words[top] = (z - TWO_24 * carry) | 0;
          top++;
          scale += 24;
          words[top] = carry;
        } else {
          words[top] = z | 0;
        }
      }
      this.multiplyByHalfPi(top, scale, half !== 0);
      return n & 7;
    }
  }

  /** The fraction f is over 1/2: replace it by 1 - f. Returns the new top. */
  complement(top: number, scale: number, half: number, z: number): number {
    const words = this.words;
    let carry = false;
    for (let i = 0; i < top; i++) {
      const word = words[i]!;
      if (carry) {
        words[i] = 0xffffff - word;
      } else if (word !== 0) {
        carry = true;
        words[i] = 0x1000000 - word;
      }
    }
    if (scale === 1) words[top - 1] = words[top - 1]! & 0x7fffff;
    else if (scale === 2) words[top - 1] = words[top - 1]! & 0x3fffff;
    if (half !== 2) return z;
    return carry ? 1 - z - scaled(1, scale) : 1 - z;
  }

  allZero(top: number): boolean {
    for (let i = top - 1; i >= WORDS; i--) {
      if (this.words[i] !== 0) return false;
    }
    return true;
  }

  /** The remainder: the fraction times pi/2, summed from the small end. */
  multiplyByHalfPi(top: number, scale: number, isNegative: boolean): void {
    const values: number[] = [];
    let unit = scaled(1, scale);
    for (let i = top; i >= 0; i--) {
      values.push(unit * this.words[i]!);
      unit *= TWO_M24;
    }
    // values[k] is word top - k; terms[t] collects what has weight t.
    const terms: number[] = [];
    for (let t = 0; t <= top; t++) {
      let sum = 0;
      for (let k = 0; k <= WORDS && k <= t; k++) sum += HALF_PI_PARTS[k]! * values[t - k]!;
      terms.push(sum);
    }
    let sum = 0;
    for (let i = top; i >= 0; i--) sum += terms[i]!;
    let rest = terms[0]! - sum;
    for (let i = 1; i <= top; i++) rest += terms[i]!;
    head = isNegative ? -sum : sum;
    tail = isNegative ? -rest : rest;
  }
}
