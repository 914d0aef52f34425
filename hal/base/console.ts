// The console before and below any driver: bytes to UART 0, polled and bounded, so that a dead UART stops nothing.
//
// Lines end with CR LF, except in the emulator, where tests compare bytes and stderr is the emulator's.

import { read32, write32 } from "../mmio.ts";
import { boardWord, SEMIHOSTING, semihosting, UART_BASE } from "./words.ts";

/** Offset of the line status: room for a byte, all sent. */
const LSR = 0x14;
const LSR_THRE = 0x20;
const LSR_TEMT = 0x40;
/** Polls: many times a byte's 87 us at 115200 baud. */
const PATIENCE = 1_000_000;
const SYS_WRITEC = 3;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

function waitFor(flag: number): void {
  const status = (boardWord(UART_BASE) + LSR) >>> 0;
  for (let i = 0; i < PATIENCE && (read32(status) & flag) === 0; i++);
}

/** One byte of text. */
export function putByte(byte: number): void {
  if (byte === LINE_FEED && boardWord(SEMIHOSTING) === 0) putByte(CARRIAGE_RETURN);
  waitFor(LSR_THRE);
  write32(boardWord(UART_BASE), byte);
}

/** Waits until all is sent. */
export function flushConsole(): void {
  waitFor(LSR_TEMT);
}

/** The byte at any address. */
export function byteAt(address: number): number {
  return (read32(address & ~3) >>> (8 * (address & 3))) & 0xff;
}

/** Writes `count` bytes from `address` on; stream 1 stdout, 2 stderr. */
export function writeToBoard(stream: number, address: number, count: number): void {
  const isError = stream === 2 && boardWord(SEMIHOSTING) === 1;
  if (isError) flushConsole();
  const end = (address + count) >>> 0;
  for (let at = address >>> 0; at !== end; at = (at + 1) >>> 0) {
    const byte = byteAt(at);
    if (isError) semihosting(SYS_WRITEC, byte, 0);
    else putByte(byte);
  }
}
