// IPv6 headers: parse with the extension headers behind them, and write. RFC 8200 §3 and §4.
//
// Extension headers are walked and skipped, never produced. Fragments parse (`fragment` says so, and the
// payload begins with their header); one that is the whole packet counts as none (RFC 6946).
//
//   | version 4 bits, traffic class 8, flow label 20 | payload length 2 | next header 1 | hop limit 1 |
//   | source 16 | destination 16 |

import { copy, get16, get32, put16, put32, take } from "./bytes.ts";
import { addToSum } from "./checksum.ts";

export const PAYLOAD_LENGTH = 4;
export const NEXT_HEADER = 6;
const HOP_LIMIT = 7;
const SOURCE = 8;
const DESTINATION = 24;
export const IPV6_HEADER_BYTES = 40;
export const IPV6_ADDRESS_BYTES = 16;
/** RFC 8200 §5: every link carries packets of this length. */
export const IPV6_LEAST_MTU = 1280;

/** Version 6, traffic class and flow label 0. */
const FIRST_WORD = 0x6000_0000;

/** Next headers (IANA "Protocol Numbers"). */
export const HOP_BY_HOP = 0;
const ROUTING = 43;
const FRAGMENT = 44;
export const NO_NEXT_HEADER = 59;
const DESTINATION_OPTIONS = 60;
export const PROTOCOL_ICMPV6 = 58;

/** RFC 8200 §4.2: option types that are one byte, and padding. */
const PAD_1 = 0;
const PAD_N = 1;
export const FRAGMENT_BYTES = 8;
const SEGMENTS_LEFT = 3;

/** What became of the extension headers of a packet. */
export type Ipv6Outcome =
  | "whole"
  | "malformed"
  /** To be thrown away without a word: the high bits of an unknown option say so (RFC 8200 §4.2). */
  | "discard"
  /** The field at `problemAt` is wrong: ICMPv6 parameter problem, code 0. */
  | "bad-field"
  /** The next header at `problemAt` is not known: code 1. */
  | "bad-next-header"
  /** The option at `problemAt` is not known: code 2, and not to groups if `problemQuiet`. */
  | "bad-option";

/** One parsed header. The same object is filled again and again. */
export class Ipv6Packet {
  outcome: Ipv6Outcome = "whole";
  /** What the last extension header says follows. */
  protocol = 0;
  hopLimit = 0;
  /** True for a piece of a longer packet. */
  fragment = false;
  /** True for a whole packet that is called a piece (RFC 6946). */
  atomic = false;
  /** Of a whole packet: where its `protocol` stands. */
  problemAt = 0;
  problemQuiet = false;
  headerAt = 0;
  payloadAt = 0;
  /** One past the last payload byte, by the header: link padding is outside. */
  payloadEnd = 0;
}

/** Parses bytes `at` .. `end`-1. Null when the header itself is not one; else see `outcome`. */
export function parseIpv6(bytes: Uint8Array, at: number, end: number, packet: Ipv6Packet): Ipv6Packet | null {
  if (end - at < IPV6_HEADER_BYTES) return null;
  if (get16(bytes, at + PAYLOAD_LENGTH) > end - at - IPV6_HEADER_BYTES) return null;
  return parseQuotedIpv6(bytes, at, end, packet);
}

/** The same for a packet that an error quotes, which may be cut off. */
export function parseQuotedIpv6(
  bytes: Uint8Array,
  at: number,
  end: number,
  packet: Ipv6Packet,
): Ipv6Packet | null {
  if (end - at < IPV6_HEADER_BYTES || bytes[at]! >>> 4 !== 6) return null;
  const payloadBytes = Math.min(get16(bytes, at + PAYLOAD_LENGTH), end - at - IPV6_HEADER_BYTES);
  packet.protocol = bytes[at + NEXT_HEADER]!;
  packet.hopLimit = bytes[at + HOP_LIMIT]!;
  packet.fragment = false;
  packet.atomic = false;
  packet.problemQuiet = false;
  packet.headerAt = at;
  packet.payloadAt = at + IPV6_HEADER_BYTES;
  packet.payloadEnd = at + IPV6_HEADER_BYTES + payloadBytes;
  packet.outcome = skipExtensions(bytes, packet);
  return packet;
}

function skipExtensions(bytes: Uint8Array, packet: Ipv6Packet): Ipv6Outcome {
  let nextAt = packet.headerAt + NEXT_HEADER;
  for (;;) {
    const { protocol, payloadAt: at } = packet;
    packet.problemAt = nextAt;
    // RFC 8200 §4.1: hop-by-hop options only directly behind the header.
    if (protocol === HOP_BY_HOP && nextAt !== packet.headerAt + NEXT_HEADER) return "bad-next-header";
    const isOptions = protocol === HOP_BY_HOP || protocol === DESTINATION_OPTIONS;
    if (!isOptions && protocol !== ROUTING && protocol !== FRAGMENT) return "whole";
    if (packet.payloadEnd - at < FRAGMENT_BYTES) return "malformed";
    // RFC 8200 §4.3: in units of eight bytes, the first not counted. A fragment header has no length.
    const length = protocol === FRAGMENT ? FRAGMENT_BYTES : 8 * (bytes[at + 1]! + 1);
    if (at + length > packet.payloadEnd) return "malformed";
    if (isOptions) {
      const outcome = readOptions(bytes, at + 2, at + length, packet);
      if (outcome !== "whole") return outcome;
    } else if (protocol === ROUTING) {
      // RFC 8200 §4.4: no kind of routing header is known here, so none may have segments left.
      if (bytes[at + SEGMENTS_LEFT] !== 0) {
        packet.problemAt = at + 2;
        return "bad-field";
      }
    } else if ((get16(bytes, at + 2) & 0xfff9) !== 0) {
      packet.fragment = true;
      return "whole";
    } else packet.atomic = true;
    nextAt = at;
    packet.protocol = bytes[at]!;
    packet.payloadAt = at + length;
  }
}

/**
 * Where the payload of `protocol` begins behind whatever extension headers a packet that is not whole has left, or -1
 * when it is of another one, or cut off.
 */
export function payloadOf(bytes: Uint8Array, packet: Ipv6Packet, protocol: number): number {
  let next = packet.protocol;
  let at = packet.payloadAt;
  while (next !== protocol) {
    if (next !== HOP_BY_HOP && next !== DESTINATION_OPTIONS && next !== ROUTING && next !== FRAGMENT)
      return -1;
    if (at + FRAGMENT_BYTES > packet.payloadEnd) return -1;
    // Of a later piece nobody knows what it is a piece of.
    if (next === FRAGMENT && get16(bytes, at + 2) >= 8) return -1;
    next = bytes[at]!;
    at += 8 * (bytes[at + 1]! + 1);
  }
  return at < packet.payloadEnd ? at : -1;
}

/** RFC 8200 §4.2: none is known but padding; the two high bits of the others say what is to be done. */
function readOptions(bytes: Uint8Array, from: number, end: number, packet: Ipv6Packet): Ipv6Outcome {
  for (let at = from; at < end; ) {
    const type = bytes[at]!;
    if (type === PAD_1) {
      at += 1;
      continue;
    }
    if (at + 2 > end || at + 2 + bytes[at + 1]! > end) return "malformed";
    const action = type === PAD_N ? 0 : type >>> 6;
    if (action === 1) return "discard";
    if (action !== 0) {
      packet.problemAt = at;
      packet.problemQuiet = action === 3;
      return "bad-option";
    }
    at += 2 + bytes[at + 1]!;
  }
  return "whole";
}

/** A copy of the source address of the header at `headerAt`. */
export function sourceOf(bytes: Uint8Array, headerAt: number): Uint8Array {
  return take(bytes, headerAt + SOURCE, IPV6_ADDRESS_BYTES);
}

/** A copy of its destination address. */
export function destinationOf(bytes: Uint8Array, headerAt: number): Uint8Array {
  return take(bytes, headerAt + DESTINATION, IPV6_ADDRESS_BYTES);
}

/** True when the sixteen bytes at `at` are `address`. */
export function isAddressAt(bytes: Uint8Array, at: number, address: Uint8Array): boolean {
  return (
    get32(bytes, at + 12) === get32(address, 12) &&
    get32(bytes, at + 8) === get32(address, 8) &&
    get32(bytes, at + 4) === get32(address, 4) &&
    get32(bytes, at) === get32(address, 0)
  );
}

/** True when the header at `headerAt` is that of a packet from `source` to `destination`. */
export function isPacketBetween(
  bytes: Uint8Array,
  headerAt: number,
  source: Uint8Array,
  destination: Uint8Array,
): boolean {
  return (
    isAddressAt(bytes, headerAt + SOURCE, source) && isAddressAt(bytes, headerAt + DESTINATION, destination)
  );
}

/** Writes a header without extensions at `at` and returns where the payload starts. */
export function writeIpv6(
  into: Uint8Array,
  at: number,
  source: Uint8Array,
  destination: Uint8Array,
  protocol: number,
  payloadBytes: number,
  hopLimit: number,
): number {
  put32(into, at, FIRST_WORD);
  put16(into, at + PAYLOAD_LENGTH, payloadBytes);
  into[at + NEXT_HEADER] = protocol;
  into[at + HOP_LIMIT] = hopLimit;
  copy(source, 0, into, at + SOURCE, IPV6_ADDRESS_BYTES);
  copy(destination, 0, into, at + DESTINATION, IPV6_ADDRESS_BYTES);
  return at + IPV6_HEADER_BYTES;
}

/**
 * The sum of the pseudo header of a payload of `length` bytes (RFC 8200 §8.1), to start `addToSum` from. The addresses
 * are those of the header at `headerAt`.
 */
export function pseudoHeaderSum6(
  bytes: Uint8Array,
  headerAt: number,
  protocol: number,
  length: number,
): number {
  const sum = addToSum(protocol, bytes, headerAt + SOURCE, headerAt + IPV6_HEADER_BYTES) + length;
  return (sum & 0xffff) + (sum >>> 16);
}
