// ICMPv6 messages: parse any, write echo replies and errors. RFC 4443.
//
// Neighbour discovery has the same header; its messages are in ndp.ts. Not here: node information, and which packets
// deserve an error.
//
//   | type 1 | code 1 | checksum 2 | body ... |      echo: identifier 2, sequence 2, data
//                                                  errors: MTU or pointer 4, the packet from its header on

import { copy, get32, put16, put32 } from "./bytes.ts";
import { addToSum } from "./checksum.ts";
import { IPV6_HEADER_BYTES, IPV6_LEAST_MTU, PROTOCOL_ICMPV6, pseudoHeaderSum6 } from "./ipv6.ts";

const TYPE = 0;
const CODE = 1;
const CHECKSUM = 2;
const REST = 4;
const BODY = 8;
export const ICMPV6_HEADER_BYTES = 8;

/** RFC 4443 §2.1: types below 128 are errors. */
export const ICMPV6_UNREACHABLE = 1;
export const ICMPV6_TOO_BIG = 2;
export const ICMPV6_TIME_EXCEEDED = 3;
export const ICMPV6_PARAMETER_PROBLEM = 4;
const FIRST_INFORMATIONAL = 128;
export const ICMPV6_ECHO_REQUEST = 128;
export const ICMPV6_ECHO_REPLY = 129;

/** Codes of ICMPV6_UNREACHABLE (RFC 4443 §3.1). */
export const UNREACHABLE6_ADDRESS = 3;
export const UNREACHABLE6_PORT = 4;
/** Codes of ICMPV6_TIME_EXCEEDED (RFC 4443 §3.3). */
export const EXCEEDED_REASSEMBLY = 1;
/** Codes of ICMPV6_PARAMETER_PROBLEM (RFC 4443 §3.4). */
export const PROBLEM_FIELD = 0;
export const PROBLEM_NEXT_HEADER = 1;
export const PROBLEM_OPTION = 2;

export interface Icmpv6Message {
  readonly type: number;
  readonly code: number;
  /** Of errors: the MTU of "packet too big", the pointer of a parameter problem. */
  readonly rest: number;
  readonly at: number;
  readonly dataAt: number;
  readonly dataEnd: number;
}

/** Parses bytes `at` .. `end`-1, the payload of the packet whose header is at `headerAt`. Null when short or damaged. */
export function parseIcmpv6(
  bytes: Uint8Array,
  headerAt: number,
  at: number,
  end: number,
): Icmpv6Message | null {
  if (end - at < ICMPV6_HEADER_BYTES) return null;
  const sum = pseudoHeaderSum6(bytes, headerAt, PROTOCOL_ICMPV6, end - at);
  if (addToSum(sum, bytes, at, end) !== 0xffff) return null;
  return {
    type: bytes[at + TYPE]!,
    code: bytes[at + CODE]!,
    rest: get32(bytes, at + REST),
    at,
    dataAt: at + BODY,
    dataEnd: end,
  };
}

/** RFC 4443 §2.1: whether a message of this type tells of an error. */
export function isError(type: number): boolean {
  return type < FIRST_INFORMATIONAL;
}

/** Writes type, code and the checksum of bytes `at` .. `end`-1, behind the IPv6 header at `headerAt`. */
export function sealIcmpv6(
  into: Uint8Array,
  headerAt: number,
  at: number,
  end: number,
  type: number,
  code: number,
): void {
  into[at + TYPE] = type;
  into[at + CODE] = code;
  put16(into, at + CHECKSUM, 0);
  const sum = pseudoHeaderSum6(into, headerAt, PROTOCOL_ICMPV6, end - at);
  put16(into, at + CHECKSUM, ~addToSum(sum, into, at, end) & 0xffff);
}

/** Copies the body of the echo `request`, parsed from `bytes`, behind the header at `at`; returns where it ends. */
export function copyEcho(into: Uint8Array, at: number, request: Icmpv6Message, bytes: Uint8Array): number {
  const length = request.dataEnd - request.at - REST;
  copy(bytes, request.at + REST, into, at + REST, length);
  return at + REST + length;
}

/** Writes the body of an error about the packet at `headerAt` .. `packetEnd`-1 of `bytes`; returns where it ends. */
export function writeQuotation(
  into: Uint8Array,
  at: number,
  rest: number,
  bytes: Uint8Array,
  headerAt: number,
  packetEnd: number,
): number {
  put32(into, at + REST, rest);
  // RFC 4443 §2.4 (c): as much as fits the smallest MTU.
  const room = IPV6_LEAST_MTU - IPV6_HEADER_BYTES - ICMPV6_HEADER_BYTES;
  const quoted = Math.min(packetEnd - headerAt, room);
  copy(bytes, headerAt, into, at + BODY, quoted);
  return at + BODY + quoted;
}
