// Our stack on one Ethernet port as a Network: TCP, UDP and names over one interface.
//
// Where the address comes from, and who is told of us, are functions beside the class, so that a program with a fixed
// address holds no DHCP, and one without a name no mDNS.

import type { EthernetMac } from "../../hal/ethernet/mac.ts";
import { startDhcp } from "./dhcp/start.ts";
import { DnsResolver, DnsTransport } from "./dns/resolver.ts";
import { NetworkInterface, type NetworkOptions } from "./interface.ts";
import { formatIpv4Address } from "./ipv4-address.ts";
import { BesideIpv4 } from "./ipv6/beside-ipv4.ts";
import { Ipv6Layer } from "./ipv6/layer.ts";
import { NamesOverIpv6 } from "./ipv6/names.ts";
import { TcpOverIpv6 } from "./ipv6/tcp.ts";
import { UdpOverIpv6 } from "./ipv6/udp.ts";
import type { MdnsService } from "./mdns/records.ts";
import { type MdnsBeside, startMdns } from "./mdns/start.ts";
import { TcpLayer } from "./tcp/layer.ts";
import {
  type ConnectOptions,
  DEFAULT_CONNECT_TIMEOUT_MS,
  type ListenOptions,
  NetError,
  type Network,
  type TcpConnection,
  type TcpListener,
  type Transport,
} from "./transport.ts";
import { UdpLayer } from "./udp.ts";

export interface StackNetworkOptions extends NetworkOptions {
  /** Addresses of name servers, best first. A lease replaces them. */
  readonly nameServers?: readonly string[];
}

/** What a network has besides IPv4. */
export interface NetworkBeside extends MdnsBeside {
  /** An address of ours that others beyond the link can use, or "". */
  address(): string;
  /** True while there is such an address. */
  isUp(): boolean;
  /** Calls `callback` when it has changed, and there is none of IPv4. */
  onAddressChange(callback: () => void): void;
  /** True for an address in text form that a way leads to already. */
  reaches(host: string): boolean;
}

export class StackNetwork implements Network, Transport {
  readonly link: NetworkInterface;
  readonly tcp: TcpLayer;
  readonly datagrams: UdpLayer;
  readonly resolver: DnsResolver;
  readonly transport: Transport;
  /** What `name` gives, once the name is ours. */
  localName = "";
  private readonly named: DnsTransport;
  /** Null for IPv4 only. */
  beside: NetworkBeside | null = null;
  private waiting: (() => void)[] = [];

  /** Answers on `mac`, and uses it alone, from now on. Throws RangeError as NetworkInterface does. */
  constructor(mac: EthernetMac, options: StackNetworkOptions = {}) {
    this.link = new NetworkInterface(mac, options);
    this.tcp = new TcpLayer(this.link);
    this.datagrams = new UdpLayer(this.link);
    const servers = options.nameServers ?? [];
    const { environment } = this.link;
    this.resolver = new DnsResolver({ datagrams: this.datagrams, transport: this.tcp, servers, environment });
    this.named = new DnsTransport(this.tcp, this.resolver);
    this.transport = this;
    this.link.onAddressChange(() => this.wakeWaiting());
    this.link.start();
  }

  address(): string {
    const address = this.link.address();
    if (address !== 0) return formatIpv4Address(address);
    return this.beside === null ? "" : this.beside.address();
  }

  name(): string {
    return this.localName;
  }

  whenUp(): Promise<void> {
    if (this.isUp()) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiting.push(resolve);
    });
  }

  async resolve(host: string): Promise<string[]> {
    await this.whenUp();
    return await this.resolver.resolve(host);
  }

  onAddress(callback: (address: string) => void): void {
    const tell = () => callback(this.address());
    this.link.onAddressChange(tell);
    if (this.beside !== null) this.beside.onAddressChange(tell);
    if (this.isUp()) tell();
  }

  listen(port: number, options: ListenOptions = {}): Promise<TcpListener> {
    return this.tcp.listen(port, options);
  }

  async connect(host: string, port: number, options: ConnectOptions = {}): Promise<TcpConnection> {
    if (!this.isUp() && (this.beside === null || !this.beside.reaches(host)))
      await this.upWithin(options.timeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS);
    return await this.named.connect(host, port, options);
  }

  private upWithin(milliseconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(
          new NetError(
            "unreachable",
            "the board has no address yet: is the cable in, and a DHCP server there?",
          ),
        );
      }, milliseconds);
      this.whenUp().then(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private isUp(): boolean {
    return this.link.address() !== 0 || this.beside?.isUp() === true;
  }

  /** There may be an address. */
  wakeWaiting(): void {
    if (!this.isUp()) return;
    const { waiting } = this;
    this.waiting = [];
    for (const wake of waiting) wake();
  }
}

/** Gets the address of `network` from DHCP from now on, and name servers with it; tells the server `hostName`. */
export function useDhcp(network: StackNetwork, hostName: string): void {
  void startDhcp(network.link, network.datagrams, {
    hostName,
    onLease: (lease) => {
      if (lease !== null) network.resolver.servers = lease.dns.map(formatIpv4Address);
    },
  });
}

/** Makes the board reachable as `name`.local, or a name with a number if another has it, and its services visible. */
export function announceName(network: StackNetwork, name: string, services: readonly MdnsService[]): void {
  void startMdns(network.link, network.datagrams, {
    name,
    services,
    beside: network.beside,
    onName: (local) => {
      network.localName = local;
    },
  });
}

/**
 * Takes part in IPv6 as well: addresses by themselves, neighbours, routers, echoes, the ports of TCP and UDP, and names.
 * Call before `announceName`.
 */
export function useIpv6(network: StackNetwork): Ipv6Layer {
  const ipv6 = new Ipv6Layer(network.link);
  new UdpOverIpv6(network.link, ipv6, network.datagrams);
  new TcpOverIpv6(network.link, ipv6, network.tcp);
  network.resolver.beside = new NamesOverIpv6(ipv6, network.resolver);
  network.beside = new BesideIpv4(ipv6);
  ipv6.onAddressChange(() => network.wakeWaiting());
  return ipv6;
}
