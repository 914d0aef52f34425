// The public module `ingot/net`: what an application may use of the network stack.

export { NetworkCounters } from "./counters.ts";
export { NetworkInterface, type NetworkOptions } from "./interface.ts";
export { formatIpv4Address, parseIpv4Address } from "./ipv4-address.ts";
