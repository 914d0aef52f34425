// The last words of a program on a board: what happened, registers, return addresses, build.
//
//   ingot panic: <what happened>
//     fault <cause> status 0x........ address 0x........        (exceptions only)
//     pc 0x........ sp 0x........ lr 0x........ cpsr 0x........  (exceptions only)
//     r0 0x........ ... r12 0x........                           (exceptions only)
//     at 0x........                                              (innermost first)
//     build <id>
//
// Addresses after `at` are return addresses found on the stack: words that point into .text just behind a call. Stale
// ones can be among them; `ingot decode` turns them into file and line. Must work when nothing else does: output is
// polled and bounded, and nothing here may make an object (but captureStack, which is no part of a panic).

import { read32, write32 } from "../mmio.ts";
import { byteAt, putByte } from "./console.ts";
import { PANIC_STATUS, stopBoard } from "./stop.ts";
import {
  BUILD_ID,
  boardWord,
  DMA_BASE,
  DMA_SIZE,
  DRAM_END,
  GUARD_BYTES,
  IMAGE_START,
  STACK_BYTES,
  stackAddress,
  TEXT_END,
  textOfUnit,
  unitAt,
} from "./words.ts";

const MOST_FRAMES = 32;
const MOST_CAPTURED = 10;
/** Of stack looked at. */
const MOST_STACK = 0x1_0000;
/** Causes as the vectors number them; then one that comes from the program, with a text. */
const UNDEFINED = 1;
const PREFETCH = 3;
const DATA = 4;
const UNASKED = 5;
const TEXT = 7;
/** Where the saved registers have PC, SP, LR and CPSR, in words. */
const SP = 13;
const LR = 14;
const PC = 15;
const CPSR = 16;
/** Behind the registers: fault status and fault address. */
const STATUS = 17;
const ADDRESS = 18;
const DFSR_WRITE = 0x800;

// The record stays in uncached memory as well, for ../watchdog/panic-note.ts: mark, length, text.
const NOTE_BYTES = 1024;
const NOTE_HEAD = 8;
const RESET_RECORD_BYTES = 64;
const NOTE_MARK = 0x434e_4150;

function note(): number {
  return (boardWord(DMA_BASE) + boardWord(DMA_SIZE) - RESET_RECORD_BYTES - NOTE_BYTES) >>> 0;
}

function put(byte: number): void {
  const at = note();
  const length = read32(at + 4);
  if (length < NOTE_BYTES - NOTE_HEAD) {
    const word = (at + NOTE_HEAD + (length & ~3)) >>> 0;
    const shift = (length & 3) << 3;
    write32(word, (read32(word) & ~(0xff << shift)) | (byte << shift));
    write32(at + 4, length + 1);
  }
  putByte(byte);
}

function say(text: string): void {
  for (let i = 0; i < text.length; i++) put(unitAt(text, i));
}

function sayBytes(address: number): void {
  for (let at = address >>> 0; byteAt(at) !== 0; at = (at + 1) >>> 0) put(byteAt(at));
}

function digit(value: number, place: number): number {
  const d = (value >>> (place << 2)) & 15;
  return d < 10 ? 48 + d : 87 + d;
}

function named(name: string, value: number): void {
  say(name);
  say("0x");
  for (let place = 7; place >= 0; place--) put(digit(value, place));
}

/** A word that points just behind a call instruction: Thumb's BL, BLX label or BLX register, with bit 0 set as in LR. */
function isReturnAddress(word: number): boolean {
  if ((word & 1) === 0 || word < (boardWord(IMAGE_START) + 4) >>> 0 || word >= boardWord(TEXT_END))
    return false;
  const second = halfAt((word - 3) >>> 0);
  if ((second & 0xff87) === 0x4780) return true;
  return (halfAt((word - 5) >>> 0) & 0xf800) === 0xf000 && (second & 0xc000) === 0xc000;
}

function halfAt(address: number): number {
  return (read32(address & ~3) >>> ((address & 2) << 3)) & 0xffff;
}

/** The lowest address of the stack from `at` on that holds a return address, before `end`; else 0. */
function nextReturn(at: number, end: number): number {
  for (let p = at >>> 0; p < end; p = (p + 4) >>> 0) if (isReturnAddress(read32(p))) return p;
  return 0;
}

/** Where to look for return addresses from a stack pointer on: it, or the end of the stack that overflowed, or nowhere. */
function stackFrom(sp: number): number {
  const low = (boardWord(DRAM_END) - STACK_BYTES) >>> 0;
  if ((low - sp - 1) >>> 0 < GUARD_BYTES) return low;
  return sp < low ? boardWord(DRAM_END) : (sp & ~3) >>> 0;
}

function stackEnd(start: number): number {
  const end = (start + MOST_STACK) >>> 0;
  const top = boardWord(DRAM_END);
  if (end < top) return end;
  return top;
}

function sayFrame(address: number): void {
  named("  at ", address);
  say("\n");
}

function causeOf(cause: number, status: number, address: number): string {
  if (cause === UNDEFINED) return "undefined instruction";
  if (cause === PREFETCH) return "execution of memory that is not code";
  if (cause !== DATA) return "interrupt that nobody asked for";
  const stack = (boardWord(DRAM_END) - STACK_BYTES) >>> 0;
  if ((stack - address - 1) >>> 0 < GUARD_BYTES) return "stack overflow";
  switch (status & 0x40d) {
    case 0x5: // translation, of a section or a page
      return (status & DFSR_WRITE) === 0 ? "read of unmapped memory" : "write to unmapped memory";
    case 0xd: // permission
      return "write to read-only memory";
    case 0x1:
      return "unaligned access";
    default:
      return "nothing answers at this address";
  }
}

function faultName(cause: number): string {
  switch (cause) {
    case UNDEFINED:
      return "undefined-instruction";
    case 2:
      return "supervisor-call";
    case PREFETCH:
      return "prefetch-abort";
    case DATA:
      return "data-abort";
    case UNASKED:
      return "interrupt";
    case 6:
      return "fast-interrupt";
    default:
      return "unexpected";
  }
}

function sayRegisters(cause: number, saved: number): void {
  const pc = savedWord(saved, PC);
  const status = savedWord(saved, STATUS);
  const address = savedWord(saved, ADDRESS);
  say(causeOf(cause, status, address));
  say("\n  fault ");
  say(faultName(cause));
  named(" status ", status);
  named(" address ", address);
  named("\n  pc ", pc);
  named(" sp ", savedWord(saved, SP));
  named(" lr ", savedWord(saved, LR));
  named(" cpsr ", savedWord(saved, CPSR));
  for (let i = 0; i < SP; i++) {
    say(i === 0 || i === 7 ? "\n  r" : " r");
    if (i >= 10) put(49);
    put(48 + (i < 10 ? i : i - 10));
    named(" ", savedWord(saved, i));
  }
  say("\n");
  // As if it were a return address: decoders look one byte before it.
  if (pc >= boardWord(IMAGE_START) && pc < boardWord(TEXT_END)) sayFrame((pc + 2) >>> 0);
  const lr = savedWord(saved, LR);
  if (isReturnAddress(lr)) sayFrame((lr - 1) >>> 0);
}

function savedWord(saved: number, index: number): number {
  return read32((saved + (index << 2)) >>> 0);
}

let isPanicking = false;

/**
 * Reports and stops. `cause` 0 to 6: an exception, with its registers saved at `place`; 7: a text that ends in a zero byte
 * at `place`. `sp` is where its stack begins.
 */
export function reportPanic(cause: number, place: number, sp: number): void {
  if (isPanicking) {
    say("\ningot panic: a second fault while reporting the first\n");
    stopBoard(PANIC_STATUS);
  }
  isPanicking = true;
  write32(note(), NOTE_MARK);
  write32(note() + 4, 0);
  say("\ningot panic: ");
  if (cause === TEXT) {
    sayBytes(place);
    say("\n");
  } else sayRegisters(cause | 0, place >>> 0);
  let at = stackFrom(sp >>> 0);
  const end = stackEnd(at);
  for (let frames = 0; frames < MOST_FRAMES; frames++) {
    at = nextReturn(at, end);
    if (at === 0) break;
    sayFrame((read32(at) - 1) >>> 0);
    at = (at + 4) >>> 0;
  }
  say("  build ");
  sayBytes(boardWord(BUILD_ID));
  say("\n");
  stopBoard(PANIC_STATUS);
}

/** error.stack below its first line: one "at" line per return address, for `ingot decode`. */
export function captureBoardStack(_error: object): string {
  let text = "";
  let at = stackFrom(stackAddress());
  const end = stackEnd(at);
  for (let frames = 0; frames < MOST_CAPTURED; frames++) {
    at = nextReturn(at, end);
    if (at === 0) break;
    text += "\n    at 0x";
    for (let place = 7; place >= 0; place--) text += textOfUnit(digit(read32(at) - 1, place));
    at = (at + 4) >>> 0;
  }
  return text;
}

/** What was captured says it all: `ingot decode` knows the functions, and the image does not. */
export function capturedFrames(_error: object, captured: string): string {
  return captured;
}
