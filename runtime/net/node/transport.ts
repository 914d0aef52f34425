// TCP by Node's sockets: the Transport of tests and of the simulated board. Never compiled for a board.
//
// Reading is paused whenever nobody asks, so that the kernel's window is the back-pressure. Resets, refusals and
// name lookups become the codes of NetError.

import { createServer, connect as nodeConnect, type Server, type Socket } from "node:net";
import {
  type ConnectOptions,
  DEFAULT_BACKLOG,
  DEFAULT_CONNECT_TIMEOUT_MS,
  type ListenOptions,
  NetError,
  type NetErrorCode,
  type TcpConnection,
  type TcpListener,
  type Transport,
} from "../transport.ts";

const CODES: Readonly<Record<string, NetErrorCode>> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "reset",
  EPIPE: "reset",
  ETIMEDOUT: "timed-out",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ENETDOWN: "unreachable",
  ENOTFOUND: "name-not-found",
  EAI_AGAIN: "name-not-found",
  EADDRINUSE: "address-in-use",
  EMFILE: "no-resources",
  ENFILE: "no-resources",
  ENOBUFS: "no-resources",
};

function netError(error: NodeJS.ErrnoException): NetError {
  return new NetError(CODES[error.code ?? ""] ?? "failed", error.message);
}

/** A socket of both families writes addresses of IPv4 as "::ffff:10.0.0.1" (RFC 4291 §2.5.5.2); our stack does not. */
export function plainAddress(address: string): string {
  return address.startsWith("::ffff:") && address.includes(".") ? address.slice(7) : address;
}

const closedError = () => new NetError("closed", "the connection is closed");

class NodeConnection implements TcpConnection {
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localAddress: string;
  readonly localPort: number;
  private readonly socket: Socket;
  private failure: NetError | null = null;
  private ended = false;
  private wake: (() => void) | null = null;
  private readonly gone: Promise<void>;

  constructor(socket: Socket) {
    this.socket = socket;
    this.remoteAddress = plainAddress(socket.remoteAddress ?? "");
    this.remotePort = socket.remotePort ?? 0;
    this.localAddress = plainAddress(socket.localAddress ?? "");
    this.localPort = socket.localPort ?? 0;
    const look = () => {
      this.wake?.();
      this.wake = null;
    };
    socket.on("readable", look);
    socket.on("end", () => {
      this.ended = true;
      look();
    });
    socket.on("error", (error) => {
      this.failure ??= netError(error);
      look();
    });
    this.gone = new Promise((resolve) => {
      socket.on("close", () => {
        this.failure ??= this.ended ? null : new NetError("reset", "the connection is gone");
        look();
        resolve();
      });
    });
  }

  async read(): Promise<Uint8Array | null> {
    for (;;) {
      const bytes = this.socket.read() as Uint8Array | null;
      if (bytes !== null) return bytes;
      if (this.failure !== null) throw this.failure;
      if (this.ended) return null;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  write(bytes: Uint8Array): Promise<void> {
    if (this.failure !== null) return Promise.reject(this.failure);
    if (this.socket.writableEnded) return Promise.reject(closedError());
    return new Promise((resolve, reject) => {
      this.socket.write(bytes, (error) => {
        if (error) reject(this.failure ?? netError(error));
        else resolve();
      });
    });
  }

  closeWrite(): void {
    if (!this.socket.writableEnded) this.socket.end();
  }

  close(): Promise<void> {
    this.finish();
    this.socket.end();
    // Whatever still arrives is thrown away, or the peer's end would never be seen.
    this.socket.removeAllListeners("readable");
    this.socket.resume();
    return this.gone;
  }

  abort(): void {
    this.finish();
    this.socket.resetAndDestroy();
  }

  private finish(): void {
    this.failure ??= closedError();
    this.wake?.();
    this.wake = null;
  }
}

class NodeListener implements TcpListener {
  readonly localAddress: string;
  readonly localPort: number;
  private readonly server: Server;
  private readonly waiting: NodeConnection[] = [];
  private readonly wake: (() => void)[] = [];
  private closed = false;

  constructor(server: Server, backlog: number) {
    this.server = server;
    const address = server.address();
    this.localAddress = address !== null && typeof address === "object" ? address.address : "";
    this.localPort = address !== null && typeof address === "object" ? address.port : 0;
    server.on("connection", (socket) => {
      const connection = new NodeConnection(socket);
      if (this.closed || this.waiting.length >= backlog) {
        connection.abort();
        return;
      }
      this.waiting.push(connection);
      this.wake.shift()?.();
    });
  }

  async accept(): Promise<TcpConnection> {
    for (;;) {
      if (this.closed) throw new NetError("closed", "the listener is closed");
      const connection = this.waiting.shift();
      if (connection !== undefined) return connection;
      await new Promise<void>((resolve) => this.wake.push(resolve));
    }
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.server.close();
    for (const connection of this.waiting.splice(0)) connection.abort();
    for (const wake of this.wake.splice(0)) wake();
  }
}

export class NodeTransport implements Transport {
  listen(port: number, options: ListenOptions = {}): Promise<TcpListener> {
    const backlog = options.backlog ?? DEFAULT_BACKLOG;
    const server = createServer({ allowHalfOpen: true, noDelay: options.noDelay ?? true });
    return new Promise((resolve, reject) => {
      server.once("error", (error) => reject(netError(error)));
      server.listen({ port, host: options.address, backlog }, () =>
        resolve(new NodeListener(server, backlog)),
      );
    });
  }

  connect(host: string, port: number, options: ConnectOptions = {}): Promise<TcpConnection> {
    const timeoutMs = options.timeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS;
    const socket = nodeConnect({ host, port, allowHalfOpen: true, noDelay: options.noDelay ?? true });
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        socket.destroy();
        reject(new NetError("timed-out", `${host} port ${port} did not answer within ${timeoutMs} ms`));
      }, timeoutMs);
      const fail = (error: Error) => {
        clearTimeout(timer);
        reject(netError(error));
      };
      socket.once("error", fail);
      socket.once("connect", () => {
        clearTimeout(timer);
        const connection = new NodeConnection(socket);
        socket.off("error", fail);
        resolve(connection);
      });
    });
  }
}
