// Our stack on one Ethernet port as a Network: TCP, UDP and names over one interface.
//
// Where the address comes from, and who is told of us, are functions beside the class, so that a program with a fixed
// address holds no DHCP, and one without a name no mDNS.

import type { EthernetMac } from "../../hal/ethernet/mac.ts";
import { startDhcp } from "./dhcp/start.ts";
import { DnsResolver, DnsTransport } from "./dns/resolver.ts";
import { NetworkInterface, type NetworkOptions } from "./interface.ts";
import { formatIpv4Address } from "./ipv4-address.ts";
import type { MdnsService } from "./mdns/records.ts";
import { startMdns } from "./mdns/start.ts";
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

export class StackNetwork implements Network, Transport {
  readonly link: NetworkInterface;
  readonly tcp: TcpLayer;
  readonly datagrams: UdpLayer;
  readonly resolver: DnsResolver;
  readonly transport: Transport;
  /** What `name` gives, once the name is ours. */
  localName = "";
  private readonly named: DnsTransport;
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
    return address === 0 ? "" : formatIpv4Address(address);
  }

  name(): string {
    return this.localName;
  }

  whenUp(): Promise<void> {
    if (this.link.address() !== 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiting.push(resolve);
    });
  }

  async resolve(host: string): Promise<string[]> {
    await this.whenUp();
    return await this.resolver.resolve(host);
  }

  onAddress(callback: (address: string) => void): void {
    this.link.onAddressChange(() => callback(this.address()));
    if (this.link.address() !== 0) callback(this.address());
  }

  listen(port: number, options: ListenOptions = {}): Promise<TcpListener> {
    return this.tcp.listen(port, options);
  }

  async connect(host: string, port: number, options: ConnectOptions = {}): Promise<TcpConnection> {
    if (this.link.address() === 0) await this.upWithin(options.timeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS);
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

  private wakeWaiting(): void {
    if (this.link.address() === 0) return;
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
    onName: (local) => {
      network.localName = local;
    },
  });
}
