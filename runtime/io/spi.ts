// SPI of `ingot/io`: the device on an SPI's chip select, after the class of that name in ECMA-419 (11.6).
//
// The device is selected for the length of one call. A transfer holds up the event loop while it lasts.

import type { SpiBus } from "../../hal/spi/spi-bus.ts";
import { type ByteBuffer, bytesOf } from "./bytes.ts";
import { claim, release } from "./claims.ts";

export interface SpiOptions<P extends string> {
  /** The controller, one of those that `uses` in ingot.config.ts lists. */
  readonly port: P;
  /** The fastest clock that the device takes. */
  readonly hz: number;
  /** 0 .. 3: polarity and phase of the clock. Default 0. */
  readonly mode?: number;
}

export class SpiBase {
  private readonly bus: SpiBus;
  private readonly name: string;
  private open: boolean;

  constructor(options: SpiOptions<string>, open: (port: string, hz: number, mode: number) => SpiBus) {
    this.name = options.port;
    claim(this.name, "an SPI that is open");
    try {
      this.bus = open(options.port, options.hz, options.mode ?? 0);
    } catch (error) {
      release(this.name);
      throw error;
    }
    this.open = true;
  }

  /** Sends `buffer`, and puts what the device sends meanwhile in its place. */
  transfer(buffer: ByteBuffer): void {
    this.exchange(bytesOf(buffer));
  }

  /** Sends `buffer`; what comes back is dropped. */
  write(buffer: ByteBuffer): void {
    this.exchange(bytesOf(buffer).slice());
  }

  /** Receives so many bytes, or as many as `into` has room for, sending zeros: then returns how many. */
  read(count: number): ArrayBuffer;
  read(into: ByteBuffer): number;
  read(wanted: number | ByteBuffer): ArrayBuffer | number {
    if (typeof wanted === "number") {
      const buffer = new ArrayBuffer(wanted);
      this.exchange(new Uint8Array(buffer));
      return buffer;
    }
    const into = bytesOf(wanted);
    into.fill(0);
    this.exchange(into);
    return into.length;
  }

  /** Gives the controller back. May be called again. */
  close(): void {
    if (this.open) release(this.name);
    this.open = false;
  }

  private exchange(bytes: Uint8Array): void {
    if (!this.open) throw new Error(`${this.name} is closed`);
    if (!this.bus.transfer(bytes, bytes.length)) throw new Error(`${this.name}: the controller is stuck`);
  }
}
