// The public module `ingot/net`: what an application may use of the network stack.

export { NetworkCounters } from "./counters.ts";
export type { Lease } from "./dhcp/client.ts";
export { type Dhcp, type DhcpOptions, startDhcp } from "./dhcp/start.ts";
export { DnsResolver, DnsTransport, type ResolverOptions } from "./dns/resolver.ts";
export { NetworkInterface, type NetworkOptions } from "./interface.ts";
export { formatIpv4Address, parseIpv4Address } from "./ipv4-address.ts";
export { formatIpv6Address, parseIpv6Address } from "./ipv6/address.ts";
export { Ipv6Layer } from "./ipv6/layer.ts";
export { NamesOverIpv6 } from "./ipv6/names.ts";
export { TcpOverIpv6 } from "./ipv6/tcp.ts";
export { UdpOverIpv6 } from "./ipv6/udp.ts";
export type { MdnsService } from "./mdns/records.ts";
export { type Mdns, type MdnsOptions, startMdns } from "./mdns/start.ts";
export { network } from "./network.ts";
export { SntpClient, type SntpOptions } from "./sntp.ts";
export { formatSyslog, openSyslog, type Severity, Syslog, type SyslogOptions } from "./syslog.ts";
export { TcpLayer, type TcpOptions } from "./tcp/layer.ts";
export {
  type ConnectOptions,
  type Datagram,
  type DatagramOptions,
  type DatagramSocket,
  type DatagramTransport,
  type ListenOptions,
  NetError,
  type NetErrorCode,
  type Network,
  type TcpConnection,
  type TcpListener,
  type Transport,
} from "./transport.ts";
export { UdpLayer } from "./udp.ts";
