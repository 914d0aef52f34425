// Where the parts of a packet stand in a frame.

import { ETHERNET_HEADER_BYTES } from "../wire/ethernet.ts";
import { IPV6_HEADER_BYTES } from "../wire/ipv6.ts";

export const IPV6_HEADER_AT = ETHERNET_HEADER_BYTES;
/** Where in `NetworkInterface.out` the payload of the next IPv6 packet belongs. */
export const IPV6_PAYLOAD_AT = IPV6_HEADER_AT + IPV6_HEADER_BYTES;
