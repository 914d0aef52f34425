// TCP without a network: connections are pairs in memory, each direction a queue with a bound.
//
// For tests of protocols, under Node and compiled. Nothing is lost or delayed; `chunkBytes` cuts what is read into
// pieces, so that a parser meets every boundary. Addresses are names of no meaning.

import {
  type ConnectOptions,
  DEFAULT_BACKLOG,
  type ListenOptions,
  NetError,
  type TcpConnection,
  type TcpListener,
  type Transport,
} from "../transport.ts";

const ADDRESS = "memory";
/** As of RFC 6335 §6: dynamic ports begin here. */
const FIRST_DYNAMIC_PORT = 49152;

export interface MemoryOptions {
  /** `read` gives at most this many bytes at once; by default as many as were written in one call. */
  readonly chunkBytes?: number;
  /** How many bytes one direction holds before `write` waits; by default 65,536. */
  readonly bufferBytes?: number;
}

/** One direction of a connection. */
class Pipe {
  private readonly chunkBytes: number;
  private readonly bufferBytes: number;
  private readonly queue: Uint8Array[] = [];
  private queuedBytes = 0;
  private ended = false;
  private failure: NetError | null = null;
  private wakeReader: (() => void) | null = null;
  private wakeWriters: (() => void)[] = [];

  constructor(options: MemoryOptions) {
    this.chunkBytes = options.chunkBytes ?? 0;
    this.bufferBytes = options.bufferBytes ?? 65536;
  }

  async read(): Promise<Uint8Array | null> {
    while (this.queue.length === 0) {
      if (this.failure !== null) throw this.failure;
      if (this.ended) return null;
      await new Promise<void>((resolve) => {
        this.wakeReader = resolve;
      });
    }
    const first = this.queue[0]!;
    let taken = first;
    if (this.chunkBytes > 0 && first.length > this.chunkBytes) {
      taken = first.subarray(0, this.chunkBytes);
      this.queue[0] = first.subarray(this.chunkBytes);
    } else {
      this.queue.shift();
    }
    this.queuedBytes -= taken.length;
    this.wakeAllWriters();
    return taken;
  }

  async write(bytes: Uint8Array): Promise<void> {
    let at = 0;
    for (;;) {
      if (this.failure !== null) throw this.failure;
      if (this.ended) throw new NetError("closed", "write after the end of the connection");
      const room = this.bufferBytes - this.queuedBytes;
      const length = Math.min(bytes.length - at, room);
      if (length > 0) {
        // A copy: the writer may use its buffer again as soon as the promise resolves.
        this.queue.push(bytes.slice(at, at + length));
        this.queuedBytes += length;
        at += length;
        this.wakeTheReader();
      }
      if (at === bytes.length) return;
      await new Promise<void>((resolve) => {
        this.wakeWriters.push(resolve);
      });
    }
  }

  end(): void {
    this.ended = true;
    this.wakeTheReader();
    this.wakeAllWriters();
  }

  /** Reads and writes reject from now on; what is queued is lost. */
  fail(error: NetError): void {
    if (this.failure === null) this.failure = error;
    this.queue.length = 0;
    this.queuedBytes = 0;
    this.wakeTheReader();
    this.wakeAllWriters();
  }

  private wakeTheReader(): void {
    const wake = this.wakeReader;
    this.wakeReader = null;
    if (wake !== null) wake();
  }

  private wakeAllWriters(): void {
    const waiting = this.wakeWriters;
    this.wakeWriters = [];
    for (let i = 0; i < waiting.length; i++) waiting[i]!();
  }
}

class MemoryConnection implements TcpConnection {
  readonly remoteAddress = ADDRESS;
  readonly localAddress = ADDRESS;
  readonly remotePort: number;
  readonly localPort: number;
  private readonly incoming: Pipe;
  private readonly outgoing: Pipe;
  private closed = false;
  private writeClosed = false;

  constructor(localPort: number, remotePort: number, incoming: Pipe, outgoing: Pipe) {
    this.localPort = localPort;
    this.remotePort = remotePort;
    this.incoming = incoming;
    this.outgoing = outgoing;
  }

  read(): Promise<Uint8Array | null> {
    return this.incoming.read();
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.closed || this.writeClosed) throw new NetError("closed", "write after close");
    await this.outgoing.write(bytes);
  }

  closeWrite(): void {
    if (this.closed || this.writeClosed) return;
    this.writeClosed = true;
    this.outgoing.end();
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closeWrite();
    this.closed = true;
    this.incoming.fail(new NetError("closed", "the connection is closed"));
  }

  abort(): void {
    if (this.closed) return;
    this.closed = true;
    this.incoming.fail(new NetError("closed", "the connection was aborted"));
    this.outgoing.fail(new NetError("reset", "the peer reset the connection"));
  }
}

class MemoryListener implements TcpListener {
  readonly localAddress = ADDRESS;
  readonly localPort: number;
  private readonly backlog: number;
  private readonly owner: MemoryTransport;
  private readonly waiting: TcpConnection[] = [];
  private readonly wake: (() => void)[] = [];
  private closed = false;

  constructor(port: number, backlog: number, owner: MemoryTransport) {
    this.localPort = port;
    this.backlog = backlog;
    this.owner = owner;
  }

  async accept(): Promise<TcpConnection> {
    for (;;) {
      if (this.closed) throw new NetError("closed", "the listener is closed");
      const connection = this.waiting.shift();
      if (connection !== undefined) return connection;
      await new Promise<void>((resolve) => {
        this.wake.push(resolve);
      });
    }
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.owner.forget(this.localPort);
    for (let i = 0; i < this.waiting.length; i++) this.waiting[i]!.abort();
    this.waiting.length = 0;
    for (let i = 0; i < this.wake.length; i++) this.wake[i]!();
    this.wake.length = 0;
  }

  /** False when the backlog is full. */
  offer(connection: TcpConnection): boolean {
    if (this.waiting.length >= this.backlog) return false;
    this.waiting.push(connection);
    const wake = this.wake.shift();
    if (wake !== undefined) wake();
    return true;
  }
}

/** A network of its own: what listens here is reached by `connect` of the same object, whatever the host. */
export class MemoryTransport implements Transport {
  private readonly options: MemoryOptions;
  private readonly listeners = new Map<number, MemoryListener>();
  private nextPort = FIRST_DYNAMIC_PORT;

  constructor(options: MemoryOptions = {}) {
    this.options = options;
  }

  async listen(port: number, options: ListenOptions = {}): Promise<TcpListener> {
    const chosen = port === 0 ? this.dynamicPort() : port;
    if (this.listeners.has(chosen)) {
      throw new NetError("address-in-use", `port ${chosen} is in use: close its listener or take another`);
    }
    const listener = new MemoryListener(chosen, options.backlog ?? DEFAULT_BACKLOG, this);
    this.listeners.set(chosen, listener);
    return listener;
  }

  async connect(host: string, port: number, _options: ConnectOptions = {}): Promise<TcpConnection> {
    const listener = this.listeners.get(port);
    const there = new Pipe(this.options);
    const back = new Pipe(this.options);
    const ownPort = this.dynamicPort();
    const accepted = new MemoryConnection(port, ownPort, there, back);
    if (listener === undefined || !listener.offer(accepted)) {
      throw new NetError("refused", `nobody accepts connections at ${host} port ${port}`);
    }
    return new MemoryConnection(ownPort, port, back, there);
  }

  /** For the listener: its port is free again. */
  forget(port: number): void {
    this.listeners.delete(port);
  }

  private dynamicPort(): number {
    while (this.listeners.has(this.nextPort)) this.advance();
    const port = this.nextPort;
    this.advance();
    return port;
  }

  private advance(): void {
    this.nextPort = this.nextPort === 65535 ? FIRST_DYNAMIC_PORT : this.nextPort + 1;
  }
}
