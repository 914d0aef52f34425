// Why the program started: a note in DRAM that outlives a reset, because these SoCs have no register that tells.
//
//   word 0: | "RST" | cause |     word 1: the complement of word 0
//
// The memory is uncached, or the note would stay in the cache. After the power was off its contents are random, which
// the complement shows. ../base/stop.ts writes the note, too, when it stops a program.

import { barrier, read32, write32 } from "../mmio.ts";

/**
 * "restart": the program asked for it. "panic": it had to be stopped. "exit": it ended with an exit code that is not 0.
 * "watchdog": nobody announced the reset: the watchdog's, the reset button's, or a loss of power too short for DRAM
 * to forget.
 */
export type ResetReason = "power-on" | "restart" | "panic" | "exit" | "watchdog";

const MARK = 0x5253_5400;
const MARK_MASK = 0xffff_ff00;
const CAUSE_RUNNING = 1;
const CAUSE_RESTART = 2;
const CAUSE_PANIC = 3;
const CAUSE_EXIT = 4;

export class ResetRecord {
  private readonly address: number;

  /** `address`: 8 bytes of uncached memory that nothing else uses, a multiple of 4. */
  constructor(address: number) {
    this.address = address;
  }

  /** Reads why the program started, and notes that it runs: what ends it without a word is a "watchdog". */
  take(): ResetReason {
    const word = read32(this.address);
    const valid = read32(this.address + 4) === ~word >>> 0 && (word & MARK_MASK) === MARK;
    this.note(CAUSE_RUNNING);
    if (!valid) return "power-on";
    switch (word & 0xff) {
      case CAUSE_RUNNING:
        return "watchdog";
      case CAUSE_RESTART:
        return "restart";
      case CAUSE_PANIC:
        return "panic";
      case CAUSE_EXIT:
        return "exit";
      default:
        return "power-on";
    }
  }

  /** Notes that the reset which follows was asked for. */
  noteRestart(): void {
    this.note(CAUSE_RESTART);
  }

  private note(cause: number): void {
    const word = (MARK | cause) >>> 0;
    write32(this.address, word);
    write32(this.address + 4, ~word >>> 0);
    barrier();
  }
}
