// UDP over our IPv4: ports, and a bounded queue of datagrams behind each. RFC 768, RFC 1122 §4.1. The same ports are
// there over IPv6 when ipv6/udp.ts is beside it.
//
// Not here: sockets bound to a remote end, datagrams longer than one packet (they are received, up to 16 KiB, and
// not sent).

import type { Ipv4Handler } from "./handlers.ts";
import { IPV4_PAYLOAD_AT, type NetworkInterface } from "./interface.ts";
import { formatIpv4Address, isMulticast, parseIpv4Address } from "./ipv4-address.ts";
import { type PortChooser, randomPorts } from "./ports.ts";
import {
  type Datagram,
  type DatagramOptions,
  type DatagramSocket,
  type DatagramTransport,
  DEFAULT_DATAGRAM_QUEUE,
  NetError,
} from "./transport.ts";
import { copy } from "./wire/bytes.ts";
import { UNREACHABLE_PORT } from "./wire/icmp.ts";
import { DEFAULT_TTL, type Ipv4Packet, PROTOCOL_UDP } from "./wire/ipv4.ts";
import { parseUdp, UDP_HEADER_BYTES, UdpHeader, writeUdp } from "./wire/udp.ts";

const SOCKETS = 64;
const MULTICAST_TTL = 1;

export class UdpSocket implements DatagramSocket {
  readonly localPort: number;
  private readonly layer: UdpLayer;
  readonly options: DatagramOptions;
  private readonly capacity: number;
  private readonly queue: Datagram[] = [];
  private waiting: ((datagram: Datagram) => void) | null = null;
  private refuse: ((error: NetError) => void) | null = null;
  private closed = false;

  constructor(port: number, layer: UdpLayer, options: DatagramOptions) {
    this.localPort = port;
    this.layer = layer;
    this.options = options;
    this.capacity = options.queue ?? DEFAULT_DATAGRAM_QUEUE;
  }

  receive(): Promise<Datagram> {
    if (this.closed) return Promise.reject(closedError());
    const first = this.queue.shift();
    if (first !== undefined) return Promise.resolve(first);
    return new Promise<Datagram>((resolve, reject) => {
      this.waiting = resolve;
      this.refuse = reject;
    });
  }

  send(bytes: Uint8Array, address: string, port: number): boolean {
    const destination = parseIpv4Address(address);
    if (this.closed) return false;
    if (destination === null) {
      const { beside } = this.layer;
      return beside === null ? false : beside.sendBeside(this, bytes, address, port);
    }
    const { timeToLive } = this.options;
    const limit = timeToLive ?? (isMulticast(destination) ? MULTICAST_TTL : DEFAULT_TTL);
    return this.layer.send(this.localPort, destination, port, bytes, limit);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.queue.length = 0;
    this.layer.forget(this.localPort);
    const { refuse } = this;
    this.waiting = null;
    this.refuse = null;
    if (refuse !== null) refuse(closedError());
  }

  /** Takes over `bytes`. False when the queue is full. */
  offer(bytes: Uint8Array, address: string, port: number): boolean {
    if (this.waiting === null && this.queue.length >= this.capacity) return false;
    const datagram = { bytes, address, port };
    const { waiting } = this;
    this.waiting = null;
    this.refuse = null;
    if (waiting !== null) waiting(datagram);
    else this.queue.push(datagram);
    return true;
  }
}

/** Datagrams that do not go over IPv4. */
export interface DatagramsBeside {
  /** As DatagramSocket's `send`, from a socket. */
  sendBeside(socket: UdpSocket, bytes: Uint8Array, address: string, port: number): boolean;
}

export class UdpLayer implements Ipv4Handler, DatagramTransport {
  /** Who sends to addresses that are none of IPv4; null for nobody. */
  beside: DatagramsBeside | null = null;
  private readonly net: NetworkInterface;
  private readonly sockets = new Map<number, UdpSocket>();
  private readonly header = new UdpHeader();
  private readonly ports: PortChooser;

  /** Takes over UDP on `net`. One layer for each interface. */
  constructor(net: NetworkInterface) {
    this.net = net;
    this.ports = randomPorts(net.environment);
    net.attach(PROTOCOL_UDP, this);
  }

  async bind(port: number, options: DatagramOptions = {}): Promise<DatagramSocket> {
    if (this.sockets.size >= SOCKETS) {
      throw new NetError("no-resources", `${SOCKETS} UDP ports are open: close one that is not needed`);
    }
    const chosen = port === 0 ? this.ports((candidate) => this.sockets.has(candidate)) : port;
    if (this.sockets.has(chosen)) {
      throw new NetError("address-in-use", `UDP port ${chosen} is in use: close its socket or take another`);
    }
    if (options.group !== undefined) {
      const group = parseIpv4Address(options.group);
      if (group === null || !isMulticast(group)) {
        throw new NetError(
          "failed",
          `"${options.group}" is no multicast group: write one as in "224.0.0.251"`,
        );
      }
      this.net.joinGroup(group);
    }
    const socket = new UdpSocket(chosen, this, options);
    this.sockets.set(chosen, socket);
    return socket;
  }

  /** For the socket. */
  send(
    port: number,
    destination: number,
    destinationPort: number,
    bytes: Uint8Array,
    limit: number,
  ): boolean {
    const { net } = this;
    if (IPV4_PAYLOAD_AT + UDP_HEADER_BYTES + bytes.length > net.out.length) return false;
    copy(bytes, 0, net.out, IPV4_PAYLOAD_AT + UDP_HEADER_BYTES, bytes.length);
    writeUdp(net.out, IPV4_PAYLOAD_AT, net.address(), port, destination, destinationPort, bytes.length);
    return net.sendIpv4(destination, PROTOCOL_UDP, UDP_HEADER_BYTES + bytes.length, limit);
  }

  /** True when a socket has this port. */
  isOpen(port: number): boolean {
    return this.sockets.has(port);
  }

  /** The ports that are open. */
  openPorts(): number[] {
    return [...this.sockets.keys()];
  }

  /** For the socket: its port is free again. */
  forget(port: number): void {
    this.sockets.delete(port);
  }

  receive(bytes: Uint8Array, packet: Ipv4Packet): void {
    const { counters } = this.net;
    const { payloadAt, payloadEnd, source, destination } = packet;
    const header = parseUdp(bytes, payloadAt, payloadEnd, source, destination, this.header);
    if (header === null) {
      counters.udpMalformed += 1;
      return;
    }
    // RFC 1122 §4.1.3.1.
    if (!this.take(bytes, header, formatIpv4Address(source)))
      this.net.sendUnreachable(bytes, packet, UNREACHABLE_PORT);
  }

  /** Takes a datagram from `address`. False when nobody has opened its port. */
  take(bytes: Uint8Array, header: UdpHeader, address: string): boolean {
    const { counters } = this.net;
    const socket = this.sockets.get(header.destinationPort);
    if (socket === undefined) counters.udpNoSocket += 1;
    else if (socket.offer(bytes.slice(header.dataAt, header.dataEnd), address, header.sourcePort))
      counters.udpDelivered += 1;
    else counters.udpQueueFull += 1;
    return socket !== undefined;
  }

  /** Nobody waits for errors: who needs an answer to a datagram has a timeout. */
  receiveError(): void {}

  transmitReady(): void {}
}

function closedError(): NetError {
  return new NetError("closed", "the socket is closed");
}
