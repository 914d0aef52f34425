// Server-sent events (HTML Standard §9.2): a response that goes on, one message after the other.
//
// A client that does not keep up is given up rather than remembered for: it asks again by itself, with
// Last-Event-ID. What it then has missed is the application's to know.

import type { ByteSource } from "./body.ts";
import { type Cancel, type Clock, systemClock } from "./clock.ts";
import { Response } from "./response.ts";

export interface EventStreamOptions {
  /** A comment is sent when nothing else was for so long, so that both sides notice when the other is gone. */
  readonly keepAliveMs?: number;
  /** Bytes that may wait for the client. Default 65,536. */
  readonly bufferBytes?: number;
  /** The client is gone, or `close` was called. */
  readonly onClose?: () => void;
  readonly clock?: Clock;
}

export interface EventFields {
  /** The name that listeners wait for; by default "message". */
  readonly event?: string;
  /** What the client sends as Last-Event-ID when it comes back. */
  readonly id?: string;
  /** How long the client waits before it comes back. */
  readonly retryMs?: number;
}

const encoder = new TextEncoder();
const DEFAULT_KEEP_ALIVE_MS = 15_000;
const DEFAULT_BUFFER_BYTES = 65_536;

export class EventStream implements ByteSource {
  /** What the handler returns. */
  readonly response: Response;
  private waiting: Uint8Array[] = [];
  private waitingBytes = 0;
  private closed = false;
  private wake: (() => void) | null = null;
  private cancelKeepAlive: Cancel | null = null;
  private readonly options: EventStreamOptions;
  private readonly clock: Clock;

  constructor(options: EventStreamOptions = {}) {
    this.options = options;
    this.clock = options.clock ?? systemClock;
    const headers = { "content-type": "text/event-stream", "cache-control": "no-store" };
    this.response = new Response(null, { headers }, this);
    this.armKeepAlive();
  }

  get isClosed(): boolean {
    return this.closed;
  }

  /**
   * Sends a message. False when the stream is closed, which it also becomes when the client has left too much
   * waiting. Throws TypeError for an `event` or `id` with a line end.
   */
  send(data: string, fields: EventFields = {}): boolean {
    let text = "";
    if (fields.event !== undefined) text += `event: ${oneLine(fields.event)}\n`;
    if (fields.id !== undefined) text += `id: ${oneLine(fields.id)}\n`;
    if (fields.retryMs !== undefined) text += `retry: ${Math.floor(fields.retryMs)}\n`;
    for (const line of data.replaceAll("\r\n", "\n").replaceAll("\r", "\n").split("\n")) {
      text += `data: ${line}\n`;
    }
    return this.put(`${text}\n`);
  }

  /** Ends the response after what was sent. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.cancelKeepAlive?.();
    this.wakeReader();
    this.options.onClose?.();
  }

  /** For the server. */
  async read(): Promise<Uint8Array | null> {
    while (this.waiting.length === 0) {
      if (this.closed) return null;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    const piece = this.waiting.shift()!;
    this.waitingBytes -= piece.length;
    return piece;
  }

  /** For the server: the client is gone. */
  cancel(): void {
    this.waiting = [];
    this.close();
  }

  private put(text: string): boolean {
    if (this.closed) return false;
    const bytes = encoder.encode(text);
    this.waitingBytes += bytes.length;
    if (this.waitingBytes > (this.options.bufferBytes ?? DEFAULT_BUFFER_BYTES)) {
      this.cancel();
      return false;
    }
    this.waiting.push(bytes);
    this.wakeReader();
    this.armKeepAlive();
    return true;
  }

  private armKeepAlive(): void {
    this.cancelKeepAlive?.();
    this.cancelKeepAlive = this.clock.after(this.options.keepAliveMs ?? DEFAULT_KEEP_ALIVE_MS, () => {
      this.put(":\n\n");
    });
  }

  private wakeReader(): void {
    const wake = this.wake;
    this.wake = null;
    wake?.();
  }
}

function oneLine(text: string): string {
  if (text.includes("\n") || text.includes("\r") || text.includes("\0")) {
    throw new TypeError("the name or id of an event cannot have a line end");
  }
  return text;
}
