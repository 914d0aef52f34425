// Between bigints, numbers, strings and 64-bit words.

import { compare, subtract } from "./arithmetic.ts";
import { wrapUnsigned } from "./bits.ts";
import { shiftRightMagnitude } from "./magnitude.ts";
import { parseBigint } from "./text.ts";
import { type Big, bitLength, fromLimbs, fromSmall, isSmall, LIMB, LIMB_BITS, limbsOf } from "./value.ts";

/** NumberToBigInt of an integer. */
export function fromInteger(value: number): Big {
  if (Math.abs(value) <= 9007199254740991) return fromSmall(value);
  let scale = 0;
  let head = Math.abs(value);
  while (head >= LIMB) {
    head /= LIMB;
    scale++;
  }
  const limbs = new Int32Array(scale + 1);
  for (let i = scale; i >= 0; i--) {
    const limb = Math.floor(head);
    limbs[i] = limb;
    head = (head - limb) * LIMB;
  }
  return fromLimbs(value < 0, limbs, limbs.length);
}

/** 𝔽(value): the nearest double, ties to even; infinite when too large. */
export function toDouble(value: Big): number {
  if (isSmall(value)) return value.small;
  const { limbs } = value;
  const bits = bitLength(limbs);
  if (bits > 1024) return value.small * Infinity;
  // 53 bits, then the first bit cut off, then whether anything is left below it.
  const cut = bits - 54;
  let head = 0;
  if (cut <= 0) {
    for (let i = limbs.length - 1; i >= 0; i--) head = head * LIMB + limbs[i]!;
    return value.small * head;
  }
  const top = shiftRightMagnitude(limbs, cut);
  const half = top[0]! & 1;
  const upper = shiftRightMagnitude(top, 1);
  for (let i = upper.length - 1; i >= 0; i--) head = head * LIMB + upper[i]!;
  if (half === 1 && ((upper[0]! & 1) === 1 || anyBelow(limbs, cut))) head++;
  // 2^1024 is no double, but head * 2^971 is infinite just where it must be.
  return value.small * head * 2 ** (cut + 1);
}

function anyBelow(limbs: Int32Array, bits: number): boolean {
  const whole = Math.floor(bits / LIMB_BITS);
  for (let i = 0; i < whole; i++) if (limbs[i] !== 0) return true;
  return whole < limbs.length && (limbs[whole]! & ((1 << (bits - whole * LIMB_BITS)) - 1)) !== 0;
}

/** -1, 0, 1, or NaN when `b` is. */
export function compareNumber(a: Big, b: number): number {
  if (b !== b) return Number.NaN;
  if (b === Infinity) return -1;
  if (b === -Infinity) return 1;
  const floor = Math.floor(b);
  const order = compare(a, fromInteger(floor));
  return order !== 0 || floor === b ? order : -1;
}

/** -1, 0, 1, or NaN when the text is no bigint. */
export function compareText(a: Big, text: string): number {
  const b = parseBigint(text);
  return b === null ? Number.NaN : compare(a, b);
}

/** The bigint of two words. */
export function fromWords(high: number, low: number): Big {
  const unsigned = high >>> 0;
  if (high >= -0x200000 && high < 0x200000) return fromSmall(high * 4294967296 + (low >>> 0));
  const limbs = new Int32Array(3);
  limbs[0] = low & 0xffffff;
  limbs[1] = (low >>> 24) | ((unsigned & 0xffff) << 8);
  limbs[2] = unsigned >>> 16;
  const value = fromLimbs(false, limbs, 3);
  if (high >= 0) return value;
  const modulus = new Int32Array(3);
  modulus[2] = 0x10000;
  return subtract(value, fromLimbs(false, modulus, 3));
}

/** Bits 0 to 31 of the two's complement. */
export function lowWord(value: Big): number {
  const limbs = limbsOf(wrapUnsigned(64, value));
  const low = limbs.length > 0 ? limbs[0]! : 0;
  return (low | ((limbs.length > 1 ? limbs[1]! : 0) << 24)) >>> 0;
}

/** Bits 32 to 63 of the two's complement. */
export function highWord(value: Big): number {
  const limbs = limbsOf(wrapUnsigned(64, value));
  const middle = limbs.length > 1 ? limbs[1]! : 0;
  return ((middle >>> 8) | ((limbs.length > 2 ? limbs[2]! : 0) << 16)) >>> 0;
}
