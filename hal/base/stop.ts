// How a board's program ends: quietly, or with a note of the cause and a reset by the watchdog.

import { waitForInterrupt } from "../cpu.ts";
import { barrier, write32 } from "../mmio.ts";
import { flushConsole } from "./console.ts";
import {
  boardWord,
  DMA_BASE,
  DMA_SIZE,
  SEMIHOSTING,
  semihosting,
  WATCHDOG_BASE,
  WATCHDOG_KIND,
} from "./words.ts";

/** Exit code of a panic. */
export const PANIC_STATUS = 70;
/** Why the reset that follows happens, for ../watchdog/reset-record.ts: in the last line of the uncached memory. */
const RECORD_BYTES = 64;
const CAUSE_PANIC = 0x5253_5403;
const CAUSE_EXIT = 0x5253_5404;
const WATCHDOG_KEY = (0xa57 << 1) | 1;
const SYS_EXIT_EXTENDED = 0x20;
const ADP_STOPPED_APPLICATION_EXIT = 0x2_0026;

/** Ends the program: the emulator with an exit code, a board by a reset within a second. */
export function stopBoard(code: number): void {
  const record = (boardWord(DMA_BASE) + boardWord(DMA_SIZE) - RECORD_BYTES) >>> 0;
  const cause = code === PANIC_STATUS ? CAUSE_PANIC : CAUSE_EXIT;
  write32(record, cause);
  write32((record + 4) >>> 0, ~cause);
  barrier();
  flushConsole();
  if (boardWord(SEMIHOSTING) === 1) semihosting(SYS_EXIT_EXTENDED, ADP_STOPPED_APPLICATION_EXIT, code);
  const watchdog = boardWord(WATCHDOG_BASE);
  if (boardWord(WATCHDOG_KIND) === 0) {
    // sun4i: CTRL +0, MODE +4 (enable b0, reset b1, interval b6:3).
    write32((watchdog + 4) >>> 0, (1 << 3) | 3);
    write32(watchdog, WATCHDOG_KEY);
  } else {
    // sun6i: CTRL +0x10, CFG +0x14 (1: reset the system), MODE +0x18 (enable b0, interval b7:4).
    write32((watchdog + 0x14) >>> 0, 1);
    write32((watchdog + 0x18) >>> 0, (1 << 4) | 1);
    write32((watchdog + 0x10) >>> 0, WATCHDOG_KEY);
  }
  for (;;) waitForInterrupt();
}

/** A program that ends well leaves the board quiet; any other end starts it again. */
export function exitBoard(code: number): void {
  if (code !== 0 || boardWord(SEMIHOSTING) === 1) stopBoard(code);
  flushConsole();
  for (;;) waitForInterrupt();
}
