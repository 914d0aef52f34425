// TCP over IPv6: the ports, tables and state machine of a TcpLayer, so that one listener hears both families. RFC 9293,
// RFC 8200 §8.1 for the checksum, RFC 8201 for the path MTU.
//
// Only what differs from IPv4 is here: addresses, headers, errors. No packet whatever makes it throw.

import type { NetworkInterface } from "../interface.ts";
import type { SegmentsBeside } from "../tcp/beside.ts";
import { end } from "../tcp/ending.ts";
import { isUnderWay, type TcpLayer } from "../tcp/layer.ts";
import { CLOSED, type Ends, SYN_SENT, type Tcb, type TcpSettings } from "../tcp/tcb.ts";
import { NetError } from "../transport.ts";
import { get16, get32 } from "../wire/bytes.ts";
import { ETHERNET_HEADER_BYTES } from "../wire/ethernet.ts";
import { ICMPV6_TOO_BIG, ICMPV6_UNREACHABLE, UNREACHABLE6_PORT } from "../wire/icmpv6.ts";
import { PROTOCOL_TCP } from "../wire/ipv4.ts";
import {
  destinationOf,
  IPV6_HEADER_BYTES,
  type Ipv6Packet,
  isPacketBetween,
  sourceOf,
} from "../wire/ipv6.ts";
import { parseTcp6, TCP_HEADER_BYTES, TcpHeader, tcpHeaderBytes, writeTcp6 } from "../wire/tcp.ts";
import {
  formatIpv6Address,
  isMulticast6,
  isUnspecified,
  parseIpv6Address,
  sameAddress,
  UNSPECIFIED,
} from "./address.ts";
import { IPV6_PAYLOAD_AT } from "./frame.ts";
import type { Ipv6Handler, Ipv6Layer } from "./layer.ts";

const HEADERS_BYTES = IPV6_HEADER_BYTES + TCP_HEADER_BYTES;
/** 240.0.0.0/4, which no station has (RFC 1112 §4): numbers in it stand for addresses of IPv6. */
const CLASS_E = 0xf000_0000;
const CLASS_E_MASK = 0x0fff_ffff;
/** RFC 792 asks for as much of what an error quotes: both ports and the sequence number. */
const QUOTED_BYTES = 8;
const NOBODY: Ends = { local: UNSPECIFIED, remote: UNSPECIFIED };

export class TcpOverIpv6 implements Ipv6Handler, SegmentsBeside {
  settings: TcpSettings;
  private readonly net: NetworkInterface;
  private readonly ipv6: Ipv6Layer;
  private readonly tcp: TcpLayer;
  private readonly header = new TcpHeader();
  /** The peer that is being dealt with. */
  private near: Ends = NOBODY;
  /** The connection found last: segments of one flow follow each other. */
  private last: Tcb | null = null;

  /** Puts itself beside `tcp`, whose interface is `net`. */
  constructor(net: NetworkInterface, ipv6: Ipv6Layer, tcp: TcpLayer) {
    this.net = net;
    this.ipv6 = ipv6;
    this.tcp = tcp;
    this.settings = { ...tcp.settings, mss: ipv6.linkMtu() - HEADERS_BYTES };
    tcp.beside = this;
    ipv6.attach(PROTOCOL_TCP, this);
  }

  receivePacket(bytes: Uint8Array, packet: Ipv6Packet, source: Uint8Array): void {
    const { headerAt, payloadAt, payloadEnd } = packet;
    const { tcp } = this;
    const header = parseTcp6(bytes, headerAt, payloadAt, payloadEnd, this.header);
    const local = destinationOf(bytes, headerAt);
    // RFC 9293 §3.9.2.3: segments are from one station to one.
    if (header === null || isMulticast6(local) || isUnspecified(source)) {
      this.net.counters.tcpMalformed += 1;
      return;
    }
    let tcb = this.lastWith(bytes, headerAt, header.sourcePort, header.destinationPort);
    if (tcb !== null) {
      this.near = tcb.ends!;
    } else {
      this.near = { local, remote: source };
      tcb = this.connectionNow(this.key(), header.sourcePort, header.destinationPort);
    }
    const acknowledged = tcb === null ? 0 : tcb.sndUna;
    this.renewSettings();
    tcp.take(this, tcb, header, bytes, tcb === null ? this.key() : tcb.remoteAddress);
    // RFC 4861 §7.3.1: who acknowledges what is new, hears us.
    if (tcb !== null && tcb.sndUna !== acknowledged) this.ipv6.confirm(source);
  }

  receiveError(bytes: Uint8Array, quoted: Ipv6Packet, type: number, code: number, rest: number): boolean {
    const { headerAt, payloadAt, payloadEnd } = quoted;
    if (payloadEnd - payloadAt < QUOTED_BYTES) return false;
    this.near = { local: sourceOf(bytes, headerAt), remote: destinationOf(bytes, headerAt) };
    const tcb = this.connectionNow(this.key(), get16(bytes, payloadAt + 2), get16(bytes, payloadAt));
    if (tcb === null || !isUnderWay(tcb, get32(bytes, payloadAt + 4))) return false;
    if (type === ICMPV6_TOO_BIG) this.tcp.narrow(tcb, rest - HEADERS_BYTES);
    else if (type === ICMPV6_UNREACHABLE && tcb.state === SYN_SENT)
      end(tcb, code === UNREACHABLE6_PORT ? "refused" : "unreachable");
    return true;
  }

  aimAt(host: string): number | null {
    const remote = parseIpv6Address(host);
    if (remote === null) return null;
    const local = this.ipv6.sourceTo(remote);
    if (local === null || isMulticast6(remote) || isUnspecified(remote))
      throw new NetError("unreachable", `no route leads to ${host}`);
    this.near = { local, remote };
    this.renewSettings();
    return this.key();
  }

  endsNow(): Ends {
    return this.near;
  }

  connectionNow(remote: number, remotePort: number, localPort: number): Tcb | null {
    const { near } = this;
    for (
      let entry = this.tcp.table.chain(remote, remotePort, localPort);
      entry !== null;
      entry = entry.next
    ) {
      const { tcb } = entry;
      if (tcb.remotePort !== remotePort || tcb.localPort !== localPort || tcb.ends === null) continue;
      if (!sameAddress(tcb.ends.remote, near.remote) || !sameAddress(tcb.ends.local, near.local)) continue;
      this.last = tcb;
      return tcb;
    }
    return null;
  }

  sendSegment(tcb: Tcb, header: TcpHeader, offset: number, count: number): void {
    const { net } = this;
    const { local, remote } = tcb.ends!;
    header.sourcePort = tcb.localPort;
    header.destinationPort = tcb.remotePort;
    const headerBytes = tcpHeaderBytes(header);
    if (!this.ipv6.openFrom(local, remote, PROTOCOL_TCP, headerBytes + count)) {
      // A router or an error has told of a narrower way meanwhile; this segment is repeated in pieces that fit.
      tcb.setMss(Math.min(tcb.segmentBytes, this.mssTo(tcb)));
      return;
    }
    tcb.send.copyTo(offset, count, net.out, IPV6_PAYLOAD_AT + headerBytes);
    writeTcp6(net.out, ETHERNET_HEADER_BYTES, IPV6_PAYLOAD_AT, header, count);
    this.ipv6.sendOpened(remote, headerBytes + count);
  }

  replyNow(reply: TcpHeader): void {
    const { local, remote } = this.near;
    const bytes = tcpHeaderBytes(reply);
    if (!this.ipv6.openFrom(local, remote, PROTOCOL_TCP, bytes)) return;
    writeTcp6(this.net.out, ETHERNET_HEADER_BYTES, IPV6_PAYLOAD_AT, reply, 0);
    this.ipv6.sendOpened(remote, bytes);
  }

  mssTo(tcb: Tcb): number {
    return this.ipv6.mtuTo(tcb.ends!.remote) - HEADERS_BYTES;
  }

  textOf(address: Uint8Array): string {
    return formatIpv6Address(address);
  }

  /** The number that stands for the peer at hand; connectionNow() looks at the addresses themselves. */
  private key(): number {
    const { secrets } = this.tcp;
    const { local, remote } = this.near;
    return (CLASS_E | (secrets.fold(local, secrets.fold(remote, 0)) & CLASS_E_MASK)) >>> 0;
  }

  private lastWith(bytes: Uint8Array, headerAt: number, remotePort: number, localPort: number): Tcb | null {
    const { last } = this;
    if (last === null || last.state === CLOSED) return null;
    if (last.remotePort !== remotePort || last.localPort !== localPort) return null;
    const { local, remote } = last.ends!;
    return isPacketBetween(bytes, headerAt, remote, local) ? last : null;
  }

  /** A router may have said another MTU of the link. */
  private renewSettings(): void {
    const mss = this.ipv6.linkMtu() - HEADERS_BYTES;
    if (mss !== this.settings.mss) this.settings = { ...this.settings, mss };
  }
}
