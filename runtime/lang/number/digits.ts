// The shortest decimal digits of a double, where 106 bits of its product with a power of ten tell them.
//
// They do for nearly all numbers. Where a rounding is nearer than those bits show, or the number is a power of two,
// whose lower neighbour is nearer than its upper one, `quickDigits` says so and decimal.ts is asked.

import { highWord, powerOfTwo } from "../math/words.ts";
import { f64BitsLow, mathFloor, numberToString, strCharCodeAt, strSubstring } from "../native.ts";
import { exponentOf } from "./decimal.ts";
import { high, low, setSum, timesTenTo } from "./double-double.ts";

const ZERO = 48;
const LOG10_2 = 0.30103;
/** Digits that tell every double from its neighbours, in two halves of which the lower has eight. */
const DIGITS = 17;
const LOWER = 1e8;
/** What is nearer to a boundary than this, in units of the last of the digits, is left to exact arithmetic. */
const DOUBT = 1e-5;
/** Steps of the arithmetic stay within its range. */
const LARGEST = 1e250;
const SMALLEST = 1e-250;

let digits = "";
/** Where the digits begin and end without the zeros around them. */
let first = 0;
let last = 0;
/** The number is 0.d1d2d3... * 10^point. */
export let point = 0;

/** The digits become those of the integer upper * 10^8 + lower, times 10^exponent. */
export function setDigits(upper: number, lower: number, exponent: number): void {
  const text = numberToString(1e9 + upper);
  digits = strSubstring(text, 1, text.length) + strSubstring(numberToString(LOWER + lower), 1, 9);
  first = 0;
  last = DIGITS;
  while (first < DIGITS && strCharCodeAt(digits, first) === ZERO) first++;
  while (last > first && strCharCodeAt(digits, last - 1) === ZERO) last--;
  point = DIGITS - first + exponent;
}

/** How many digits there are. */
export function count(): number {
  return last - first;
}

/** Digits from place `from` up to `to`, counted from 0. */
export function digitsText(from: number, to: number): string {
  return strSubstring(digits, first + from, first + to);
}

/** Finds the shortest digits that read back as x > 0 and, among those, the closest. False: they are not found here. */
export function quickDigits(x: number): boolean {
  if (x < SMALLEST || x > LARGEST) return false;
  if (f64BitsLow(x) === 0 && (highWord(x) & 0xfffff) === 0) return false;
  const exponent = exponentOf(x);
  let power = DIGITS - 1 - mathFloor((exponent + 52) * LOG10_2);
  setSum(x, 0);
  timesTenTo(power);
  // The estimate of the number's size is one too small at times.
  if (high >= 1e17) {
    power--;
    setSum(x, 0);
    timesTenTo(power);
  }
  if (high < 1e16 || high >= 1e17) return false;
  // Half the distance to the neighbours: what the digits may be off.
  const half = (high / x) * powerOfTwo(exponent - 1);
  let upper = (high / LOWER) | 0;
  let lower = high - upper * LOWER + low;
  if (lower < 0) {
    upper--;
    lower += LOWER;
  }
  let found = mathFloor(lower + 0.5);
  if (isNear(lower - mathFloor(lower), 0.5)) return false;
  for (let unit = 10; unit <= LOWER; unit *= 10) {
    const nearest = mathFloor(lower / unit + 0.5) * unit;
    const off = nearest < lower ? lower - nearest : nearest - lower;
    if (isNear(off, half) || isNear(off, unit / 2)) return false;
    if (off > half) break;
    found = nearest;
  }
  if (found >= LOWER) {
    upper++;
    found -= LOWER;
  }
  if (upper >= 1e9) setDigits(upper / 10, 0, 1 - power);
  else setDigits(upper, found, -power);
  return true;
}

function isNear(a: number, b: number): boolean {
  return a - b < DOUBT && b - a < DOUBT;
}
