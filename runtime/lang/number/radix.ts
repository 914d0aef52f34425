// Number::toString with a radix from 2 to 36 but 10. ECMA-262 lets it approximate; these are V8's digits.

import { f64BitsHigh, f64BitsLow, f64FromBits, mathFloor, strBuild, strSubstring } from "../native.ts";

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
const TWO_53 = 9007199254740992;
const SMALLEST = 5e-324;

/** Digits of a finite number: of its fraction until the rest is below half the distance to the next double. */
export function radixText(x: number, radix: number): string {
  if (x < 0) return `-${radixText(-x, radix)}`;
  let integer = mathFloor(x);
  let rest = x - integer;
  let delta = 0.5 * (nextDouble(x) - x);
  if (!(delta >= SMALLEST)) delta = SMALLEST;
  const fraction: number[] = [];
  while (rest >= delta) {
    rest *= radix;
    delta *= radix;
    const digit = mathFloor(rest);
    fraction.push(digit);
    rest -= digit;
    if ((rest > 0.5 || (rest === 0.5 && digit % 2 === 1)) && rest + delta > 1) {
      while (fraction.length > 0 && fraction[fraction.length - 1]! + 1 === radix) fraction.pop();
      if (fraction.length > 0) fraction[fraction.length - 1]! += 1;
      else integer += 1;
      break;
    }
  }
  const whole = integerText(integer, radix);
  if (fraction.length === 0) return whole;
  const parts = [whole, "."];
  for (const digit of fraction) parts.push(digitText(digit));
  return strBuild(parts);
}

function integerText(integer: number, radix: number): string {
  let rest = integer;
  let text = "";
  // Digits that the double does not hold are zeros.
  for (; rest / radix >= TWO_53; rest /= radix) text += "0";
  do {
    const digit = rest % radix;
    text = digitText(digit) + text;
    rest = (rest - digit) / radix;
  } while (rest > 0);
  return text;
}

function digitText(digit: number): string {
  return strSubstring(DIGITS, digit, digit + 1);
}

/** The next double above a finite one of at least 0. */
function nextDouble(x: number): number {
  const low = f64BitsLow(x);
  return low === 0xffffffff ? f64FromBits(f64BitsHigh(x) + 1, 0) : f64FromBits(f64BitsHigh(x), low + 1);
}
