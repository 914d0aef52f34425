// The body of a response as it arrives (RFC 9112 §6.3): by length, in chunks, or until the server ends.

import { NetError } from "../../net/transport.ts";
import type { ByteSource } from "../body.ts";
import type { Clock } from "../clock.ts";
import type { Incoming } from "../incoming.ts";
import { ChunkedDecoder } from "../wire/chunked.ts";
import type { ReplyHead } from "../wire/reply-head.ts";

export interface ReplyBodyOptions {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  /** The connection is free again; whether the body was read to its end. Called once. */
  readonly finish: (isWhole: boolean) => void;
}

export class ReplyBody implements ByteSource {
  private readonly incoming: Incoming;
  private readonly options: ReplyBodyOptions;
  private readonly chunked: ChunkedDecoder | null;
  private readonly untilClose: boolean;
  private left: number;
  private taken = 0;
  private finished = false;
  private isLate = false;

  constructor(incoming: Incoming, head: ReplyHead, options: ReplyBodyOptions) {
    this.incoming = incoming;
    this.options = options;
    this.chunked = head.framing === "chunked" ? new ChunkedDecoder() : null;
    this.untilClose = head.framing === "until-close";
    this.left = head.framing === "length" ? head.contentLength : 0;
  }

  async read(): Promise<Uint8Array | null> {
    if (this.isLate) throw this.late();
    while (!this.finished) {
      if (this.incoming.length === 0) {
        if (await this.more()) continue;
        const isWhole = this.untilClose;
        this.finish(false);
        if (isWhole) return null;
        throw new NetError("closed", "the server ended in the middle of the body");
      }
      const piece = this.take();
      if (piece !== null) {
        this.count(piece.length);
        return piece;
      }
    }
    return null;
  }

  cancel(): void {
    this.finish(false);
  }

  /** The next run of data; null when there is none in what has arrived, or when the body is at its end. */
  private take(): Uint8Array | null {
    const incoming = this.incoming;
    if (this.chunked !== null) {
      const decoder = this.chunked;
      incoming.at = decoder.next(incoming.bytes, incoming.at, incoming.end);
      if (decoder.bad) {
        this.finish(false);
        throw new Error("the response cannot be read: its chunks are broken");
      }
      const piece = incoming.bytes.subarray(decoder.dataStart, decoder.dataEnd);
      if (decoder.done) this.finish(true);
      return piece.length > 0 ? piece : null;
    }
    const length = this.untilClose ? incoming.length : Math.min(this.left, incoming.length);
    const piece = incoming.bytes.subarray(incoming.at, incoming.at + length);
    incoming.at += length;
    this.left -= length;
    if (!this.untilClose && this.left === 0) this.finish(true);
    return piece;
  }

  private count(length: number): void {
    this.taken += length;
    if (this.taken <= this.options.maxBodyBytes) return;
    this.finish(false);
    throw new RangeError(`the body is longer than ${this.options.maxBodyBytes} bytes: raise maxBodyBytes`);
  }

  private async more(): Promise<boolean> {
    const { clock, timeoutMs } = this.options;
    const cancel = clock.after(timeoutMs, () => {
      this.isLate = true;
      this.finish(false);
    });
    try {
      return await this.incoming.more();
    } catch (error) {
      this.finish(false);
      throw this.isLate ? this.late() : error;
    } finally {
      cancel();
    }
  }

  private late(): NetError {
    return new NetError("timed-out", `no more of the body within ${this.options.timeoutMs} ms`);
  }

  private finish(isWhole: boolean): void {
    if (this.finished) return;
    this.finished = true;
    this.options.finish(isWhole);
  }
}
