// TCP headers with their options over IPv4 and IPv6: parse and write. RFC 9293 §3.1, RFC 7323 §2.2 and §3.2,
// RFC 2018 §2 and §3, RFC 8200 §8.1.
//
// Not supported: any other option (skipped when received), urgent data (RFC 6093 advises against it).
//
//   | source port 2 | destination port 2 | sequence 4 | acknowledgment 4 |
//   | data offset (4 bits), reserved, flags 2 | window 2 | checksum 2 | urgent pointer 2 | options ... |

import { get16, get32, put16, put32 } from "./bytes.ts";
import { addToSum } from "./checksum.ts";
import { PROTOCOL_TCP } from "./ipv4.ts";
import { pseudoHeaderSum6 } from "./ipv6.ts";
import { pseudoHeaderSum } from "./pseudo-header.ts";

const SOURCE_PORT = 0;
const DESTINATION_PORT = 2;
const SEQUENCE = 4;
const ACKNOWLEDGMENT = 8;
const DATA_OFFSET = 12;
const FLAGS = 13;
const WINDOW = 14;
const CHECKSUM = 16;
export const TCP_HEADER_BYTES = 20;

export const FIN = 0x01;
export const SYN = 0x02;
export const RST = 0x04;
export const PSH = 0x08;
export const ACK = 0x10;

/** Option kinds (IANA "TCP Option Kind Numbers") and their lengths. */
const OPTION_END = 0;
const OPTION_NOP = 1;
const OPTION_MSS = 2;
const OPTION_MSS_BYTES = 4;
const OPTION_WINDOW_SCALE = 3;
const OPTION_WINDOW_SCALE_BYTES = 3;
const OPTION_SACK_PERMITTED = 4;
const OPTION_SACK_PERMITTED_BYTES = 2;
const OPTION_SACK = 5;
const SACK_BLOCK_BYTES = 8;
const OPTION_TIMESTAMPS = 8;
const OPTION_TIMESTAMPS_BYTES = 10;
/** In the place of the padding in front of timestamps. */
const SACK_PERMITTED = (OPTION_SACK_PERMITTED << 8) | OPTION_SACK_PERMITTED_BYTES;
/** Most headers have no other option, and this padding in front of it (RFC 7323 Appendix A). */
const TIMESTAMPS_PADDED =
  (OPTION_NOP << 24) | (OPTION_NOP << 16) | (OPTION_TIMESTAMPS << 8) | OPTION_TIMESTAMPS_BYTES;
const TIMESTAMPED_HEADER_BYTES = TCP_HEADER_BYTES + 12;
const TIMESTAMP = TCP_HEADER_BYTES + 4;
const TIMESTAMP_ECHO = TCP_HEADER_BYTES + 8;
/** RFC 7323 §2.3: a larger shift counts as this one. */
const MAX_WINDOW_SHIFT = 14;
/** As many as 40 bytes of options hold. */
export const MAX_SACK_BLOCKS = 4;

/** One header. The same object is filled again and again. */
export class TcpHeader {
  sourcePort = 0;
  destinationPort = 0;
  sequence = 0;
  acknowledgment = 0;
  flags = 0;
  /** As it stands in the header, not yet scaled. */
  window = 0;
  /** Maximum segment size, 0 when the option is absent. */
  mss = 0;
  /** Window scale 0 .. 14, -1 when the option is absent. */
  windowShift = -1;
  sackPermitted = false;
  hasTimestamps = false;
  timestamp = 0;
  timestampEcho = 0;
  sackBlocks = 0;
  readonly sackLeft: number[] = [0, 0, 0, 0];
  readonly sackRight: number[] = [0, 0, 0, 0];
  dataAt = 0;
  dataEnd = 0;

  /** Takes all options away, as for a new segment. */
  clearOptions(): void {
    this.mss = 0;
    this.windowShift = -1;
    this.sackPermitted = false;
    this.hasTimestamps = false;
    this.sackBlocks = 0;
  }

  has(flag: number): boolean {
    return (this.flags & flag) !== 0;
  }
}

/**
 * Parses bytes `at` .. `end`-1, the payload of a datagram from `source` to `destination`, into `header`. Null when
 * the lengths, the checksum or the options are wrong.
 */
export function parseTcp(
  bytes: Uint8Array,
  at: number,
  end: number,
  source: number,
  destination: number,
  header: TcpHeader = new TcpHeader(),
): TcpHeader | null {
  return parseSummed(bytes, at, end, pseudoHeaderSum(source, destination, PROTOCOL_TCP, end - at), header);
}

/** The same for a packet whose IPv6 header is at `headerAt`. */
export function parseTcp6(
  bytes: Uint8Array,
  headerAt: number,
  at: number,
  end: number,
  header: TcpHeader,
): TcpHeader | null {
  return parseSummed(bytes, at, end, pseudoHeaderSum6(bytes, headerAt, PROTOCOL_TCP, end - at), header);
}

function parseSummed(
  bytes: Uint8Array,
  at: number,
  end: number,
  sum: number,
  header: TcpHeader,
): TcpHeader | null {
  const length = end - at;
  if (length < TCP_HEADER_BYTES) return null;
  const headerBytes = (bytes[at + DATA_OFFSET] >>> 4) * 4;
  if (headerBytes < TCP_HEADER_BYTES || headerBytes > length) return null;
  if (addToSum(sum, bytes, at, end) !== 0xffff) return null;
  header.sourcePort = get16(bytes, at + SOURCE_PORT);
  header.destinationPort = get16(bytes, at + DESTINATION_PORT);
  header.sequence = get32(bytes, at + SEQUENCE);
  header.acknowledgment = get32(bytes, at + ACKNOWLEDGMENT);
  header.flags = bytes[at + FLAGS];
  header.window = get16(bytes, at + WINDOW);
  header.dataAt = at + headerBytes;
  header.dataEnd = end;
  header.clearOptions();
  if (headerBytes === TCP_HEADER_BYTES) return header;
  if (headerBytes === TIMESTAMPED_HEADER_BYTES && get32(bytes, at + TCP_HEADER_BYTES) === TIMESTAMPS_PADDED) {
    header.hasTimestamps = true;
    header.timestamp = get32(bytes, at + TIMESTAMP);
    header.timestampEcho = get32(bytes, at + TIMESTAMP_ECHO);
    return header;
  }
  return parseOptions(bytes, at + TCP_HEADER_BYTES, header.dataAt, header) ? header : null;
}

/** RFC 9293 §3.2. False when a length leads out of the options. */
function parseOptions(bytes: Uint8Array, from: number, end: number, header: TcpHeader): boolean {
  let at = from;
  while (at < end) {
    const kind = bytes[at];
    if (kind === OPTION_END) return true;
    if (kind === OPTION_NOP) {
      at += 1;
      continue;
    }
    const length = at + 1 < end ? bytes[at + 1] : 0;
    if (length < 2 || at + length > end) return false;
    if (kind === OPTION_MSS && length === OPTION_MSS_BYTES) {
      header.mss = get16(bytes, at + 2);
    } else if (kind === OPTION_WINDOW_SCALE && length === OPTION_WINDOW_SCALE_BYTES) {
      header.windowShift = Math.min(MAX_WINDOW_SHIFT, bytes[at + 2]);
    } else if (kind === OPTION_SACK_PERMITTED && length === OPTION_SACK_PERMITTED_BYTES) {
      header.sackPermitted = true;
    } else if (kind === OPTION_TIMESTAMPS && length === OPTION_TIMESTAMPS_BYTES) {
      header.hasTimestamps = true;
      header.timestamp = get32(bytes, at + 2);
      header.timestampEcho = get32(bytes, at + 6);
    } else if (kind === OPTION_SACK) {
      parseSack(bytes, at + 2, at + length, header);
    }
    at += length;
  }
  return true;
}

function parseSack(bytes: Uint8Array, from: number, end: number, header: TcpHeader): void {
  header.sackBlocks = 0;
  for (
    let at = from;
    at + SACK_BLOCK_BYTES <= end && header.sackBlocks < MAX_SACK_BLOCKS;
    at += SACK_BLOCK_BYTES
  ) {
    header.sackLeft[header.sackBlocks] = get32(bytes, at);
    header.sackRight[header.sackBlocks] = get32(bytes, at + 4);
    header.sackBlocks += 1;
  }
}

/** How long `header` will be with its options, padding included: 20 .. 60 bytes. */
export function tcpHeaderBytes(header: TcpHeader): number {
  let bytes = TCP_HEADER_BYTES;
  if (header.mss > 0) bytes += OPTION_MSS_BYTES;
  if (header.windowShift >= 0) bytes += 4;
  if (header.sackPermitted) bytes += header.hasTimestamps ? 0 : 4;
  if (header.hasTimestamps) bytes += 12;
  if (header.sackBlocks > 0) bytes += 4 + SACK_BLOCK_BYTES * header.sackBlocks;
  return bytes;
}

/** Writes `header` at `at`, in front of `dataBytes` bytes that stand there already; returns where they end. */
export function writeTcp(
  into: Uint8Array,
  at: number,
  header: TcpHeader,
  source: number,
  destination: number,
  dataBytes: number,
): number {
  const headerBytes = tcpHeaderBytes(header);
  const length = headerBytes + dataBytes;
  return writeSummed(
    into,
    at,
    header,
    headerBytes,
    length,
    pseudoHeaderSum(source, destination, PROTOCOL_TCP, length),
  );
}

/** The same behind the IPv6 header at `headerAt`. */
export function writeTcp6(
  into: Uint8Array,
  headerAt: number,
  at: number,
  header: TcpHeader,
  dataBytes: number,
): number {
  const headerBytes = tcpHeaderBytes(header);
  const length = headerBytes + dataBytes;
  return writeSummed(
    into,
    at,
    header,
    headerBytes,
    length,
    pseudoHeaderSum6(into, headerAt, PROTOCOL_TCP, length),
  );
}

function writeSummed(
  into: Uint8Array,
  at: number,
  header: TcpHeader,
  headerBytes: number,
  length: number,
  sum: number,
): number {
  put32(into, at + SOURCE_PORT, ((header.sourcePort << 16) | header.destinationPort) >>> 0);
  put32(into, at + SEQUENCE, header.sequence);
  put32(into, at + ACKNOWLEDGMENT, header.acknowledgment);
  // The data offset counts words; it stands above four bits that are reserved.
  put32(into, at + DATA_OFFSET, ((headerBytes << 26) | (header.flags << 16) | header.window) >>> 0);
  // Checksum and urgent pointer.
  put32(into, at + CHECKSUM, 0);
  if (headerBytes > TCP_HEADER_BYTES) writeOptions(into, at + TCP_HEADER_BYTES, header);
  put16(into, at + CHECKSUM, ~addToSum(sum, into, at, at + length) & 0xffff);
  return at + length;
}

// Padded so that numbers stand at multiples of four (RFC 7323 Appendix A).
function writeOptions(into: Uint8Array, from: number, header: TcpHeader): void {
  let at = from;
  if (header.mss > 0) {
    into[at] = OPTION_MSS;
    into[at + 1] = OPTION_MSS_BYTES;
    put16(into, at + 2, header.mss);
    at += OPTION_MSS_BYTES;
  }
  if (header.hasTimestamps) {
    put32(into, at, TIMESTAMPS_PADDED);
    if (header.sackPermitted) put16(into, at, SACK_PERMITTED);
    put32(into, at + 4, header.timestamp);
    put32(into, at + 8, header.timestampEcho);
    at += 12;
  } else if (header.sackPermitted) {
    put32(into, at, (SACK_PERMITTED << 16) | (OPTION_NOP << 8) | OPTION_NOP);
    at += 4;
  }
  if (header.windowShift >= 0) {
    into[at] = OPTION_NOP;
    into[at + 1] = OPTION_WINDOW_SCALE;
    into[at + 2] = OPTION_WINDOW_SCALE_BYTES;
    into[at + 3] = header.windowShift;
    at += 4;
  }
  if (header.sackBlocks > 0) {
    put16(into, at, (OPTION_NOP << 8) | OPTION_NOP);
    into[at + 2] = OPTION_SACK;
    into[at + 3] = 2 + SACK_BLOCK_BYTES * header.sackBlocks;
    at += 4;
    for (let i = 0; i < header.sackBlocks; i++) {
      put32(into, at, header.sackLeft[i]!);
      put32(into, at + 4, header.sackRight[i]!);
      at += SACK_BLOCK_BYTES;
    }
  }
}
