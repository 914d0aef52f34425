// Gets the address of an interface from DHCP, and keeps it for as long as the program runs.

import { hostAddress, type NetworkInterface } from "../interface.ts";
import { formatIpv4Address, prefixBitsOf } from "../ipv4-address.ts";
import type { Timed } from "../time.ts";
import type { DatagramSocket } from "../transport.ts";
import type { UdpLayer } from "../udp.ts";
import { DhcpClient, type DhcpHost, type Lease } from "./client.ts";

/** RFC 2131 §4.1. */
const SERVER_PORT = 67;
const CLIENT_PORT = 68;

export interface DhcpOptions {
  /** The name that we tell the server, which may put it into its DNS. */
  readonly hostName?: string;
  /** The address that we had here before, as in "192.168.1.7": it is asked for first, which saves a round trip. */
  readonly previousAddress?: string;
  /** Called with each new lease, and with null when there is none any more. */
  readonly onLease?: (lease: Lease | null) => void;
}

export class Dhcp implements DhcpHost, Timed {
  readonly hardware: Uint8Array;
  readonly hostName: string;
  readonly client: DhcpClient;
  private readonly net: NetworkInterface;
  private readonly socket: DatagramSocket;
  private readonly onLease: (lease: Lease | null) => void;
  private waiting: ((lease: Lease) => void)[] = [];

  constructor(net: NetworkInterface, socket: DatagramSocket, options: DhcpOptions) {
    this.net = net;
    this.socket = socket;
    this.hardware = net.hardwareAddress();
    this.hostName = options.hostName ?? "";
    this.onLease = options.onLease ?? (() => {});
    this.client = new DhcpClient(this);
    net.addTimed(this);
    this.listen().catch(() => {});
  }

  /** The lease, once there is one. */
  whenBound(): Promise<Lease> {
    const { lease } = this.client;
    if (lease !== null) return Promise.resolve(lease);
    return new Promise((resolve) => {
      this.waiting.push(resolve);
    });
  }

  /** Starts over, asking for the address we had: the cable was moved. */
  restart(): void {
    const nowMs = this.net.environment.nowMs();
    this.client.start(nowMs, this.client.lease?.address ?? 0);
    this.net.schedule(this.client.nextDeadlineMs());
  }

  random32(): number {
    return this.net.environment.random32();
  }

  send(message: Uint8Array, server: number): void {
    this.socket.send(message, formatIpv4Address(server), SERVER_PORT);
  }

  probe(address: number): void {
    this.net.probe(address);
  }

  probeConflict(): boolean {
    return this.net.probeConflict();
  }

  configure(lease: Lease | null): void {
    this.net.endProbe();
    if (lease === null) {
      this.net.configure(0, 0, 0);
    } else {
      this.net.configure(lease.address, prefixBitsOf(lease.subnetMask), lease.router);
      this.net.announce();
      const { waiting } = this;
      this.waiting = [];
      for (let i = 0; i < waiting.length; i++) waiting[i]!(lease);
    }
    this.onLease(lease);
  }

  nextDeadlineMs(): number {
    return this.client.nextDeadlineMs();
  }

  runTimers(nowMs: number): void {
    this.client.runTimers(nowMs);
  }

  private async listen(): Promise<void> {
    for (;;) {
      const { bytes } = await this.socket.receive();
      this.client.receive(bytes, this.net.environment.nowMs());
      this.net.schedule(this.client.nextDeadlineMs());
    }
  }
}

/** Asks for an address for `net`, which should be started. The lease comes later: see `Dhcp.whenBound`. */
export async function startDhcp(
  net: NetworkInterface,
  udp: UdpLayer,
  options: DhcpOptions = {},
): Promise<Dhcp> {
  const socket = await udp.bind(CLIENT_PORT, { broadcast: true });
  const dhcp = new Dhcp(net, socket, options);
  const previous = options.previousAddress === undefined ? 0 : hostAddress(options.previousAddress);
  dhcp.client.start(net.environment.nowMs(), previous);
  net.schedule(dhcp.client.nextDeadlineMs());
  net.onLinkUp(() => dhcp.restart());
  return dhcp;
}
