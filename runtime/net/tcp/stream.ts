// A connection as its user sees it: promises over the state machine. The contract is TcpConnection's.

import { NetError, type NetErrorCode, type TcpConnection } from "../transport.ts";
import { abort, close, closeWrite, send } from "./calls.ts";
import { offerWindow } from "./output.ts";
import {
  CLOSE_WAIT,
  CLOSED,
  ESTABLISHED,
  FIN_WAIT_2,
  SYN_SENT,
  type Tcb,
  type TcbUser,
  TIME_WAIT,
} from "./tcb.ts";

/** A write that waits for room. */
class PendingWrite {
  readonly bytes: Uint8Array;
  at = 0;
  readonly resolve: () => void;
  readonly reject: (error: NetError) => void;

  constructor(bytes: Uint8Array, at: number, resolve: () => void, reject: (error: NetError) => void) {
    this.bytes = bytes;
    this.at = at;
    this.resolve = resolve;
    this.reject = reject;
  }
}

export class TcpStream implements TcpConnection, TcbUser {
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localAddress: string;
  readonly localPort: number;
  private readonly tcb: Tcb;
  private readonly nowMs: () => number;
  /** Bytes given out by the last read, which are free again at the next one. */
  private lent = 0;
  private reader: ((bytes: Uint8Array | null) => void) | null = null;
  private readerFails: ((error: NetError) => void) | null = null;
  private writes: PendingWrite[] = [];
  private connected: (() => void) | null = null;
  private connectFails: ((error: NetError) => void) | null = null;
  private closeDone: (() => void)[] = [];
  /** Set by close() and abort(): what the user learns from then on is "closed". */
  private left = false;
  private writeEnded = false;

  constructor(tcb: Tcb, nowMs: () => number) {
    this.tcb = tcb;
    this.nowMs = nowMs;
    this.remoteAddress = tcb.sink.addressText(tcb, true);
    this.remotePort = tcb.remotePort;
    this.localAddress = tcb.sink.addressText(tcb, false);
    this.localPort = tcb.localPort;
  }

  /** Resolves when the handshake of an active open is over. Call once, before the open. */
  whenConnected(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.connected = resolve;
      this.connectFails = reject;
    });
  }

  read(): Promise<Uint8Array | null> {
    if (this.left) return Promise.reject(closedError());
    const { tcb } = this;
    const { ring } = tcb.received;
    if (this.lent > 0) {
      ring.consume(this.lent);
      this.lent = 0;
      offerWindow(tcb, this.nowMs());
    }
    if (ring.length > 0) return Promise.resolve(this.lend());
    if (tcb.finReceived) return Promise.resolve(null);
    if (tcb.state === CLOSED) return Promise.reject(failureOf(tcb));
    return new Promise((resolve, reject) => {
      this.reader = resolve;
      this.readerFails = reject;
    });
  }

  write(bytes: Uint8Array): Promise<void> {
    if (this.left || this.writeEnded) return Promise.reject(closedError());
    const { tcb } = this;
    if (tcb.state === CLOSED) return Promise.reject(failureOf(tcb));
    let taken = 0;
    if (this.writes.length === 0) {
      taken = send(tcb, bytes, 0, bytes.length, this.nowMs());
      if (taken === bytes.length) return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      this.writes.push(new PendingWrite(bytes, taken, resolve, reject));
    });
  }

  closeWrite(): void {
    if (this.left || this.writeEnded) return;
    this.writeEnded = true;
    if (this.writes.length === 0) closeWrite(this.tcb, this.nowMs());
  }

  close(): Promise<void> {
    if (!this.left) {
      this.left = true;
      this.writeEnded = true;
      this.lent = 0;
      this.failReader(closedError());
      // What still waits to be written goes first.
      if (this.writes.length === 0) close(this.tcb, this.nowMs());
    }
    if (this.isGone()) return Promise.resolve();
    return new Promise((resolve) => {
      this.closeDone.push(resolve);
    });
  }

  abort(): void {
    if (this.tcb.state === CLOSED && this.left) return;
    this.left = true;
    this.writeEnded = true;
    const error = closedError();
    this.failReader(error);
    this.failWrites(error);
    abort(this.tcb, this.nowMs());
    this.finishClose();
  }

  /** Something has happened to the connection: whoever waits for it goes on. */
  changed(): void {
    const { tcb } = this;
    if (this.connected !== null) this.tellConnected();
    if (this.reader !== null) this.tellReader();
    if (this.writes.length > 0) this.goOnWriting();
    if (tcb.state === CLOSED && tcb.failure !== null) {
      const error = failureOf(tcb);
      this.failReader(error);
      this.failWrites(error);
    }
    if (this.closeDone.length > 0 && this.isGone()) this.finishClose();
  }

  private lend(): Uint8Array {
    const bytes = this.tcb.received.ring.head();
    this.lent = bytes.length;
    return bytes;
  }

  private tellConnected(): void {
    const { state } = this.tcb;
    if (state === SYN_SENT) return;
    const { connected, connectFails } = this;
    if (state >= ESTABLISHED) connected!();
    else if (state === CLOSED) connectFails!(failureOf(this.tcb));
    else return;
    this.connected = null;
    this.connectFails = null;
  }

  private tellReader(): void {
    const { tcb, reader } = this;
    if (tcb.received.ring.length === 0 && !tcb.finReceived) return;
    this.reader = null;
    this.readerFails = null;
    reader!(tcb.received.ring.length > 0 ? this.lend() : null);
  }

  private failReader(error: NetError): void {
    const { readerFails } = this;
    this.reader = null;
    this.readerFails = null;
    if (readerFails !== null) readerFails(error);
  }

  private goOnWriting(): void {
    const { tcb } = this;
    while (this.writes.length > 0 && (tcb.state === ESTABLISHED || tcb.state === CLOSE_WAIT)) {
      const write = this.writes[0]!;
      // `send` may acknowledge nothing and tell nobody, so this does not come back to here.
      write.at += send(tcb, write.bytes, write.at, write.bytes.length, this.nowMs());
      if (write.at < write.bytes.length) return;
      this.writes.shift();
      write.resolve();
    }
    if (this.writes.length > 0) return;
    if (this.left) close(tcb, this.nowMs());
    else if (this.writeEnded) closeWrite(tcb, this.nowMs());
  }

  private failWrites(error: NetError): void {
    const waiting = this.writes;
    this.writes = [];
    for (let i = 0; i < waiting.length; i++) waiting[i]!.reject(error);
  }

  /** The peer has everything, or nothing more can be done for it. */
  private isGone(): boolean {
    const { state } = this.tcb;
    return state === CLOSED || state === TIME_WAIT || (state === FIN_WAIT_2 && this.writes.length === 0);
  }

  private finishClose(): void {
    const waiting = this.closeDone;
    this.closeDone = [];
    for (let i = 0; i < waiting.length; i++) waiting[i]!();
  }
}

const MESSAGES: Readonly<Record<NetErrorCode, string>> = {
  refused: "the peer refused the connection",
  reset: "the peer reset the connection",
  "timed-out": "the peer does not answer any more",
  unreachable: "no way leads to the peer",
  "name-not-found": "no such name",
  "address-in-use": "the port is in use",
  closed: "the connection is closed",
  "no-resources": "too many connections",
  failed: "the connection failed",
};

function failureOf(tcb: Tcb): NetError {
  // Without a reason it has ended in order: who still writes then is told what Node's sockets tell.
  const code = tcb.failure ?? "reset";
  return new NetError(code, MESSAGES[code]);
}

export function closedError(): NetError {
  return new NetError("closed", MESSAGES.closed);
}
