// Literals that several themes draw from: numbers at the edges of representations, strings of both widths.
// They are source text, not values.
import type { Random } from "../random.ts";

export const NUMBERS = [
  "0",
  "-0",
  "1",
  "-1",
  "2",
  "3",
  "7",
  "10",
  "31",
  "32",
  "33",
  "255",
  "256",
  "-129",
  "0.5",
  "-0.5",
  "2.5",
  "-1.5",
  "0.1",
  "1e-7",
  "123456.789",
  "65535",
  "65536",
  "1073741823",
  "1073741824",
  "2147483647",
  "2147483648",
  "-2147483648",
  "-2147483649",
  "4294967295",
  "4294967296",
  "9007199254740991",
  "9007199254740992",
  "-9007199254740993",
  "1e21",
  "1e300",
  "5e-324",
  "1.7976931348623157e308",
  "NaN",
  "Infinity",
  "-Infinity",
] as const;

export const STRINGS = [
  '""',
  '"a"',
  '"b"',
  '"ab"',
  '"Z"',
  '"0"',
  '"-0"',
  '" 12 "',
  '"1e3"',
  '"0x1f"',
  '"1_0"',
  '"-7.5"',
  '"Infinity"',
  '"NaN"',
  '"null"',
  '"é"',
  '"ÿ"',
  '"ñandú"',
  '"Ā"',
  '"€"',
  '"日本"',
  '"😀"',
  '"a😀é"',
  '"\\n"',
  '"x y"',
] as const;

export function number(r: Random): string {
  if (r.chance(0.3)) return String(r.between(-20, 20));
  return r.pick(NUMBERS);
}

export function string(r: Random): string {
  return r.pick(STRINGS);
}

/** A literal of any primitive type. */
export function primitive(r: Random): string {
  return r.oneOf(
    () => number(r),
    () => number(r),
    () => string(r),
    () => r.pick(["true", "false", "null", "undefined"]),
  );
}

/** Negative numbers in parentheses, so that they can stand before ** and after -. */
export function operand(literal: string): string {
  return literal.startsWith("-") ? `(${literal})` : literal;
}
