// UDP over IPv6: the ports of a UdpLayer, so that one socket hears and speaks both. RFC 768, RFC 8200 §8.1.
//
// Sends what fits one packet. Groups are joined at the layer (`joinGroup`). A socket hears of a datagram's family by the text of its address.

import type { NetworkInterface } from "../interface.ts";
import type { DatagramsBeside, UdpLayer, UdpSocket } from "../udp.ts";
import { copy, get16 } from "../wire/bytes.ts";
import { ETHERNET_HEADER_BYTES } from "../wire/ethernet.ts";
import { ICMPV6_UNREACHABLE, UNREACHABLE6_PORT } from "../wire/icmpv6.ts";
import { PROTOCOL_UDP } from "../wire/ipv4.ts";
import { destinationOf, type Ipv6Packet } from "../wire/ipv6.ts";
import { parseUdp6, UDP_HEADER_BYTES, UdpHeader, writeUdp6 } from "../wire/udp.ts";
import { formatIpv6Address, isMulticast6, isUnspecified, parseIpv6Address } from "./address.ts";
import { IPV6_PAYLOAD_AT } from "./frame.ts";
import type { Ipv6Handler, Ipv6Layer } from "./layer.ts";

const DEFAULT_HOP_LIMIT = 64;
const MULTICAST_HOP_LIMIT = 1;

export class UdpOverIpv6 implements Ipv6Handler, DatagramsBeside {
  private readonly net: NetworkInterface;
  private readonly ipv6: Ipv6Layer;
  private readonly udp: UdpLayer;
  private readonly header = new UdpHeader();

  /** Puts itself beside `udp`, whose interface is `net`. */
  constructor(net: NetworkInterface, ipv6: Ipv6Layer, udp: UdpLayer) {
    this.net = net;
    this.ipv6 = ipv6;
    this.udp = udp;
    udp.beside = this;
    ipv6.attach(PROTOCOL_UDP, this);
  }

  sendBeside(socket: UdpSocket, bytes: Uint8Array, address: string, port: number): boolean {
    const destination = parseIpv6Address(address);
    if (destination === null || isUnspecified(destination)) return false;
    const length = UDP_HEADER_BYTES + bytes.length;
    const hops =
      socket.options.timeToLive ?? (isMulticast6(destination) ? MULTICAST_HOP_LIMIT : DEFAULT_HOP_LIMIT);
    if (!this.ipv6.open(destination, PROTOCOL_UDP, length, hops)) return false;
    const { out } = this.net;
    copy(bytes, 0, out, IPV6_PAYLOAD_AT + UDP_HEADER_BYTES, bytes.length);
    writeUdp6(out, ETHERNET_HEADER_BYTES, IPV6_PAYLOAD_AT, socket.localPort, port, bytes.length);
    return this.ipv6.sendOpened(destination, length);
  }

  receivePacket(bytes: Uint8Array, packet: Ipv6Packet, source: Uint8Array): void {
    const { headerAt, payloadAt, payloadEnd } = packet;
    const header = parseUdp6(bytes, headerAt, payloadAt, payloadEnd, this.header);
    if (header === null) {
      this.net.counters.udpMalformed += 1;
      return;
    }
    if (this.udp.take(bytes, header, formatIpv6Address(source))) return;
    // RFC 4443 §3.1, §2.4 (e.3).
    if (!isMulticast6(destinationOf(bytes, headerAt)))
      this.ipv6.sendError(bytes, packet, source, ICMPV6_UNREACHABLE, UNREACHABLE6_PORT, 0);
  }

  /** Nobody waits for errors; but one about a port that is open can be true. */
  receiveError(bytes: Uint8Array, { payloadAt, payloadEnd }: Ipv6Packet): boolean {
    return payloadEnd - payloadAt >= UDP_HEADER_BYTES && this.udp.isOpen(get16(bytes, payloadAt));
  }
}
