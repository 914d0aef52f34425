// The matcher: runs a program on a text by backtracking, with a stack of its own.
//
// Choices and old values of slots lie on one stack that grows up to a bound, so that no pattern overflows the
// stack of the program; beyond the bound a RangeError is thrown. How long matching takes is not bounded.

import { strCharCodeAt, strIndexOf } from "../native.ts";
import { canonicalize } from "./case.ts";
import type { CharSet } from "./char-set.ts";
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

/** The stack between two matches; `matchAt` works on it under a name of its own. */
let stack = new Int32Array(1024);

/**
 * `frames`, or a stack twice as long, with a frame at `top`. Indices are kept integers by `| 0`: doubles cost a
 * conversion at every access.
 */
function pushed(frames: Int32Array, top: number, what: number, a: number, b: number, c: number): Int32Array {
  const words = ((top + FRAME) | 0) > frames.length ? grow() : frames;
  words[top] = what;
  words[(top + 1) | 0] = a;
  words[(top + 2) | 0] = b;
  words[(top + 3) | 0] = c;
  return words;
}

function grow(): Int32Array {
  if (stack.length >= MAX_WORDS) {
    stack = new Int32Array(1024);
    throw new RangeError("Maximum call stack size exceeded");
  }
  const larger = new Int32Array(stack.length * 2);
  larger.set(stack);
  stack = larger;
  return larger;
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
      if (!program.unicode) start = rowEnd(text, start, first, false);
      else
        while (start < length && !first.has(pointAt(text, start)))
          start = (start + (isPairAt(text, start) ? 2 : 1)) | 0;
      if (start >= length) return false;
    }
    if (matchAt(program, text, start)) return true;
    const run = program.run;
    if (run === null) start = (start + (program.unicode && isPairAt(text, start) ? 2 : 1)) | 0;
    else {
      // A loop that may take nothing can fail where there is no such character.
      const end = rowEnd(text, start, run, true);
      start = end > start ? end : (start + 1) | 0;
    }
  }
  return false;
}

/** Where the row of characters from `start` ends that are in the set, or are not. */
function rowEnd(text: string, start: number, set: CharSet, isIn: boolean): number {
  const latin = set.latin;
  const length = text.length;
  let at = start | 0;
  while (at < length) {
    const c = strCharCodeAt(text, at);
    if ((c < 256 ? (latin[c]! | 0) !== 0 : set.has(c)) !== isIn) break;
    at = (at + 1) | 0;
  }
  return at;
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

/** Drops the choices from `floor` up to `top` and keeps the old values; where the stack ends then. */
function dropChoices(frames: Int32Array, floor: number, top: number): number {
  let kept = floor | 0;
  for (let i = floor | 0; i < top; i = (i + FRAME) | 0) {
    if (frames[i] !== OLD_VALUE) continue;
    for (let k = 0; k < FRAME; k++) frames[(kept + k) | 0] = frames[(i + k) | 0]!;
    kept = (kept + FRAME) | 0;
  }
  return kept;
}

/** Takes frames off from `top` down to `floor`, putting old values back. */
function unwind(frames: Int32Array, slots: Int32Array, floor: number, top: number): void {
  for (let i = (top - FRAME) | 0; i >= floor; i = (i - FRAME) | 0)
    if (frames[i] === OLD_VALUE) slots[frames[(i + 1) | 0]! | 0] = frames[(i + 2) | 0]! | 0;
}

/** Whether there is a match that begins at `start`. `top` is the height of the stack in words. */
function matchAt(program: Program, text: string, start: number): boolean {
  const code = program.code;
  const sets = program.sets;
  const slots = program.slots;
  const unicode = program.unicode;
  const length = text.length;
  for (let i = 0; i < slots.length; i++) slots[i] = -1;
  let frames = stack;
  let top = 0;
  let pc = 0;
  let at = start | 0;
  for (;;) {
    let ok = true;
    switch (code[pc]! | 0) {
      case CHAR: {
        const c = code[(pc + 1) | 0]! | 0;
        pc = (pc + 2) | 0;
        if (at < length && (unicode ? pointAt(text, at) : strCharCodeAt(text, at)) === c)
          at = (at + (c > 0xffff ? 2 : 1)) | 0;
        else ok = false;
        break;
      }
      case SET: {
        const set = sets[code[(pc + 1) | 0]! | 0]!;
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
        const operand = code[(pc + 1) | 0]! | 0;
        pc = (pc + 2) | 0;
        if (at === 0) ok = false;
        else {
          const before = (unicode && isPairAt(text, at - 2) ? at - 2 : at - 1) | 0;
          const c = before === at - 2 ? pointAt(text, before) : strCharCodeAt(text, before);
          if (isSet ? sets[operand]!.has(c) : c === operand) at = before;
          else ok = false;
        }
        break;
      }
      case RUN: {
        const set = sets[code[(pc + 1) | 0]! | 0]!;
        const min = code[(pc + 2) | 0]! | 0;
        const max = code[(pc + 3) | 0]! | 0;
        const latin = set.latin;
        let count = 0;
        let least = at;
        while (count < max && at < length) {
          const c = unicode ? pointAt(text, at) : strCharCodeAt(text, at);
          if (!(c < 256 ? (latin[c]! | 0) !== 0 : set.has(c))) break;
          at = (at + (c > 0xffff ? 2 : 1)) | 0;
          count = (count + 1) | 0;
          if (count === min) least = at;
        }
        if (count < min) ok = false;
        else if (at > least && (code[(pc + 4) | 0]! | 0) === 0) {
          frames = pushed(frames, top, SHORTER_RUN, (pc + 5) | 0, least, at);
          top = (top + FRAME) | 0;
        }
        pc = (pc + 5) | 0;
        break;
      }
      case SPLIT:
        frames = pushed(frames, top, code[(pc + 1) | 0]! | 0, at, 0, 0);
        top = (top + FRAME) | 0;
        pc = (pc + 2) | 0;
        break;
      case SPLIT_LAZY:
        frames = pushed(frames, top, (pc + 2) | 0, at, 0, 0);
        top = (top + FRAME) | 0;
        pc = code[(pc + 1) | 0]! | 0;
        break;
      case JUMP:
        pc = code[(pc + 1) | 0]! | 0;
        break;
      case SAVE:
      case ZERO: {
        const slot = code[(pc + 1) | 0]! | 0;
        // Where there is no choice to go back to, no old value is asked for.
        if (top > 0) {
          frames = pushed(frames, top, OLD_VALUE, slot, slots[slot]! | 0, 0);
          top = (top + FRAME) | 0;
        }
        slots[slot] = code[pc] === SAVE ? at : 0;
        pc = (pc + 2) | 0;
        break;
      }
      case CLEAR: {
        const end = code[(pc + 2) | 0]! | 0;
        for (let slot = code[(pc + 1) | 0]! | 0; slot < end; slot = (slot + 1) | 0) {
          if (slots[slot] === -1) continue;
          frames = pushed(frames, top, OLD_VALUE, slot, slots[slot]! | 0, 0);
          top = (top + FRAME) | 0;
          slots[slot] = -1;
        }
        pc = (pc + 3) | 0;
        break;
      }
      case COUNT: {
        const count = slots[code[(pc + 1) | 0]! | 0]! | 0;
        const exit = code[(pc + 5) | 0]! | 0;
        const body = (pc + 6) | 0;
        if (count < (code[(pc + 2) | 0]! | 0)) pc = body;
        else if (count >= (code[(pc + 3) | 0]! | 0)) pc = exit;
        else {
          const isLazy = (code[(pc + 4) | 0]! | 0) !== 0;
          frames = pushed(frames, top, isLazy ? body : exit, at, 0, 0);
          top = (top + FRAME) | 0;
          pc = isLazy ? exit : body;
        }
        break;
      }
      case NEXT: {
        const slot = code[(pc + 1) | 0]! | 0;
        const count = slots[slot]! | 0;
        frames = pushed(frames, top, OLD_VALUE, slot, count, 0);
        top = (top + FRAME) | 0;
        slots[slot] = count + 1;
        pc = code[(pc + 2) | 0]! | 0;
        break;
      }
      case PROGRESS:
        ok = (slots[code[(pc + 1) | 0]! | 0]! | 0) !== at;
        pc = (pc + 2) | 0;
        break;
      case PROGRESS_AFTER: {
        const isMoved = (slots[code[(pc + 1) | 0]! | 0]! | 0) !== at;
        ok = isMoved || (slots[code[(pc + 2) | 0]! | 0]! | 0) < (code[(pc + 3) | 0]! | 0);
        pc = (pc + 4) | 0;
        break;
      }
      case LOOK:
      case LOOK_NOT: {
        // Its two slots: where the stack ends before the lookaround, and the position.
        const slot = code[(pc + 1) | 0]! | 0;
        frames = pushed(frames, top, OLD_VALUE, slot, slots[slot]! | 0, 0);
        frames = pushed(frames, (top + FRAME) | 0, OLD_VALUE, (slot + 1) | 0, slots[(slot + 1) | 0]! | 0, 0);
        top = (top + 2 * FRAME) | 0;
        slots[slot] = top;
        slots[(slot + 1) | 0] = at;
        if (code[pc] === LOOK) pc = (pc + 2) | 0;
        else {
          frames = pushed(frames, top, code[(pc + 2) | 0]! | 0, at, 0, 0);
          top = (top + FRAME) | 0;
          pc = (pc + 3) | 0;
        }
        break;
      }
      case LOOK_HOLDS: {
        const slot = code[(pc + 1) | 0]! | 0;
        at = slots[(slot + 1) | 0]! | 0;
        top = dropChoices(frames, slots[slot]! | 0, top);
        pc = (pc + 2) | 0;
        break;
      }
      case LOOK_FAILS: {
        const floor = slots[code[(pc + 1) | 0]! | 0]! | 0;
        unwind(frames, slots, floor, top);
        top = floor;
        ok = false;
        break;
      }
      case REFERENCE:
      case REFERENCE_BACK: {
        const group = code[(pc + 1) | 0]! | 0;
        const end = referenceEnd(program, text, group, at, code[pc] === REFERENCE_BACK) | 0;
        pc = (pc + 2) | 0;
        if (end < 0) ok = false;
        else at = end;
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
      if (top === 0) return false;
      top = (top - FRAME) | 0;
      const what = frames[top]! | 0;
      if (what >= 0) {
        pc = what;
        at = frames[(top + 1) | 0]! | 0;
        break;
      }
      if (what === OLD_VALUE) {
        slots[frames[(top + 1) | 0]! | 0] = frames[(top + 2) | 0]! | 0;
        continue;
      }
      pc = frames[(top + 1) | 0]! | 0;
      const least = frames[(top + 2) | 0]! | 0;
      const end = frames[(top + 3) | 0]! | 0;
      at = (unicode && end - 2 >= least && isPairAt(text, end - 2) ? end - 2 : end - 1) | 0;
      if (at > least) {
        frames[(top + 3) | 0] = at;
        top = (top + FRAME) | 0;
      }
      break;
    }
  }
}
