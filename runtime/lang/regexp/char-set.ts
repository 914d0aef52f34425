// Sets of characters: sorted ranges of code points, with a table for Latin-1.
//
// Ranges are pairs of inclusive bounds in one array. Matching under the flag i is done here, reading patterns is
// parse.ts.

import { equivalents } from "./case.ts";

const LAST = 0x10ffff;

/** Sorts ranges and joins those that touch. */
export function normalize(ranges: readonly number[]): number[] {
  const pairs: number[][] = [];
  for (let i = 0; i + 1 < ranges.length; i += 2) pairs.push([ranges[i]!, ranges[i + 1]!]);
  pairs.sort((a, b) => a[0]! - b[0]!);
  const result: number[] = [];
  for (let i = 0; i < pairs.length; i++) {
    const from = pairs[i]![0]!;
    const to = pairs[i]![1]!;
    const last = result.length - 1;
    if (last > 0 && from <= result[last]! + 1) {
      if (to > result[last]!) result[last] = to;
    } else {
      result.push(from);
      result.push(to);
    }
  }
  return result;
}

/** All other code points. */
export function complement(ranges: readonly number[]): number[] {
  const sorted = normalize(ranges);
  const result: number[] = [];
  let next = 0;
  for (let i = 0; i < sorted.length; i += 2) {
    if (sorted[i]! > next) {
      result.push(next);
      result.push(sorted[i]! - 1);
    }
    next = sorted[i + 1]! + 1;
  }
  if (next <= LAST) {
    result.push(next);
    result.push(LAST);
  }
  return result;
}

export const DIGITS: readonly number[] = [0x30, 0x39];
export const WORD: readonly number[] = [0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a];
/** WhiteSpace and LineTerminator. */
export const SPACES: readonly number[] = [
  0x09, 0x0d, 0x20, 0x20, 0xa0, 0xa0, 0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x202f, 0x205f,
  0x205f, 0x3000, 0x3000, 0xfeff, 0xfeff,
];
export const LINE_ENDS: readonly number[] = [0x0a, 0x0a, 0x0d, 0x0d, 0x2028, 0x2029];

/** @sealed */
export class CharSet {
  readonly ranges: Int32Array;
  readonly isNegated: boolean;
  readonly ignoreCase: boolean;
  readonly unicode: boolean;
  /** For each Latin-1 character 1 or 0. */
  readonly latin: Uint8Array = new Uint8Array(256);

  constructor(ranges: readonly number[], isNegated: boolean, ignoreCase: boolean, unicode: boolean) {
    const sorted = normalize(ranges);
    this.ranges = new Int32Array(sorted.length);
    for (let i = 0; i < sorted.length; i++) this.ranges[i] = sorted[i]!;
    this.isNegated = isNegated;
    this.ignoreCase = ignoreCase;
    this.unicode = unicode;
    for (let c = 0; c < 256; c++) if (this.search(c)) this.latin[c] = 1;
  }

  has(c: number): boolean {
    return c < 256 ? this.latin[c] === 1 : this.search(c);
  }

  private search(c: number): boolean {
    let found = this.isListed(c);
    if (!found && this.ignoreCase) {
      const all = equivalents(c, this.unicode);
      for (let i = 0; i < all.length && !found; i++) found = this.isListed(all[i]!);
    }
    return found !== this.isNegated;
  }

  private isListed(c: number): boolean {
    const ranges = this.ranges;
    let low = 0;
    let high = ranges.length >> 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (c > ranges[2 * middle + 1]!) low = middle + 1;
      else if (c < ranges[2 * middle]!) high = middle;
      else return true;
    }
    return false;
  }

  /** Whether it is certain that no character is in both. */
  isApartFrom(other: CharSet): boolean {
    for (let c = 0; c < 256; c++) if (this.latin[c] === 1 && other.latin[c] === 1) return false;
    return this.isLatin() || other.isLatin();
  }

  private isLatin(): boolean {
    if (this.isNegated || (this.ignoreCase && this.ranges.length > 0)) return false;
    return this.ranges.length === 0 || this.ranges[this.ranges.length - 1]! < 256;
  }
}
