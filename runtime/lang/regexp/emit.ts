// Turns the tree of a pattern into instructions for the matcher.
//
// Finds out what makes matching fast: a text or set of characters that every match begins with, loops over one
// set of characters, and loops that need not give anything back. What instructions do is in match.ts.

import { strFromCode } from "../native.ts";
import { equivalents } from "./case.ts";
import { CharSet } from "./char-set.ts";
import {
  ALTERNATIVES,
  ASSERTION,
  BACK_REFERENCE,
  CHARACTER,
  CLASS,
  EMPTY,
  GROUP,
  LOOKAROUND,
  type Node,
  REPEAT,
  SEQUENCE,
} from "./node.ts";
import { Parser, UNBOUNDED } from "./parse.ts";
import {
  CHAR,
  CHAR_BACK,
  CLEAR,
  COUNT,
  JUMP,
  LOOK,
  LOOK_FAILS,
  LOOK_HOLDS,
  LOOK_NOT,
  MATCH,
  NEXT,
  PROGRESS,
  PROGRESS_AFTER,
  Program,
  REFERENCE,
  REFERENCE_BACK,
  RUN,
  SAVE,
  SET,
  SET_BACK,
  SPLIT,
  SPLIT_LAZY,
  ZERO,
} from "./program.ts";

/** The program of a pattern; throws a SyntaxError. `flags` are known to be valid. */
export function compilePattern(source: string, flags: string): Program {
  const parser = new Parser(source, flags);
  const root = parser.parse();
  return new Emitter(flags, parser.groups).program(root, parser);
}

/** @sealed */
class Emitter {
  readonly #flags: string;
  readonly #ignoreCase: boolean;
  readonly #unicode: boolean;
  readonly #groups: number;
  readonly #code: number[] = [];
  readonly #sets: CharSet[] = [];
  #slots: number;
  #isBackward = false;
  /** The loop that a match begins with, if it does (see Program.run). */
  #leading: Node | null = null;
  #run: CharSet | null = null;

  constructor(flags: string, groups: number) {
    this.#flags = flags;
    this.#ignoreCase = flags.includes("i");
    this.#unicode = flags.includes("u");
    this.#groups = groups;
    this.#slots = 2 * groups;
  }

  program(root: Node, parser: Parser): Program {
    // A reference to a group tells where in the row a match began.
    if (!refersBack(root)) this.#leading = leadingLoop(root);
    this.#node(root, null);
    this.#code.push(MATCH);
    const code = new Int32Array(this.#code.length);
    for (let i = 0; i < code.length; i++) code[i] = this.#code[i]!;
    return new Program(
      this.#flags,
      code,
      this.#sets,
      this.#groups,
      this.#slots,
      parser.names,
      prefixOf(root),
      this.#first(root),
      this.#run,
    );
  }

  /** Emits `node`; `after` is what must match next, null when that is unknown. */
  #node(node: Node, after: Node | null): void {
    switch (node.kind) {
      case EMPTY:
        break;
      case CHARACTER:
      case CLASS:
        this.#single(node);
        break;
      case SEQUENCE:
        this.#sequence(node, after);
        break;
      case ALTERNATIVES:
        this.#alternatives(node, after);
        break;
      case GROUP: {
        const slot = 2 * node.value;
        this.#code.push(SAVE, this.#isBackward ? slot + 1 : slot);
        this.#node(node.children[0]!, after);
        this.#code.push(SAVE, this.#isBackward ? slot : slot + 1);
        break;
      }
      case BACK_REFERENCE:
        this.#code.push(this.#isBackward ? REFERENCE_BACK : REFERENCE, node.value);
        break;
      case ASSERTION:
        this.#code.push(node.value);
        break;
      case LOOKAROUND:
        this.#lookaround(node);
        break;
      default:
        this.#repeat(node, after);
    }
  }

  #single(node: Node): void {
    const set = this.#setOf(node);
    if (set === null) this.#code.push(this.#isBackward ? CHAR_BACK : CHAR, node.value);
    else this.#code.push(this.#isBackward ? SET_BACK : SET, this.#addSet(set));
  }

  #addSet(set: CharSet): number {
    this.#sets.push(set);
    return this.#sets.length - 1;
  }

  /** The set of a class or of a character with more than one case; null for a character that is alone. */
  #setOf(node: Node): CharSet | null {
    if (node.kind === CLASS) return new CharSet(node.ranges, node.isNegated, this.#ignoreCase, this.#unicode);
    if (!this.#ignoreCase) return null;
    const all = equivalents(node.value, this.#unicode);
    if (all.length < 2) return null;
    const ranges: number[] = [];
    for (let i = 0; i < all.length; i++) ranges.push(all[i]!, all[i]!);
    return new CharSet(ranges, false, false, this.#unicode);
  }

  #sequence(node: Node, after: Node | null): void {
    const children = node.children;
    if (this.#isBackward) {
      for (let i = children.length - 1; i >= 0; i--) this.#node(children[i]!, null);
      return;
    }
    for (let i = 0; i < children.length; i++)
      this.#node(children[i]!, i + 1 < children.length ? children[i + 1]! : after);
  }

  #alternatives(node: Node, after: Node | null): void {
    const ends: number[] = [];
    const last = node.children.length - 1;
    for (let i = 0; i < last; i++) {
      const split = this.#branch(SPLIT);
      this.#node(node.children[i]!, after);
      ends.push(this.#branch(JUMP));
      this.#land(split);
    }
    this.#node(node.children[last]!, after);
    for (let i = 0; i < ends.length; i++) this.#land(ends[i]!);
  }

  /** Emits a branch whose target is yet to come. */
  #branch(instruction: number): number {
    this.#code.push(instruction, 0);
    return this.#code.length - 1;
  }

  #land(operand: number): void {
    this.#code[operand] = this.#code.length;
  }

  #lookaround(node: Node): void {
    const before = this.#isBackward;
    const slot = this.#slots;
    this.#slots += 2;
    this.#code.push(node.isNegated ? LOOK_NOT : LOOK, slot);
    if (node.isNegated) this.#code.push(0);
    const operand = this.#code.length - 1;
    this.#isBackward = node.isBehind;
    this.#node(node.children[0]!, null);
    this.#isBackward = before;
    this.#code.push(node.isNegated ? LOOK_FAILS : LOOK_HOLDS, slot);
    if (node.isNegated) this.#land(operand);
  }

  #repeat(node: Node, after: Node | null): void {
    if (node.max === 0) return;
    const body = node.children[0]!;
    if (!this.#isBackward && !node.isLazy && (body.kind === CHARACTER || body.kind === CLASS)) {
      const set = this.#setOf(body) ?? new CharSet([body.value, body.value], false, false, this.#unicode);
      const next = after === null ? null : this.#first(after);
      const keeps = next !== null && set.isApartFrom(next);
      this.#code.push(RUN, this.#addSet(set), node.min, node.max, keeps ? 1 : 0);
      if (keeps && node === this.#leading) this.#run = set;
      return;
    }
    const mayBeEmpty = canBeEmpty(body);
    if (node.min === 0 && (node.max === 1 || node.max === UNBOUNDED)) {
      const head = this.#code.length;
      const exit = this.#branch(node.isLazy ? SPLIT_LAZY : SPLIT);
      const progress = this.#beginBody(node, mayBeEmpty);
      this.#node(body, null);
      if (mayBeEmpty) this.#code.push(PROGRESS, progress);
      if (node.max !== 1) this.#code.push(JUMP, head);
      this.#land(exit);
      return;
    }
    const counter = this.#slots++;
    this.#code.push(ZERO, counter);
    const head = this.#code.length;
    this.#code.push(COUNT, counter, node.min, node.max, node.isLazy ? 1 : 0, 0);
    const exit = this.#code.length - 1;
    const progress = this.#beginBody(node, mayBeEmpty);
    this.#node(body, null);
    if (mayBeEmpty) this.#code.push(PROGRESS_AFTER, progress, counter, node.min);
    this.#code.push(NEXT, counter, head);
    this.#land(exit);
  }

  /** What an iteration begins with; the slot that remembers where it began. */
  #beginBody(node: Node, mayBeEmpty: boolean): number {
    if (node.endGroup > node.firstGroup) this.#code.push(CLEAR, 2 * node.firstGroup, 2 * node.endGroup);
    if (!mayBeEmpty) return 0;
    this.#code.push(SAVE, this.#slots);
    return this.#slots++;
  }

  /** The characters that `node` can begin with, read forwards; null when it can be empty or that is unknown. */
  #first(node: Node): CharSet | null {
    switch (node.kind) {
      case CHARACTER:
        return this.#setOf(node) ?? new CharSet([node.value, node.value], false, false, this.#unicode);
      case CLASS:
        return this.#setOf(node);
      case GROUP:
        return this.#first(node.children[0]!);
      case SEQUENCE:
        return this.#firstOf(node.children);
      case REPEAT:
        return node.min > 0 ? this.#first(node.children[0]!) : null;
      default:
        return null;
    }
  }

  /** Of a sequence: assertions about a place come before a character, and do not say which. */
  #firstOf(nodes: readonly Node[]): CharSet | null {
    for (let i = 0; i < nodes.length; i++) if (nodes[i]!.kind !== ASSERTION) return this.#first(nodes[i]!);
    return null;
  }
}

/** Whether a node can match without moving. */
function canBeEmpty(node: Node): boolean {
  switch (node.kind) {
    case CHARACTER:
    case CLASS:
      return false;
    case GROUP:
      return canBeEmpty(node.children[0]!);
    case SEQUENCE:
      for (let i = 0; i < node.children.length; i++) if (!canBeEmpty(node.children[i]!)) return false;
      return true;
    case ALTERNATIVES:
      for (let i = 0; i < node.children.length; i++) if (canBeEmpty(node.children[i]!)) return true;
      return false;
    case REPEAT:
      return node.min === 0 || canBeEmpty(node.children[0]!);
    default:
      return true;
  }
}

/** The loop without an upper bound that every match begins with, after assertions; null when there is none. */
function leadingLoop(node: Node): Node | null {
  switch (node.kind) {
    case GROUP:
      return leadingLoop(node.children[0]!);
    case SEQUENCE:
      for (let i = 0; i < node.children.length; i++)
        if (node.children[i]!.kind !== ASSERTION) return leadingLoop(node.children[i]!);
      return null;
    case REPEAT:
      return node.max === UNBOUNDED ? node : null;
    default:
      return null;
  }
}

function refersBack(node: Node): boolean {
  if (node.kind === BACK_REFERENCE) return true;
  for (let i = 0; i < node.children.length; i++) if (refersBack(node.children[i]!)) return true;
  return false;
}

/** The characters that a pattern spells out at its beginning. */
function prefixOf(root: Node): string {
  if (root.kind === CHARACTER) return strFromCode(root.value);
  if (root.kind !== SEQUENCE) return "";
  let text = "";
  for (let i = 0; i < root.children.length; i++) {
    const child = root.children[i]!;
    if (child.kind !== CHARACTER) break;
    text += strFromCode(child.value);
  }
  return text;
}
