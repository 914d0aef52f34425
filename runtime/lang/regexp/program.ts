// A compiled regular expression: the instructions of the matcher, sets of characters, and how groups are named.
//
// Data only. emit.ts makes programs, match.ts runs them.

import type { CharSet } from "./char-set.ts";

/** Instructions; operands follow in the same array. `back` ones read the character before the position. */
export const MATCH = 0;
/** CHAR unit-or-code-point */
export const CHAR = 1;
export const CHAR_BACK = 2;
/** SET index */
export const SET = 3;
export const SET_BACK = 4;
/** SPLIT other: goes on here, and at `other` when that fails. */
export const SPLIT = 5;
/** SPLIT_LAZY other: goes on at `other`, and here when that fails. */
export const SPLIT_LAZY = 6;
/** JUMP to */
export const JUMP = 7;
/** SAVE slot: the slot gets the position. */
export const SAVE = 8;
/** CLEAR from to: slots of groups become unset. */
export const CLEAR = 9;
/** ZERO slot */
export const ZERO = 10;
/** COUNT slot min max lazy exit: the head of a counted loop. */
export const COUNT = 11;
/** NEXT slot head: counts one iteration and goes to the head. */
export const NEXT = 12;
/** PROGRESS slot: fails when the position is still the one in the slot. */
export const PROGRESS = 13;
/** PROGRESS_AFTER slot counter min: the same, only for iterations beyond the first `min`. */
export const PROGRESS_AFTER = 14;
/** RUN set min max possessive: a greedy loop over one set of characters. */
export const RUN = 15;
/** LOOK slot: remembers the height of the stack and the position in two slots. */
export const LOOK = 16;
/** LOOK_HOLDS slot: the lookaround matched; forgets its choices and returns to the position. */
export const LOOK_HOLDS = 17;
/** LOOK_NOT slot after: goes on at `after` when what follows fails. */
export const LOOK_NOT = 18;
/** LOOK_FAILS slot: what must not match did. */
export const LOOK_FAILS = 19;
/** REFERENCE group */
export const REFERENCE = 20;
export const REFERENCE_BACK = 21;
export const LINE_START = 22;
export const LINE_END = 23;
export const TEXT_START = 24;
export const TEXT_END = 25;
export const WORD_EDGE = 26;
export const NOT_WORD_EDGE = 27;

export interface GroupName {
  readonly name: string;
  readonly group: number;
}

/** @sealed */
export class Program {
  readonly code: Int32Array;
  readonly sets: readonly CharSet[];
  /** Groups including the whole match. */
  readonly groups: number;
  /** Slots: two per group, then those of loops and lookarounds. */
  readonly slots: Int32Array;
  readonly names: readonly GroupName[];
  /** The flags, in the order of the flags getter. */
  readonly flags: string;
  readonly ignoreCase: boolean;
  readonly unicode: boolean;
  readonly global: boolean;
  readonly sticky: boolean;
  readonly hasIndices: boolean;
  /** Text that every match begins with; "" when unknown. */
  readonly prefix: string;
  /** The characters that a match can begin with; null when that is unknown. */
  readonly first: CharSet | null;
  /**
   * The set of a loop that every match begins with and that takes all it can: where no match begins with such
   * characters, none begins with later ones of the same row. Null when there is none.
   */
  readonly run: CharSet | null;

  constructor(
    flags: string,
    code: Int32Array,
    sets: readonly CharSet[],
    groups: number,
    slots: number,
    names: readonly GroupName[],
    prefix: string,
    first: CharSet | null,
    run: CharSet | null,
  ) {
    this.flags = flags;
    this.ignoreCase = flags.includes("i");
    this.unicode = flags.includes("u");
    this.global = flags.includes("g");
    this.sticky = flags.includes("y");
    this.hasIndices = flags.includes("d");
    this.code = code;
    this.sets = sets;
    this.groups = groups;
    this.slots = new Int32Array(slots);
    this.names = names;
    this.prefix = this.ignoreCase || this.unicode ? "" : prefix;
    this.first = first;
    this.run = this.unicode ? null : run;
  }
}
