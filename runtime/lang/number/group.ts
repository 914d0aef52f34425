// Numbers as English texts have them: digits in groups of three with commas, at most three behind the point.
//
// Of the options there are those of `sdk/compiler/lower/locale-options.ts`, which refuses all others where they are
// written, and checks the values: nothing is checked here.

import { getElem, mathAbs, numberToString } from "../native.ts";

/** "1234567" becomes "1,234,567". */
export function groupDigits(digits: string): string {
  let text = "";
  for (let i = 0; i < digits.length; i++) {
    if (i > 0 && (digits.length - i) % 3 === 0) text += ",";
    text += digits[i]!;
  }
  return text;
}

/** Number.prototype.toLocaleString in American English: ECMA-402, Intl.NumberFormat. */
export function Number_prototype_toLocaleString(self: number, _locale?: unknown, options?: unknown): string {
  let least = 0;
  let most = 3;
  let shift = 0;
  let groups = true;
  let [before, behind] = ["", ""];
  if (options !== undefined) {
    const style = getElem(options, "style");
    if (style === "percent") {
      [shift, most, behind] = [2, 0, "%"];
    } else if (style === "currency") {
      before = currencySign(String(getElem(options, "currency")));
      least = before === "\u00a5" || before === "\u20a9" ? 0 : 2;
      most = least;
    }
    const [fewest, highest] = [
      getElem(options, "minimumFractionDigits"),
      getElem(options, "maximumFractionDigits"),
    ];
    if (highest !== undefined) most = Number(highest);
    if (fewest !== undefined) least = Number(fewest);
    // Of one option alone, the default of the other gives way.
    if (highest === undefined && most < least) most = least;
    if (fewest === undefined && least > most) least = most;
    groups = getElem(options, "useGrouping") !== false;
  }
  if (self !== self) return `${before}NaN${behind}`;
  const sign = self < 0 || (self === 0 && 1 / self < 0) ? "-" : "";
  const size = mathAbs(self);
  const text = size === Infinity ? "\u221e" : fixed(size, shift, least, most, groups);
  return sign + before + text + behind;
}

/** The sign of a currency in American English. */
function currencySign(code: string): string {
  switch (code) {
    case "USD":
      return "$";
    case "EUR":
      return "\u20ac";
    case "GBP":
      return "\u00a3";
    case "JPY":
      return "\u00a5";
    case "KRW":
      return "\u20a9";
    default:
      return "\u20b9"; // INR, the last that the compiler lets through
  }
}

/** `size` times 10^`shift` with `least` to `most` digits behind the point. */
function fixed(size: number, shift: number, least: number, most: number, groups: boolean): string {
  const text = plain(numberToString(size));
  const dot = text.indexOf(".");
  const rest = (dot < 0 ? "" : text.substring(dot + 1)).padEnd(shift, "0");
  const whole = (dot < 0 ? text : text.substring(0, dot)) + rest.substring(0, shift);
  const fraction = rest.substring(shift);
  // Halves of the shortest decimal text round up, not those of the exact binary value.
  let digits = whole + fraction.substring(0, most).padEnd(most, "0");
  if (fraction.length > most && fraction.charCodeAt(most) >= 53) digits = increment(digits);
  const point = digits.length - most;
  let start = 0;
  while (start < point - 1 && digits[start] === "0") start++;
  let end = digits.length;
  while (end > point + least && digits[end - 1] === "0") end--;
  const integer = digits.substring(start, point);
  return (groups ? groupDigits(integer) : integer) + (end > point ? `.${digits.substring(point, end)}` : "");
}

/** The next integer, in decimal digits. */
function increment(digits: string): string {
  let at = digits.length - 1;
  while (at >= 0 && digits[at] === "9") at--;
  const zeros = "0".repeat(digits.length - 1 - at);
  return at < 0 ? `1${zeros}` : `${digits.substring(0, at)}${Number(digits[at]!) + 1}${zeros}`;
}

/** Without an exponent: "1.25e+21" and "5e-7" written out. */
function plain(text: string): string {
  const at = text.indexOf("e");
  if (at < 0) return text;
  const digits = text.substring(0, at).replaceAll(".", "");
  const exponent = Number(text.substring(at + 1));
  return exponent < 0 ? `0.${"0".repeat(-exponent - 1)}${digits}` : digits.padEnd(exponent + 1, "0");
}
