// Time and randomness for programs without a platform of their own; drivers have their own clocks (../timer).
//
// The Cortex-A7 has a counter. On the A10 it is timer 2, which no driver uses: 24 MHz, counting down, extended at every
// reading, so that a program must read it once in 178 seconds, which every event loop does.

import { counterFrequency, readCounter } from "../cpu.ts";
import { read32, write32 } from "../mmio.ts";
import { boardWord, CORTEX_A7, TIMER_BASE } from "./words.ts";

/** Registers of timer 2, from the timers' base on. */
const CTRL = 0x30;
const INTV = 0x34;
const CURRENT = 0x38;
/** Enable, reload, 24 MHz crystal, continuous. */
const CTRL_RUN = 0x07;
const TICKS_PER_MS = 24000;
const FULL = 0xffff_ffff;

/** Before the program starts. */
export function startBoardClock(): void {
  if (boardWord(CORTEX_A7) === 1) return;
  write32(boardWord(TIMER_BASE) + INTV, FULL);
  write32(boardWord(TIMER_BASE) + CTRL, CTRL_RUN);
}

let lastCount = FULL;
/** Exact for eleven years. */
let ticks = 0;

/** Since the program started, milliseconds. */
export function boardNowMs(): number {
  if (boardWord(CORTEX_A7) === 1) {
    // The SPL leaves the frequency at 0.
    const hertz = counterFrequency();
    return hertz === 0 ? readCounter() / TICKS_PER_MS : (readCounter() * 1000) / hertz;
  }
  const count = read32(boardWord(TIMER_BASE) + CURRENT);
  ticks += (lastCount - count) >>> 0;
  lastCount = count;
  return ticks / TICKS_PER_MS;
}

/** There is no clock of the day here: time counts from the start of the board, as if that were 1970. */
export function boardWallMs(): number {
  return Math.floor(boardNowMs());
}

export function boardSleepMs(duration: number): void {
  const end = boardNowMs() + duration;
  while (boardNowMs() < end);
}

// Marsaglia's xorshift128.
let x = 0;
let y = 362436069;
let z = 521288629;
let w = 88675123;

function next(): number {
  const t = x ^ (x << 11);
  x = y;
  y = z;
  z = w;
  w = w ^ (w >>> 19) ^ t ^ (t >>> 8);
  return w >>> 0;
}

/** 0 <= n < 1. Not for secrets: seeded from the time that booting took. */
export function boardRandom(): number {
  if (x === 0) {
    x = Math.floor(boardNowMs() * TICKS_PER_MS) | 1;
    for (let i = 0; i < 8; i++) next();
  }
  return next() / 4294967296 + (next() >>> 11) / 9007199254740992;
}
