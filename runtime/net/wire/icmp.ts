// ICMP messages: parse any, emit echo replies. RFC 792.
//
// Not supported: sending errors (destination unreachable, time exceeded) and requests of our own.
//
//   | type 1 | code 1 | checksum 2 | rest of header 4 | data ... |      echo: rest = identifier 2, sequence 2

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

export interface IcmpMessage {
  readonly type: number;
  readonly code: number;
  /** Meaningful for echo messages only, as is `sequence`. */
  readonly identifier: number;
  readonly sequence: number;
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
    dataAt: at + DATA,
    dataEnd: end,
  };
}

/** Writes the echo reply to `request`, which was parsed from `bytes`, at `at` and returns where it ends. */
export function emitEchoReply(into: Uint8Array, at: number, request: IcmpMessage, bytes: Uint8Array): number {
  const dataBytes = request.dataEnd - request.dataAt;
  const end = at + DATA + dataBytes;
  into[at + TYPE] = ICMP_ECHO_REPLY;
  into[at + CODE] = 0;
  put16(into, at + CHECKSUM, 0);
  put16(into, at + IDENTIFIER, request.identifier);
  put16(into, at + SEQUENCE, request.sequence);
  copy(bytes, request.dataAt, into, at + DATA, dataBytes);
  put16(into, at + CHECKSUM, checksum(into, at, end));
  return end;
}
