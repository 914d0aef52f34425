// A WebSocket after its handshake (RFC 6455 §5 to §7): messages in and out, pings, the closing handshake.
//
// Messages are pulled: a peer that sends faster than it is read is held back by its own connection. Who breaks a
// rule is told so by the code of the closing frame.

import { NetError, type TcpConnection } from "../../net/transport.ts";
import type { Cancel, Clock } from "../clock.ts";
import type { Incoming } from "../incoming.ts";
import {
  applyMask,
  BINARY,
  CLOSE,
  CONTINUATION,
  type FrameHead,
  isControl,
  makeFrame,
  PING,
  PONG,
  parseFrameHead,
  TEXT,
} from "./frame.ts";

/** Codes of the closing frame (RFC 6455 §7.4.1). */
export const NORMAL = 1000;
const PROTOCOL_ERROR = 1002;
const NO_CODE = 1005;
const ABNORMAL = 1006;
const INVALID_DATA = 1007;
const TOO_BIG = 1009;

export interface SocketOptions {
  /** Bytes of a message that is received; more closes with 1009. Default 65,536. */
  readonly maxMessageBytes?: number;
  /** A ping goes out after so long without a byte; after as long again the connection is given up. Default 30,000. */
  readonly pingMs?: number;
}

const DEFAULT_MAX_MESSAGE_BYTES = 65_536;
const DEFAULT_PING_MS = 30_000;
/** How long the peer may take to answer our closing frame. */
const CLOSE_MS = 5000;
const MAX_REASON_BYTES = 123;
const NOTHING = new Uint8Array(0);
const encoder = new TextEncoder();

class Violation extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export class WebSocket implements AsyncIterable<string | Uint8Array> {
  /** What the peer closed with, once `receive` has given null: 1005 without a code, 1006 without a closing frame. */
  closeCode = ABNORMAL;
  closeReason = "";
  /** The subprotocol that both sides agreed on, or "". */
  readonly protocol: string;
  private readonly tcp: TcpConnection;
  private readonly incoming: Incoming;
  private readonly isClient: boolean;
  private readonly clock: Clock;
  private readonly maxMessageBytes: number;
  private readonly pingMs: number;
  private closeSent = false;
  private ended = false;
  private heard = true;
  private cancelTimer: Cancel | null = null;
  private parts: Uint8Array[] = [];
  private partsBytes = 0;
  /** TEXT or BINARY while a message is under way, else CONTINUATION. */
  private kind = CONTINUATION;

  constructor(
    tcp: TcpConnection,
    incoming: Incoming,
    isClient: boolean,
    clock: Clock,
    protocol: string,
    options: SocketOptions,
  ) {
    this.tcp = tcp;
    this.incoming = incoming;
    this.isClient = isClient;
    this.clock = clock;
    this.protocol = protocol;
    this.maxMessageBytes = options.maxMessageBytes ?? DEFAULT_MAX_MESSAGE_BYTES;
    this.pingMs = options.pingMs ?? DEFAULT_PING_MS;
    this.armPing();
  }

  /** Resolves when the connection has taken the message. Rejects with NetError when the socket is closed. */
  async send(message: string | Uint8Array): Promise<void> {
    if (this.closeSent || this.ended) throw new NetError("closed", "the WebSocket is closed");
    const isText = typeof message === "string";
    await this.put(isText ? TEXT : BINARY, isText ? encoder.encode(message) : message);
  }

  /**
   * The next message; null once the socket is closed, in whatever way. One call at a time. Pings are answered while
   * a call waits.
   */
  async receive(): Promise<string | Uint8Array | null> {
    try {
      while (!this.ended) {
        const head = await this.nextHead();
        if (head === null) break;
        const payload = await this.payload(head);
        if (payload === null) break;
        if (isControl(head.opcode)) {
          if (await this.control(head.opcode, payload)) break;
        } else {
          const message = this.take(head, payload);
          if (message !== null && !this.closeSent) return message;
        }
      }
    } catch (error) {
      if (error instanceof Violation) {
        this.closeCode = error.code;
        await this.sendClose(error.code, error.message).catch(() => undefined);
      } else if (!(error instanceof NetError)) {
        throw error;
      }
    }
    await this.end();
    return null;
  }

  [Symbol.asyncIterator](): AsyncIterator<string | Uint8Array> {
    return {
      next: async () => {
        const message = await this.receive();
        return message === null ? { done: true, value: undefined } : { done: false, value: message };
      },
      return: async () => {
        await this.close();
        return { done: true, value: undefined };
      },
    };
  }

  /**
   * Sends the closing frame. `receive` gives null when the peer has answered it, or after 5 seconds. `code` is 1000 or
   * 3000 .. 4999, `reason` at most 123 bytes; else rejects with RangeError. More calls do nothing.
   */
  async close(code: number = NORMAL, reason = ""): Promise<void> {
    if (code !== NORMAL && !(code >= 3000 && code <= 4999))
      throw new RangeError(`${code} is no code to close with`);
    if (encoder.encode(reason).length > MAX_REASON_BYTES)
      throw new RangeError("the reason is over 123 bytes");
    if (this.closeSent || this.ended) return;
    this.cancelTimer?.();
    this.cancelTimer = this.clock.after(CLOSE_MS, () => this.tcp.abort());
    await this.sendClose(code, reason).catch(() => undefined);
  }

  private async nextHead(): Promise<FrameHead | null> {
    const incoming = this.incoming;
    for (;;) {
      const head = parseFrameHead(incoming.bytes, incoming.at, incoming.end, !this.isClient);
      if (typeof head === "string") throw new Violation(PROTOCOL_ERROR, head);
      if (head !== null) return head;
      if (!(await this.more())) return null;
    }
  }

  /** The payload of the frame that begins at the first unused byte, unmasked, in bytes of its own. */
  private async payload(head: FrameHead): Promise<Uint8Array | null> {
    const incoming = this.incoming;
    const mask = head.maskAt < 0 ? null : incoming.bytes.slice(head.maskAt, head.maskAt + 4);
    if (!isControl(head.opcode) && this.partsBytes + head.length > this.maxMessageBytes) {
      throw new Violation(TOO_BIG, `over ${this.maxMessageBytes} bytes`);
    }
    incoming.at += head.headBytes;
    const payload = head.length === 0 ? NOTHING : new Uint8Array(head.length);
    let filled = 0;
    while (filled < head.length) {
      if (incoming.length === 0 && !(await this.more())) return null;
      const length = Math.min(incoming.length, head.length - filled);
      payload.set(incoming.bytes.subarray(incoming.at, incoming.at + length), filled);
      incoming.at += length;
      filled += length;
    }
    if (mask !== null) applyMask(payload, 0, payload.length, mask);
    return payload;
  }

  /** Adds a data frame; the message when it is whole. */
  private take(head: FrameHead, payload: Uint8Array): string | Uint8Array | null {
    const begins = head.opcode !== CONTINUATION;
    if (begins === (this.kind !== CONTINUATION)) {
      throw new Violation(PROTOCOL_ERROR, begins ? "a message within a message" : "a part of no message");
    }
    if (begins) this.kind = head.opcode;
    this.parts.push(payload);
    this.partsBytes += payload.length;
    if (!head.isLast) return null;
    const bytes = this.parts.length === 1 ? payload : joined(this.parts, this.partsBytes);
    const isText = this.kind === TEXT;
    this.parts = [];
    this.partsBytes = 0;
    this.kind = CONTINUATION;
    return isText ? decodeText(bytes) : bytes;
  }

  /** Answers a control frame. True when it was the closing one. */
  private async control(opcode: number, payload: Uint8Array): Promise<boolean> {
    if (opcode === PING && !this.closeSent) await this.put(PONG, payload);
    if (opcode !== CLOSE) return false;
    if (payload.length === 1) throw new Violation(PROTOCOL_ERROR, "half a code");
    const code = payload.length === 0 ? NO_CODE : payload[0]! * 256 + payload[1]!;
    if (payload.length > 0 && !isCloseCode(code))
      throw new Violation(PROTOCOL_ERROR, "a code that is not sent");
    this.closeReason = decodeText(payload.subarray(2));
    this.closeCode = code;
    // §5.5.1: the answer repeats the code.
    await this.sendClose(code === NO_CODE ? NORMAL : code, "");
    return true;
  }

  private async sendClose(code: number, reason: string): Promise<void> {
    if (this.closeSent) return;
    this.closeSent = true;
    const text = encoder.encode(reason);
    const payload = new Uint8Array(2 + text.length);
    payload[0] = code >> 8;
    payload[1] = code & 0xff;
    payload.set(text, 2);
    await this.put(CLOSE, payload);
  }

  private put(opcode: number, payload: Uint8Array): Promise<void> {
    return this.tcp.write(makeFrame(opcode, payload, this.isClient ? randomMask() : null));
  }

  private async more(): Promise<boolean> {
    const more = await this.incoming.more();
    this.heard = true;
    return more;
  }

  private async end(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    this.cancelTimer?.();
    // The server ends the connection first (§7.1.1), and no peer can hold it open.
    const cancel = this.clock.after(CLOSE_MS, () => this.tcp.abort());
    await this.tcp.close();
    cancel();
  }

  private armPing(): void {
    this.cancelTimer = this.clock.after(this.pingMs, () => {
      if (this.ended || this.closeSent) return;
      if (!this.heard) {
        this.tcp.abort();
        return;
      }
      this.heard = false;
      this.put(PING, NOTHING).catch(() => undefined);
      this.armPing();
    });
  }
}

/** Codes that may stand in a closing frame (RFC 6455 §7.4). */
function isCloseCode(code: number): boolean {
  if (code >= 3000 && code <= 4999) return true;
  return code >= 1000 && code <= 1011 && code !== 1004 && code !== NO_CODE && code !== ABNORMAL;
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Violation(INVALID_DATA, "text that is no UTF-8");
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (let i = 0; i < parts.length; i++) {
    bytes.set(parts[i]!, at);
    at += parts[i]!.length;
  }
  return bytes;
}

/** §5.3 asks for unpredictable masks to protect old proxies; an appliance talks through none that it must fear. */
function randomMask(): Uint8Array {
  const mask = new Uint8Array(4);
  for (let i = 0; i < 4; i++) mask[i] = Math.floor(Math.random() * 256);
  return mask;
}
