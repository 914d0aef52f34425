// Makes an appliance reachable as NAME.local, and its services visible, on the local network.

import type { NetworkInterface } from "../interface.ts";
import { formatIpv4Address } from "../ipv4-address.ts";
import type { Timed } from "../time.ts";
import type { DatagramSocket } from "../transport.ts";
import type { UdpLayer } from "../udp.ts";
import type { DnsRecord } from "../wire/dns.ts";
import type { MdnsService } from "./records.ts";
import { MDNS_PORT, type MdnsHost, MdnsResponder } from "./responder.ts";

const GROUP = "224.0.0.251";
/** RFC 6762 §11: every message is sent with this time to live. */
const TIME_TO_LIVE = 255;
const QUEUE = 16;

/** What is told, and heard, by another way than IPv4. */
export interface MdnsBeside {
  /** `mdns` hears that way, too, from now on, and is told to restart when there are other records. */
  use(mdns: Mdns): void;
  /** Records of the host of this name. */
  hostRecords(host: string): readonly DnsRecord[];
  /** Sends to all who listen there. */
  sendToAll(socket: DatagramSocket, message: Uint8Array): void;
  isOwnAddress(text: string): boolean;
}

export interface MdnsOptions {
  /** The name without ".local". If another has it, a number is added. */
  readonly name: string;
  readonly services?: readonly MdnsService[];
  /** Called with the name that we have got. */
  readonly onName?: (name: string) => void;
  /** By default null: IPv4 only. */
  readonly beside?: MdnsBeside | null;
}

export class Mdns implements MdnsHost, Timed {
  readonly responder: MdnsResponder;
  private readonly net: NetworkInterface;
  private readonly socket: DatagramSocket;
  private readonly beside: MdnsBeside | null;
  private readonly onName: (name: string) => void;

  constructor(net: NetworkInterface, socket: DatagramSocket, options: MdnsOptions) {
    this.net = net;
    this.socket = socket;
    this.beside = options.beside ?? null;
    this.onName = options.onName ?? (() => {});
    if (this.beside !== null) this.beside.use(this);
    this.responder = new MdnsResponder(this, options.name, options.services ?? []);
    net.addTimed(this);
    this.listen().catch(() => {});
  }

  /** Announces name and services anew, as after each change of address; without one, waits for it. */
  restart(): void {
    if (this.net.address() === 0 && this.beside === null) return;
    this.responder.start(this.net.environment.nowMs());
    this.net.schedule(this.nextDeadlineMs());
  }

  /** Takes name and services back. */
  stop(): void {
    this.responder.stop();
    this.socket.close();
  }

  random32(): number {
    return this.net.environment.random32();
  }

  address(): number {
    return this.net.address();
  }

  moreRecords(host: string): readonly DnsRecord[] {
    return this.beside === null ? [] : this.beside.hostRecords(host);
  }

  sendToAll(message: Uint8Array): void {
    this.socket.send(message, GROUP, MDNS_PORT);
    if (this.beside !== null) this.beside.sendToAll(this.socket, message);
  }

  sendTo(message: Uint8Array, address: string, port: number): void {
    this.socket.send(message, address, port);
  }

  named(label: string): void {
    this.onName(`${label}.local`);
  }

  nextDeadlineMs(): number {
    return this.responder.nextDeadlineMs();
  }

  runTimers(nowMs: number): void {
    this.responder.runTimers(nowMs);
  }

  private async listen(): Promise<void> {
    for (;;) {
      const { bytes, address, port } = await this.socket.receive();
      // Some switches send multicasts back to where they came from.
      if (address === formatIpv4Address(this.net.address())) continue;
      if (this.beside?.isOwnAddress(address)) continue;
      this.responder.receive(bytes, address, port, this.net.environment.nowMs());
      this.net.schedule(this.nextDeadlineMs());
    }
  }
}

/** Announces a name and services on the network of `net`. Rejects with NetError "address-in-use" the second time. */
export async function startMdns(net: NetworkInterface, udp: UdpLayer, options: MdnsOptions): Promise<Mdns> {
  const socket = await udp.bind(MDNS_PORT, { group: GROUP, timeToLive: TIME_TO_LIVE, queue: QUEUE });
  const mdns = new Mdns(net, socket, options);
  mdns.restart();
  net.onLinkUp(() => mdns.restart());
  net.onAddressChange(() => mdns.restart());
  return mdns;
}
