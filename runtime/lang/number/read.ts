// Text to numbers: StringToNumber, parseFloat and parseInt (ECMA-262), rounded exactly.
//
// Decimals of up to 15 digits and small exponents are one multiplication or division, nearly all others some in twice
// the precision. Where that is not enough it is a guess, and the exact middle between two doubles (decimal.ts) decides.

import { f64BitsHigh, f64BitsLow, f64FromBits, strCharCodeAt, strCompare, strSubstring } from "../native.ts";
import { isWhiteSpace } from "../string/slice.ts";
import { digitsBeforePoint, expansion, exponentOf, mantissaOf, zeros } from "./decimal.ts";
import { EXACT_POWER, high, low, setSum, tenTo, timesTenTo } from "./double-double.ts";

const ZERO = 48;
const POINT = 46;
const PLUS = 43;
const MINUS = 45;
const SMALL_E = 101;
const SMALL_X = 120;
const LOWER_CASE = 32;
const TWO_32 = 4294967296;
const TWO_52 = 4503599627370496;
const LARGEST = 1.7976931348623157e308;
/** Digits that always fit in a double. */
const EXACT_DIGITS = 15;
/** Digits in twice the precision, and powers of ten between which it holds. */
const DOUBLE_DIGITS = 30;
const DOUBLE_POWER = 250;
/** Beyond these every number is infinite or zero, however many digits it has. */
const MAX_EXPONENT = 1e9;

/** Where the number that was read last ended: at its start when there was none. */
let end = 0;

/** StringToNumber. */
export function textNumber(text: string): number {
  const from = skipSpace(text);
  const to = endOfText(text, from);
  if (from === to) return 0;
  const radix = strCharCodeAt(text, from) === ZERO ? prefixRadix(text, from + 1) : 0;
  if (radix === 0) {
    const value = readDecimal(text, from, to);
    return end === to ? value : NaN;
  }
  const value = readBits(text, from + 2, to, radix);
  return end === to && to > from + 2 ? value : NaN;
}

/** The radix that 0x, 0o and 0b mean, by the letter at `at`; else 0. */
function prefixRadix(text: string, at: number): number {
  switch (strCharCodeAt(text, at) | LOWER_CASE) {
    case SMALL_X:
      return 16;
    case 111:
      return 8;
    case 98:
      return 2;
    default:
      return 0;
  }
}

/** parseFloat. */
export function floatPrefix(text: string): number {
  const from = skipSpace(text);
  const value = readDecimal(text, from, text.length);
  return end > from ? value : NaN;
}

/** parseInt; radix 0: 10, or 16 after 0x. */
export function integerPrefix(text: string, wanted: number): number {
  let from = skipSpace(text);
  let radix = wanted | 0;
  const sign = strCharCodeAt(text, from);
  if (sign === MINUS || sign === PLUS) from++;
  if (
    (radix === 0 || radix === 16) &&
    strCharCodeAt(text, from) === ZERO &&
    prefixRadix(text, from + 1) === 16
  ) {
    from += 2;
    radix = 16;
  }
  if (radix === 0) radix = 10;
  if (radix < 2 || radix > 36) return NaN;
  const value = readDigits(text, from, text.length, radix);
  if (end === from) return NaN;
  return sign === MINUS ? -value : value;
}

function skipSpace(text: string): number {
  let at = 0;
  while (at < text.length && isWhiteSpace(strCharCodeAt(text, at))) at++;
  return at;
}

function endOfText(text: string, from: number): number {
  let at = text.length;
  while (at > from && isWhiteSpace(strCharCodeAt(text, at - 1))) at--;
  return at;
}

/** The value of the digit at `at`, letters included; 99 for none. */
function digitAt(text: string, at: number): number {
  const unit = strCharCodeAt(text, at);
  if (unit >= ZERO && unit < ZERO + 10) return unit - ZERO;
  const letter = unit | LOWER_CASE;
  return unit < 128 && letter >= 97 && letter <= 122 ? letter - 87 : 99;
}

/** StrDecimalLiteral from `from` on, the longest there is. */
function readDecimal(text: string, from: number, to: number): number {
  const sign = strCharCodeAt(text, from);
  const start = from < to && (sign === MINUS || sign === PLUS) ? from + 1 : from;
  end = from;
  const size = matchesInfinity(text, start, to) ? Infinity : readMagnitude(text, start, to);
  return sign === MINUS ? -size : size;
}

function matchesInfinity(text: string, at: number, to: number): boolean {
  const word = "Infinity";
  if (to - at < word.length) return false;
  for (let i = 0; i < word.length; i++)
    if (strCharCodeAt(text, at + i) !== strCharCodeAt(word, i)) return false;
  end = at + word.length;
  return true;
}

function readMagnitude(text: string, start: number, to: number): number {
  let head = 0;
  let tail = 0;
  let significant = 0;
  let exponent = 0;
  let first = start;
  let at = start;
  let pointAt = -1;
  for (; at < to; at++) {
    const unit = strCharCodeAt(text, at);
    if (unit === POINT && pointAt < 0) {
      pointAt = at;
      continue;
    }
    if (unit < ZERO || unit > ZERO + 9) break;
    if (pointAt >= 0) exponent--;
    if (significant === 0) {
      first = at;
      if (unit === ZERO) continue;
    }
    if (significant < EXACT_DIGITS) head = head * 10 + (unit - ZERO);
    else if (significant < DOUBLE_DIGITS) tail = tail * 10 + (unit - ZERO);
    significant++;
  }
  const last = at;
  if (last - start === (pointAt >= 0 ? 1 : 0)) return NaN;
  end = last;
  exponent += readExponent(text, last, to);
  if (significant === 0) return 0;
  if (significant <= EXACT_DIGITS && exponent >= -EXACT_POWER && exponent <= EXACT_POWER)
    return timesPowerOfTen(head, exponent);
  const scale = exponent + significant;
  if (scale > 310) return Infinity;
  if (scale < -325) return 0;
  const guess = guessed(head, tail, significant, exponent);
  if (isCertain && significant <= DOUBLE_DIGITS) return guess;
  if (pointAt < first) return nearest(strSubstring(text, first, last), scale, guess);
  return nearest(strSubstring(text, first, pointAt) + strSubstring(text, pointAt + 1, last), scale, guess);
}

/** Whether the last guess is the double nearest to its digits. */
let isCertain = false;

/** (head * 10^t + tail) * 10^exponent, t the number of digits in the tail; a double nearby if there are more digits. */
function guessed(head: number, tail: number, significant: number, exponent: number): number {
  const inHead = significant < EXACT_DIGITS ? significant : EXACT_DIGITS;
  const inTail = (significant < DOUBLE_DIGITS ? significant : DOUBLE_DIGITS) - inHead;
  const power = exponent + significant - inHead - inTail;
  const scale = exponent + significant;
  isCertain = false;
  if (scale <= -DOUBLE_POWER || scale >= DOUBLE_POWER)
    return timesPowerOfTen(timesPowerOfTen(head, inTail) + tail, power);
  setSum(head, 0);
  timesTenTo(inTail);
  setSum(high, low + tail);
  timesTenTo(power);
  // A rest of half the distance to the neighbour would lead there; a little less is left to exact arithmetic too.
  isCertain = high + low * (1 + 1e-9) === high;
  return high;
}

/** What the exponent part at `at` says, 0 if there is none. */
function readExponent(text: string, at: number, to: number): number {
  if (at >= to || (strCharCodeAt(text, at) | LOWER_CASE) !== SMALL_E) return 0;
  let p = at + 1;
  const sign = strCharCodeAt(text, p);
  if (sign === MINUS || sign === PLUS) p++;
  let exponent = 0;
  for (; p < to; p++) {
    const digit = strCharCodeAt(text, p) - ZERO;
    if (digit < 0 || digit > 9) break;
    if (exponent < MAX_EXPONENT) exponent = exponent * 10 + digit;
    end = p + 1;
  }
  return sign === MINUS ? -exponent : exponent;
}

/** x * 10^exponent; rounded once where both fit in doubles, else a guess. */
function timesPowerOfTen(x: number, exponent: number): number {
  if (exponent > 300) return timesPowerOfTen(x * 1e300, exponent - 300);
  if (exponent < -300) return timesPowerOfTen(x / 1e300, exponent + 300);
  return exponent < 0 ? x / tenTo(-exponent) : x * tenTo(exponent);
}

/** The double nearest to 0.ddd * 10^point, ties to even, from a guess a few doubles away. */
function nearest(digits: string, point: number, guess: number): number {
  let x = guess < LARGEST ? guess : LARGEST;
  let order = comparedWithMiddle(digits, point, x);
  // Above the middle between x and its upper neighbour, or at it where x is odd?
  if (order > 0 || (order === 0 && isOdd(x))) {
    do {
      if (x === LARGEST) return Infinity;
      x = neighbour(x, 1);
      order = comparedWithMiddle(digits, point, x);
    } while (order > 0 || (order === 0 && isOdd(x)));
    return x;
  }
  for (; x > 0; x = neighbour(x, -1)) {
    order = comparedWithMiddle(digits, point, neighbour(x, -1));
    if (order > 0 || (order === 0 && !isOdd(x))) break;
  }
  return x;
}

function isOdd(x: number): boolean {
  return (f64BitsLow(x) & 1) === 1;
}

/** The next double above a positive one, or below it. */
function neighbour(x: number, step: number): number {
  const low = f64BitsLow(x) + step;
  const carry = low < 0 ? -1 : low < TWO_32 ? 0 : 1;
  return f64FromBits(f64BitsHigh(x) + carry, low - carry * TWO_32);
}

/** Whether 0.ddd * 10^point is below (< 0), at or above the middle between x and the next double. */
function comparedWithMiddle(digits: string, point: number, x: number): number {
  const exponent = exponentOf(x);
  const middle = expansion(mantissaOf(x), exponent, 2);
  return strCompare(withoutEnd(zeros(digitsBeforePoint(exponent) - point) + digits), withoutEnd(middle));
}

function withoutEnd(digits: string): string {
  let at = digits.length;
  while (at > 0 && strCharCodeAt(digits, at - 1) === ZERO) at--;
  return strSubstring(digits, 0, at);
}

/**
 * Digits of a radix from `from` on. Exact for 10 and powers of two, as ECMA-262 demands; for the others, which it
 * lets approximate, rounded after every 32-bit part as V8 does.
 */
function readDigits(text: string, from: number, to: number, radix: number): number {
  if ((radix & (radix - 1)) === 0) return readBits(text, from, to, radix);
  const last = digitsEnd(text, from, to, radix);
  if (radix === 10) {
    const value = last > from ? readMagnitude(text, from, last) : 0;
    end = last;
    return value;
  }
  let value = 0;
  for (let start = from; start < last; ) {
    let part = 0;
    let multiplier = 1;
    for (; start < last && multiplier * radix <= 119304647; start++) {
      part = part * radix + digitAt(text, start);
      if (value > 0 || part > 0) multiplier *= radix;
    }
    value = value * multiplier + part;
  }
  end = last;
  return value;
}

function digitsEnd(text: string, from: number, to: number, radix: number): number {
  let at = from;
  while (at < to && digitAt(text, at) < radix) at++;
  return at;
}

/** Digits of a power of two, bit by bit: 53 make the mantissa, the others round it. */
function readBits(text: string, from: number, to: number, radix: number): number {
  let value = 0;
  let scale = 1;
  let half = false;
  let more = false;
  end = digitsEnd(text, from, to, radix);
  for (let at = from; at < end; at++) {
    const digit = digitAt(text, at);
    for (let bit = radix >> 1; bit > 0; bit >>= 1) {
      const isSet = (digit & bit) !== 0;
      if (value < TWO_52) {
        value = value * 2 + (isSet ? 1 : 0);
        continue;
      }
      if (scale > 1) more = more || isSet;
      else half = isSet;
      scale *= 2;
    }
  }
  if (half && (more || isOdd(value))) value++;
  return value * scale;
}
