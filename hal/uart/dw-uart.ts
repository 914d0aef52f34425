// DesignWare UART (a 16550 with extras) as Allwinner builds it in: 8 data bits, no parity, one stop bit.
//
// Polled sending, polled or interrupt-announced receiving. No flow control, no modem lines, no DMA. Register
// names are those of the A10 User Manual, chapter "UART".
//
// Waits are bounded by a number of polls, not by a clock: the console must speak before anything else works.

import { read32, write32 } from "../mmio.ts";
import type { Uart } from "./uart.ts";

const RBR_THR_DLL = 0x00; // receive / transmit / divisor low while LCR.DLAB = 1
const IER_DLH = 0x04; // interrupt enable / divisor high while LCR.DLAB = 1
const FCR = 0x08;
const LCR = 0x0c;
const MCR = 0x10;
const LSR = 0x14;
const USR = 0x7c; // not in QEMU, which reads 0: never busy

const LCR_8N1 = 0x03;
const LCR_DLAB = 0x80;
/**
 * FIFOs on, both cleared, receive trigger at half full: a character timeout announces fewer bytes. An emulator hands over
 * no more at a time than the trigger says, which at one byte costs it a round of its main loop for each.
 */
const FCR_ENABLE_AND_CLEAR = 0x87;
const MCR_DTR_RTS = 0x03;
const IER_RECEIVE = 0x01;
const LSR_DATA_READY = 0x01;
const LSR_THR_EMPTY = 0x20;
const LSR_TRANSMITTER_EMPTY = 0x40;
const USR_BUSY = 0x01;

/** Bytes that fit once LSR says that the transmit FIFO is empty: 64 on hardware, 16 in QEMU. */
const BURST_BYTES = 16;
/** A register read takes 50 ns or more on the APB, so this is 50 ms or more: nine full FIFOs at 115200 baud. */
const MAX_POLLS = 1_000_000;
const OVERSAMPLING = 16;
/** A fiftieth: a character has ten bits, and the last must be read in its first half. */
const MOST_ERROR = 50;

export class DwUart implements Uart {
  private readonly base: number;
  private readonly inputClockHz: number;
  private divisor: number;
  /** True after a wait that ended without room: later writes do not wait again until there is some. */
  private stuck: boolean;

  /** `inputClockHz` is the APB clock, 24 MHz when it comes from the crystal. */
  constructor(options: { readonly base: number; readonly inputClockHz: number; readonly baud: number }) {
    this.base = options.base;
    this.inputClockHz = options.inputClockHz;
    this.divisor = divisorFor(options.inputClockHz, options.baud);
    this.stuck = false;
  }

  /** Sets line format and speed, clears both FIFOs, turns interrupts off. Call once, before anything else. */
  start(): void {
    const base = this.base;
    // The SPL's last characters may still be on the wire, and LCR ignores writes while the UART is busy.
    this.drain();
    pollUntilClear(base + USR, USR_BUSY);
    write32(base + LCR, LCR_DLAB | LCR_8N1);
    write32(base + RBR_THR_DLL, this.divisor & 0xff);
    write32(base + IER_DLH, (this.divisor >> 8) & 0xff);
    write32(base + LCR, LCR_8N1);
    write32(base + FCR, FCR_ENABLE_AND_CLEAR);
    write32(base + MCR, MCR_DTR_RTS);
    write32(base + IER_DLH, 0);
  }

  setBaud(rate: number): boolean {
    const divisor = divisorFor(this.inputClockHz, rate);
    const real = this.inputClockHz / (OVERSAMPLING * divisor);
    if (divisor < 1 || divisor > 0xffff || Math.abs(real - rate) > rate / MOST_ERROR) return false;
    const receives = (read32(this.base + IER_DLH) & IER_RECEIVE) !== 0;
    this.divisor = divisor;
    this.start();
    if (receives) this.enableReceiveInterrupt(true);
    return true;
  }

  write(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    while (at < to) {
      if (!this.waitForRoom()) break;
      const end = Math.min(at + BURST_BYTES, to);
      while (at < end) {
        write32(this.base + RBR_THR_DLL, bytes[at]!);
        at += 1;
      }
    }
    return at - from;
  }

  read(): number {
    if ((read32(this.base + LSR) & LSR_DATA_READY) === 0) return -1;
    return read32(this.base + RBR_THR_DLL) & 0xff;
  }

  drain(): void {
    if (this.stuck) return;
    pollUntilSet(this.base + LSR, LSR_TRANSMITTER_EMPTY);
  }

  enableReceiveInterrupt(on: boolean): void {
    write32(this.base + IER_DLH, on ? IER_RECEIVE : 0);
  }

  private waitForRoom(): boolean {
    if (this.stuck) {
      this.stuck = (read32(this.base + LSR) & LSR_THR_EMPTY) === 0;
    } else {
      this.stuck = !pollUntilSet(this.base + LSR, LSR_THR_EMPTY);
    }
    return !this.stuck;
  }
}

function divisorFor(inputClockHz: number, baud: number): number {
  const step = OVERSAMPLING * baud;
  return Math.floor((inputClockHz + step / 2) / step);
}

function pollUntilSet(address: number, mask: number): boolean {
  for (let i = 0; i < MAX_POLLS; i++) {
    if ((read32(address) & mask) !== 0) return true;
  }
  return false;
}

function pollUntilClear(address: number, mask: number): boolean {
  for (let i = 0; i < MAX_POLLS; i++) {
    if ((read32(address) & mask) === 0) return true;
  }
  return false;
}
