// String.prototype.normalize: the canonical forms NFC and NFD (Unicode Standard Annex 15).
//
// The compatibility forms NFKC and NFKD are not known here: their tables are larger than most programs.

import { CLASSES, FROZEN_PAIRS, PAIRS, SINGLES } from "./normalize-table.ts";

/** No character below decomposes, and none below the other composes with what precedes it. */
const FIRST_DECOMPOSED = 0xc0;
const FIRST_MARK = 0x300;

// Hangul syllables: leading consonant, vowel and trailing consonant by arithmetic (The Unicode Standard, 3.12).
const S_BASE = 0xac00;
const L_BASE = 0x1100;
const V_BASE = 0x1161;
const T_BASE = 0x11a7;
const L_COUNT = 19;
const V_COUNT = 21;
const T_COUNT = 28;

class Tables {
  /** Decompositions; second 0 where the character stands for another one. */
  readonly first = new Map<number, number>();
  readonly second = new Map<number, number>();
  /** Compositions by first * 2^21 + second. */
  readonly composed = new Map<number, number>();
  readonly classes = new Map<number, number>();

  constructor() {
    this.#pairs(PAIRS, true);
    this.#pairs(FROZEN_PAIRS, false);
    for (let i = 0; i < SINGLES.length; ) {
      const character = SINGLES.codePointAt(i)!;
      i += width(character);
      const other = SINGLES.codePointAt(i)!;
      i += width(other);
      this.first.set(character, other);
    }
    let at = 0;
    for (const range of CLASSES.split(" ")) {
      const [distance, more, rank] = range.split(".");
      at += Number.parseInt(distance!, 36);
      for (let end = at + Number.parseInt(more!, 36); at <= end; at++)
        this.classes.set(at, Number.parseInt(rank!, 36));
      at--;
    }
  }

  #pairs(list: string, composes: boolean): void {
    for (let i = 0; i < list.length; ) {
      const character = list.codePointAt(i)!;
      i += width(character);
      const a = list.codePointAt(i)!;
      i += width(a);
      const b = list.codePointAt(i)!;
      i += width(b);
      this.first.set(character, a);
      this.second.set(character, b);
      if (composes) this.composed.set(a * 0x200000 + b, character);
    }
  }

  classOf(character: number): number {
    return character < FIRST_MARK ? 0 : (this.classes.get(character) ?? 0);
  }
}

let tables: Tables | null = null;

function width(character: number): number {
  return character > 0xffff ? 2 : 1;
}

/** String.prototype.normalize. RangeError for forms other than NFC and NFD. */
export function String_prototype_normalize(self: string, form?: string): string {
  const wanted = form === undefined ? "NFC" : form;
  if (wanted === "NFKC" || wanted === "NFKD")
    throw new RangeError(`The normalization form ${wanted} is not on board: use NFC or NFD.`);
  if (wanted !== "NFC" && wanted !== "NFD")
    throw new RangeError("The normalization form should be one of NFC, NFD, NFKC, NFKD.");
  const limit = wanted === "NFC" ? FIRST_MARK : FIRST_DECOMPOSED;
  let at = 0;
  while (at < self.length && self.charCodeAt(at) < limit) at++;
  if (at === self.length) return self;
  tables ??= new Tables();
  const characters = decomposed(tables, self);
  if (wanted === "NFC") compose(tables, characters);
  const parts: string[] = [];
  for (const character of characters) if (character >= 0) parts.push(String.fromCodePoint(character));
  return parts.join("");
}

/** The characters of the full canonical decomposition, marks in canonical order. */
function decomposed(known: Tables, text: string): number[] {
  const result: number[] = [];
  for (let i = 0; i < text.length; ) {
    const character = text.codePointAt(i)!;
    i += width(character);
    decompose(known, character, result);
  }
  // Canonical ordering: a stable sort of each run of marks by class.
  for (let i = 1; i < result.length; i++) {
    const mark = result[i]!;
    const rank = known.classOf(mark);
    if (rank === 0) continue;
    let to = i;
    while (to > 0 && known.classOf(result[to - 1]!) > rank) {
      result[to] = result[to - 1]!;
      to--;
    }
    result[to] = mark;
  }
  return result;
}

function decompose(known: Tables, character: number, result: number[]): void {
  const syllable = character - S_BASE;
  if (syllable >= 0 && syllable < L_COUNT * V_COUNT * T_COUNT) {
    const trailing = syllable % T_COUNT;
    const rest = (syllable - trailing) / T_COUNT;
    result.push(L_BASE + Math.floor(rest / V_COUNT), V_BASE + (rest % V_COUNT));
    if (trailing > 0) result.push(T_BASE + trailing);
    return;
  }
  const first = character < FIRST_DECOMPOSED ? undefined : known.first.get(character);
  if (first === undefined) {
    result.push(character);
    return;
  }
  decompose(known, first, result);
  const second = known.second.get(character);
  if (second !== undefined) decompose(known, second, result);
}

/** Canonical composition in place; what went into another character becomes -1. */
function compose(known: Tables, characters: number[]): void {
  let starter = -1;
  let lastClass = 0;
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i]!;
    const rank = known.classOf(character);
    // Blocked: a mark of the same class, or a starter, stands between.
    if (starter >= 0 && (lastClass < rank || lastClass === 0)) {
      const whole = pair(known, characters[starter]!, character);
      if (whole >= 0) {
        characters[starter] = whole;
        characters[i] = -1;
        continue;
      }
    }
    if (rank === 0) starter = i;
    lastClass = rank;
  }
}

function pair(known: Tables, a: number, b: number): number {
  if (a >= L_BASE && a < L_BASE + L_COUNT && b >= V_BASE && b < V_BASE + V_COUNT)
    return S_BASE + ((a - L_BASE) * V_COUNT + (b - V_BASE)) * T_COUNT;
  const syllable = a - S_BASE;
  if (syllable >= 0 && syllable < L_COUNT * V_COUNT * T_COUNT && syllable % T_COUNT === 0)
    if (b > T_BASE && b < T_BASE + T_COUNT) return a + b - T_BASE;
  return known.composed.get(a * 0x200000 + b) ?? -1;
}
