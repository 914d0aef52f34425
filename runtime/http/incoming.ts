// Bytes that have arrived on a connection and were not used yet, in one run that parsers can look at.
//
// As long as messages come whole they are parsed where the connection put them; only what is left over when more
// must be read is copied. An idle connection holds no buffer.

import type { TcpConnection } from "../net/transport.ts";

const EMPTY = new Uint8Array(0);
const FIRST_BUFFER_BYTES = 1024;

export class Incoming {
  /** Unused bytes are `bytes[at]` .. `bytes[end - 1]`. The user moves `at`. */
  bytes: Uint8Array = EMPTY;
  at = 0;
  end = 0;
  private readonly connection: TcpConnection;
  /** Whether `bytes` is ours to write to. */
  private own = false;

  constructor(connection: TcpConnection) {
    this.connection = connection;
  }

  get length(): number {
    return this.end - this.at;
  }

  /** Waits for more bytes behind the unused ones. False when the peer has ended. Rejects with NetError. */
  async more(): Promise<boolean> {
    const kept = this.end - this.at;
    // Before the read: what the connection gave last is its own again with the next call.
    if (kept > 0) this.keep(kept);
    else this.drop();
    const piece = await this.connection.read();
    if (piece === null) return false;
    if (kept === 0) {
      this.bytes = piece;
      this.end = piece.length;
      return true;
    }
    this.reserve(kept + piece.length);
    this.bytes.set(piece, kept);
    this.end = kept + piece.length;
    return true;
  }

  private drop(): void {
    this.bytes = EMPTY;
    this.at = 0;
    this.end = 0;
    this.own = false;
  }

  /** Moves the unused bytes to the beginning of a buffer of our own. */
  private keep(length: number): void {
    if (this.own) {
      if (this.at > 0) this.bytes.copyWithin(0, this.at, this.end);
    } else {
      const buffer = new Uint8Array(Math.max(FIRST_BUFFER_BYTES, 2 * length));
      buffer.set(this.bytes.subarray(this.at, this.end));
      this.bytes = buffer;
      this.own = true;
    }
    this.at = 0;
    this.end = length;
  }

  private reserve(length: number): void {
    if (length <= this.bytes.length) return;
    const buffer = new Uint8Array(2 * length);
    buffer.set(this.bytes.subarray(0, this.end));
    this.bytes = buffer;
  }
}
