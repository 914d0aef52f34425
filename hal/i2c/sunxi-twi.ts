// Allwinner TWI: a master on an I2C bus, byte by byte, polled. A10, A20, H3 and R40.
//
// No slave role, no 10-bit addresses, no interrupts. Register names are those of the A10 User Manual, chapter "TWI". The
// event flag of TWI_CNTR is cleared by writing 0 on the A10 and A20 and by writing 1 from the sun6i generation on.

import { read32, write32 } from "../mmio.ts";
import type { Clock } from "../timer/clock.ts";
import { waitUntilClear, waitUntilSet } from "../timer/wait.ts";
import type { I2cBus, I2cResult } from "./i2c-bus.ts";

const DATA = 0x08;
const CNTR = 0x0c;
const STAT = 0x10;
const CCR = 0x14;
const SRST = 0x18;

const CNTR_BUS_ENABLE = 0x40;
const CNTR_START = 0x20;
const CNTR_STOP = 0x10;
const CNTR_EVENT = 0x08;
const CNTR_ACKNOWLEDGE = 0x04;
const SRST_RESET = 0x01;

// TWI_STAT.
const STARTED = 0x08;
const STARTED_AGAIN = 0x10;
const ADDRESS_WRITE_ACKNOWLEDGED = 0x18;
const ADDRESS_WRITE_REFUSED = 0x20;
const DATA_SENT_ACKNOWLEDGED = 0x28;
const DATA_SENT_REFUSED = 0x30;
const ADDRESS_READ_ACKNOWLEDGED = 0x40;
const ADDRESS_READ_REFUSED = 0x48;
const DATA_RECEIVED_ACKNOWLEDGED = 0x50;
const DATA_RECEIVED_LAST = 0x58;

const READ = 1;
/** TWI_CCR: 24 MHz / (2^N * (M+1) * 10) with M in b6:3 and N in b2:0; M 5 and N 2 make 100 kHz. */
const CCR_100_KHZ = (5 << 3) | 2;
const RESET_MICROSECONDS = 1_000;
/** Nine clocks at 100 kHz take 90 us; a device may stretch them. */
const BYTE_MICROSECONDS = 25_000;
const STOP_MICROSECONDS = 1_000;

export class SunxiTwi implements I2cBus {
  private readonly base: number;
  private readonly clock: Clock;
  private readonly clearEvent: number;

  /** `eventClearedByOne`: true for the H3 and the R40, false for the A10 and the A20. */
  constructor(options: {
    readonly base: number;
    readonly clock: Clock;
    readonly eventClearedByOne: boolean;
  }) {
    this.base = options.base;
    this.clock = options.clock;
    this.clearEvent = options.eventClearedByOne ? CNTR_EVENT : 0;
  }

  /** Resets the controller and sets 100 kHz. */
  start(): void {
    write32(this.base + SRST, SRST_RESET);
    // Clears itself on hardware; in QEMU the reset happens when 0 is written.
    waitUntilClear(this.clock, this.base + SRST, SRST_RESET, RESET_MICROSECONDS);
    write32(this.base + SRST, 0);
    write32(this.base + CCR, CCR_100_KHZ);
    write32(this.base + CNTR, CNTR_BUS_ENABLE);
  }

  write(address: number, bytes: Uint8Array): I2cResult {
    return this.stop(this.send(address, bytes));
  }

  read(address: number, into: Uint8Array): I2cResult {
    return this.stop(this.receive(address, into, STARTED));
  }

  writeRead(address: number, bytes: Uint8Array, into: Uint8Array): I2cResult {
    const sent = this.send(address, bytes);
    return this.stop(sent === "ok" ? this.receive(address, into, STARTED_AGAIN) : sent);
  }

  private send(address: number, bytes: Uint8Array): I2cResult {
    let result = this.step(CNTR_START, STARTED);
    if (result !== "ok") return result;
    write32(this.base + DATA, address << 1);
    result = this.step(this.clearEvent, ADDRESS_WRITE_ACKNOWLEDGED);
    for (let i = 0; i < bytes.length && result === "ok"; i++) {
      write32(this.base + DATA, bytes[i]!);
      result = this.step(this.clearEvent, DATA_SENT_ACKNOWLEDGED);
    }
    return result;
  }

  private receive(address: number, into: Uint8Array, started: number): I2cResult {
    // A repeated start also ends the event before it.
    const start = started === STARTED ? CNTR_START : CNTR_START | this.clearEvent;
    let result = this.step(start, started);
    if (result !== "ok") return result;
    write32(this.base + DATA, (address << 1) | READ);
    result = this.step(this.clearEvent, ADDRESS_READ_ACKNOWLEDGED);
    for (let i = 0; i < into.length && result === "ok"; i++) {
      // The last byte is refused, which tells the device to let the data line go.
      const last = i === into.length - 1;
      const control = last ? this.clearEvent : this.clearEvent | CNTR_ACKNOWLEDGE;
      result = this.step(control, last ? DATA_RECEIVED_LAST : DATA_RECEIVED_ACKNOWLEDGED);
      if (result === "ok") into[i] = read32(this.base + DATA) & 0xff;
    }
    return result;
  }

  /** Lets the controller take its next step and looks whether it came where it should. */
  private step(control: number, wanted: number): I2cResult {
    write32(this.base + CNTR, CNTR_BUS_ENABLE | control);
    if (!waitUntilSet(this.clock, this.base + CNTR, CNTR_EVENT, BYTE_MICROSECONDS)) return "timed-out";
    const status = read32(this.base + STAT);
    if (status === wanted) return "ok";
    if (status === ADDRESS_WRITE_REFUSED || status === DATA_SENT_REFUSED || status === ADDRESS_READ_REFUSED)
      return "no-acknowledge";
    return "lost";
  }

  /** Frees the bus, whatever has happened on it, and returns `result`. */
  private stop(result: I2cResult): I2cResult {
    write32(this.base + CNTR, CNTR_BUS_ENABLE | CNTR_STOP | this.clearEvent);
    const stopped = waitUntilClear(this.clock, this.base + CNTR, CNTR_STOP, STOP_MICROSECONDS);
    if (stopped && result !== "timed-out") return result;
    // A controller that is stuck in the middle of a byte answers to nothing but a reset.
    this.start();
    return "timed-out";
  }
}
