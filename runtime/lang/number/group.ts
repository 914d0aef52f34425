// Numbers as English texts have them: digits in groups of three with commas, at most three behind the point.
//
// No options: those are refused where they are written.

import { mathAbs, numberToString } from "../native.ts";

/** "1234567" becomes "1,234,567". */
export function groupDigits(digits: string): string {
  let text = "";
  for (let i = 0; i < digits.length; i++) {
    if (i > 0 && (digits.length - i) % 3 === 0) text += ",";
    text += digits[i]!;
  }
  return text;
}

/** Number.prototype.toLocaleString in American English. */
export function Number_prototype_toLocaleString(self: number, _locale?: unknown): string {
  if (self !== self) return "NaN";
  const sign = self < 0 || (self === 0 && 1 / self < 0) ? "-" : "";
  const size = mathAbs(self);
  if (size === Infinity) return `${sign}\u221e`;
  if (size >= 1e21) return sign + groupDigits(expanded(numberToString(size)));
  if (size < 0.0005) return `${sign}0`;
  const text = numberToString(size);
  const dot = text.indexOf(".");
  const whole = dot < 0 ? text : text.substring(0, dot);
  const rest = dot < 0 ? "" : text.substring(dot + 1);
  // Halves of the shortest decimal text round up, not those of the exact binary value.
  let digits = whole + rest.substring(0, 3).padEnd(3, "0");
  if (rest.length > 3 && rest.charCodeAt(3) >= 53) digits = increment(digits);
  const point = digits.length - 3;
  let end = digits.length;
  while (end > point && digits[end - 1] === "0") end--;
  const fraction = end > point ? `.${digits.substring(point, end)}` : "";
  return sign + groupDigits(digits.substring(0, point)) + fraction;
}

/** The next integer, in decimal digits. */
function increment(digits: string): string {
  let at = digits.length - 1;
  while (at >= 0 && digits[at] === "9") at--;
  const zeros = "0".repeat(digits.length - 1 - at);
  return at < 0 ? `1${zeros}` : `${digits.substring(0, at)}${Number(digits[at]!) + 1}${zeros}`;
}

/** "1.25e+21" written out. */
function expanded(text: string): string {
  const at = text.indexOf("e");
  const digits = text.substring(0, at).replaceAll(".", "");
  return digits.padEnd(Number(text.substring(at + 2)) + 1, "0");
}
