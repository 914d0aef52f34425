// The body of a request as it arrives: by length or in chunks, within limits, asked for with 100 Continue.

import { NetError } from "../../net/transport.ts";
import type { ByteSource } from "../body.ts";
import type { Incoming } from "../incoming.ts";
import { ChunkedDecoder } from "../wire/chunked.ts";
import { SLOWEST_BYTES_PER_SECOND } from "./options.ts";

/** Thrown by a handler or in reading a body: the server answers `status` with the message, and closes. */
export class HttpError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = "HttpError";
    this.status = status;
  }
}

/** What a body asks of its connection. */
export interface BodyOwner {
  /** Time of waiting counts against the client from now on, for `patienceMs` at most. */
  beginWait(patienceMs: number): void;
  /** It no longer does; returns how many milliseconds it did. */
  endWait(): number;
  /** Sends 100 Continue (RFC 9110 §10.1.1). */
  sendContinue(): Promise<void>;
}

export interface BodyLimits {
  readonly bodyBytes: number;
  readonly bodyMs: number;
}

export class RequestBody implements ByteSource {
  private readonly incoming: Incoming;
  private readonly owner: BodyOwner;
  private readonly limits: BodyLimits;
  private readonly chunked: ChunkedDecoder | null;
  /** Bytes to come, when the length is known. */
  private left: number;
  private taken = 0;
  private patienceMs: number;
  private mustContinue: boolean;
  private closed = false;
  private broken: Error | null = null;

  /** `length` is -1 for chunks. */
  constructor(
    incoming: Incoming,
    length: number,
    mustContinue: boolean,
    limits: BodyLimits,
    owner: BodyOwner,
  ) {
    this.incoming = incoming;
    this.owner = owner;
    this.limits = limits;
    this.chunked = length < 0 ? new ChunkedDecoder() : null;
    this.left = length;
    this.mustContinue = mustContinue;
    this.patienceMs = limits.bodyMs;
  }

  /** The whole body has been read. */
  get done(): boolean {
    return this.chunked === null ? this.left === 0 : this.chunked.done;
  }

  /** Whether the rest can be read and thrown away: the client sends it, and it is not known to exceed `bytes`. */
  canDrain(bytes: number): boolean {
    if (this.broken !== null) return false;
    return this.done || (!this.mustContinue && (this.chunked !== null || this.left <= bytes));
  }

  async read(): Promise<Uint8Array | null> {
    if (this.closed) throw new TypeError("the body of a request cannot be read after its response");
    return this.next();
  }

  /** The handler is gone or wants no more; what is left is the connection's business. */
  cancel(): void {
    this.closed = true;
  }

  /** Reads the rest and throws it away. False when there is more than `bytes`. Rejects like `read`. */
  async drain(bytes: number): Promise<boolean> {
    let left = bytes;
    while (!this.done) {
      const piece = await this.next();
      if (piece === null) break;
      left -= piece.length;
      if (left < 0) return false;
    }
    return true;
  }

  private async next(): Promise<Uint8Array | null> {
    if (this.broken !== null) throw this.broken;
    for (;;) {
      if (this.done) return null;
      if (this.incoming.length > 0) {
        const piece = this.chunked === null ? this.takeCounted() : this.takeChunk(this.chunked);
        if (piece !== null) return piece;
      } else {
        await this.wait();
      }
    }
  }

  private takeCounted(): Uint8Array {
    const incoming = this.incoming;
    const length = Math.min(this.left, incoming.length);
    const piece = incoming.bytes.subarray(incoming.at, incoming.at + length);
    incoming.at += length;
    this.left -= length;
    return piece;
  }

  /** A run of data, or null when there is none in what has arrived. */
  private takeChunk(decoder: ChunkedDecoder): Uint8Array | null {
    const incoming = this.incoming;
    incoming.at = decoder.next(incoming.bytes, incoming.at, incoming.end);
    if (decoder.bad) throw this.fail(new HttpError(400, "the chunks of the body are broken"));
    const length = decoder.dataEnd - decoder.dataStart;
    if (length === 0) return null;
    this.taken += length;
    if (this.taken > this.limits.bodyBytes) {
      throw this.fail(new HttpError(413, `the body is longer than ${this.limits.bodyBytes} bytes`));
    }
    return incoming.bytes.subarray(decoder.dataStart, decoder.dataEnd);
  }

  private async wait(): Promise<void> {
    if (this.mustContinue) {
      this.mustContinue = false;
      await this.owner.sendContinue();
    }
    this.owner.beginWait(this.patienceMs);
    let more = false;
    try {
      more = await this.incoming.more();
    } catch (error) {
      throw this.fail(error as Error);
    } finally {
      this.patienceMs -= this.owner.endWait();
    }
    if (!more) throw this.fail(new NetError("closed", "the client ended in the middle of the body"));
    const earnedMs = (this.incoming.length * 1000) / SLOWEST_BYTES_PER_SECOND;
    this.patienceMs = Math.min(this.limits.bodyMs, Math.max(this.patienceMs, 0) + earnedMs);
  }

  private fail(error: Error): Error {
    this.broken = error;
    return error;
  }
}
