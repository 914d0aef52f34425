// Registers of the Allwinner SD/MMC host, and which of its events mean failure.
//
// Names and bits are those of the A10 User Manual, chapter "SD/MMC Host Controller"; NTSR and SAMP_DL exist
// from the R40 generation on.

import type { HostResult } from "./sd-host.ts";

export const GCTRL = 0x00;
export const CLKCR = 0x04;
export const TIMEOUT = 0x08;
export const WIDTH = 0x0c;
export const BLKSZ = 0x10;
export const BYTECNT = 0x14;
export const CMD = 0x18;
export const ARG = 0x1c;
export const RESP0 = 0x20; // four registers
export const IMASK = 0x30;
export const RINT = 0x38; // write 1 to clear
export const STATUS = 0x3c;
export const FTRGLEVEL = 0x40;
export const NTSR = 0x5c;
export const DMAC = 0x80;
export const DLBA = 0x84;
export const IDST = 0x88; // write 1 to clear
export const IDIE = 0x8c;
export const SAMP_DL = 0x144;

export const GCTRL_FIFO_RESET = 0x02;
export const GCTRL_DMA_RESET = 0x04;
/** Host, FIFO and DMA reset; each clears itself. */
export const GCTRL_RESETS = 0x07;
export const GCTRL_INTERRUPT_ENABLE = 0x10;
export const GCTRL_DMA_ENABLE = 0x20;
export const GCTRL_FIFO_BY_CPU = 0x8000_0000;

export const CLKCR_CARD_CLOCK_ON = 0x0001_0000;
export const TIMEOUT_MAX = 0xffff_ffff;
export const WIDTH_1 = 0;
export const WIDTH_4 = 1;
export const FTRGLEVEL_BURST_8_RX_7_TX_8 = 0x2007_0008;

export const CMD_RESPONSE = 0x0000_0040;
export const CMD_LONG_RESPONSE = 0x0000_0080;
export const CMD_CHECK_CRC = 0x0000_0100;
export const CMD_DATA = 0x0000_0200;
export const CMD_WRITE = 0x0000_0400;
/** Send CMD12 by itself after the last block. */
export const CMD_AUTO_STOP = 0x0000_1000;
/** Send only after the previous data transfer has ended. */
export const CMD_WAIT_PREVIOUS = 0x0000_2000;
export const CMD_STOP_ABORT = 0x0000_4000;
/** Send 80 clocks first, for a card that has just got power. */
export const CMD_SEND_INIT = 0x0000_8000;
export const CMD_UPDATE_CLOCK = 0x0020_0000;
export const CMD_START = 0x8000_0000;
/** The two commands that the host itself treats specially. */
export const INDEX_GO_IDLE = 0;
export const INDEX_STOP = 12;

export const RINT_RESPONSE_ERROR = 0x0002;
export const RINT_COMMAND_DONE = 0x0004;
export const RINT_DATA_OVER = 0x0008;
export const RINT_RESPONSE_CRC = 0x0040;
export const RINT_DATA_CRC = 0x0080;
export const RINT_RESPONSE_TIMEOUT = 0x0100;
export const RINT_DATA_TIMEOUT = 0x0200;
export const RINT_FIFO_RUN = 0x0800;
export const RINT_LOCKED = 0x1000;
export const RINT_START_BIT = 0x2000;
export const RINT_AUTO_COMMAND_DONE = 0x4000;
export const RINT_END_BIT = 0x8000;
export const RINT_ALL = 0xffff_ffff;

export const STATUS_FIFO_EMPTY = 0x0004;
export const STATUS_FIFO_FULL = 0x0008;
export const STATUS_CARD_BUSY = 0x0200;
/** STATUS b30:17: words in the FIFO. */
export const STATUS_FIFO_LEVEL_SHIFT = 17;
export const STATUS_FIFO_LEVEL_MASK = 0x3fff;

export const DMAC_RESET = 0x01;
export const DMAC_FIXED_BURST = 0x02;
export const DMAC_ENABLE = 0x80;
/** Sent (b0), received (b1), bus error (b2), no descriptor (b4), card error (b5), summaries (b8, b9). */
export const IDST_ALL = 0x337;
export const IDST_RECEIVED = 0x002;
export const IDST_BUS_ERROR = 0x004;
export const IDIE_RECEIVED = 0x002;

export const NTSR_NEW_TIMING = 0x8000_0000;
export const SAMP_DL_SOFTWARE_0 = 0x80;

/** What the error bits of RINT say; "ok" when there are none. */
export function failureIn(events: number): HostResult {
  // A missing response is RESPONSE_TIMEOUT on hardware and RESPONSE_ERROR in QEMU.
  if ((events & (RINT_RESPONSE_TIMEOUT | RINT_RESPONSE_ERROR)) !== 0) return "no-response";
  if ((events & (RINT_RESPONSE_CRC | RINT_DATA_CRC | RINT_START_BIT | RINT_END_BIT)) !== 0) return "crc";
  if ((events & RINT_DATA_TIMEOUT) !== 0) return "timed-out";
  if ((events & (RINT_FIFO_RUN | RINT_LOCKED)) !== 0) return "stuck";
  return "ok";
}
