// Model of the DesignWare UART: line settings, a transmitter that may get stuck, a receive queue.

import type { DeviceModel } from "../bus.ts";

const DATA = 0x00;
const IER = 0x04;
const FCR = 0x08;
const LCR = 0x0c;
const LSR = 0x14;
const USR = 0x7c;
const LCR_DLAB = 0x80;
const LSR_DATA_READY = 0x01;
const LSR_EMPTY = 0x60;
const FCR_CLEAR_RECEIVE = 0x02;

export class DwUartModel implements DeviceModel {
  readonly name: string;
  readonly base: number;
  readonly sizeBytes = 0x400;
  /** Everything that has left the transmitter. */
  readonly sent: number[] = [];
  divisor = 0;
  lineControl = 0;
  /** Fault: the transmitter never empties its FIFO again. */
  stuck = false;
  private interrupts = 0;
  private readonly received: number[] = [];
  private readonly other = new Map<number, number>();
  private readonly listener: (byte: number) => void;

  constructor(options: { name?: string; base: number; onByte?: (byte: number) => void }) {
    this.name = options.name ?? "uart0";
    this.base = options.base;
    this.listener = options.onByte ?? (() => {});
  }

  read32(address: number): number {
    const offset = address - this.base;
    const dlab = (this.lineControl & LCR_DLAB) !== 0;
    if (offset === DATA) return dlab ? this.divisor & 0xff : (this.received.shift() ?? 0);
    if (offset === IER) return dlab ? this.divisor >> 8 : this.interrupts;
    if (offset === LCR) return this.lineControl;
    if (offset === LSR) return (this.stuck ? 0 : LSR_EMPTY) | (this.received.length > 0 ? LSR_DATA_READY : 0);
    if (offset === USR) return this.stuck ? 1 : 0;
    return this.other.get(offset) ?? 0;
  }

  write32(address: number, value: number): void {
    const offset = address - this.base;
    const dlab = (this.lineControl & LCR_DLAB) !== 0;
    if (offset === DATA && dlab) this.divisor = (this.divisor & 0xff00) | (value & 0xff);
    else if (offset === DATA) this.transmit(value & 0xff);
    else if (offset === IER && dlab) this.divisor = (this.divisor & 0xff) | ((value & 0xff) << 8);
    else if (offset === IER) this.interrupts = value;
    // A busy UART ignores changes of the line format.
    else if (offset === LCR) this.lineControl = this.stuck ? this.lineControl : value;
    else if (offset === FCR && (value & FCR_CLEAR_RECEIVE) !== 0) this.received.length = 0;
    else this.other.set(offset, value);
  }

  /** Lets bytes arrive on the receive pin. */
  input(bytes: Iterable<number>): void {
    for (const byte of bytes) this.received.push(byte);
  }

  /** The interrupt line: a byte waits and its interrupt is on. */
  interrupt(): boolean {
    return (this.interrupts & 1) !== 0 && this.received.length > 0;
  }

  /** What has been sent, as Latin-1 text. */
  text(): string {
    return String.fromCharCode(...this.sent);
  }

  private transmit(byte: number): void {
    if (this.stuck) return;
    this.sent.push(byte);
    this.listener(byte);
  }
}
