// Model of the Allwinner SPI in both of its layouts: FIFOs of 64 bytes, and a device on chip select 0 that answers.

import type { DeviceModel } from "../bus.ts";

const FIFO_BYTES = 64;
const PLACES = {
  sun4i: { control: 0x08, exchange: 0x400, level: 0x2_0000, status: 0x10, complete: 0x1_0000, burst: 0x20 },
  sun6i: { control: 0x08, exchange: 0x8000_0000, level: 0x80, status: 0x14, complete: 0x1000, burst: 0x30 },
};
const DATA = { sun4i: { transmit: 0x04, receive: 0x00 }, sun6i: { transmit: 0x200, receive: 0x300 } };
const FIFO_RESET = { sun4i: [0x08, 0x300], sun6i: [0x18, 0x8000_8000] } as const;

export class SunxiSpiModel implements DeviceModel {
  readonly name = "spi";
  readonly base: number;
  readonly sizeBytes = 0x1000;
  /** What was on the wire in each selection of the device. */
  readonly selections: number[][] = [];
  /** Fault: an exchange never completes. */
  hangs = false;
  private readonly layout: "sun4i" | "sun6i";
  private readonly answer: (sent: number) => number;
  private readonly words = new Map<number, number>();
  private transmit: number[] = [];
  private receive: number[] = [];

  constructor(options: { base: number; layout: "sun4i" | "sun6i"; answer: (sent: number) => number }) {
    this.base = options.base;
    this.layout = options.layout;
    this.answer = options.answer;
  }

  get selected(): boolean {
    return (this.get(PLACES[this.layout].control) & PLACES[this.layout].level) === 0;
  }

  read32(address: number): number {
    const offset = address - this.base;
    if (offset !== DATA[this.layout].receive) return this.get(offset);
    const byte = this.receive.shift();
    if (byte === undefined) throw new Error("the receive FIFO is read dry");
    return byte;
  }

  write32(address: number, value: number): void {
    const offset = address - this.base;
    const place = PLACES[this.layout];
    const [resetAt, resetBits] = FIFO_RESET[this.layout];
    if (offset === DATA[this.layout].transmit) {
      if (this.transmit.length === FIFO_BYTES) throw new Error("the transmit FIFO runs over");
      this.transmit.push(value & 0xff);
      return;
    }
    if (offset === place.status) {
      this.set(offset, this.get(offset) & ~value);
      return;
    }
    const wasSelected = this.selected;
    const reset = offset === resetAt && (value & resetBits) !== 0;
    if (reset) [this.transmit, this.receive] = [[], []];
    const exchange = offset === place.control && (value & place.exchange) !== 0;
    this.set(offset, value & ~(exchange ? place.exchange : 0) & ~(reset ? resetBits : 0));
    if (this.selected && (!wasSelected || this.selections.length === 0) && offset === place.control)
      this.selections.push([]);
    if (exchange && !this.hangs) this.exchange();
  }

  private exchange(): void {
    const place = PLACES[this.layout];
    for (let i = this.get(place.burst); i > 0; i--) {
      const byte = this.transmit.shift();
      if (byte === undefined) throw new Error("the transmit FIFO runs dry");
      if (this.receive.length === FIFO_BYTES) throw new Error("the receive FIFO runs over");
      this.selections.at(-1)!.push(byte);
      this.receive.push(this.answer(byte) & 0xff);
    }
    this.set(place.status, this.get(place.status) | place.complete);
  }

  private get(offset: number): number {
    return this.words.get(offset) ?? 0;
  }

  private set(offset: number, value: number): void {
    this.words.set(offset, value >>> 0);
  }
}
