// The tree of a parsed regular expression.
//
// Data only: parse.ts makes it, emit.ts reads it.

export const EMPTY = 0;
export const CHARACTER = 1;
export const CLASS = 2;
export const SEQUENCE = 3;
export const ALTERNATIVES = 4;
export const GROUP = 5;
export const BACK_REFERENCE = 6;
export const ASSERTION = 7;
export const LOOKAROUND = 8;
export const REPEAT = 9;

/** @sealed */
export class Node {
  readonly kind: number;
  /** CHARACTER: the code point. GROUP, BACK_REFERENCE: the number. ASSERTION: the instruction. */
  value = 0;
  /** BACK_REFERENCE by name. */
  name = "";
  /** CLASS: ranges of code points. */
  ranges: readonly number[] = [];
  /** CLASS, LOOKAROUND: what matches is refused. */
  isNegated = false;
  /** LOOKAROUND: reads backwards. */
  isBehind = false;
  children: Node[] = [];
  /** REPEAT. */
  min = 0;
  max = 0;
  isLazy = false;
  /** REPEAT: the groups in it, from the first up to but without the second. */
  firstGroup = 0;
  endGroup = 0;

  constructor(kind: number) {
    this.kind = kind;
  }
}
