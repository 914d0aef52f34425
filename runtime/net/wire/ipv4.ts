// IPv4 headers: parse and emit. RFC 791 §3.1.
//
// Options are checked for length and skipped, never produced. Fragments parse (`fragment` says so); putting
// them together is fragments.ts's work.
//
//   | version, IHL 1 | TOS 1 | total length 2 | identification 2 | flags, fragment offset 2 |
//   | TTL 1 | protocol 1 | header checksum 2 | source 4 | destination 4 | options ... |

import { get16, get32, put16, put32 } from "./bytes.ts";
import { checksum, checksumHolds } from "./checksum.ts";

const VERSION_IHL = 0;
const TOTAL_LENGTH = 2;
const IDENTIFICATION = 4;
const FLAGS_FRAGMENT = 6;
const TTL = 8;
const PROTOCOL = 9;
const HEADER_CHECKSUM = 10;
const SOURCE = 12;
const DESTINATION = 16;
/** Length of a header without options, the only kind that is emitted. */
export const IPV4_HEADER_BYTES = 20;

const VERSION = 4;
/** Version, length of the header in words and TOS, above the total length. */
const FIRST_BYTES = ((VERSION << 4) | (IPV4_HEADER_BYTES / 4)) * 0x100_0000;
const DONT_FRAGMENT = 0x4000;
const MORE_FRAGMENTS = 0x2000;
const FRAGMENT_OFFSET_MASK = 0x1fff;
/** RFC 1122 §3.2.1.7 asks for a configurable default; RFC 1340 recommends this one. */
export const DEFAULT_TTL = 64;
/** RFC 792: an error quotes the header and 64 bits of what followed. */
const QUOTED_PAYLOAD_BYTES = 8;

/** Assigned Internet protocol numbers (IANA "Protocol Numbers"). */
export const PROTOCOL_ICMP = 1;
export const PROTOCOL_TCP = 6;
export const PROTOCOL_UDP = 17;

/** One parsed header. The same object may be filled again and again: whoever keeps a field copies it. */
export class Ipv4Packet {
  source = 0;
  destination = 0;
  protocol = 0;
  timeToLive = 0;
  identification = 0;
  /** True when this is one piece of a longer datagram. */
  fragment = false;
  /** Where this piece's payload belongs in its datagram, in bytes: 0 .. 65,528. */
  fragmentAt = 0;
  /** True when later pieces follow. */
  moreFragments = false;
  headerAt = 0;
  payloadAt = 0;
  /** One past the last payload byte, by the header's total length: link padding is outside. */
  payloadEnd = 0;
}

export interface Ipv4Header {
  readonly source: number;
  readonly destination: number;
  readonly protocol: number;
  readonly payloadBytes: number;
}

/** Parses bytes `at` .. `end`-1 into `packet`. Null when version, lengths or header checksum are wrong. */
export function parseIpv4(
  bytes: Uint8Array,
  at: number,
  end: number,
  packet: Ipv4Packet = new Ipv4Packet(),
): Ipv4Packet | null {
  if (end - at < IPV4_HEADER_BYTES) return null;
  // RFC 1122 §3.2.1.1: another version is silently discarded.
  if (bytes[at + VERSION_IHL] >>> 4 !== VERSION) return null;
  const headerBytes = (bytes[at + VERSION_IHL] & 0x0f) * 4;
  const totalBytes = get16(bytes, at + TOTAL_LENGTH);
  if (headerBytes < IPV4_HEADER_BYTES || totalBytes < headerBytes || totalBytes > end - at) return null;
  // RFC 1122 §3.2.1.2: a host must verify the header checksum.
  if (!checksumHolds(bytes, at, at + headerBytes)) return null;
  const flags = get16(bytes, at + FLAGS_FRAGMENT);
  packet.source = get32(bytes, at + SOURCE);
  packet.destination = get32(bytes, at + DESTINATION);
  packet.protocol = bytes[at + PROTOCOL];
  packet.timeToLive = bytes[at + TTL];
  packet.identification = get16(bytes, at + IDENTIFICATION);
  packet.fragment = (flags & (MORE_FRAGMENTS | FRAGMENT_OFFSET_MASK)) !== 0;
  // RFC 791 §3.1: the offset counts in units of eight bytes.
  packet.fragmentAt = (flags & FRAGMENT_OFFSET_MASK) * 8;
  packet.moreFragments = (flags & MORE_FRAGMENTS) !== 0;
  packet.headerAt = at;
  packet.payloadAt = at + headerBytes;
  packet.payloadEnd = at + totalBytes;
  return packet;
}

/**
 * Reads the header that an ICMP error quotes at `at` .. `end`-1: a header of ours whose payload is cut off and
 * whose checksum routers may have left wrong. Null unless the header and eight bytes behind it are there
 * (RFC 792). The lengths in `packet` are those of the quotation.
 */
export function parseQuotedIpv4(
  bytes: Uint8Array,
  at: number,
  end: number,
  packet: Ipv4Packet,
): Ipv4Packet | null {
  if (end - at < IPV4_HEADER_BYTES || bytes[at + VERSION_IHL] >>> 4 !== VERSION) return null;
  const headerBytes = (bytes[at + VERSION_IHL] & 0x0f) * 4;
  if (headerBytes < IPV4_HEADER_BYTES || end - at < headerBytes + QUOTED_PAYLOAD_BYTES) return null;
  packet.source = get32(bytes, at + SOURCE);
  packet.destination = get32(bytes, at + DESTINATION);
  packet.protocol = bytes[at + PROTOCOL];
  packet.headerAt = at;
  packet.payloadAt = at + headerBytes;
  packet.payloadEnd = end;
  return packet;
}

/** Writes a header at `at` and returns where the payload starts. */
export function emitIpv4(into: Uint8Array, at: number, header: Ipv4Header): number {
  const { source, destination, protocol, payloadBytes } = header;
  return writeIpv4(into, at, source, destination, protocol, payloadBytes, DEFAULT_TTL);
}

/** The same from plain numbers, for whoever sends many. */
export function writeIpv4(
  into: Uint8Array,
  at: number,
  source: number,
  destination: number,
  protocol: number,
  payloadBytes: number,
  timeToLive: number,
): number {
  put32(into, at + VERSION_IHL, FIRST_BYTES + IPV4_HEADER_BYTES + payloadBytes);
  // RFC 6864 §4.1: an atomic datagram (DF set, not a fragment) may carry any identification.
  put32(into, at + IDENTIFICATION, DONT_FRAGMENT);
  put32(into, at + TTL, ((timeToLive << 24) | (protocol << 16)) >>> 0);
  put32(into, at + SOURCE, source);
  put32(into, at + DESTINATION, destination);
  put16(into, at + HEADER_CHECKSUM, checksum(into, at, at + IPV4_HEADER_BYTES));
  return at + IPV4_HEADER_BYTES;
}
