// A port that takes connections, and those that wait to be taken. The contract is TcpListener's.

import { formatIpv4Address } from "../ipv4-address.ts";
import type { TcpConnection, TcpListener } from "../transport.ts";
import { closedError, type TcpStream } from "./stream.ts";

export class StackListener implements TcpListener {
  readonly localAddress: string;
  readonly localPort: number;
  readonly noDelay: boolean;
  private readonly backlog: number;
  private readonly forget: (port: number) => void;
  private readonly waiting: TcpStream[] = [];
  private readonly takers: ((connection: TcpConnection) => void)[] = [];
  private readonly refusals: ((error: Error) => void)[] = [];
  private closed = false;
  /** Handshakes under way. */
  halfOpen = 0;
  /** When the last cookie was sent; only for a while after that are acknowledgments out of nowhere looked at. */
  cookieMs = -Infinity;

  constructor(
    port: number,
    address: number,
    backlog: number,
    noDelay: boolean,
    forget: (port: number) => void,
  ) {
    this.localPort = port;
    this.localAddress = formatIpv4Address(address);
    this.backlog = backlog;
    this.noDelay = noDelay;
    this.forget = forget;
  }

  accept(): Promise<TcpConnection> {
    if (this.closed) return Promise.reject(closedError());
    const first = this.waiting.shift();
    if (first !== undefined) return Promise.resolve(first);
    return new Promise((resolve, reject) => {
      this.takers.push(resolve);
      this.refusals.push(reject);
    });
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.forget(this.localPort);
    for (let i = 0; i < this.waiting.length; i++) this.waiting[i]!.abort();
    this.waiting.length = 0;
    for (let i = 0; i < this.refusals.length; i++) this.refusals[i]!(closedError());
    this.takers.length = 0;
    this.refusals.length = 0;
  }

  /** True while another connection may wait. */
  hasRoom(): boolean {
    return !this.closed && (this.takers.length > 0 || this.waiting.length < this.backlog);
  }

  /** Takes a connection whose handshake is over. False when it may not wait. */
  offer(stream: TcpStream): boolean {
    if (!this.hasRoom()) return false;
    const taker = this.takers.shift();
    this.refusals.shift();
    if (taker !== undefined) taker(stream);
    else this.waiting.push(stream);
    return true;
  }
}
