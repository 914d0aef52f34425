// Canonicalize of ECMA-262 22.2.2.7.3: which characters are equal under the flag i.
//
// Without u two characters are equal when their upper case is; with u when their simple case folding is. Most
// characters have one partner, found by the tables of string/case.ts; the others are listed in case-table.ts.

import { strCharCodeAt, strFromCode } from "../native.ts";
import { lowerText, upperText } from "../string/case.ts";
import { FOLDED_CLASSES, UPPER_CLASSES } from "./case-table.ts";

function textOf(c: number): string {
  if (c <= 0xffff) return strFromCode(c);
  return strFromCode(0xd800 + ((c - 0x10000) >> 10)) + strFromCode(0xdc00 + ((c - 0x10000) & 0x3ff));
}

/** The only code point of a text, -1 when there are more. */
function onlyPoint(text: string): number {
  if (text.length === 1) return strCharCodeAt(text, 0);
  if (text.length !== 2) return -1;
  const high = strCharCodeAt(text, 0);
  const low = strCharCodeAt(text, 1);
  if (high < 0xd800 || high > 0xdbff || low < 0xdc00 || low > 0xdfff) return -1;
  return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

/** All characters equal to `c`, itself included. */
export function equivalents(c: number, unicode: boolean): number[] {
  if (c < 128) {
    const letter = c | 0x20;
    if (letter < 0x61 || letter > 0x7a) return [c];
    if (!unicode || (letter !== 0x6b && letter !== 0x73)) return [c, c ^ 0x20];
  }
  const classes = unicode ? FOLDED_CLASSES : UPPER_CLASSES;
  for (let i = 0; i < classes.length; i++) {
    const members = classes[i]!;
    for (let k = 0; k < members.length; k++) if (members[k] === c) return members.slice();
  }
  const upper = onlyPoint(upperText(textOf(c)));
  if (upper >= 0 && upper !== c && arePartners(upper, c, unicode)) return [c, upper];
  const lower = onlyPoint(lowerText(textOf(c)));
  if (lower >= 0 && lower !== c && arePartners(c, lower, unicode)) return [c, lower];
  return [c];
}

/** Whether upper case and lower case lead from one to the other, so that the pair is all there is. */
function arePartners(upper: number, lower: number, unicode: boolean): boolean {
  if (!unicode && (upper > 0xffff || lower > 0xffff)) return false;
  if (!unicode && lower >= 128 && upper < 128) return false;
  return onlyPoint(upperText(textOf(lower))) === upper && onlyPoint(lowerText(textOf(upper))) === lower;
}

/** One representative of the characters equal to `c`. */
export function canonicalize(c: number, unicode: boolean): number {
  const all = equivalents(c, unicode);
  let least = c;
  for (let i = 0; i < all.length; i++) if (all[i]! < least) least = all[i]!;
  return least;
}
