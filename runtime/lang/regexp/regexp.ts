// RegExp: its construction, exec, test, and what the methods of String ask of it by @@match and its like.
//
// Programs of recent patterns are kept. What patterns mean is parse.ts, how they are matched match.ts. The flag v and
// property escapes are not known here.

import { OwnText } from "../inspect/own-text.ts";
import { toIntegerOrInfinity } from "../integer.ts";
import { defineProp, newDict, setProto, strBuild, strCharCodeAt, strSubstring } from "../native.ts";
import { isRegExp, type Pattern } from "../string/search.ts";
import { compilePattern } from "./emit.ts";
import { search } from "./match.ts";
import { MatchIterator } from "./match-iterator.ts";
import type { Program } from "./program.ts";
import { substitute } from "./substitute.ts";

/** Flags of define_prop. */
const ENUMERABLE = 1;
/** Programs that are kept; then all are forgotten. */
const MAX_KEPT = 64;

let kept: Program[] = [];
let keptNames: string[] = [];

function programOf(source: string, flags: string): Program {
  const name = `${flags}/${source}`;
  for (let i = 0; i < keptNames.length; i++) if (keptNames[i] === name) return kept[i]!;
  const program = compilePattern(source, flags);
  if (kept.length >= MAX_KEPT) {
    kept = [];
    keptNames = [];
  }
  kept.push(program);
  keptNames.push(name);
  return program;
}

type Replacer = (...matched: unknown[]) => unknown;

/** What exec gives. */
export type MatchArray = (string | undefined)[];

export class RegExp extends OwnText {
  /** The pattern as given. */
  #pattern: string;
  #program: Program;
  /** A number unless the program assigns something else: it is converted when a match needs it. */
  #lastIndex: unknown = 0;

  constructor(pattern?: unknown, flags?: unknown) {
    super();
    if (pattern instanceof RegExp) {
      this.#pattern = pattern.#pattern;
      this.#program =
        flags === undefined ? pattern.#program : programOf(pattern.#pattern, sortedFlags(`${flags}`));
    } else {
      let source = pattern;
      let wanted = flags;
      if (isRegExp(pattern)) {
        source = (pattern as Pattern).source;
        if (flags === undefined) wanted = (pattern as Pattern).flags;
      }
      this.#pattern = source === undefined ? "" : `${source}`;
      this.#program = programOf(this.#pattern, wanted === undefined ? "" : sortedFlags(`${wanted}`));
    }
  }

  get lastIndex(): unknown {
    return this.#lastIndex;
  }

  set lastIndex(index: unknown) {
    this.#lastIndex = index;
  }

  /** ToLength(lastIndex), but for numbers that no text is as long as. */
  #index(): number {
    const index = this.#lastIndex;
    const whole = toIntegerOrInfinity(typeof index === "number" ? index : +(index as string));
    return whole < 0 ? 0 : whole;
  }

  get source(): string {
    return escaped(this.#pattern);
  }

  get flags(): string {
    return this.#program.flags;
  }

  get hasIndices(): boolean {
    return this.#program.hasIndices;
  }

  get global(): boolean {
    return this.#program.global;
  }

  get ignoreCase(): boolean {
    return this.#program.ignoreCase;
  }

  get multiline(): boolean {
    return this.#program.flags.includes("m");
  }

  get dotAll(): boolean {
    return this.#program.flags.includes("s");
  }

  get unicode(): boolean {
    return this.#program.unicode;
  }

  get unicodeSets(): boolean {
    return false;
  }

  get sticky(): boolean {
    return this.#program.sticky;
  }

  override ownText(): string {
    return this.toString();
  }

  /** RegExp.prototype.toString. */
  toString(): string {
    return `/${this.source}/${this.#program.flags}`;
  }

  /** RegExpBuiltinExec without the result: whether there is a match, whose groups are in the program's slots. */
  #find(text: string): boolean {
    const program = this.#program;
    const moves = program.sticky || program.global;
    // The conversion is seen even where the index is not used.
    const index = this.#index();
    const from = moves ? index : 0;
    if (from > text.length || !search(program, text, from, program.sticky)) {
      if (moves) this.lastIndex = 0;
      return false;
    }
    if (moves) this.lastIndex = program.slots[1]!;
    return true;
  }

  /** RegExp.prototype.test. */
  test(text?: unknown): boolean {
    return this.#find(`${text}`);
  }

  /** RegExp.prototype.exec. */
  exec(text?: unknown): MatchArray | null {
    const input = `${text}`;
    return this.#find(input) ? this.#result(input) : null;
  }

  #group(text: string, group: number): string | undefined {
    const from = this.#program.slots[2 * group]!;
    const to = this.#program.slots[2 * group + 1]!;
    return from < 0 || to < 0 ? undefined : strSubstring(text, from, to);
  }

  #result(text: string): MatchArray {
    const program = this.#program;
    const result: MatchArray = [];
    for (let i = 0; i < program.groups; i++) result.push(this.#group(text, i));
    defineProp(result, "index", program.slots[0]!, ENUMERABLE);
    defineProp(result, "input", text, ENUMERABLE);
    defineProp(result, "groups", this.#named(result), ENUMERABLE);
    if (this.#program.hasIndices) {
      const indices: (number[] | undefined)[] = [];
      for (let i = 0; i < program.groups; i++) {
        const from = program.slots[2 * i]!;
        indices.push(from < 0 ? undefined : [from, program.slots[2 * i + 1]!]);
      }
      defineProp(indices, "groups", this.#named(indices), ENUMERABLE);
      defineProp(result, "indices", indices, ENUMERABLE);
    }
    return result;
  }

  /** The object of named groups, whose values are in `list`. */
  #named(list: readonly unknown[]): object | undefined {
    const names = this.#program.names;
    if (names.length === 0) return undefined;
    const groups = newDict();
    setProto(groups, null);
    for (let i = 0; i < names.length; i++)
      defineProp(groups, names[i]!.name, list[names[i]!.group], ENUMERABLE);
    return groups;
  }

  /** AdvanceStringIndex after an empty match. */
  #step(text: string): void {
    if (this.#program.slots[0] !== this.#program.slots[1]) return;
    this.lastIndex = this.#after(text, this.#index());
  }

  #after(text: string, at: number): number {
    if (!this.#program.unicode || at + 1 >= text.length) return at + 1;
    const high = strCharCodeAt(text, at);
    const low = strCharCodeAt(text, at + 1);
    return high >= 0xd800 && high <= 0xdbff && low >= 0xdc00 && low <= 0xdfff ? at + 2 : at + 1;
  }

  [Symbol.match](text: string): MatchArray | null {
    const input = `${text}`;
    if (!this.#program.global) return this.exec(input);
    this.lastIndex = 0;
    const result: MatchArray = [];
    while (this.#find(input)) {
      result.push(this.#group(input, 0));
      this.#step(input);
    }
    return result.length === 0 ? null : result;
  }

  [Symbol.matchAll](text: string): MatchIterator {
    const copy = new RegExp(this);
    copy.lastIndex = this.#index();
    return new MatchIterator(copy, `${text}`);
  }

  /** For iterators: exec, and a step on after an empty match. */
  execAndStep(text: string): MatchArray | null {
    const result = this.exec(text);
    if (result !== null && this.#program.global) this.#step(text);
    return result;
  }

  [Symbol.search](text: string): number {
    const before = this.lastIndex;
    this.lastIndex = 0;
    const found = this.#find(`${text}`);
    this.lastIndex = before;
    return found ? this.#program.slots[0]! : -1;
  }

  [Symbol.replace](text: string, replacement: unknown): string {
    const input = `${text}`;
    const template = typeof replacement === "function" ? "" : `${replacement}`;
    const isGlobal = this.#program.global;
    const results: MatchArray[] = [];
    const places: number[] = [];
    if (isGlobal) this.lastIndex = 0;
    while (this.#find(input)) {
      const groups: MatchArray = [];
      for (let i = 0; i < this.#program.groups; i++) groups.push(this.#group(input, i));
      results.push(groups);
      places.push(this.#program.slots[0]!);
      if (!isGlobal) break;
      this.#step(input);
    }
    const parts: string[] = [];
    let from = 0;
    for (let i = 0; i < results.length; i++) {
      const matched = results[i]!;
      const at = places[i]!;
      const named = this.#named(matched);
      let inserted = "";
      if (typeof replacement === "function") {
        const given: unknown[] = [];
        for (let k = 0; k < matched.length; k++) given.push(matched[k]);
        given.push(at);
        given.push(input);
        if (named !== undefined) given.push(named);
        inserted = `${(replacement as Replacer)(...given)}`;
      } else inserted = substitute(input, matched, at, template, named);
      parts.push(strSubstring(input, from, at));
      parts.push(inserted);
      from = at + matched[0]!.length;
    }
    parts.push(strSubstring(input, from, input.length));
    return strBuild(parts);
  }

  [Symbol.split](text: string, limit?: unknown): MatchArray {
    const input = `${text}`;
    const max = limit === undefined ? 4294967295 : +(limit as string) >>> 0;
    const result: MatchArray = [];
    if (max === 0) return result;
    const program = this.#program;
    if (input.length === 0) {
      if (!search(program, input, 0, true)) result.push(input);
      return result;
    }
    let from = 0;
    let at = 0;
    while (at < input.length) {
      if (!search(program, input, at, this.#program.sticky)) {
        if (!this.#program.sticky) break;
        at = this.#after(input, at);
        continue;
      }
      const begin = program.slots[0]!;
      const end = program.slots[1]!;
      if (begin >= input.length) break;
      if (end === from || begin < at) {
        at = this.#after(input, at);
        continue;
      }
      result.push(strSubstring(input, from, begin));
      if (result.length === max) return result;
      for (let i = 1; i < program.groups; i++) {
        result.push(this.#group(input, i));
        if (result.length === max) return result;
      }
      from = end;
      at = end === begin ? this.#after(input, end) : end;
    }
    result.push(strSubstring(input, from, input.length));
    return result;
  }
}

/** RegExp(...) without new: a regular expression without flags is given back. */
export function RegExp_call(pattern?: unknown, flags?: unknown): RegExp {
  if (pattern instanceof RegExp && flags === undefined) return pattern;
  return new RegExp(pattern, flags);
}

/** The first evaluation of a literal, which is kept. */
export function RegExp_literal(pattern: string, flags: string): RegExp {
  return new RegExp(pattern, flags);
}

/** Every evaluation of a literal makes a new object. */
export function RegExp_again(kept: RegExp): RegExp {
  return new RegExp(kept);
}

/** The flags in the order of the flags getter. */
function sortedFlags(flags: string): string {
  const known = "dgimsuy";
  let sorted = "";
  for (let i = 0; i < known.length; i++) if (flags.includes(known[i]!)) sorted += known[i]!;
  if (sorted.length !== flags.length)
    throw new SyntaxError(`Invalid flags supplied to RegExp constructor '${flags}'`);
  return sorted;
}

/** EscapeRegExpPattern: what can stand between slashes. */
function escaped(pattern: string): string {
  if (pattern === "") return "(?:)";
  let result = "";
  let inClass = false;
  for (let i = 0; i < pattern.length; i++) {
    let text = pattern[i]!;
    let prefix = "";
    if (text === "\\" && i + 1 < pattern.length) {
      prefix = "\\";
      i++;
      text = pattern[i]!;
    } else if (text === "[") inClass = true;
    else if (text === "]") inClass = false;
    else if (text === "/" && !inClass) prefix = "\\";
    const code = strCharCodeAt(text, 0);
    if (code === 10) result += "\\n";
    else if (code === 13) result += "\\r";
    else if (code === 0x2028) result += "\\u2028";
    else if (code === 0x2029) result += "\\u2029";
    else result += prefix + text;
  }
  return result;
}
