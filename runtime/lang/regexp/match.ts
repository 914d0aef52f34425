// The matcher: runs a program on a text by backtracking, with a stack of its own.
//
// Choices and old values of slots lie on one stack that grows up to a bound, so that no pattern overflows the
// stack of the program; beyond the bound a RangeError is thrown. How long matching takes is not bounded.

import { strCharCodeAt, strIndexOf } from "../native.ts";
import { canonicalize } from "./case.ts";
import {
  CHAR,
  CHAR_BACK,
  CLEAR,
  COUNT,
  JUMP,
  LINE_END,
  LINE_START,
  LOOK,
  LOOK_FAILS,
  LOOK_HOLDS,
  LOOK_NOT,
  MATCH,
  NEXT,
  NOT_WORD_EDGE,
  PROGRESS,
  PROGRESS_AFTER,
  type Program,
  REFERENCE,
  REFERENCE_BACK,
  RUN,
  SAVE,
  SET,
  SET_BACK,
  SPLIT,
  SPLIT_LAZY,
  TEXT_END,
  TEXT_START,
  WORD_EDGE,
  ZERO,
} from "./program.ts";

/** Words of a frame: what it is, and three operands. */
const FRAME = 4;
/** Frames that are no choice: an old value of a slot, and a run that can give back characters. */
const OLD_VALUE = -1;
const SHORTER_RUN = -2;
/** 64 MiB, as V8 allows. */
const MAX_WORDS = 16 * 1024 * 1024;

let stack = new Int32Array(1024);
/** Words on the stack. Kept an integer, as positions are, by `| 0`: doubles cost conversions at every access. */
let height = 0;

function push(what: number, a: number, b: number, c: number): void {
  if (height + FRAME > stack.length) grow();
  stack[height] = what;
  stack[height + 1] = a;
  stack[height + 2] = b;
  stack[height + 3] = c;
  height = (height + FRAME) | 0;
}

function grow(): void {
  if (stack.length >= MAX_WORDS) {
    stack = new Int32Array(1024);
    throw new RangeError("Maximum call stack size exceeded");
  }
  const larger = new Int32Array(stack.length * 2);
  larger.set(stack);
  stack = larger;
}

/** Matches at or after `from`, only there when `sticky`; on success the slots hold the groups. */
export function search(program: Program, text: string, from: number, sticky: boolean): boolean {
  let start = from | 0;
  if (program.unicode && start > 0 && isPairAt(text, start - 1)) start--;
  if (sticky) return matchAt(program, text, start);
  const first = program.first;
  const length = text.length;
  while (start <= length) {
    if (program.prefix !== "") {
      start = strIndexOf(text, program.prefix, start) | 0;
      if (start < 0) return false;
    } else if (first !== null) {
      if (!program.unicode)
        while (start < length && !first.has(strCharCodeAt(text, start))) start = (start + 1) | 0;
      else
        while (start < length && !first.has(pointAt(text, start)))
          start = (start + (isPairAt(text, start) ? 2 : 1)) | 0;
      if (start >= length) return false;
    }
    if (matchAt(program, text, start)) return true;
    start = (start + (program.unicode && isPairAt(text, start) ? 2 : 1)) | 0;
  }
  return false;
}

function isPairAt(text: string, at: number): boolean {
  if (at < 0 || at + 1 >= text.length) return false;
  const high = strCharCodeAt(text, at);
  if (high < 0xd800 || high > 0xdbff) return false;
  const low = strCharCodeAt(text, at + 1);
  return low >= 0xdc00 && low <= 0xdfff;
}

/** The code point at a position: half of a pair is a point of its own. */
function pointAt(text: string, at: number): number {
  const unit = strCharCodeAt(text, at);
  if (!isPairAt(text, at)) return unit;
  return 0x10000 + ((unit - 0xd800) << 10) + (strCharCodeAt(text, at + 1) - 0xdc00);
}

function isLineEnd(unit: number): boolean {
  return unit === 10 || unit === 13 || unit === 0x2028 || unit === 0x2029;
}

function isWordAt(program: Program, text: string, at: number): boolean {
  if (at < 0 || at >= text.length) return false;
  const c = strCharCodeAt(text, at);
  if (c < 128)
    return (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a) || (c >= 0x30 && c <= 0x39) || c === 0x5f;
  return program.unicode && program.ignoreCase && (c === 0x17f || c === 0x212a);
}

function setSlot(slots: Int32Array, slot: number, value: number): void {
  push(OLD_VALUE, slot, slots[slot]!, 0);
  slots[slot] = value;
}

/** The end of the text of a group that stands again at `at`, or -1. */
function referenceEnd(program: Program, text: string, group: number, at: number, backward: boolean): number {
  const from = program.slots[2 * group]!;
  const to = program.slots[2 * group + 1]!;
  if (from < 0 || to < 0) return at;
  const length = to - from;
  const begin = backward ? at - length : at;
  if (begin < 0 || begin + length > text.length) return -1;
  let i = 0;
  while (i < length) {
    const a = program.unicode ? pointAt(text, from + i) : strCharCodeAt(text, from + i);
    const b = program.unicode ? pointAt(text, begin + i) : strCharCodeAt(text, begin + i);
    if (a !== b) {
      if (!program.ignoreCase) return -1;
      if (canonicalize(a, program.unicode) !== canonicalize(b, program.unicode)) return -1;
    }
    i += a > 0xffff ? 2 : 1;
  }
  return backward ? begin : begin + length;
}

/** Drops the choices above `floor` and keeps the old values. */
function dropChoices(floor: number): void {
  let kept = floor;
  for (let i = floor; i < height; i += FRAME) {
    if (stack[i] !== OLD_VALUE) continue;
    for (let k = 0; k < FRAME; k++) stack[kept + k] = stack[i + k]!;
    kept += FRAME;
  }
  height = kept;
}

/** Takes frames off down to `floor`, putting old values back. */
function unwind(slots: Int32Array, floor: number): void {
  while (height > floor) {
    height -= FRAME;
    if (stack[height] === OLD_VALUE) slots[stack[height + 1]!] = stack[height + 2]!;
  }
}

function matchAt(program: Program, text: string, start: number): boolean {
  const code = program.code;
  const slots = program.slots;
  const unicode = program.unicode;
  const length = text.length;
  for (let i = 0; i < slots.length; i++) slots[i] = -1;
  height = 0;
  let pc = 0;
  let at = start | 0;
  for (;;) {
    let ok = true;
    switch (code[pc]! | 0) {
      case CHAR: {
        const c = code[pc + 1]! | 0;
        pc = (pc + 2) | 0;
        if (at < length && (unicode ? pointAt(text, at) : strCharCodeAt(text, at)) === c)
          at = (at + (c > 0xffff ? 2 : 1)) | 0;
        else ok = false;
        break;
      }
      case SET: {
        const set = program.sets[code[pc + 1]!]!;
        pc = (pc + 2) | 0;
        if (at >= length) ok = false;
        else {
          const c = unicode ? pointAt(text, at) : strCharCodeAt(text, at);
          if (set.has(c)) at = (at + (c > 0xffff ? 2 : 1)) | 0;
          else ok = false;
        }
        break;
      }
      case CHAR_BACK:
      case SET_BACK: {
        const isSet = code[pc] === SET_BACK;
        const operand = code[pc + 1]! | 0;
        pc = (pc + 2) | 0;
        if (at === 0) ok = false;
        else {
          const before = (unicode && isPairAt(text, at - 2) ? at - 2 : at - 1) | 0;
          const c = before === at - 2 ? pointAt(text, before) : strCharCodeAt(text, before);
          if (isSet ? program.sets[operand]!.has(c) : c === operand) at = before;
          else ok = false;
        }
        break;
      }
      case RUN: {
        const set = program.sets[code[pc + 1]!]!;
        const min = code[pc + 2]! | 0;
        const max = code[pc + 3]! | 0;
        let count = 0;
        let least = at;
        while (count < max && at < length) {
          const c = unicode ? pointAt(text, at) : strCharCodeAt(text, at);
          if (!set.has(c)) break;
          at = (at + (c > 0xffff ? 2 : 1)) | 0;
          count = (count + 1) | 0;
          if (count === min) least = at;
        }
        if (count < min) ok = false;
        else if (at > least && code[pc + 4] === 0) push(SHORTER_RUN, pc + 5, least, at);
        pc = (pc + 5) | 0;
        break;
      }
      case SPLIT:
        push(code[pc + 1]! | 0, at, 0, 0);
        pc = (pc + 2) | 0;
        break;
      case SPLIT_LAZY:
        push(pc + 2, at, 0, 0);
        pc = code[pc + 1]! | 0;
        break;
      case JUMP:
        pc = code[pc + 1]! | 0;
        break;
      case SAVE:
        setSlot(slots, code[pc + 1]! | 0, at);
        pc = (pc + 2) | 0;
        break;
      case CLEAR:
        for (let slot = code[pc + 1]! | 0; slot < (code[pc + 2]! | 0); slot++)
          if (slots[slot] !== -1) setSlot(slots, slot, -1);
        pc = (pc + 3) | 0;
        break;
      case ZERO:
        setSlot(slots, code[pc + 1]! | 0, 0);
        pc = (pc + 2) | 0;
        break;
      case COUNT: {
        const count = slots[code[pc + 1]!]!;
        const exit = code[pc + 5]! | 0;
        const body = (pc + 6) | 0;
        if (count < (code[pc + 2]! | 0)) pc = body;
        else if (count >= (code[pc + 3]! | 0)) pc = exit;
        else if (code[pc + 4] === 0) {
          push(exit, at, 0, 0);
          pc = body;
        } else {
          push(body, at, 0, 0);
          pc = exit;
        }
        break;
      }
      case NEXT:
        setSlot(slots, code[pc + 1]! | 0, slots[code[pc + 1]!]! + 1);
        pc = code[pc + 2]! | 0;
        break;
      case PROGRESS:
        ok = slots[code[pc + 1]!] !== at;
        pc = (pc + 2) | 0;
        break;
      case PROGRESS_AFTER:
        ok = slots[code[pc + 1]!] !== at || slots[code[pc + 2]!]! < (code[pc + 3]! | 0);
        pc = (pc + 4) | 0;
        break;
      case LOOK:
        setSlot(slots, (code[pc + 1]! | 0) + 1, at);
        setSlot(slots, code[pc + 1]! | 0, height + FRAME);
        pc = (pc + 2) | 0;
        break;
      case LOOK_HOLDS:
        at = slots[(code[pc + 1]! | 0) + 1]! | 0;
        dropChoices(slots[code[pc + 1]!]!);
        pc = (pc + 2) | 0;
        break;
      case LOOK_NOT:
        setSlot(slots, code[pc + 1]! | 0, height + FRAME);
        push(code[pc + 2]! | 0, at, 0, 0);
        pc = (pc + 3) | 0;
        break;
      case LOOK_FAILS:
        unwind(slots, slots[code[pc + 1]!]!);
        ok = false;
        break;
      case REFERENCE:
      case REFERENCE_BACK: {
        const end = referenceEnd(program, text, code[pc + 1]! | 0, at, code[pc] === REFERENCE_BACK);
        pc = (pc + 2) | 0;
        if (end < 0) ok = false;
        else at = end | 0;
        break;
      }
      case TEXT_START:
        ok = at === 0;
        pc = (pc + 1) | 0;
        break;
      case TEXT_END:
        ok = at === length;
        pc = (pc + 1) | 0;
        break;
      case LINE_START:
        ok = at === 0 || isLineEnd(strCharCodeAt(text, at - 1));
        pc = (pc + 1) | 0;
        break;
      case LINE_END:
        ok = at === length || isLineEnd(strCharCodeAt(text, at));
        pc = (pc + 1) | 0;
        break;
      case WORD_EDGE:
      case NOT_WORD_EDGE: {
        const isEdge = isWordAt(program, text, at - 1) !== isWordAt(program, text, at);
        ok = isEdge === (code[pc] === WORD_EDGE);
        pc = (pc + 1) | 0;
        break;
      }
      case MATCH:
        slots[0] = start;
        slots[1] = at;
        return true;
      default:
        throw new RangeError("regular expression: unknown instruction");
    }
    if (ok) continue;
    // Back to the latest choice.
    for (;;) {
      if (height === 0) return false;
      height = (height - FRAME) | 0;
      const what = stack[height]! | 0;
      if (what >= 0) {
        pc = what;
        at = stack[height + 1]! | 0;
        break;
      }
      if (what === OLD_VALUE) {
        slots[stack[height + 1]!] = stack[height + 2]!;
        continue;
      }
      pc = stack[height + 1]! | 0;
      const least = stack[height + 2]! | 0;
      const end = stack[height + 3]! | 0;
      at = (unicode && end - 2 >= least && isPairAt(text, end - 2) ? end - 2 : end - 1) | 0;
      if (at > least) {
        stack[height + 3] = at;
        height = (height + FRAME) | 0;
      }
      break;
    }
  }
}
