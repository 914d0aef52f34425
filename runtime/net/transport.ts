// TCP and UDP as protocols above them see them: listeners, connections, datagrams, who makes them, and the network as a
// whole. Contracts only.
//
// Three implementations stand behind those of TCP: the stack of this folder, Node's sockets (node/) and pairs in
// memory (testing/); the first two also behind those of UDP. What is not here: names of services, encryption.

/** Why an operation on the network failed. */
export type NetErrorCode =
  | "refused" // the peer answered that nobody listens there
  | "reset" // the peer, or something between, ended the connection without order
  | "timed-out"
  | "unreachable" // no route, no link, or a router said so
  | "name-not-found"
  | "address-in-use"
  | "closed" // this side has closed or aborted it already
  | "no-resources" // a table or buffer is full
  | "failed"; // anything else; the message says what

/** What operations of a Transport, a listener and a connection reject with. */
export class NetError extends Error {
  readonly code: NetErrorCode;
  constructor(code: NetErrorCode, message: string) {
    super(message);
    this.name = "NetError";
    this.code = code;
  }
}

/** One TCP connection (RFC 9293 §3.9.1, the user's calls). Both directions end independently of each other. */
export interface TcpConnection {
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localAddress: string;
  readonly localPort: number;

  /**
   * The next bytes, at least one; null once the peer has closed its direction. One call at a time. The bytes are the
   * caller's to read until its next call of `read`; the buffer may be used again after that. Rejects with NetError:
   * "reset", "timed-out", or "closed" after close() or abort().
   */
  read(): Promise<Uint8Array | null>;

  /**
   * Resolves when the connection has taken all of `bytes` - not when the peer has them -, and so waits while the
   * send buffer is full. `bytes` must not change until then. Calls are carried out in their order. Rejects with
   * NetError like `read`, and with "closed" after closeWrite().
   */
  write(bytes: Uint8Array): Promise<void>;

  /** Ends our direction after everything written; reading goes on. More calls do nothing. */
  closeWrite(): void;

  /**
   * Ends both directions in order: what was written is still sent, what arrives is discarded. Resolves when the
   * connection is gone or needs nothing more of its owner; never rejects. A waiting read rejects with "closed".
   */
  close(): Promise<void>;

  /** Ends the connection at once with a reset; unsent bytes are lost. A waiting read or write rejects with "closed". */
  abort(): void;
}

export interface TcpListener {
  readonly localAddress: string;
  /** The port in use; of interest when port 0, "any free one", was asked for. */
  readonly localPort: number;
  /** The next connection, in the order of arrival. Rejects with NetError "closed" once the listener is closed. */
  accept(): Promise<TcpConnection>;
  /** Takes no more connections and resets those that nobody has accepted. Accepted ones live on. */
  close(): void;
}

export interface ListenOptions {
  /** Listens at this address of ours only; else at all of them. */
  readonly address?: string;
  /** How many connections may wait for accept(); more are refused. 1 .. 65535, by default 64. */
  readonly backlog?: number;
  /** Sends small writes at once instead of gathering them (Nagle, RFC 9293 §3.7.4). By default true. */
  readonly noDelay?: boolean;
}

export interface ConnectOptions {
  /** Gives up after this many milliseconds with "timed-out"; by default 30,000. */
  readonly timeoutMs?: number;
  /** As in ListenOptions. */
  readonly noDelay?: boolean;
}

/** Something that makes TCP connections. */
export interface Transport {
  /** Listens at `port`, 0 .. 65535, 0 being any free one. Rejects with NetError "address-in-use". */
  listen(port: number, options?: ListenOptions): Promise<TcpListener>;
  /**
   * Connects to `host`, a name or an address in text form, at `port`, 1 .. 65535. Rejects with NetError: "refused",
   * "timed-out", "unreachable", "name-not-found", "no-resources".
   */
  connect(host: string, port: number, options?: ConnectOptions): Promise<TcpConnection>;
}

export const DEFAULT_BACKLOG = 64;
export const DEFAULT_CONNECT_TIMEOUT_MS = 30_000;

/** One UDP datagram with its sender. The bytes belong to the receiver. */
export interface Datagram {
  readonly bytes: Uint8Array;
  readonly address: string;
  readonly port: number;
}

/** One UDP port (RFC 768). */
export interface DatagramSocket {
  readonly localPort: number;
  /** The next datagram in order of arrival. One call at a time. Rejects with NetError "closed" after close(). */
  receive(): Promise<Datagram>;
  /**
   * Sends `bytes` to an address in text form, and forgets them: nobody learns whether they arrive. False when it is
   * known at once that they cannot: no route, too long for one packet, no address of our own.
   */
  send(bytes: Uint8Array, address: string, port: number): boolean;
  /** Frees the port. What is still queued is lost; a waiting receive rejects with "closed". More calls do nothing. */
  close(): void;
}

export interface DatagramOptions {
  /** Receives also what is sent to this multicast group, and lets others on this machine use the port. */
  readonly group?: string;
  /** May send to broadcast addresses. By default false. */
  readonly broadcast?: boolean;
  /** Time to live of what is sent, 1 .. 255; by default 64, to a group 1. */
  readonly timeToLive?: number;
  /** How many datagrams may wait for receive(); more are dropped and counted. By default 32. */
  readonly queue?: number;
}

/** Something that makes UDP sockets. */
export interface DatagramTransport {
  /** Opens `port`, 0 .. 65535, 0 being any free one. Rejects with NetError "address-in-use", "no-resources". */
  bind(port: number, options?: DatagramOptions): Promise<DatagramSocket>;
}

export const DEFAULT_DATAGRAM_QUEUE = 32;

/** The network that an appliance is on: who makes its connections and sockets, and how others find it. */
export interface Network {
  /** `connect` takes names, and waits for an address of our own for as long as it may take in all. */
  readonly transport: Transport;
  readonly datagrams: DatagramTransport;
  /** Our address in text form; "" while there is none. */
  address(): string;
  /** The name by which neighbours find us, as in "lamp.local"; "" while there is none. */
  name(): string;
  /** Resolves once there is an address. */
  whenUp(): Promise<void>;
  /** The addresses of `host`, a name or an address, at least one. Rejects with NetError "name-not-found", "timed-out". */
  resolve(host: string): Promise<string[]>;
  /** Calls `callback` with each new address, "" when there is none any more; at once if there is one already. */
  onAddress(callback: (address: string) => void): void;
}
