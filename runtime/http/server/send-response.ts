// A response onto its connection: the fields that frame it (RFC 9112 §6), then the body, whole or in chunks.
//
// A small response is one write. Which request it answers matters for HEAD and HTTP/1.0 only.

import type { ByteSource } from "../body.ts";
import { reasonOf } from "../reasons.ts";
import type { Response } from "../response.ts";
import { ResponseHeadWriter } from "../wire/response-head.ts";

/** How bytes leave; waits while the client does not take them. */
export type Write = (bytes: Uint8Array) => Promise<void>;

export interface Exchange {
  readonly isHead: boolean;
  /** The minor version of the request. */
  readonly minor: number;
  /** Whether the connection is to live on; Connection: close in the response overrules it. */
  readonly keepAlive: boolean;
}

const CRLF = new Uint8Array([0x0d, 0x0a]);
const LAST_CHUNK = new Uint8Array([0x30, 0x0d, 0x0a, 0x0d, 0x0a]);
/** Hexadecimal digits of a chunk's size and the line ends around its data. */
const CHUNK_FRAME_BYTES = 16;

/** Writes responses through one buffer, which holds the head and small bodies. */
export class ResponseSender {
  /** Whether the connection can carry another request after the response. */
  keepAlive = false;
  /** Whether any byte of the response has left: after that it cannot be replaced by another. */
  started = false;
  private readonly buffer: Uint8Array;
  private readonly date: Uint8Array;
  private readonly head: ResponseHeadWriter;
  private readonly write: Write;

  constructor(buffer: Uint8Array, date: Uint8Array, write: Write) {
    this.buffer = buffer;
    this.date = date;
    this.head = new ResponseHeadWriter(buffer);
    this.write = write;
  }

  /**
   * Sends `response`. Rejects with TypeError or RangeError for fields that cannot be sent (then `started` is false),
   * with what its body rejects with, and as `write` does.
   */
  async send(response: Response, exchange: Exchange): Promise<void> {
    const whole = response.takeWhole();
    const length = this.writeHead(response, exchange, whole);
    const hasBody = !exchange.isHead && response.status !== 204 && response.status !== 304;
    if (whole !== null) {
      if (!hasBody || whole.length === 0) return this.flush();
      if (whole.length <= this.head.room) {
        this.head.append(whole);
        return this.flush();
      }
      await this.flush();
      return this.write(whole);
    }
    const source = response.streamSource();
    if (!hasBody) {
      source.cancel();
      return this.flush();
    }
    try {
      await this.flush();
      if (length >= 0) await this.sendCounted(source, length);
      else if (exchange.minor === 0) await this.sendUntilClose(source);
      else await this.sendChunked(source);
    } catch (error) {
      source.cancel();
      throw error;
    }
  }

  /** Puts the head into the buffer. Returns the length of a streaming body if the response says it, else -1. */
  private writeHead(response: Response, exchange: Exchange, whole: Uint8Array | null): number {
    const head = this.head;
    head.start(response.status, response.statusText || reasonOf(response.status));
    let keepAlive = exchange.keepAlive;
    let length = -1;
    let hasDate = false;
    const headers = response.headers;
    const count = headers.fieldCount();
    for (let i = 0; i < count; i++) {
      const name = headers.fieldName(i);
      const value = headers.fieldValue(i);
      if (name === "connection") {
        if (value.toLowerCase() === "close") keepAlive = false;
      } else if (name === "content-length") {
        // Of a whole body it is counted here; a HEAD may say what its GET would have.
        if (whole === null || (exchange.isHead && whole.length === 0)) length = parseLength(value);
      } else if (name === "transfer-encoding") {
        throw new TypeError("Transfer-Encoding is the server's to set: leave it away");
      } else {
        if (name === "date") hasDate = true;
        head.field(name, value);
      }
    }
    if (!hasDate) head.append(this.date);
    // RFC 9110 §8.6: none with 204; with 304 it would be that of the 200, which is not known here.
    if (response.status !== 204 && response.status !== 304) {
      if (length >= 0) head.field("content-length", `${length}`);
      else if (whole !== null) head.field("content-length", `${whole.length}`);
      else if (exchange.minor === 1) head.field("transfer-encoding", "chunked");
      else keepAlive = false;
    }
    if (!keepAlive) head.field("connection", "close");
    else if (exchange.minor === 0) head.field("connection", "keep-alive");
    head.end();
    this.keepAlive = keepAlive;
    return length;
  }

  private async sendCounted(source: ByteSource, length: number): Promise<void> {
    let left = length;
    for (;;) {
      const piece = await source.read();
      if (piece === null) break;
      left -= piece.length;
      if (left < 0) break;
      await this.write(piece);
    }
    if (left !== 0) throw new RangeError(`the body is not as long as its Content-Length of ${length} says`);
  }

  /** RFC 9112 §6.3 item 8: for HTTP/1.0 the end of the connection is the end of the body. */
  private async sendUntilClose(source: ByteSource): Promise<void> {
    for (;;) {
      const piece = await source.read();
      if (piece === null) return;
      await this.write(piece);
    }
  }

  /** RFC 9112 §7.1 */
  private async sendChunked(source: ByteSource): Promise<void> {
    for (;;) {
      const piece = await source.read();
      if (piece === null) return this.write(LAST_CHUNK);
      if (piece.length === 0) continue;
      const size = putSize(this.buffer, piece.length);
      if (piece.length + CHUNK_FRAME_BYTES <= this.buffer.length) {
        this.buffer.set(piece, size);
        this.buffer.set(CRLF, size + piece.length);
        await this.write(this.buffer.subarray(0, size + piece.length + 2));
      } else {
        await this.write(this.buffer.subarray(0, size));
        await this.write(piece);
        await this.write(CRLF);
      }
    }
  }

  private flush(): Promise<void> {
    this.started = true;
    return this.write(this.buffer.subarray(0, this.head.length));
  }
}

function parseLength(text: string): number {
  const length = Number(text);
  if (text === "" || !(length >= 0) || length % 1 !== 0 || !Number.isSafeInteger(length)) {
    throw new TypeError(`"${text}" is no Content-Length`);
  }
  return length;
}

/** Puts `size` in hexadecimal digits and a CRLF at the beginning of `buffer`; returns how many bytes these are. */
function putSize(buffer: Uint8Array, size: number): number {
  const digits = size.toString(16);
  for (let i = 0; i < digits.length; i++) buffer[i] = digits.charCodeAt(i);
  buffer.set(CRLF, digits.length);
  return digits.length + 2;
}
