// UDP by Node's sockets: the DatagramTransport of tests and of the simulated board. Never compiled for a board.
//
// One port of both families, as our stack has it with IPv6 beside it: two sockets of this computer, of which the second
// is done without where there is no IPv6.

import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { isIPv6 } from "node:net";
import {
  type Datagram,
  type DatagramOptions,
  type DatagramSocket,
  type DatagramTransport,
  DEFAULT_DATAGRAM_QUEUE,
  NetError,
} from "../transport.ts";

class NodeDatagramSocket implements DatagramSocket {
  readonly localPort: number;
  private readonly four: Socket;
  private readonly six: Socket | null;
  private readonly queue: Datagram[] = [];
  private readonly capacity: number;
  private waiting: { take: (datagram: Datagram) => void; refuse: (error: Error) => void } | null = null;
  private closed = false;

  constructor(four: Socket, six: Socket | null, capacity: number) {
    this.four = four;
    this.six = six;
    this.capacity = capacity;
    this.localPort = four.address().port;
    for (const socket of [four, six]) {
      socket?.on("message", (message: Uint8Array, from: RemoteInfo) => this.arrived(message, from));
      // A port that refuses is no news to a datagram.
      socket?.on("error", () => {});
    }
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
    const socket = isIPv6(address) ? this.six : this.four;
    if (this.closed || socket === null) return false;
    socket.send(bytes, port, address, () => {});
    return true;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.four.close();
    this.six?.close();
    this.waiting?.refuse(new NetError("closed", "the socket is closed"));
    this.waiting = null;
  }

  private arrived(message: Uint8Array, from: RemoteInfo): void {
    const datagram = { bytes: new Uint8Array(message), address: from.address, port: from.port };
    const { waiting } = this;
    this.waiting = null;
    if (waiting !== null) waiting.take(datagram);
    else if (this.queue.length < this.capacity) this.queue.push(datagram);
  }
}

export class NodeDatagrams implements DatagramTransport {
  async bind(port: number, options: DatagramOptions = {}): Promise<DatagramSocket> {
    const reuseAddr = options.group !== undefined;
    const four = await bound(createSocket({ type: "udp4", reuseAddr }), port);
    if (options.broadcast === true) four.setBroadcast(true);
    if (options.timeToLive !== undefined) four.setTTL(options.timeToLive);
    if (options.group !== undefined) {
      four.addMembership(options.group);
      if (options.timeToLive !== undefined) four.setMulticastTTL(options.timeToLive);
    }
    const beside = createSocket({ type: "udp6", reuseAddr, ipv6Only: true });
    const six = await bound(beside, four.address().port).catch(() => null);
    if (six !== null && options.timeToLive !== undefined) six.setTTL(options.timeToLive);
    return new NodeDatagramSocket(four, six, options.queue ?? DEFAULT_DATAGRAM_QUEUE);
  }
}

function bound(socket: Socket, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => {
      socket.close();
      const code = error.code === "EADDRINUSE" ? "address-in-use" : "failed";
      reject(new NetError(code, error.message));
    };
    socket.once("error", fail);
    socket.bind(port, () => {
      socket.off("error", fail);
      resolve(socket);
    });
  });
}
