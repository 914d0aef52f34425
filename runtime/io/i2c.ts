// I2C of `ingot/io`: one device on an I2C bus, after the class of that name in ECMA-419 (11.4).
//
// The bus runs at 100 kHz whatever `hz` allows. A transfer holds up the event loop: 90 us for each byte.

import type { I2cBus, I2cResult } from "../../hal/i2c/i2c-bus.ts";
import { type ByteBuffer, bytesOf } from "./bytes.ts";
import { claim, release } from "./claims.ts";

export interface I2cOptions<P extends string> {
  /** The controller, one of those that `uses` in ingot.config.ts lists. */
  readonly port: P;
  /** Of the device, 7 bits. */
  readonly address: number;
  /** The fastest clock that the device takes, at least 100 000. */
  readonly hz?: number;
}

const BUS_HZ = 100_000;

export class I2cBase {
  private readonly bus: I2cBus;
  private readonly address: number;
  private readonly name: string;
  private open: boolean;
  /** Bytes of a write that is to be followed by a read without a stop between. */
  private pending: Uint8Array | null;

  constructor(options: I2cOptions<string>, open: (port: string) => I2cBus) {
    const { address } = options;
    if (!Number.isInteger(address) || address < 0 || address > 0x7f) {
      throw new RangeError(`${address} is no address of an I2C device: they go from 0 to 127`);
    }
    if (options.hz !== undefined && options.hz < BUS_HZ) {
      throw new RangeError(`the bus runs at ${BUS_HZ} Hz, and the device takes ${options.hz} Hz`);
    }
    this.name = `${options.port} device 0x${address.toString(16)}`;
    this.address = address;
    claim(this.name, "an I2C that is open");
    this.bus = open(options.port);
    this.open = true;
    this.pending = null;
  }

  /**
   * Writes all of `buffer`. Without `stop` nothing happens before the `read` that follows, which goes on after a repeated
   * start. Throws when the device does not answer.
   */
  write(buffer: ByteBuffer, stop = true): void {
    this.requireOpen();
    const bytes = bytesOf(buffer);
    if (stop) this.check(this.bus.write(this.address, bytes));
    else this.pending = bytes.slice();
  }

  /** Reads so many bytes, or as many as `into` has room for: then returns how many. Throws when the device does not answer. */
  read(count: number): ArrayBuffer;
  read(into: ByteBuffer): number;
  read(wanted: number | ByteBuffer): ArrayBuffer | number {
    this.requireOpen();
    if (typeof wanted === "number") {
      const buffer = new ArrayBuffer(wanted);
      this.fill(new Uint8Array(buffer));
      return buffer;
    }
    const into = bytesOf(wanted);
    this.fill(into);
    return into.length;
  }

  /** Gives the device back. May be called again. */
  close(): void {
    if (this.open) release(this.name);
    this.open = false;
  }

  private fill(into: Uint8Array): void {
    const { pending } = this;
    this.pending = null;
    if (pending === null) this.check(this.bus.read(this.address, into));
    else this.check(this.bus.writeRead(this.address, pending, into));
  }

  private check(result: I2cResult): void {
    if (result === "ok") return;
    if (result === "no-acknowledge")
      throw new Error(`${this.name} does not answer: look at wiring, power and address`);
    if (result === "lost") throw new Error(`${this.name}: the bus is disturbed or has another master`);
    throw new Error(`${this.name}: the bus is stuck, its clock or data line is held down`);
  }

  private requireOpen(): void {
    if (!this.open) throw new Error(`${this.name} is closed`);
  }
}
