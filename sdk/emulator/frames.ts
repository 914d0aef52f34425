// Builds and checks the few Ethernet frames that the packet peer speaks: ARP and ICMP echo over IPv4.
//
// Deliberately independent of runtime/net: the peer judges that code from outside, and shared code would
// share its mistakes. No options, no fragments, no VLAN tags: a frame that has them is reported as a fault.

export const BROADCAST = "ff:ff:ff:ff:ff:ff";

const ETHERTYPE_IPV4 = 0x0800;
const ETHERTYPE_ARP = 0x0806;
const ARP_REQUEST = 1; // RFC 826, ar$op
const ARP_REPLY = 2;
const PROTOCOL_ICMP = 1; // RFC 792
const ICMP_ECHO_REPLY = 0;
const ICMP_ECHO_REQUEST = 8;
const IPV4_HEADER_BYTES = 20;
const ETHERNET_HEADER_BYTES = 14;
const SHORTEST_FRAME_BYTES = 60; // IEEE 802.3 minimum without the frame check sequence

export interface ArpPacket {
  kind: "arp";
  operation: "request" | "reply";
  senderMac: string;
  senderIp: string;
  targetMac: string;
  targetIp: string;
}

export interface EchoPacket {
  kind: "echo";
  type: "request" | "reply";
  sourceMac: string;
  destinationMac: string;
  sourceIp: string;
  destinationIp: string;
  timeToLive: number;
  identifier: number;
  sequence: number;
  payload: Uint8Array;
}

/** What a frame holds: a packet this file knows, something else, or a packet that breaks its own rules. */
export type Parsed =
  | ArpPacket
  | EchoPacket
  | { kind: "other"; etherType: number }
  | { kind: "faulty"; fault: string };

/** An ARP frame for Ethernet and IPv4 (RFC 826), padded to the shortest legal length. */
export function arpFrame(packet: Omit<ArpPacket, "kind">): Uint8Array {
  const to = packet.operation === "request" ? BROADCAST : packet.targetMac;
  const bytes = [
    ...[0, 1], // ar$hrd: Ethernet
    ...[0x08, 0x00], // ar$pro: IPv4
    ...[6, 4], // lengths of the two kinds of address
    ...[0, packet.operation === "request" ? ARP_REQUEST : ARP_REPLY],
    ...macBytes(packet.senderMac),
    ...ipBytes(packet.senderIp),
    ...macBytes(packet.operation === "request" ? "00:00:00:00:00:00" : packet.targetMac),
    ...ipBytes(packet.targetIp),
  ];
  return ethernet(to, packet.senderMac, ETHERTYPE_ARP, bytes);
}

/** An ICMP echo request or reply (RFC 792) in an IPv4 packet without options, checksums filled in. */
export function echoFrame(packet: Omit<EchoPacket, "kind">): Uint8Array {
  const type = packet.type === "request" ? ICMP_ECHO_REQUEST : ICMP_ECHO_REPLY;
  const icmp = [type, 0, 0, 0, ...u16(packet.identifier), ...u16(packet.sequence), ...packet.payload];
  putChecksum(icmp, 2);
  const ip = [0x45, 0, ...u16(IPV4_HEADER_BYTES + icmp.length), ...u16(packet.sequence), 0, 0];
  ip.push(
    packet.timeToLive,
    PROTOCOL_ICMP,
    0,
    0,
    ...ipBytes(packet.sourceIp),
    ...ipBytes(packet.destinationIp),
  );
  putChecksum(ip, 10);
  return ethernet(packet.destinationMac, packet.sourceMac, ETHERTYPE_IPV4, [...ip, ...icmp]);
}

/** Parses a frame and checks every length and checksum it carries. Never throws. */
export function parseFrame(frame: Uint8Array): Parsed {
  if (frame.length < ETHERNET_HEADER_BYTES)
    return faulty(`frame of ${frame.length} bytes has no Ethernet header`);
  const destinationMac = macText(frame, 0);
  const sourceMac = macText(frame, 6);
  const etherType = read16(frame, 12);
  const body = frame.subarray(ETHERNET_HEADER_BYTES);
  if (etherType === ETHERTYPE_ARP) return parseArp(body);
  if (etherType === ETHERTYPE_IPV4) return parseIpv4(body, sourceMac, destinationMac);
  return { kind: "other", etherType };
}

/** The Internet checksum of RFC 1071: 0 over data that carries its own right checksum. */
export function checksum(bytes: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 2) sum += (bytes[i]! << 8) | (bytes[i + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

function parseArp(body: Uint8Array): Parsed {
  if (body.length < 28) return faulty(`ARP packet of ${body.length} bytes, needs 28`);
  if (read16(body, 0) !== 1 || read16(body, 2) !== ETHERTYPE_IPV4 || body[4] !== 6 || body[5] !== 4) {
    return faulty("ARP packet is not for Ethernet and IPv4");
  }
  const code = read16(body, 6);
  if (code !== ARP_REQUEST && code !== ARP_REPLY) return faulty(`ARP operation ${code} is unknown`);
  return {
    kind: "arp",
    operation: code === ARP_REQUEST ? "request" : "reply",
    senderMac: macText(body, 8),
    senderIp: ipText(body, 14),
    targetMac: macText(body, 18),
    targetIp: ipText(body, 24),
  };
}

function parseIpv4(body: Uint8Array, sourceMac: string, destinationMac: string): Parsed {
  if (body.length < IPV4_HEADER_BYTES)
    return faulty(`IPv4 packet of ${body.length} bytes has no whole header`);
  if (body[0] !== 0x45)
    return faulty(`IPv4 version and header length are 0x${body[0]!.toString(16)}, not 0x45`);
  if (checksum(body.subarray(0, IPV4_HEADER_BYTES)) !== 0) return faulty("IPv4 header checksum is wrong");
  const length = read16(body, 2);
  // The frame may be longer than the packet, because short frames are padded, but never shorter.
  if (length < IPV4_HEADER_BYTES || length > body.length) {
    return faulty(`IPv4 total length ${length} does not fit a frame body of ${body.length} bytes`);
  }
  if ((read16(body, 6) & 0x3fff) !== 0) return faulty("IPv4 packet is a fragment");
  if (body[9] !== PROTOCOL_ICMP) return { kind: "other", etherType: ETHERTYPE_IPV4 };

  const icmp = body.subarray(IPV4_HEADER_BYTES, length);
  if (icmp.length < 8) return faulty(`ICMP message of ${icmp.length} bytes, needs 8`);
  if (checksum(icmp) !== 0) return faulty("ICMP checksum is wrong");
  if (icmp[0] !== ICMP_ECHO_REPLY && icmp[0] !== ICMP_ECHO_REQUEST) {
    return { kind: "other", etherType: ETHERTYPE_IPV4 };
  }
  if (icmp[1] !== 0) return faulty(`ICMP echo with code ${icmp[1]}, must be 0`);
  return {
    kind: "echo",
    type: icmp[0] === ICMP_ECHO_REQUEST ? "request" : "reply",
    sourceMac,
    destinationMac,
    sourceIp: ipText(body, 12),
    destinationIp: ipText(body, 16),
    timeToLive: body[8]!,
    identifier: read16(icmp, 4),
    sequence: read16(icmp, 6),
    payload: icmp.slice(8),
  };
}

function ethernet(to: string, from: string, etherType: number, body: number[]): Uint8Array {
  const bytes = [...macBytes(to), ...macBytes(from), ...u16(etherType), ...body];
  const frame = new Uint8Array(Math.max(bytes.length, SHORTEST_FRAME_BYTES));
  frame.set(bytes);
  return frame;
}

function putChecksum(bytes: number[], offset: number): void {
  const sum = checksum(bytes);
  bytes[offset] = sum >> 8;
  bytes[offset + 1] = sum & 0xff;
}

function faulty(fault: string): Parsed {
  return { kind: "faulty", fault };
}

function u16(value: number): [number, number] {
  return [(value >> 8) & 0xff, value & 0xff];
}

function read16(bytes: Uint8Array, offset: number): number {
  return (bytes[offset]! << 8) | bytes[offset + 1]!;
}

function macBytes(text: string): number[] {
  return text.split(":").map((part) => Number.parseInt(part, 16));
}

function macText(bytes: Uint8Array, offset: number): string {
  return [...bytes.subarray(offset, offset + 6)].map((byte) => byte.toString(16).padStart(2, "0")).join(":");
}

function ipBytes(text: string): number[] {
  return text.split(".").map(Number);
}

function ipText(bytes: Uint8Array, offset: number): string {
  return bytes.subarray(offset, offset + 4).join(".");
}
