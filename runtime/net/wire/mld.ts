// Multicast listener discovery: reports that we listen to groups, and questions about that. RFC 3810 §5, RFC 2710 §3.
//
// Sources are not told apart: a report is of the kind "all but none". Behind the IPv6 header stands the option that has
// routers and switches look at the packet (RFC 2711).
//
//   question  | type 1 | code 1 | checksum 2 | response code 2 | reserved 2 | group 16 | of version 2: 4 and sources |
//   report    | type 1 | 0 1 | checksum 2 | 0 2 | records 2 | records ... |
//   record    | type 1 | 0 1 | sources 2 | group 16 |

import { copy, get16, put16, put32, take } from "./bytes.ts";
import { IPV6_ADDRESS_BYTES } from "./ipv6.ts";

export const MLD_QUERY = 130;
/** RFC 2710 §3. */
export const MLD_REPORT_1 = 131;
export const MLD_DONE_1 = 132;
export const MLD_REPORT = 143;

/** Types of records (RFC 3810 §5.2.12). */
export const MODE_IS_EXCLUDE = 2;
export const CHANGE_TO_INCLUDE = 3;
export const CHANGE_TO_EXCLUDE = 4;

const RESPONSE_CODE = 4;
const COUNT = 6;
const GROUP = 8;
const QUERY_1_BYTES = 24;
const QUERY_BYTES = 28;
const RECORD_BYTES = 20;
const RECORD_GROUP = 4;
/** RFC 3810 §5.1.3: codes from here on are numbers with an exponent. */
const EXPONENTIAL = 0x8000;

/** Hop-by-hop options: next header ICMPv6, router alert with value 0 (RFC 2711 §2.1), padding. */
const ROUTER_ALERT = [0x3a00_0502, 0x0000_0100];
export const ROUTER_ALERT_BYTES = 8;

export interface MldQuery {
  /** 1 or 2. */
  readonly version: number;
  /** Answers are to be spread over this time. */
  readonly responseMs: number;
  /** "::" for all groups. */
  readonly group: Uint8Array;
}

export interface MldRecord {
  readonly type: number;
  readonly group: Uint8Array;
}

/** Parses a question whose ICMPv6 header is at `at`. Null for a length that no version has (RFC 3810 §8.1). */
export function parseMldQuery(bytes: Uint8Array, at: number, end: number): MldQuery | null {
  const length = end - at;
  if (length < QUERY_1_BYTES || (length > QUERY_1_BYTES && length < QUERY_BYTES)) return null;
  const code = get16(bytes, at + RESPONSE_CODE);
  const version = length === QUERY_1_BYTES ? 1 : 2;
  const exponent = 3 + ((code >>> 12) & 7);
  const long = version === 2 && code >= EXPONENTIAL;
  return {
    version,
    responseMs: long ? ((code & 0x0fff) | 0x1000) << exponent : code,
    group: take(bytes, at + GROUP, IPV6_ADDRESS_BYTES),
  };
}

/** Writes the options that stand in front of every message, at `at`; returns where they end. */
export function writeRouterAlert(into: Uint8Array, at: number): number {
  put32(into, at, ROUTER_ALERT[0]!);
  put32(into, at + 4, ROUTER_ALERT[1]!);
  return at + ROUTER_ALERT_BYTES;
}

/** Writes the body of a report behind the ICMPv6 header at `at`; returns where it ends. */
export function writeReport(into: Uint8Array, at: number, records: readonly MldRecord[]): number {
  put16(into, at + RESPONSE_CODE, 0);
  put16(into, at + COUNT, records.length);
  let to = at + GROUP;
  for (const { type, group } of records) {
    put32(into, to, (type << 24) >>> 0);
    copy(group, 0, into, to + RECORD_GROUP, IPV6_ADDRESS_BYTES);
    to += RECORD_BYTES;
  }
  return to;
}

/** The same for a report, or a farewell, of version 1, which is of one group. */
export function writeReport1(into: Uint8Array, at: number, group: Uint8Array): number {
  put32(into, at + RESPONSE_CODE, 0);
  copy(group, 0, into, at + GROUP, IPV6_ADDRESS_BYTES);
  return at + QUERY_1_BYTES;
}
