// UDP by Node's sockets: the DatagramTransport of tests and of the simulated board. Never compiled for a board.

import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
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
  private readonly socket: Socket;
  private readonly queue: Datagram[] = [];
  private readonly capacity: number;
  private waiting: { take: (datagram: Datagram) => void; refuse: (error: Error) => void } | null = null;
  private closed = false;

  constructor(socket: Socket, capacity: number) {
    this.socket = socket;
    this.capacity = capacity;
    this.localPort = socket.address().port;
    socket.on("message", (message: Uint8Array, from: RemoteInfo) => {
      const datagram = { bytes: new Uint8Array(message), address: from.address, port: from.port };
      const { waiting } = this;
      this.waiting = null;
      if (waiting !== null) waiting.take(datagram);
      else if (this.queue.length < this.capacity) this.queue.push(datagram);
    });
    // A port that refuses is no news to a datagram.
    socket.on("error", () => {});
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
    if (this.closed) return false;
    this.socket.send(bytes, port, address, () => {});
    return true;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.socket.close();
    this.waiting?.refuse(new NetError("closed", "the socket is closed"));
    this.waiting = null;
  }
}

export class NodeDatagrams implements DatagramTransport {
  bind(port: number, options: DatagramOptions = {}): Promise<DatagramSocket> {
    const socket = createSocket({ type: "udp4", reuseAddr: options.group !== undefined });
    return new Promise((resolve, reject) => {
      socket.once("error", (error: NodeJS.ErrnoException) => {
        const code = error.code === "EADDRINUSE" ? "address-in-use" : "failed";
        reject(new NetError(code, error.message));
      });
      socket.bind(port, () => {
        if (options.broadcast === true) socket.setBroadcast(true);
        if (options.timeToLive !== undefined) socket.setTTL(options.timeToLive);
        if (options.group !== undefined) {
          socket.addMembership(options.group);
          if (options.timeToLive !== undefined) socket.setMulticastTTL(options.timeToLive);
        }
        resolve(new NodeDatagramSocket(socket, options.queue ?? DEFAULT_DATAGRAM_QUEUE));
      });
    });
  }
}
