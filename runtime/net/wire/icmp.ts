// ICMP messages: parse any, emit echoes and "destination unreachable". RFC 792, RFC 1191.
//
// Not supported: sending redirects, time exceeded and parameter problems, which are a router's to send.
//
//   | type 1 | code 1 | checksum 2 | rest of header 4 | data ... |      echo: rest = identifier 2, sequence 2
//                                  unreachable, code 4: rest = unused 2, next-hop MTU 2; data = the datagram

import { copy, get16, put16 } from "./bytes.ts";
import { checksum, checksumHolds } from "./checksum.ts";

const TYPE = 0;
const CODE = 1;
const CHECKSUM = 2;
const IDENTIFIER = 4;
const SEQUENCE = 6;
const DATA = 8;
export const ICMP_HEADER_BYTES = 8;

export const ICMP_ECHO_REPLY = 0;
export const ICMP_ECHO_REQUEST = 8;
export const ICMP_UNREACHABLE = 3;
export const ICMP_TIME_EXCEEDED = 11;

/** Codes of ICMP_UNREACHABLE. */
export const UNREACHABLE_NET = 0;
export const UNREACHABLE_HOST = 1;
export const UNREACHABLE_PROTOCOL = 2;
export const UNREACHABLE_PORT = 3;
export const UNREACHABLE_TOO_BIG = 4;

/** How much of an offending datagram an error quotes: its header and 8 bytes (RFC 1122 §3.2.2 allows more). */
const QUOTED_PAYLOAD_BYTES = 8;

export interface IcmpMessage {
  readonly type: number;
  readonly code: number;
  /** Meaningful for echo messages only, as is `sequence`. */
  readonly identifier: number;
  readonly sequence: number;
  /** Of "fragmentation needed": the MTU of the next hop (RFC 1191 §4), 0 from routers older than that. */
  readonly nextHopMtu: number;
  readonly dataAt: number;
  readonly dataEnd: number;
}

/** Parses bytes `at` .. `end`-1. Null when they are too short or the checksum fails. */
export function parseIcmp(bytes: Uint8Array, at: number, end: number): IcmpMessage | null {
  if (end - at < ICMP_HEADER_BYTES) return null;
  if (!checksumHolds(bytes, at, end)) return null;
  return {
    type: bytes[at + TYPE],
    code: bytes[at + CODE],
    identifier: get16(bytes, at + IDENTIFIER),
    sequence: get16(bytes, at + SEQUENCE),
    nextHopMtu: get16(bytes, at + SEQUENCE),
    dataAt: at + DATA,
    dataEnd: end,
  };
}

/** Writes the echo reply to `request`, which was parsed from `bytes`, at `at` and returns where it ends. */
export function emitEchoReply(into: Uint8Array, at: number, request: IcmpMessage, bytes: Uint8Array): number {
  copy(bytes, request.dataAt, into, at + DATA, request.dataEnd - request.dataAt);
  const end = at + DATA + request.dataEnd - request.dataAt;
  return seal(into, at, end, ICMP_ECHO_REPLY, 0, request.identifier, request.sequence);
}

/** Writes an echo request with `dataBytes` bytes of a counting pattern at `at` and returns where it ends. */
export function emitEchoRequest(
  into: Uint8Array,
  at: number,
  identifier: number,
  sequence: number,
  dataBytes: number,
): number {
  for (let i = 0; i < dataBytes; i++) into[at + DATA + i] = i & 0xff;
  return seal(into, at, at + DATA + dataBytes, ICMP_ECHO_REQUEST, 0, identifier, sequence);
}

/**
 * Writes "destination unreachable" about the datagram whose header is at `headerAt` and whose payload is at
 * `payloadAt` .. `payloadEnd`-1 of `bytes`, at `at`, and returns where it ends.
 */
export function emitUnreachable(
  into: Uint8Array,
  at: number,
  code: number,
  bytes: Uint8Array,
  headerAt: number,
  payloadAt: number,
  payloadEnd: number,
): number {
  const quoted = Math.min(payloadEnd, payloadAt + QUOTED_PAYLOAD_BYTES) - headerAt;
  copy(bytes, headerAt, into, at + DATA, quoted);
  return seal(into, at, at + DATA + quoted, ICMP_UNREACHABLE, code, 0, 0);
}

function seal(
  into: Uint8Array,
  at: number,
  end: number,
  type: number,
  code: number,
  identifier: number,
  sequence: number,
): number {
  into[at + TYPE] = type;
  into[at + CODE] = code;
  put16(into, at + CHECKSUM, 0);
  put16(into, at + IDENTIFIER, identifier);
  put16(into, at + SEQUENCE, sequence);
  put16(into, at + CHECKSUM, checksum(into, at, end));
  return end;
}
