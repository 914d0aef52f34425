// Unicode properties in patterns: the code points of \p{...}.
//
// The tables come with the program: the compiler packs those of the properties that its sources name
// (sdk/compiler/lower/unicode-properties.ts, where the form is described). Reading patterns is parse.ts.

import { strCharCodeAt } from "../native.ts";
import { regexpProperties } from "./property-tables.ts";

const FIRST_DIGIT = 0x3f;
const MORE = 32;

/** Properties that have been unpacked. */
const unpacked = new Map<string, readonly number[]>();

/** The ranges of a property by what stands between its braces; null when the program has no such table. */
export function propertyRanges(name: string): readonly number[] | null {
  const known = unpacked.get(name);
  if (known !== undefined) return known;
  const words = regexpProperties().split(" ");
  for (let i = 0; i + 1 < words.length; i += 2) {
    if (words[i] !== name) continue;
    const ranges = unpack(words[i + 1]!);
    unpacked.set(name, ranges);
    return ranges;
  }
  return null;
}

/** Each number is the distance from the one before, in digits of five bits, the lowest first. */
function unpack(text: string): number[] {
  const ranges: number[] = [];
  let last = -1;
  let value = 0;
  let shift = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = strCharCodeAt(text, i) - FIRST_DIGIT;
    value |= (digit & (MORE - 1)) << shift;
    shift += 5;
    if ((digit & MORE) !== 0) continue;
    last += value;
    ranges.push(ranges.length % 2 === 0 ? last : last - 1);
    value = 0;
    shift = 0;
  }
  return ranges;
}
