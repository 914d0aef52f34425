// Bigints as text: toString in any radix, and the syntax of StringToBigInt and literals.

import { divideInPlace, divideMagnitudes, multiplyAddInPlace, multiplyMagnitudes } from "./magnitude.ts";
import { type Big, fromLimbs, fromSmall, isSmall, LIMB_BITS } from "./value.ts";

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

/** From this many limbs on, text is made by halves: the work then is long multiplication and division. */
const HALVES = 64;

/** BigInt::toString; radix 2 .. 36. */
export function toText(value: Big, radix: number): string {
  if (isSmall(value)) return value.small.toString(radix);
  const sign = value.small < 0 ? "-" : "";
  if ((radix & (radix - 1)) === 0) return sign + binaryText(value.limbs, 31 - Math.clz32(radix));
  // The largest power of the radix in a limb.
  let width = 1;
  let chunk = radix;
  while (chunk * radix < 0x1000000) {
    chunk *= radix;
    width++;
  }
  const parts: string[] = [];
  const powers: Int32Array[] = [];
  const first = new Int32Array(1);
  first[0] = chunk;
  for (let p = first; p.length * 2 <= value.limbs.length + 1; p = trimmed(multiplyMagnitudes(p, p)))
    powers.push(p);
  halves(value.limbs, radix, chunk, width, powers, powers.length - 1, parts, 0);
  const text = parts.join("");
  let zeros = 0;
  while (text.charCodeAt(zeros) === 48) zeros++;
  return sign + text.slice(zeros);
}

function trimmed(limbs: Int32Array): Int32Array {
  let n = limbs.length;
  while (n > 0 && limbs[n - 1] === 0) n--;
  return n === limbs.length ? limbs : limbs.slice(0, n);
}

/** Appends the digits, with zeros in front up to `digits` of them. powers[i] is chunk^(2^i). */
function halves(
  limbs: Int32Array,
  radix: number,
  chunk: number,
  width: number,
  powers: readonly Int32Array[],
  level: number,
  parts: string[],
  digits: number,
): void {
  if (limbs.length < HALVES || level < 0) {
    const text = quadraticText(limbs, radix, chunk, width);
    parts.push(text.padStart(digits, "0"));
    return;
  }
  const power = powers[level]!;
  const low = width * 2 ** level;
  const { quotient, remainder } = divideMagnitudes(limbs, power);
  halves(trimmed(quotient), radix, chunk, width, powers, level - 1, parts, Math.max(0, digits - low));
  halves(trimmed(remainder), radix, chunk, width, powers, level - 1, parts, low);
}

function quadraticText(given: Int32Array, radix: number, chunk: number, width: number): string {
  const limbs = given.slice(0);
  let n = limbs.length;
  let text = "";
  while (n > 0) {
    const rest = divideInPlace(limbs, n, chunk);
    while (n > 0 && limbs[n - 1] === 0) n--;
    const part = rest.toString(radix);
    text = (n === 0 ? part : part.padStart(width, "0")) + text;
  }
  return text;
}

/** Radix 2^bits: digits are read off the limbs. */
function binaryText(limbs: Int32Array, bits: number): string {
  const parts: string[] = [];
  let held = 0;
  let count = 0;
  const mask = (1 << bits) - 1;
  for (let i = 0; i < limbs.length; i++) {
    // At most 4 bits are held over.
    held |= limbs[i]! << count;
    count += LIMB_BITS;
    while (count >= bits) {
      parts.push(DIGITS[held & mask]!);
      held >>>= bits;
      count -= bits;
    }
  }
  if (held !== 0) parts.push(DIGITS[held]!);
  let end = parts.length;
  while (parts[end - 1] === "0") end--;
  let text = "";
  for (let i = end - 1; i >= 0; i--) text += parts[i]!;
  return text;
}

/** StringToBigInt: null when the text is none. White space around is allowed, and 0x, 0o, 0b without a sign. */
export function parseBigint(given: string): Big | null {
  const text = given.trim();
  if (text === "") return fromSmall(0);
  if (text.charCodeAt(0) === 48 && text.length > 2) {
    const letter = text[1]!.toLowerCase();
    const radix = letter === "x" ? 16 : letter === "o" ? 8 : letter === "b" ? 2 : 0;
    if (radix > 0) return digitsToBig(text, 2, radix, false);
  }
  const sign = text[0];
  const signed = sign === "-" || sign === "+";
  return text.length === 1 && signed ? null : digitsToBig(text, signed ? 1 : 0, 10, sign === "-");
}

function digitsToBig(text: string, from: number, radix: number, negative: boolean): Big | null {
  const count = text.length - from;
  for (let i = from; i < text.length; i++) {
    const digit = digitValue(text.charCodeAt(i));
    if (digit < 0 || digit >= radix) return null;
  }
  const bits = radix === 10 ? 3.33 : radix === 16 ? 4 : radix === 8 ? 3 : 1;
  const limbs = new Int32Array(Math.ceil((count * bits) / LIMB_BITS) + 1);
  let n = 0;
  const width = radix === 10 ? 7 : radix === 16 ? 5 : radix === 8 ? 7 : 23;
  for (let i = from; i < text.length; ) {
    let value = 0;
    let scale = 1;
    for (let k = 0; k < width && i < text.length; k++, i++) {
      value = value * radix + digitValue(text.charCodeAt(i));
      scale *= radix;
    }
    const carry = multiplyAddInPlace(limbs, n, scale, value);
    if (carry !== 0) limbs[n++] = carry;
  }
  return fromLimbs(negative, limbs, n);
}

function digitValue(unit: number): number {
  if (unit >= 48 && unit <= 57) return unit - 48;
  const letter = unit | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
