// The field of integers modulo 2^255 - 19: sums, powers, and bytes. Products and the representation are in
// field-multiply.ts. RFC 8032 §5.1. Not constant in time: only public values pass through here.

import { carry, multiply, square } from "./field-multiply.ts";

export const LIMBS = 12;

/** Bit at which each limb starts: ceil(21.25 i); the last is the end of the number. */
const POSITION = [0, 22, 43, 64, 85, 107, 128, 149, 170, 192, 213, 234, 255];

export function zero(): Float64Array {
  return new Float64Array(LIMBS);
}

export function one(): Float64Array {
  const out = new Float64Array(LIMBS);
  out[0] = 1;
  return out;
}

/** @rare */
export function copyOf(f: Float64Array): Float64Array {
  const out = new Float64Array(LIMBS);
  for (let i = 0; i < LIMBS; i++) out[i] = f[i];
  return out;
}

/** out = f + g, not carried: a factor of a product, but no term of a further sum. */
export function add(out: Float64Array, f: Float64Array, g: Float64Array): void {
  for (let i = 0; i < LIMBS; i++) out[i] = f[i] + g[i];
}

/** out = f - g, not carried: see add. */
export function subtract(out: Float64Array, f: Float64Array, g: Float64Array): void {
  for (let i = 0; i < LIMBS; i++) out[i] = f[i] - g[i];
}

/** Brings the limbs of a sum back into their range. */
export function normalise(f: Float64Array): void {
  carry(f, f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8], f[9], f[10], f[11]);
}

/**
 * The number in 32 little-endian bytes; the topmost bit is ignored. True if it is below 2^255 - 19.
 *
 * @rare
 */
export function fromBytes(out: Float64Array, bytes: Uint8Array): boolean {
  let weight = 1;
  for (let i = 0; i < LIMBS; i++) {
    const from = POSITION[i];
    const bits = POSITION[i + 1] - from;
    let limb = 0;
    for (let bit = bits - 1; bit >= 0; bit--) {
      const at = from + bit;
      limb = limb * 2 + ((bytes[at >>> 3] >>> (at & 7)) & 1);
    }
    out[i] = limb * weight;
    weight *= 1 << bits;
  }
  normalise(out);
  let ones = 0;
  for (let i = 1; i < 31; i++) ones += bytes[i] === 255 ? 1 : 0;
  return !(ones === 30 && (bytes[31] & 127) === 127 && bytes[0] >= 237);
}

/**
 * The one number from 0 to 2^255 - 20 that f stands for, in 32 little-endian bytes.
 *
 * @rare
 */
export function toBytes(f: Float64Array): Uint8Array {
  const limbs = new Float64Array(LIMBS);
  let weight = 1;
  for (let i = 0; i < LIMBS; i++) {
    limbs[i] = f[i] * weight;
    weight /= 1 << (POSITION[i + 1] - POSITION[i]);
  }
  // Three rounds: limbs of both signs become digits; a round may leave one more borrow or 2^255 itself.
  digits(limbs);
  digits(limbs);
  digits(limbs);
  // If adding 19 reaches 2^255, the number was at least p; what is left without 2^255 is the number minus p.
  const trial = new Float64Array(LIMBS);
  for (let i = 0; i < LIMBS; i++) trial[i] = limbs[i];
  if (digitsWithout(trial, 19) === 1) return pack(trial);
  return pack(limbs);
}

/** Makes digits of limbs, 0 <= digit < 2^bits; what is above 2^255 is folded into the lowest. */
function digits(limbs: Float64Array): void {
  const over = digitsWithout(limbs, 0);
  limbs[0] += 19 * over;
}

/**
 * The same after adding `more`, without folding: returns the number of 2^255.
 *
 * @rare
 */
function digitsWithout(limbs: Float64Array, more: number): number {
  let over = more;
  for (let i = 0; i < LIMBS; i++) {
    const size = 1 << (POSITION[i + 1] - POSITION[i]);
    const sum = limbs[i] + over;
    over = Math.floor(sum / size);
    limbs[i] = sum - over * size;
  }
  return over;
}

/** @rare */
function pack(limbs: Float64Array): Uint8Array {
  const bytes = new Uint8Array(32);
  for (let i = 0; i < LIMBS; i++) {
    const limb = limbs[i] | 0;
    const from = POSITION[i];
    const bits = POSITION[i + 1] - from;
    for (let bit = 0; bit < bits; bit++) {
      if (((limb >>> bit) & 1) === 1) bytes[(from + bit) >>> 3] |= 1 << ((from + bit) & 7);
    }
  }
  return bytes;
}

/** @rare */
export function isZero(f: Float64Array): boolean {
  const bytes = toBytes(f);
  for (let i = 0; i < 32; i++) if (bytes[i] !== 0) return false;
  return true;
}

/** "Negative" in the sense of RFC 8032 §5.1.2: the number is odd. */
export function isOdd(f: Float64Array): boolean {
  return (toBytes(f)[0] & 1) === 1;
}

function squareTimes(out: Float64Array, f: Float64Array, times: number): void {
  square(out, f);
  for (let i = 1; i < times; i++) square(out, out);
}

/**
 * f^(2^250 - 1), with f^11 in `eleven`: the common part of the two powers below.
 *
 * @rare
 */
function longPower(f: Float64Array, eleven: Float64Array): Float64Array {
  const t = zero();
  const two = zero();
  const five = zero(); // f^(2^5 - 1), and so on
  square(two, f);
  squareTimes(t, two, 2);
  multiply(t, t, f); // 9
  multiply(eleven, t, two);
  square(five, eleven);
  multiply(five, five, t); // 31
  const ten = zero();
  squareTimes(ten, five, 5);
  multiply(ten, ten, five);
  const twenty = zero();
  squareTimes(twenty, ten, 10);
  multiply(twenty, twenty, ten);
  squareTimes(t, twenty, 20);
  multiply(t, t, twenty); // 40
  squareTimes(t, t, 10);
  multiply(t, t, ten);
  const fifty = copyOf(t);
  squareTimes(t, fifty, 50);
  multiply(t, t, fifty);
  const hundred = copyOf(t);
  squareTimes(t, hundred, 100);
  multiply(t, t, hundred); // 200
  squareTimes(t, t, 50);
  multiply(t, t, fifty);
  return t;
}

/**
 * out = 1 / f, or 0 for 0: f^(p - 2), p - 2 = 2^255 - 21.
 *
 * @rare
 */
export function invert(out: Float64Array, f: Float64Array): void {
  const eleven = zero();
  const t = longPower(f, eleven);
  squareTimes(t, t, 5);
  multiply(out, t, eleven);
}

/**
 * out = f^((p - 5) / 8), (p - 5) / 8 = 2^252 - 3: the power of which square roots are made.
 *
 * @rare
 */
export function rootPower(out: Float64Array, f: Float64Array): void {
  const t = longPower(f, zero());
  squareTimes(t, t, 2);
  multiply(out, t, f);
}
