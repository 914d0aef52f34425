// IPv4 headers: parse and emit. RFC 791 §3.1.
//
// Options are checked for length and skipped, never produced. Fragments parse (`fragment` says so); putting
// them together is not done here.
//
//   | version, IHL 1 | TOS 1 | total length 2 | identification 2 | flags, fragment offset 2 |
//   | TTL 1 | protocol 1 | header checksum 2 | source 4 | destination 4 | options ... |

import { get16, get32, put16, put32 } from "./bytes.ts";
import { checksum, checksumHolds } from "./checksum.ts";

const VERSION_IHL = 0;
const TOS = 1;
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
const DONT_FRAGMENT = 0x4000;
const MORE_FRAGMENTS = 0x2000;
const FRAGMENT_OFFSET_MASK = 0x1fff;
/** RFC 1122 §3.2.1.7 asks for a configurable default; RFC 1340 recommends this one. */
const DEFAULT_TTL = 64;

export const PROTOCOL_ICMP = 1;

export interface Ipv4Packet {
  readonly source: number;
  readonly destination: number;
  readonly protocol: number;
  readonly timeToLive: number;
  /** True when this is one piece of a longer datagram. */
  readonly fragment: boolean;
  readonly payloadAt: number;
  /** One past the last payload byte, by the header's total length: link padding is outside. */
  readonly payloadEnd: number;
}

export interface Ipv4Header {
  readonly source: number;
  readonly destination: number;
  readonly protocol: number;
  readonly payloadBytes: number;
}

/** Parses bytes `at` .. `end`-1. Null when version, lengths or header checksum are wrong. */
export function parseIpv4(bytes: Uint8Array, at: number, end: number): Ipv4Packet | null {
  if (end - at < IPV4_HEADER_BYTES) return null;
  // RFC 1122 §3.2.1.1: another version is silently discarded.
  if (bytes[at + VERSION_IHL] >>> 4 !== VERSION) return null;
  const headerBytes = (bytes[at + VERSION_IHL] & 0x0f) * 4;
  const totalBytes = get16(bytes, at + TOTAL_LENGTH);
  if (headerBytes < IPV4_HEADER_BYTES || totalBytes < headerBytes || totalBytes > end - at) return null;
  // RFC 1122 §3.2.1.2: a host must verify the header checksum.
  if (!checksumHolds(bytes, at, at + headerBytes)) return null;
  return {
    source: get32(bytes, at + SOURCE),
    destination: get32(bytes, at + DESTINATION),
    protocol: bytes[at + PROTOCOL],
    timeToLive: bytes[at + TTL],
    fragment: (get16(bytes, at + FLAGS_FRAGMENT) & (MORE_FRAGMENTS | FRAGMENT_OFFSET_MASK)) !== 0,
    payloadAt: at + headerBytes,
    payloadEnd: at + totalBytes,
  };
}

/** Writes a header at `at` and returns where the payload starts. */
export function emitIpv4(into: Uint8Array, at: number, header: Ipv4Header): number {
  into[at + VERSION_IHL] = (VERSION << 4) | (IPV4_HEADER_BYTES / 4);
  into[at + TOS] = 0;
  put16(into, at + TOTAL_LENGTH, IPV4_HEADER_BYTES + header.payloadBytes);
  // RFC 6864 §4.1: an atomic datagram (DF set, not a fragment) may carry any identification.
  put16(into, at + IDENTIFICATION, 0);
  put16(into, at + FLAGS_FRAGMENT, DONT_FRAGMENT);
  into[at + TTL] = DEFAULT_TTL;
  into[at + PROTOCOL] = header.protocol;
  put16(into, at + HEADER_CHECKSUM, 0);
  put32(into, at + SOURCE, header.source);
  put32(into, at + DESTINATION, header.destination);
  put16(into, at + HEADER_CHECKSUM, checksum(into, at, at + IPV4_HEADER_BYTES));
  return at + IPV4_HEADER_BYTES;
}
