// A station of ours with IPv6 on a scripted MAC, and a peer whose packets are written by hand.

import { NetworkInterface } from "../interface.ts";
import { formatIpv6Address, groupHardware6, isMulticast6, parseIpv6Address } from "../ipv6/address.ts";
import { Ipv6Layer } from "../ipv6/layer.ts";
import { sealIcmpv6 } from "../wire/icmpv6.ts";
import { destinationOf, Ipv6Packet, parseIpv6, sourceOf, writeIpv6 } from "../wire/ipv6.ts";
import { fromHex, toHex } from "./hex.ts";
import { ScriptedMac } from "./scripted-mac.ts";

export const OWN_HARDWARE = "020000000001";
export const PEER_HARDWARE = "020000000002";
export const OWN_LINK = "fe80::ff:fe00:1";
export const PEER_LINK = "fe80::2";
const ICMPV6 = 58;

export interface PacketFields {
  readonly source?: string;
  readonly destination?: string;
  readonly hopLimit?: number;
  /** 58 by default: then the first four bytes of `payload` are type, code and room for the checksum. */
  readonly protocol?: number;
  /** Hexadecimal. */
  readonly payload: string;
  /** Extension headers in front of the payload, and what announces them. */
  readonly extensions?: string;
  readonly first?: number;
}

export class ScriptedLink6 {
  readonly mac = new ScriptedMac(fromHex(OWN_HARDWARE));
  readonly net: NetworkInterface;
  readonly ipv6: Ipv6Layer;
  now = 1000;
  /** What chance gives, 0 .. 2^32-1. */
  random = 0;

  constructor(options: { readonly mtu?: number } = {}) {
    const environment = { nowMs: () => this.now, random32: () => this.random };
    this.net = new NetworkInterface(this.mac, { environment, ...options });
    this.net.checkLink();
    this.ipv6 = new Ipv6Layer(this.net);
  }

  /** Lets time pass to the next deadline, and on to the next, for `milliseconds` in all. */
  pass(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      const next = this.net.nextDeadlineMs();
      if (next > end) break;
      this.now = Math.max(this.now, next);
      this.net.runTimers();
    }
    this.now = end;
  }

  /** Waits until the link-local address is ours and routers were asked; forgets what was sent for that. */
  settle(): this {
    this.pass(20_000);
    this.mac.sent.length = 0;
    return this;
  }

  /** A packet from the peer arrives. */
  receive(fields: PacketFields): this {
    this.mac.waiting.push(frameOf(fields));
    this.net.poll();
    return this;
  }

  /** What was sent since the last call, a line for each packet: "to-hardware source > destination limit payload". */
  sent(): string[] {
    return this.linesOf(false);
  }

  /** The same of reports about groups, which `sent` leaves out. */
  reports(): string[] {
    return this.linesOf(true);
  }

  private linesOf(reports: boolean): string[] {
    const sent = this.mac.sent.splice(0);
    const wanted = sent.filter((frame) => isReport(frame) === reports);
    this.mac.sent.push(...sent.filter((frame) => isReport(frame) !== reports));
    return wanted.map((frame) => {
      const packet = parseIpv6(frame, 14, frame.length, new Ipv6Packet())!;
      const from = formatIpv6Address(sourceOf(frame, 14));
      const to = formatIpv6Address(destinationOf(frame, 14));
      const payload = frame.slice(packet.payloadAt, packet.payloadEnd);
      // The checksum is looked at by the receiver of the same frame, not by people.
      if (packet.protocol === ICMPV6) payload.fill(0, 2, 4);
      return `${toHex(frame.slice(0, 6))} ${from} > ${to} ${packet.hopLimit} ${toHex(payload)}`;
    });
  }
}

/** Messages about groups are the only ones of ours with hop-by-hop options. */
function isReport(frame: Uint8Array): boolean {
  return frame[20] === 0;
}

export function hexOf(address: string): string {
  return toHex(parseIpv6Address(address)!);
}

export function frameOf(fields: PacketFields): Uint8Array {
  const { source = PEER_LINK, destination = OWN_LINK, hopLimit = 255, protocol = ICMPV6 } = fields;
  const extensions = fromHex(fields.extensions ?? "");
  const payload = fromHex(fields.payload);
  const to = parseIpv6Address(destination)!;
  const frame = new Uint8Array(14 + 40 + extensions.length + payload.length);
  frame.set(isMulticast6(to) ? groupHardware6(to) : fromHex(OWN_HARDWARE));
  frame.set(fromHex(`${PEER_HARDWARE} 86dd`), 6);
  const length = extensions.length + payload.length;
  writeIpv6(frame, 14, parseIpv6Address(source)!, to, fields.first ?? protocol, length, hopLimit);
  frame.set(extensions, 54);
  const at = 54 + extensions.length;
  frame.set(payload, at);
  if (protocol === ICMPV6) sealIcmpv6(frame, 14, at, frame.length, payload[0]!, payload[1]!);
  return frame;
}
