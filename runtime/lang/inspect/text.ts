// How inspected strings are quoted and how wide text is on a terminal, as Node's util.inspect has it.

import { nextCodePoint } from "../iterate.ts";
import { strCharCodeAt, strIndexOf, strSubstring } from "../native.ts";
import { codePointAt } from "../string/code-points.ts";

/** `text` in quotes: single ones, unless the text has them and not the double ones or back ticks. */
export function quoted(text: string): string {
  let quote = "'";
  if (has(text, "'")) {
    if (!has(text, '"')) quote = '"';
    else if (!has(text, "`") && !has(text, "${")) quote = "`";
  }
  let result = quote;
  let from = 0;
  let i = 0;
  while (i < text.length) {
    const unit = strCharCodeAt(text, i);
    const next = nextCodePoint(text, i);
    const escape = next === i + 1 ? escaped(unit, quote) : "";
    if (escape !== "") {
      result += strSubstring(text, from, i) + escape;
      from = next;
    }
    i = next;
  }
  return result + strSubstring(text, from, text.length) + quote;
}

function has(text: string, part: string): boolean {
  return strIndexOf(text, part, 0) >= 0;
}

/** The escape sequence for a lone code unit inside `quote`, "" when it stands for itself. */
function escaped(unit: number, quote: string): string {
  if (unit === 0x27) return quote === "'" ? "\\'" : "";
  if (unit === 0x5c) return "\\\\";
  if (unit < 0x20 || (unit >= 0x7f && unit <= 0x9f)) {
    if (unit === 0x08) return "\\b";
    if (unit === 0x09) return "\\t";
    if (unit === 0x0a) return "\\n";
    if (unit === 0x0c) return "\\f";
    if (unit === 0x0d) return "\\r";
    return `\\x${hex(unit, "0123456789ABCDEF", 2)}`;
  }
  if (unit >= 0xd800 && unit <= 0xdfff) return `\\u${hex(unit, "0123456789abcdef", 4)}`;
  return "";
}

/** So many hexadecimal digits, the last of `value`. */
function hex(value: number, digits: string, count: number): string {
  let text = "";
  for (let shift = 4 * (count - 1); shift >= 0; shift -= 4) {
    const digit = (value >> shift) & 15;
    text += strSubstring(digits, digit, digit + 1);
  }
  return text;
}

/** Columns that `text` takes on a terminal: two for wide characters, none for combining and control ones. */
export function columnsOf(text: string): number {
  let width = 0;
  let i = 0;
  while (i < text.length) {
    width += widthOf(codePointAt(text, i));
    i = nextCodePoint(text, i);
  }
  return width;
}

function widthOf(point: number): number {
  if (point < 0x20 || (point >= 0x7f && point < 0xa0)) return 0;
  if (point < 0x300) return 1;
  if (isZeroWidth(point)) return 0;
  return isWide(point) ? 2 : 1;
}

function isZeroWidth(point: number): boolean {
  return (
    point <= 0x36f || // combining diacritical marks
    (point >= 0x200b && point <= 0x200f) || // zero-width space, joiners, direction marks
    (point >= 0x20d0 && point <= 0x20ff) || // combining marks for symbols
    (point >= 0xfe00 && point <= 0xfe0f) || // variation selectors
    (point >= 0xfe20 && point <= 0xfe2f) || // combining half marks
    (point >= 0xe0100 && point <= 0xe01ef) // variation selectors supplement
  );
}

/** East Asian Width F and W in the large, and pictographs. */
function isWide(point: number): boolean {
  if (point < 0x1100) return false;
  return (
    point <= 0x115f || // Hangul Jamo
    point === 0x2329 ||
    point === 0x232a || // angle brackets
    (point >= 0x2e80 && point <= 0x3247 && point !== 0x303f) || // CJK radicals .. enclosed CJK
    (point >= 0x3250 && point <= 0x4dbf) ||
    (point >= 0x4e00 && point <= 0xa4c6) || // CJK unified ideographs .. Yi
    (point >= 0xa960 && point <= 0xa97c) ||
    (point >= 0xac00 && point <= 0xd7a3) || // Hangul syllables
    (point >= 0xf900 && point <= 0xfaff) ||
    (point >= 0xfe10 && point <= 0xfe19) ||
    (point >= 0xfe30 && point <= 0xfe6b) ||
    (point >= 0xff01 && point <= 0xff60) || // full-width forms
    (point >= 0xffe0 && point <= 0xffe6) ||
    (point >= 0x1f300 && point <= 0x1f64f) || // pictographs, emoticons
    (point >= 0x1f680 && point <= 0x1f6ff) ||
    (point >= 0x1f900 && point <= 0x1f9ff) ||
    (point >= 0x20000 && point <= 0x3fffd)
  );
}
