// The network of a simulated board: Node's sockets on this computer. Never compiled for a board.
//
// Ports below 1024 need rights that developers seldom have, and may be taken: they are moved up by 8000, and it is said
// where to.

import { lookup } from "node:dns/promises";
import {
  type ListenOptions,
  NetError,
  type Network,
  type TcpConnection,
  type TcpListener,
  type Transport,
} from "../transport.ts";
import { NodeDatagrams } from "./datagrams.ts";
import { NodeTransport } from "./transport.ts";

const LOOPBACK = "127.0.0.1";
const PRIVILEGED_PORTS = 1024;
const PORT_SHIFT = 8000;

export class NodeNetwork implements Network {
  readonly transport: Transport;
  readonly datagrams = new NodeDatagrams();

  /** `say` takes a line for the developer about each port that is listened at. */
  constructor(say: (line: string) => void) {
    this.transport = new MovedPorts(say);
  }

  address(): string {
    return LOOPBACK;
  }

  name(): string {
    return "localhost";
  }

  async whenUp(): Promise<void> {}

  async resolve(host: string): Promise<string[]> {
    try {
      // What listens in a simulation does so at the loopback address of IPv4.
      return (await lookup(host, { all: true, verbatim: false })).map(({ address }) => address);
    } catch (cause) {
      throw new NetError("name-not-found", cause instanceof Error ? cause.message : String(cause));
    }
  }

  onAddress(callback: (address: string) => void): void {
    callback(LOOPBACK);
  }
}

class MovedPorts implements Transport {
  private readonly sockets = new NodeTransport();
  private readonly say: (line: string) => void;

  constructor(say: (line: string) => void) {
    this.say = say;
  }

  async listen(port: number, options: ListenOptions = {}): Promise<TcpListener> {
    const moved = port > 0 && port < PRIVILEGED_PORTS ? port + PORT_SHIFT : port;
    // The simulated board is nobody's business but this computer's.
    const listener = await this.sockets.listen(moved, { ...options, address: options.address ?? LOOPBACK });
    this.say(`port ${port} of the board: http://localhost:${listener.localPort}/`);
    return listener;
  }

  connect(...words: Parameters<Transport["connect"]>): Promise<TcpConnection> {
    return this.sockets.connect(...words);
  }
}
