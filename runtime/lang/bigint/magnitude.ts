// Arithmetic on magnitudes: addition, subtraction, multiplication, division and shifts of limbs.
//
// Arguments have no leading zeros unless said otherwise; results may have. Multiplication is schoolbook and, for
// long operands, Karatsuba's; division is Knuth's algorithm D (The Art of Computer Programming, 4.3.1).

import { LIMB, LIMB_BITS, LIMB_INVERSE } from "./value.ts";

/** Limbs from which Karatsuba's method is faster. */
const KARATSUBA = 48;

/** -1, 0 or 1. */
export function compareMagnitudes(a: Int32Array, b: Int32Array): number {
  if (a.length !== b.length) return a.length < b.length ? -1 : 1;
  for (let i = a.length - 1; i >= 0; i--) {
    const x = a[i]!;
    const y = b[i]!;
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

export function addMagnitudes(a: Int32Array, b: Int32Array): Int32Array {
  if (a.length < b.length) return addMagnitudes(b, a);
  const sum = new Int32Array(a.length + 1);
  let carry = 0;
  for (let i = 0; i < a.length; i++) {
    const t = a[i]! + (i < b.length ? b[i]! : 0) + carry;
    sum[i] = t & 0xffffff;
    carry = t >> LIMB_BITS;
  }
  sum[a.length] = carry;
  return sum;
}

/** a - b, where a >= b. */
export function subtractMagnitudes(a: Int32Array, b: Int32Array): Int32Array {
  const difference = new Int32Array(a.length);
  let borrow = 0;
  for (let i = 0; i < a.length; i++) {
    const t = a[i]! - (i < b.length ? b[i]! : 0) + borrow;
    difference[i] = t & 0xffffff;
    borrow = t >> LIMB_BITS;
  }
  return difference;
}

/** a * b; operands may have leading zeros. */
export function multiplyMagnitudes(a: Int32Array, b: Int32Array): Int32Array {
  if (a.length < b.length) return multiplyMagnitudes(b, a);
  if (b.length >= KARATSUBA) return karatsuba(a, b);
  const product = new Int32Array(a.length + b.length);
  for (let j = 0; j < b.length; j++) {
    const factor = b[j]!;
    if (factor === 0) continue;
    let carry = 0;
    for (let i = 0; i < a.length; i++) {
      const t = a[i]! * factor + product[i + j]! + carry;
      carry = Math.floor(t * LIMB_INVERSE);
      product[i + j] = t - carry * LIMB;
    }
    product[a.length + j] = carry;
  }
  return product;
}

/** Three products of halves instead of four; `a` is the longer. */
function karatsuba(a: Int32Array, b: Int32Array): Int32Array {
  const half = (a.length + 1) >> 1;
  const product = new Int32Array(a.length + b.length);
  const lowA = a.slice(0, half);
  const highA = a.slice(half);
  if (b.length <= half) {
    addAt(product, multiplyMagnitudes(lowA, b), 0);
    addAt(product, multiplyMagnitudes(highA, b), half);
    return product;
  }
  const lowB = b.slice(0, half);
  const highB = b.slice(half);
  const low = multiplyMagnitudes(lowA, lowB);
  const high = multiplyMagnitudes(highA, highB);
  const middle = multiplyMagnitudes(addMagnitudes(lowA, highA), addMagnitudes(lowB, highB));
  subtractAt(middle, low);
  subtractAt(middle, high);
  addAt(product, low, 0);
  addAt(product, high, 2 * half);
  addAt(product, middle, half);
  return product;
}

/** target += part * LIMB^at; what does not fit is zero. */
function addAt(target: Int32Array, part: Int32Array, at: number): void {
  let carry = 0;
  const end = Math.min(part.length, target.length - at);
  for (let i = 0; i < end; i++) {
    const t = target[i + at]! + part[i]! + carry;
    target[i + at] = t & 0xffffff;
    carry = t >> LIMB_BITS;
  }
  for (let i = at + end; carry !== 0 && i < target.length; i++) {
    const t = target[i]! + carry;
    target[i] = t & 0xffffff;
    carry = t >> LIMB_BITS;
  }
}

/** target -= part, where target >= part. */
function subtractAt(target: Int32Array, part: Int32Array): void {
  let borrow = 0;
  for (let i = 0; i < target.length && (i < part.length || borrow !== 0); i++) {
    const t = target[i]! - (i < part.length ? part[i]! : 0) + borrow;
    target[i] = t & 0xffffff;
    borrow = t >> LIMB_BITS;
  }
}

/** limbs = limbs * factor + addend over the first `length` limbs; returns the carry out. factor, addend < LIMB. */
export function multiplyAddInPlace(
  limbs: Int32Array,
  length: number,
  factor: number,
  addend: number,
): number {
  let carry = addend;
  for (let i = 0; i < length; i++) {
    const t = limbs[i]! * factor + carry;
    carry = Math.floor(t * LIMB_INVERSE);
    limbs[i] = t - carry * LIMB;
  }
  return carry;
}

/** limbs = limbs / divisor over the first `length` limbs; returns the remainder. 0 < divisor < LIMB. */
export function divideInPlace(limbs: Int32Array, length: number, divisor: number): number {
  let rest = 0;
  for (let i = length - 1; i >= 0; i--) {
    const t = rest * LIMB + limbs[i]!;
    const q = Math.floor(t / divisor);
    limbs[i] = q;
    rest = t - q * divisor;
  }
  return rest;
}

/** Quotient and remainder of a / b, where b has at least one limb. */
export function divideMagnitudes(
  a: Int32Array,
  b: Int32Array,
): { quotient: Int32Array; remainder: Int32Array } {
  if (compareMagnitudes(a, b) < 0) return { quotient: new Int32Array(0), remainder: a };
  const n = b.length;
  if (n === 1) {
    const quotient = a.slice(0);
    const remainder = new Int32Array(1);
    remainder[0] = divideInPlace(quotient, quotient.length, b[0]!);
    return { quotient, remainder };
  }
  // D1: shift until the divisor's highest bit is set, which makes the guess below at most two too large.
  const shift = Math.clz32(b[n - 1]!) - 8;
  const u = new Int32Array(a.length + 1);
  u.set(shiftLeftMagnitude(a, shift, a.length + 1));
  const v = shiftLeftMagnitude(b, shift, n);
  const top = v[n - 1]!;
  const second = v[n - 2]!;
  const quotient = new Int32Array(a.length - n + 1);
  for (let j = a.length - n; j >= 0; j--) {
    // D3. The quotient of 48 by 24 bits is below 2^26: its floor in doubles is exact.
    const head = u[j + n]! * LIMB + u[j + n - 1]!;
    let q = Math.floor(head / top);
    let rest = head - q * top;
    while (rest < LIMB && (q >= LIMB || q * second > rest * LIMB + u[j + n - 2]!)) {
      q--;
      rest += top;
    }
    // D4: multiply and subtract.
    let carry = 0;
    for (let i = 0; i < n; i++) {
      const p = v[i]! * q + carry;
      carry = Math.floor(p * LIMB_INVERSE);
      let t = u[i + j]! - (p - carry * LIMB);
      if (t < 0) {
        t += LIMB;
        carry++;
      }
      u[i + j] = t;
    }
    const last = u[j + n]! - carry;
    u[j + n] = last;
    if (last < 0) {
      // D6: the guess was one too large.
      q--;
      let c = 0;
      for (let i = 0; i < n; i++) {
        const t = u[i + j]! + v[i]! + c;
        u[i + j] = t & 0xffffff;
        c = t >> LIMB_BITS;
      }
      u[j + n] = (last + c) & 0xffffff;
    }
    quotient[j] = q;
  }
  return { quotient, remainder: shiftRightMagnitude(u.slice(0, n), shift) };
}

/** a * 2^bits in `length` limbs. */
export function shiftLeftMagnitude(a: Int32Array, bits: number, length: number): Int32Array {
  const result = new Int32Array(length);
  const limbs = Math.floor(bits / LIMB_BITS);
  const rest = bits - limbs * LIMB_BITS;
  let carry = 0;
  for (let i = 0; i < a.length; i++) {
    const t = a[i]!;
    if (i + limbs < length) result[i + limbs] = ((t << rest) & 0xffffff) | carry;
    carry = rest === 0 ? 0 : t >>> (LIMB_BITS - rest);
  }
  if (a.length + limbs < length) result[a.length + limbs] = carry;
  return result;
}

/** a / 2^bits, rounded down. */
export function shiftRightMagnitude(a: Int32Array, bits: number): Int32Array {
  const limbs = Math.floor(bits / LIMB_BITS);
  const rest = bits - limbs * LIMB_BITS;
  const length = Math.max(0, a.length - limbs);
  const result = new Int32Array(length);
  for (let i = 0; i < length; i++) {
    const high = i + limbs + 1 < a.length ? a[i + limbs + 1]! : 0;
    result[i] = (a[i + limbs]! >>> rest) | (rest === 0 ? 0 : (high << (LIMB_BITS - rest)) & 0xffffff);
  }
  return result;
}
