// Serial of `ingot/io`: a serial port, 8 data bits, no parity, after the class of that name in ECMA-419 (11.7).
//
// Writing waits until the FIFO has taken the bytes. What is not read is kept, up to a limit; then the oldest bytes go.

import type { Uart } from "../../hal/uart/uart.ts";
import { addSource, removeSource, type Source } from "../loop/sources.ts";
import { type ByteBuffer, bytesOf } from "./bytes.ts";
import { claim, release } from "./claims.ts";

export interface SerialOptions<P extends string> {
  /** The port, one of those that `uses` in ingot.config.ts lists. */
  readonly port: P;
  readonly baud: number;
  /** "number": one byte at a time; "buffer", the default: as many as there are. */
  readonly format?: "number" | "buffer";
  /** Called with the number of bytes that wait, after new ones have come. */
  readonly onReadable?: (this: SerialBase, count: number) => void;
}

const KEPT_BYTES = 4096;

export class SerialBase implements Source {
  /** Bytes that went because nobody read them. */
  lost = 0;
  private readonly uart: Uart;
  private readonly name: string;
  private readonly byNumber: boolean;
  private readonly onReadable: ((this: SerialBase, count: number) => void) | null;
  private readonly kept = new Uint8Array(KEPT_BYTES);
  private first = 0;
  private count = 0;
  private open: boolean;

  constructor(options: SerialOptions<string>, open: (port: string, baud: number) => Uart) {
    if (!(options.baud > 0)) throw new RangeError(`${options.baud} is no rate of a serial port`);
    this.name = options.port;
    this.byNumber = options.format === "number";
    this.onReadable = options.onReadable ?? null;
    claim(this.name, "a Serial that is open");
    this.uart = open(options.port, options.baud);
    this.open = true;
    addSource(this);
  }

  /** Sends a byte, or all bytes of a buffer. Throws when the transmitter is stuck. */
  write(data: number | ByteBuffer): void {
    this.requireOpen();
    const bytes = typeof data === "number" ? new Uint8Array([data]) : bytesOf(data);
    if (this.uart.write(bytes, 0, bytes.length) < bytes.length) {
      throw new Error(`${this.name}: the transmitter is stuck`);
    }
  }

  /**
   * By format: the next byte; or `count` bytes, or all that wait if there are fewer or `count` is missing. Undefined when
   * none waits.
   */
  read(count?: number): number | ArrayBuffer | undefined {
    this.requireOpen();
    this.fetch();
    if (this.count === 0) return undefined;
    if (this.byNumber) return this.next();
    const buffer = new ArrayBuffer(Math.min(count ?? this.count, this.count));
    const bytes = new Uint8Array(buffer);
    for (let i = 0; i < bytes.length; i++) bytes[i] = this.next();
    return buffer;
  }

  /** Gives the port back. May be called again. */
  close(): void {
    if (!this.open) return;
    this.open = false;
    this.uart.enableReceiveInterrupt(false);
    removeSource(this);
    release(this.name);
  }

  poll(): boolean {
    if (!this.fetch()) return false;
    if (this.onReadable !== null) this.onReadable.call(this, this.count);
    return true;
  }

  private fetch(): boolean {
    let any = false;
    for (let byte = this.uart.read(); byte >= 0; byte = this.uart.read()) {
      any = true;
      if (this.count === KEPT_BYTES) {
        this.lost += 1;
        this.next();
      }
      this.kept[(this.first + this.count) % KEPT_BYTES] = byte;
      this.count += 1;
    }
    return any;
  }

  private next(): number {
    const byte = this.kept[this.first]!;
    this.first = (this.first + 1) % KEPT_BYTES;
    this.count -= 1;
    return byte;
  }

  private requireOpen(): void {
    if (!this.open) throw new Error(`${this.name} is closed`);
  }
}
