// UDP headers over IPv4 and IPv6: parse and write. RFC 768, RFC 8200 §8.1.
//
//   | source port 2 | destination port 2 | length 2 | checksum 2 | data ... |

import { get16, put16 } from "./bytes.ts";
import { addToSum } from "./checksum.ts";
import { PROTOCOL_UDP } from "./ipv4.ts";
import { pseudoHeaderSum6 } from "./ipv6.ts";
import { pseudoHeaderSum } from "./pseudo-header.ts";

const SOURCE_PORT = 0;
const DESTINATION_PORT = 2;
const LENGTH = 4;
const CHECKSUM = 6;
export const UDP_HEADER_BYTES = 8;

/** One parsed header. The same object may be filled again and again. */
export class UdpHeader {
  sourcePort = 0;
  destinationPort = 0;
  dataAt = 0;
  dataEnd = 0;
}

/**
 * Parses bytes `at` .. `end`-1, the payload of a datagram from `source` to `destination`, into `header`. Null when
 * the lengths or the checksum are wrong.
 */
export function parseUdp(
  bytes: Uint8Array,
  at: number,
  end: number,
  source: number,
  destination: number,
  header: UdpHeader = new UdpHeader(),
): UdpHeader | null {
  if (end - at < UDP_HEADER_BYTES) return null;
  const length = get16(bytes, at + LENGTH);
  if (length < UDP_HEADER_BYTES || length > end - at) return null;
  // RFC 768: an all-zero checksum says that the sender made none.
  if (get16(bytes, at + CHECKSUM) !== 0) {
    const sum = pseudoHeaderSum(source, destination, PROTOCOL_UDP, length);
    if (addToSum(sum, bytes, at, at + length) !== 0xffff) return null;
  }
  return filled(bytes, at, length, header);
}

/** The same for a packet whose IPv6 header is at `headerAt`: there a datagram without a checksum is wrong, too. */
export function parseUdp6(
  bytes: Uint8Array,
  headerAt: number,
  at: number,
  end: number,
  header: UdpHeader,
): UdpHeader | null {
  if (end - at < UDP_HEADER_BYTES) return null;
  const length = get16(bytes, at + LENGTH);
  if (length < UDP_HEADER_BYTES || length > end - at || get16(bytes, at + CHECKSUM) === 0) return null;
  const sum = pseudoHeaderSum6(bytes, headerAt, PROTOCOL_UDP, length);
  if (addToSum(sum, bytes, at, at + length) !== 0xffff) return null;
  return filled(bytes, at, length, header);
}

function filled(bytes: Uint8Array, at: number, length: number, header: UdpHeader): UdpHeader {
  header.sourcePort = get16(bytes, at + SOURCE_PORT);
  header.destinationPort = get16(bytes, at + DESTINATION_PORT);
  header.dataAt = at + UDP_HEADER_BYTES;
  header.dataEnd = at + length;
  return header;
}

/** Writes the header at `at` in front of `dataBytes` bytes, behind the IPv6 header at `headerAt`; returns the end. */
export function writeUdp6(
  into: Uint8Array,
  headerAt: number,
  at: number,
  sourcePort: number,
  destinationPort: number,
  dataBytes: number,
): number {
  const length = UDP_HEADER_BYTES + dataBytes;
  const pseudo = pseudoHeaderSum6(into, headerAt, PROTOCOL_UDP, length);
  return sealed(into, at, sourcePort, destinationPort, length, pseudo);
}

/** Writes the header at `at`, in front of `dataBytes` bytes that stand there already; returns where they end. */
export function writeUdp(
  into: Uint8Array,
  at: number,
  source: number,
  sourcePort: number,
  destination: number,
  destinationPort: number,
  dataBytes: number,
): number {
  const length = UDP_HEADER_BYTES + dataBytes;
  const pseudo = pseudoHeaderSum(source, destination, PROTOCOL_UDP, length);
  return sealed(into, at, sourcePort, destinationPort, length, pseudo);
}

function sealed(
  into: Uint8Array,
  at: number,
  sourcePort: number,
  destinationPort: number,
  length: number,
  pseudo: number,
): number {
  put16(into, at + SOURCE_PORT, sourcePort);
  put16(into, at + DESTINATION_PORT, destinationPort);
  put16(into, at + LENGTH, length);
  put16(into, at + CHECKSUM, 0);
  const sum = ~addToSum(pseudo, into, at, at + length) & 0xffff;
  // RFC 768: a computed checksum of zero is sent as all ones, because zero means "none".
  put16(into, at + CHECKSUM, sum === 0 ? 0xffff : sum);
  return at + length;
}
