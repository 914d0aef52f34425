// Data through the FIFO of the Allwinner SD/MMC host, by the CPU.
//
// The time limit counts from the last word that moved, so that a slow card is waited for and a silent one is
// not. Errors of the line are noticed while waiting, before the limit.

import { read32, readFifo, writeFifo } from "../mmio.ts";
import type { Clock } from "../timer/clock.ts";
import { Deadline } from "../timer/wait.ts";
import type { HostResult } from "./sd-host.ts";
import {
  failureIn,
  RINT,
  STATUS,
  STATUS_FIFO_EMPTY,
  STATUS_FIFO_FULL,
  STATUS_FIFO_LEVEL_MASK,
  STATUS_FIFO_LEVEL_SHIFT,
} from "./sunxi-mmc-registers.ts";

/** SD Physical Layer Specification 4.6.2.1: a card delivers a block within 100 ms. Writes may take 500 ms. */
const SILENCE_MICROSECONDS = 1_000_000;
/** Words that fit into an empty FIFO on every SoC: its transmit trigger level. */
const EMPTY_FIFO_WORDS = 8;

/** Without the DMA request in b31, so that -1 is free to mean "none". */
const STATUS_USED = 0x7fff_ffff;

/** Moves `words` words from the FIFO at address `fifo` into `into`. `base` is the host's first register. */
export function drainFifo(
  clock: Clock,
  base: number,
  fifo: number,
  into: Uint8Array,
  offset: number,
  words: number,
): HostResult {
  let at = offset;
  let left = words;
  while (left > 0) {
    const status = waitForStatus(clock, base, STATUS_FIFO_EMPTY);
    if (status < 0) return silence(base);
    // A FIFO that is completely full reports level 0 (seen on the A20); not empty means at least one word.
    let ready = (status >>> STATUS_FIFO_LEVEL_SHIFT) & STATUS_FIFO_LEVEL_MASK;
    if (ready === 0) ready = 1;
    if (ready > left) ready = left;
    readFifo(fifo, into, at, ready);
    at += 4 * ready;
    left -= ready;
  }
  return "ok";
}

/** Moves `words` words from `from` into the FIFO at address `fifo`. */
export function fillFifo(
  clock: Clock,
  base: number,
  fifo: number,
  from: Uint8Array,
  offset: number,
  words: number,
): HostResult {
  let at = offset;
  let left = words;
  while (left > 0) {
    const status = waitForStatus(clock, base, STATUS_FIFO_FULL);
    if (status < 0) return silence(base);
    let room = (status & STATUS_FIFO_EMPTY) !== 0 ? EMPTY_FIFO_WORDS : 1;
    if (room > left) room = left;
    writeFifo(fifo, from, at, room);
    at += 4 * room;
    left -= room;
  }
  return "ok";
}

/** STATUS (b30:0) as soon as `mask` is clear in it, or -1 when an error or the time limit comes first. */
function waitForStatus(clock: Clock, base: number, mask: number): number {
  // The usual case first: a deadline costs two more register reads.
  let status = read32(base + STATUS) & STATUS_USED;
  if ((status & mask) === 0) return status;
  const deadline = new Deadline(clock, SILENCE_MICROSECONDS);
  for (;;) {
    const late = deadline.passed();
    status = read32(base + STATUS) & STATUS_USED;
    if ((status & mask) === 0) return status;
    if (late || failureIn(read32(base + RINT)) !== "ok") return -1;
  }
}

function silence(base: number): HostResult {
  const failure = failureIn(read32(base + RINT));
  return failure === "ok" ? "timed-out" : failure;
}
