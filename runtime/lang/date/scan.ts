// The words, numbers and signs of a date in text.

import { strCharCodeAt } from "../native.ts";

export const END = 0;
export const NUMBER = 1;
export const WORD = 2;
export const SYMBOL = 3;
export const SPACE = 4;

/** Meanings of words. */
export const MONTH = 1;
export const HALF = 2;
export const ZONE = 3;
export const TIME_MARK = 4;
export const GARBAGE = 5;

/** Words by their first three letters: meaning and value; hours for zones. */
const WORDS: readonly [string, number, number][] = [
  ["jan", MONTH, 1],
  ["feb", MONTH, 2],
  ["mar", MONTH, 3],
  ["apr", MONTH, 4],
  ["may", MONTH, 5],
  ["jun", MONTH, 6],
  ["jul", MONTH, 7],
  ["aug", MONTH, 8],
  ["sep", MONTH, 9],
  ["oct", MONTH, 10],
  ["nov", MONTH, 11],
  ["dec", MONTH, 12],
  ["am", HALF, 0],
  ["pm", HALF, 12],
  ["ut", ZONE, 0],
  ["utc", ZONE, 0],
  ["z", ZONE, 0],
  ["gmt", ZONE, 0],
  ["cdt", ZONE, -5],
  ["cst", ZONE, -6],
  ["edt", ZONE, -4],
  ["est", ZONE, -5],
  ["mdt", ZONE, -6],
  ["mst", ZONE, -7],
  ["pdt", ZONE, -7],
  ["pst", ZONE, -8],
  ["t", TIME_MARK, 0],
];

/**
 * The next token of a text, looked at before it is taken.
 *
 * @sealed
 */
export class DateScanner {
  readonly #text: string;
  #at = 0;
  kind = END;
  /** Value of a number, at most 9 significant digits; code unit of a symbol; value of a word. */
  value = 0;
  /** Digits of a number, letters of a word. */
  length = 0;
  /** What a word means. */
  meaning = 0;
  /** The digits of a number. */
  digits = "";

  constructor(text: string) {
    this.#text = text;
    this.next();
  }

  is(kind: number): boolean {
    return this.kind === kind;
  }

  isSymbol(unit: number): boolean {
    return this.kind === SYMBOL && this.value === unit;
  }

  /** Takes the symbol if it is next. */
  skip(unit: number): boolean {
    if (!this.isSymbol(unit)) return false;
    this.next();
    return true;
  }

  /** A number of exactly so many digits. */
  isFixed(length: number): boolean {
    return this.kind === NUMBER && this.length === length;
  }

  isSign(): boolean {
    return this.kind === SYMBOL && (this.value === 43 || this.value === 45);
  }

  isZulu(): boolean {
    return this.kind === WORD && this.meaning === ZONE && this.length === 1;
  }

  /** Takes the current token: the next one is looked at. */
  next(): void {
    const text = this.#text;
    const start = this.#at;
    const unit = strCharCodeAt(text, start);
    this.length = 0;
    if (unit < 0) {
      this.kind = END;
      return;
    }
    let at = start + 1;
    if (isDigit(unit)) {
      while (isDigit(strCharCodeAt(text, at))) at++;
      this.kind = NUMBER;
      this.digits = text.substring(start, at);
      this.value = leading(this.digits);
    } else if (isLetter(unit)) {
      while (isLetter(strCharCodeAt(text, at))) at++;
      this.kind = WORD;
      this.#look(text.substring(start, at).toLowerCase());
    } else if (isSpace(unit)) {
      while (isSpace(strCharCodeAt(text, at))) at++;
      this.kind = SPACE;
    } else {
      this.kind = SYMBOL;
      this.value = unit;
    }
    this.length = at - start;
    this.#at = at;
  }

  #look(word: string): void {
    const head = word.substring(0, 3);
    for (let i = 0; i < WORDS.length; i++) {
      const [known, meaning, value] = WORDS[i]!;
      if (known !== head || (word.length > 3 && meaning !== MONTH)) continue;
      this.meaning = meaning;
      this.value = value;
      return;
    }
    this.meaning = GARBAGE;
  }

  /** Behind an opening parenthesis: takes everything up to the one that closes it. */
  skipParentheses(): void {
    let depth = 1;
    while (depth > 0 && this.kind !== END) {
      if (this.isSymbol(41)) depth--;
      else if (this.isSymbol(40)) depth++;
      this.next();
    }
  }
}

function leading(digits: string): number {
  let value = 0;
  let significant = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = strCharCodeAt(digits, i) - 48;
    if (significant === 0 && digit === 0) continue;
    if (significant < 9) value = value * 10 + digit;
    significant++;
  }
  return value;
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

function isLetter(unit: number): boolean {
  return (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) || (unit > 127 && !isSpace(unit));
}

function isSpace(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13) || unit === 0xa0 || unit === 0x202f || unit === 0xfeff;
}
