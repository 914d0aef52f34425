// Numbers as decimal text: Number::toString, toFixed, toPrecision, toExponential (ECMA-262).
//
// Most numbers that programs print are decimals of a few digits, which multiplication finds. For nearly all others
// the digits come from arithmetic of twice the precision (digits.ts), else from exact decimals (decimal.ts): the
// shortest that read back as the same number and, among those, the closest. Other radixes are in radix.ts; the
// native core prints small integers by itself.

import { f64BitsLow, mathFloor, numberToString, strBuild, strCharCodeAt, strSubstring } from "../native.ts";
import { digitsBeforePoint, expansion, exponentOf, mantissaOf, skipZeros, zeros } from "./decimal.ts";
import { count, digitsText, quickDigits, point as quickPoint, setDigits } from "./digits.ts";

const ZERO = 48;
const NINE = 57;
const TWO_52 = 4503599627370496;

/** The digits that were found last: the number is 0.d1d2d3... * 10^point. */
let digits = "";
let point = 0;

/** Number::toString(10) of any number. */
export function numberText(x: number): string {
  if (x !== x) return "NaN";
  if (x < 0) return `-${numberText(-x)}`;
  if (x === 0) return "0";
  if (x - x !== 0) return "Infinity";
  // A decimal of at most 15 digits that reads back as x is the only one of its length that can.
  if (x >= 1e-5 && x < 1e15) {
    let ten = 1;
    for (let places = 0; places <= 15; places++) {
      const scaled = x * ten;
      if (scaled >= 1e15) break;
      const whole = mathFloor(scaled + 0.5);
      if (whole / ten === x) {
        const upper = mathFloor(whole / 1e8);
        setDigits(upper, whole - upper * 1e8, -places);
        return shortText();
      }
      ten *= 10;
    }
  }
  if (quickDigits(x)) {
    if (quickPoint > -6 && quickPoint <= 21) return shortText();
    digits = digitsText(0, count());
    point = quickPoint;
  } else shortest(x);
  if (point > 21 || point <= -6) return scientific(digits.length);
  return withPoint(padded(point), digits.length - point);
}

/** The digits that were found quickly, with a point and zeros as they need. */
function shortText(): string {
  const all = count();
  if (quickPoint >= all) return digitsText(0, all) + zeros(quickPoint - all);
  if (quickPoint <= 0) return `0.${zeros(-quickPoint)}${digitsText(0, all)}`;
  return `${digitsText(0, quickPoint)}.${digitsText(quickPoint, all)}`;
}

/** Digits with so many of them behind the point. */
function withPoint(all: string, places: number): string {
  if (places <= 0) return all;
  const whole = all.length - places;
  if (whole <= 0) return strBuild(["0.", zeros(-whole), all]);
  return strBuild([strSubstring(all, 0, whole), ".", strSubstring(all, whole, all.length)]);
}

/** The digits found last, at least `count` of them. */
function padded(count: number): string {
  return digits + zeros(count - digits.length);
}

/** The number found last as d.ddde+x with `count` digits. */
function scientific(count: number): string {
  const all = padded(count);
  const fraction = count > 1 ? `.${strSubstring(all, 1, count)}` : "";
  const exponent = point - 1;
  return strBuild([strSubstring(all, 0, 1), fraction, exponent < 0 ? "e" : "e+", numberToString(exponent)]);
}

function digitAt(text: string, place: number): number {
  const unit = strCharCodeAt(text, place);
  return unit < ZERO ? 0 : unit - ZERO;
}

function hasMore(text: string, place: number): boolean {
  return skipZeros(text, place) < text.length;
}

/** Finds `all` from place `first` up to `end`, one more in the last place if `up`; `all` has `before` digits before the point. */
function cut(all: string, before: number, first: number, end: number, up: boolean): void {
  let last = end < all.length ? end : all.length;
  point = before - first;
  if (up) while (last > first && strCharCodeAt(all, last - 1) === NINE) last--;
  digits = strSubstring(all, first, last);
  if (!up) return;
  if (last > first) {
    digits = strSubstring(all, first, last - 1) + numberToString(digitAt(all, last - 1) + 1);
  } else {
    digits = "1";
    point++;
  }
}

/** Finds the shortest digits that read back as x > 0 and, among those, the closest. */
function shortest(x: number): void {
  const exponent = exponentOf(x);
  const mantissa = mantissaOf(x);
  const isEven = (f64BitsLow(x) & 1) === 0;
  // Half way to the neighbours. The lower one of a power of two is half as far away (but that of 2^-1022, which
  // cannot matter: three quarters lead to the same digits).
  const low = expansion(mantissa - 1, exponent, mantissa === TWO_52 ? 3 : 2);
  const value = expansion(mantissa, exponent, 0);
  const high = expansion(mantissa, exponent, 2);
  const first = skipZeros(high, 0);
  // How far the digits so far are above those of `low`, and below those of `high`, in units of the last place.
  let above = 0;
  let below = 0;
  for (let place = first; ; place++) {
    const digit = digitAt(value, place);
    above = above * 10 + digit - digitAt(low, place);
    below = below * 10 + digitAt(high, place) - digit;
    const canCut = above > 0 || (isEven && !hasMore(low, place + 1));
    const canRaise = below > 1 || (below === 1 && (isEven || hasMore(high, place + 1)));
    if (!canCut && !canRaise) continue;
    const next = digitAt(value, place + 1);
    const isNearer = next > 5 || (next === 5 && ((digit & 1) === 1 || hasMore(value, place + 2)));
    // Where only the upper bound has one digit more, those of the value begin with a zero.
    const up = canRaise && (isNearer || !canCut);
    cut(value, digitsBeforePoint(exponent), up ? first : skipZeros(value, first), place + 1, up);
    return;
  }
}

/** Finds x > 0 rounded to `places` behind the point, or to `places` digits; half a unit goes up. */
function round(x: number, places: number, isSignificant: boolean): void {
  const exponent = exponentOf(x);
  const all = expansion(mantissaOf(x), exponent, 0);
  const before = digitsBeforePoint(exponent);
  const first = skipZeros(all, 0);
  const end = isSignificant ? first + places : before + places;
  if (end < first) cut(all, before, first, first, false);
  else cut(all, before, first, end, digitAt(all, end) >= 5);
}

/** Number.prototype.toFixed of a finite number below 1e21. */
export function fixedText(x: number, places: number): string {
  if (x < 0) return `-${fixedText(-x, places)}`;
  if (x === 0) digits = "";
  else round(x, places, false);
  // Without digits it was rounded to zero.
  return withPoint(digits === "" ? zeros(places + 1) : padded(point + places), places);
}

/** Number.prototype.toExponential of a finite number; -1 places: as many as needed. */
export function exponentialText(x: number, places: number): string {
  if (x < 0) return `-${exponentialText(-x, places)}`;
  if (x === 0) zero();
  else if (places < 0) shortest(x);
  else round(x, places + 1, true);
  return scientific(places < 0 ? digits.length : places + 1);
}

function zero(): void {
  digits = "0";
  point = 1;
}

/** Number.prototype.toPrecision of a finite number. */
export function precisionText(x: number, precision: number): string {
  if (x < 0) return `-${precisionText(-x, precision)}`;
  if (x === 0) zero();
  else round(x, precision, true);
  if (point <= -6 || point > precision) return scientific(precision);
  return withPoint(padded(precision), precision - point);
}
