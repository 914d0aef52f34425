// Datagrams for tests: what is sent goes to a function, and what that returns comes back.

import type { Datagram, DatagramOptions, DatagramSocket, DatagramTransport } from "../transport.ts";
import { NetError } from "../transport.ts";

export type Answerer = (bytes: Uint8Array, address: string, port: number) => Datagram[];

class FakeSocket implements DatagramSocket {
  readonly localPort: number;
  private readonly answerer: Answerer;
  private readonly queue: Datagram[] = [];
  private waiting: { take: (datagram: Datagram) => void; refuse: (error: Error) => void } | null = null;
  closed = false;

  constructor(localPort: number, answerer: Answerer) {
    this.localPort = localPort;
    this.answerer = answerer;
  }

  receive(): Promise<Datagram> {
    if (this.closed) return Promise.reject(new NetError("closed", "the socket is closed"));
    const first = this.queue.shift();
    if (first !== undefined) return Promise.resolve(first);
    return new Promise((take, refuse) => {
      this.waiting = { take, refuse };
    });
  }

  send(bytes: Uint8Array, address: string, port: number): boolean {
    for (const datagram of this.answerer(bytes, address, port)) this.give(datagram);
    return true;
  }

  give(datagram: Datagram): void {
    const { waiting } = this;
    this.waiting = null;
    if (waiting !== null) waiting.take(datagram);
    else this.queue.push(datagram);
  }

  close(): void {
    this.closed = true;
    this.waiting?.refuse(new NetError("closed", "the socket is closed"));
    this.waiting = null;
  }
}

export class FakeDatagrams implements DatagramTransport {
  readonly sockets: FakeSocket[] = [];
  private readonly answerer: Answerer;

  constructor(answerer: Answerer) {
    this.answerer = answerer;
  }

  async bind(port: number, _options: DatagramOptions = {}): Promise<FakeSocket> {
    const socket = new FakeSocket(port === 0 ? 50_000 + this.sockets.length : port, this.answerer);
    this.sockets.push(socket);
    return socket;
  }

  open(): number {
    return this.sockets.filter((socket) => !socket.closed).length;
  }
}
