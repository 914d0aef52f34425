// The public module `ingot/net`: what an application may use of the network stack.

export { NetworkCounters } from "./counters.ts";
export { NetworkInterface, type NetworkOptions } from "./interface.ts";
export { formatIpv4Address, parseIpv4Address } from "./ipv4-address.ts";
export {
  type Datagram,
  type DatagramOptions,
  type DatagramSocket,
  type DatagramTransport,
  NetError,
  type NetErrorCode,
} from "./transport.ts";
export { UdpLayer } from "./udp.ts";
