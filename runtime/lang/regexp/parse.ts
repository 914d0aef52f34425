// Reads a pattern: ECMA-262 22.2.1 with the additions of annex B.1.2 where the flag u is absent.
//
// Gives a tree and the names of groups, or throws a SyntaxError with V8's words.

import { strCharCodeAt, strFromCode, strSubstring } from "../native.ts";
import { complement, DIGITS, LINE_ENDS, SPACES, WORD } from "./char-set.ts";
import {
  ALTERNATIVES,
  ASSERTION,
  BACK_REFERENCE,
  CHARACTER,
  CLASS,
  EMPTY,
  GROUP,
  LOOKAROUND,
  Node,
  REPEAT,
  SEQUENCE,
} from "./node.ts";
import {
  type GroupName,
  LINE_END,
  LINE_START,
  NOT_WORD_EDGE,
  TEXT_END,
  TEXT_START,
  WORD_EDGE,
} from "./program.ts";
import { propertyRanges } from "./properties.ts";

/** The count of a quantifier without an upper bound. */
export const UNBOUNDED = 0x7fffffff;

const END = -1;

/** @sealed */
export class Parser {
  readonly #source: string;
  readonly #flags: string;
  readonly #unicode: boolean;
  readonly #ignoreCase: boolean;
  readonly #multiline: boolean;
  readonly #dotAll: boolean;
  readonly #groupCount: number;
  /** Names make \k an escape of its own, even without u. */
  readonly #hasNames: boolean;
  readonly names: GroupName[] = [];
  #references: Node[] = [];
  #at = 0;
  groups = 1;

  constructor(source: string, flags: string) {
    this.#source = source;
    this.#flags = flags;
    this.#unicode = flags.includes("u");
    this.#ignoreCase = flags.includes("i");
    this.#multiline = flags.includes("m");
    this.#dotAll = flags.includes("s");
    const counted = countGroups(source);
    this.#groupCount = counted.count;
    this.#hasNames = counted.hasNames || this.#unicode;
  }

  parse(): Node {
    const root = this.#disjunction();
    if (this.#at < this.#source.length) this.#fail("Unmatched ')'");
    for (let i = 0; i < this.#references.length; i++) {
      const reference = this.#references[i]!;
      for (let k = 0; k < this.names.length; k++)
        if (this.names[k]!.name === reference.name) reference.value = this.names[k]!.group;
      if (reference.value === 0) this.#fail("Invalid named capture referenced");
    }
    return root;
  }

  #fail(problem: string): never {
    throw new SyntaxError(`Invalid regular expression: /${this.#source}/${this.#flags}: ${problem}`);
  }

  #unit(ahead: number): number {
    const at = this.#at + ahead;
    return at < this.#source.length ? strCharCodeAt(this.#source, at) : END;
  }

  #eat(unit: number): boolean {
    if (this.#unit(0) !== unit) return false;
    this.#at++;
    return true;
  }

  /** The character here, a whole code point under u; moves on. */
  #next(): number {
    const c = this.#unit(0);
    this.#at++;
    if (this.#unicode && c >= 0xd800 && c <= 0xdbff) {
      const low = this.#unit(0);
      if (low >= 0xdc00 && low <= 0xdfff) {
        this.#at++;
        return 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
      }
    }
    return c;
  }

  #disjunction(): Node {
    const first = this.#alternative();
    if (this.#unit(0) !== 0x7c) return first;
    const node = new Node(ALTERNATIVES);
    node.children.push(first);
    while (this.#eat(0x7c)) node.children.push(this.#alternative());
    return node;
  }

  #alternative(): Node {
    const node = new Node(SEQUENCE);
    while (this.#at < this.#source.length && this.#unit(0) !== 0x7c && this.#unit(0) !== 0x29) {
      const firstGroup = this.groups;
      const term = this.#term();
      node.children.push(this.#quantified(term, firstGroup));
    }
    return node.children.length === 1 ? node.children[0]! : node;
  }

  #term(): Node {
    const c = this.#next();
    switch (c) {
      case 0x5e:
        return assertion(this.#multiline ? LINE_START : TEXT_START);
      case 0x24:
        return assertion(this.#multiline ? LINE_END : TEXT_END);
      case 0x28:
        return this.#group();
      case 0x2e:
        return classOf(this.#dotAll ? [] : LINE_ENDS, true);
      case 0x5b:
        return this.#class();
      case 0x5c:
        return this.#escape();
      case 0x2a:
      case 0x2b:
      case 0x3f:
        return this.#fail("Nothing to repeat");
      case 0x7b: {
        const from = this.#at;
        this.#at--;
        if (this.#bounds() !== null) this.#fail("Nothing to repeat");
        this.#at = from;
        if (this.#unicode) this.#fail("Lone quantifier brackets");
        return character(c);
      }
      case 0x7d:
      case 0x5d:
        if (this.#unicode) this.#fail("Lone quantifier brackets");
        return character(c);
      default:
        return character(c);
    }
  }

  /** {n}, {n,} or {n,m} as its bounds; null, and nothing read, when it is none. */
  #bounds(): number[] | null {
    const from = this.#at;
    if (!this.#eat(0x7b)) return null;
    const min = this.#decimal();
    let max = min;
    if (min >= 0 && this.#eat(0x2c)) {
      max = UNBOUNDED;
      if (this.#unit(0) !== 0x7d) max = this.#decimal();
    }
    if (min < 0 || max < 0 || !this.#eat(0x7d)) {
      this.#at = from;
      return null;
    }
    return [min, max];
  }

  /** A number, at most UNBOUNDED; -1 without digits. */
  #decimal(): number {
    if (!isDigit(this.#unit(0))) return -1;
    let value = 0;
    while (isDigit(this.#unit(0))) {
      value = value * 10 + this.#unit(0) - 0x30;
      if (value > UNBOUNDED) value = UNBOUNDED;
      this.#at++;
    }
    return value;
  }

  #quantified(term: Node, firstGroup: number): Node {
    let min = 0;
    let max = UNBOUNDED;
    const c = this.#unit(0);
    if (c === 0x2a) this.#at++;
    else if (c === 0x2b) {
      this.#at++;
      min = 1;
    } else if (c === 0x3f) {
      this.#at++;
      max = 1;
    } else {
      const bounds = c === 0x7b ? this.#bounds() : null;
      if (bounds === null) {
        if (c === 0x7b && this.#unicode) this.#fail("Incomplete quantifier");
        return term;
      }
      min = bounds[0]!;
      max = bounds[1]!;
      if (max < min) this.#fail("numbers out of order in {} quantifier");
    }
    if (term.kind === ASSERTION) this.#fail("Nothing to repeat");
    if (term.kind === LOOKAROUND && (term.isBehind || this.#unicode)) this.#fail("Invalid quantifier");
    const node = new Node(REPEAT);
    node.isLazy = this.#eat(0x3f);
    node.min = min;
    node.max = max;
    node.children.push(term);
    node.firstGroup = firstGroup;
    node.endGroup = this.groups;
    return node;
  }

  #group(): Node {
    let node: Node;
    if (!this.#eat(0x3f)) {
      node = new Node(GROUP);
      node.value = this.groups++;
    } else {
      const c = this.#next();
      const then = this.#unit(0);
      if (c === 0x3a) node = new Node(SEQUENCE);
      else if (c === 0x3d || c === 0x21 || (c === 0x3c && (then === 0x3d || then === 0x21))) {
        node = new Node(LOOKAROUND);
        node.isBehind = c === 0x3c;
        node.isNegated = (node.isBehind ? this.#next() : c) === 0x21;
      } else if (c === 0x3c) {
        node = new Node(GROUP);
        node.value = this.groups++;
        const name = this.#groupName("Invalid capture group name");
        for (let i = 0; i < this.names.length; i++)
          if (this.names[i]!.name === name) this.#fail("Duplicate capture group name");
        this.names.push({ name, group: node.value });
      } else return this.#fail("Invalid group");
    }
    node.children.push(this.#disjunction());
    if (!this.#eat(0x29)) this.#fail("Unterminated group");
    return node;
  }

  /** The rest of <name>, after the bracket. */
  #groupName(problem: string): string {
    let name = "";
    while (!this.#eat(0x3e)) {
      let c = this.#unit(0);
      if (c === END) this.#fail(problem);
      this.#at++;
      if (c === 0x5c) {
        if (!this.#eat(0x75)) this.#fail("Invalid Unicode escape");
        c = this.#unicodeEscape(true);
        if (c < 0) this.#fail("Invalid Unicode escape");
      } else if (c >= 0xd800 && c <= 0xdbff && this.#unit(0) >= 0xdc00 && this.#unit(0) <= 0xdfff) {
        c = 0x10000 + ((c - 0xd800) << 10) + (this.#unit(0) - 0xdc00);
        this.#at++;
      }
      const isStart =
        (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a) || c === 0x24 || c === 0x5f || c >= 0xaa;
      if (!isStart && (name === "" || !isDigit(c))) this.#fail(problem);
      name += textOf(c);
    }
    if (name === "") this.#fail(problem);
    return name;
  }

  /** An escape outside classes, after the backslash. */
  #escape(): Node {
    const c = this.#unit(0);
    if (c === END) this.#fail("\\ at end of pattern");
    if (c === 0x62 || c === 0x42) {
      this.#at++;
      return assertion(c === 0x62 ? WORD_EDGE : NOT_WORD_EDGE);
    }
    if (c >= 0x31 && c <= 0x39) {
      const from = this.#at;
      const number = this.#decimal();
      if (number < this.#groupCount) {
        const node = new Node(BACK_REFERENCE);
        node.value = number;
        return node;
      }
      if (this.#unicode) this.#fail("Invalid escape");
      this.#at = from;
    }
    if (c === 0x6b && this.#hasNames) {
      this.#at++;
      if (!this.#eat(0x3c)) this.#fail("Invalid named reference");
      const node = new Node(BACK_REFERENCE);
      node.name = this.#groupName("Invalid named reference");
      this.#references.push(node);
      return node;
    }
    const ranges = this.#classEscape(false);
    if (ranges !== null) return classOf(ranges, false);
    return character(this.#characterEscape(false));
  }

  /** \d \s \w, \p{...} and their opposites; null, and nothing read, when it is none. */
  #classEscape(inClass: boolean): number[] | null {
    const c = this.#unit(0);
    if (this.#unicode && (c === 0x70 || c === 0x50)) {
      this.#at++;
      const ranges = this.#property(inClass);
      return c === 0x70 ? ranges.slice() : complement(ranges);
    }
    const letter = c | 0x20;
    if (letter !== 0x64 && letter !== 0x73 && letter !== 0x77) return null;
    if (c > 0x7a) return null;
    this.#at++;
    let ranges = letter === 0x64 ? DIGITS : letter === 0x73 ? SPACES : WORD;
    // WordCharacters: also what is equal to a word character.
    if (letter === 0x77 && this.#unicode && this.#ignoreCase)
      ranges = [...WORD, 0x17f, 0x17f, 0x212a, 0x212a];
    return c === letter ? ranges.slice() : complement(ranges);
  }

  /** The rest of \p{name}, after the letter. */
  #property(inClass: boolean): readonly number[] {
    const from = this.#at + 1;
    if (this.#eat(0x7b)) {
      let c = this.#unit(0);
      while (c === 0x3d || c === 0x5f || isDigit(c) || (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a)) {
        this.#at++;
        c = this.#unit(0);
      }
      const ranges = c === 0x7d ? propertyRanges(strSubstring(this.#source, from, this.#at)) : null;
      this.#at++;
      if (ranges !== null) return ranges;
    }
    return this.#fail(inClass ? "Invalid property name in character class" : "Invalid property name");
  }

  /** An escaped character, after the backslash. */
  #characterEscape(inClass: boolean): number {
    const c = this.#next();
    switch (c) {
      case 0x74:
        return 9;
      case 0x6e:
        return 10;
      case 0x76:
        return 11;
      case 0x66:
        return 12;
      case 0x72:
        return 13;
      case 0x63: {
        const letter = this.#unit(0);
        const isLetter = (letter | 0x20) >= 0x61 && (letter | 0x20) <= 0x7a && letter > 0;
        if (isLetter || (inClass && !this.#unicode && (isDigit(letter) || letter === 0x5f))) {
          this.#at++;
          return letter & 31;
        }
        if (this.#unicode) this.#fail("Invalid unicode escape");
        this.#at--;
        return 0x5c;
      }
      case 0x78: {
        const value = this.#hex(2);
        if (value >= 0) return value;
        if (this.#unicode) this.#fail("Invalid escape");
        return c;
      }
      case 0x75: {
        const value = this.#unicodeEscape(this.#unicode);
        if (value >= 0) return value;
        if (this.#unicode) this.#fail("Invalid Unicode escape");
        return c;
      }
      default:
        break;
    }
    if (isDigit(c)) {
      if (c === 0x30 && !isDigit(this.#unit(0))) return 0;
      if (this.#unicode) this.#fail(inClass ? "Invalid class escape" : "Invalid decimal escape");
      return c > 0x37 ? c : this.#octal(c - 0x30);
    }
    if (this.#unicode) {
      if (!"^$\\.*+?()[]{}|/".includes(textOf(c)) && !(inClass && c === 0x2d)) this.#fail("Invalid escape");
    } else if (c === 0x6b && this.#hasNames) this.#fail("Invalid escape");
    return c;
  }

  /** LegacyOctalEscape: at most 377. */
  #octal(first: number): number {
    let value = first;
    for (let digits = 1; digits < 3; digits++) {
      const digit = this.#unit(0) - 0x30;
      if (digit < 0 || digit > 7 || value * 8 + digit > 255) break;
      value = value * 8 + digit;
      this.#at++;
    }
    return value;
  }

  /** Exactly `digits` hexadecimal digits; -1, and nothing read, when they are not there. */
  #hex(digits: number): number {
    let value = 0;
    for (let i = 0; i < digits; i++) {
      const digit = hexDigit(this.#unit(i));
      if (digit < 0) return -1;
      value = value * 16 + digit;
    }
    this.#at += digits;
    return value;
  }

  /** The rest of \uXXXX, and with `points` of \u{...} and pairs; -1, and nothing read, when it is none. */
  #unicodeEscape(points: boolean): number {
    const from = this.#at;
    if (points && this.#eat(0x7b)) {
      let value = 0;
      let digits = 0;
      while (hexDigit(this.#unit(0)) >= 0) {
        value = value * 16 + hexDigit(this.#unit(0));
        if (value > 0x10ffff) return -1;
        digits++;
        this.#at++;
      }
      if (digits > 0 && this.#eat(0x7d)) return value;
      this.#at = from;
      return -1;
    }
    const high = this.#hex(4);
    if (!points || high < 0xd800 || high > 0xdbff) return high;
    const between = this.#at;
    if (this.#eat(0x5c) && this.#eat(0x75)) {
      const low = this.#hex(4);
      if (low >= 0xdc00 && low <= 0xdfff) return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    }
    this.#at = between;
    return high;
  }

  /** A class, after the bracket. */
  #class(): Node {
    const isNegated = this.#eat(0x5e);
    const ranges: number[] = [];
    while (!this.#eat(0x5d)) {
      if (this.#unit(0) === END) this.#fail("Unterminated character class");
      const from = this.#atom(ranges);
      if (this.#unit(0) !== 0x2d || this.#unit(1) === 0x5d || this.#unit(1) === END) {
        if (from >= 0) addRange(ranges, from, from);
        continue;
      }
      this.#at++;
      const to = this.#atom(ranges);
      if (from < 0 || to < 0) {
        if (this.#unicode) this.#fail("Invalid character class");
        if (from >= 0) addRange(ranges, from, from);
        if (to >= 0) addRange(ranges, to, to);
        addRange(ranges, 0x2d, 0x2d);
        continue;
      }
      if (from > to) this.#fail("Range out of order in character class");
      addRange(ranges, from, to);
    }
    return classOf(ranges, isNegated);
  }

  /** One character of a class, or -1 after adding those of \d and its like to `ranges`. */
  #atom(ranges: number[]): number {
    if (!this.#eat(0x5c)) return this.#next();
    if (this.#unit(0) === END) this.#fail("\\ at end of pattern");
    const listed = this.#classEscape(true);
    if (listed !== null) {
      for (let i = 0; i < listed.length; i++) ranges.push(listed[i]!);
      return -1;
    }
    if (this.#eat(0x62)) return 8;
    return this.#characterEscape(true);
  }
}

function addRange(ranges: number[], from: number, to: number): void {
  ranges.push(from);
  ranges.push(to);
}

function character(c: number): Node {
  const node = new Node(CHARACTER);
  node.value = c;
  return node;
}

function assertion(instruction: number): Node {
  const node = new Node(ASSERTION);
  node.value = instruction;
  return node;
}

function classOf(ranges: readonly number[], isNegated: boolean): Node {
  const node = new Node(CLASS);
  node.ranges = ranges;
  node.isNegated = isNegated;
  return node;
}

export function emptyNode(): Node {
  return new Node(EMPTY);
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function hexDigit(unit: number): number {
  if (isDigit(unit)) return unit - 0x30;
  const letter = unit | 0x20;
  return unit > 0x40 && letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

function textOf(c: number): string {
  if (c <= 0xffff) return strFromCode(c);
  return strFromCode(0xd800 + ((c - 0x10000) >> 10)) + strFromCode(0xdc00 + ((c - 0x10000) & 0x3ff));
}

interface GroupCount {
  /** Groups including the whole match. */
  readonly count: number;
  readonly hasNames: boolean;
}

/** What references need to know before the groups have been read. */
function countGroups(source: string): GroupCount {
  let count = 1;
  let hasNames = false;
  let inClass = false;
  for (let i = 0; i < source.length; i++) {
    const c = strCharCodeAt(source, i);
    if (c === 0x5c) i++;
    else if (inClass) inClass = c !== 0x5d;
    else if (c === 0x5b) inClass = true;
    else if (c === 0x28) {
      const after = i + 4 <= source.length ? strSubstring(source, i + 1, i + 4) : "";
      if (!source.startsWith("?", i + 1)) count++;
      else if (after.startsWith("?<") && after !== "?<=" && after !== "?<!") {
        count++;
        hasNames = true;
      }
    }
  }
  return { count, hasNames };
}
