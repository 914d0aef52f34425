// DHCP messages, as a client sends and receives them: parse and write. RFC 2131 §2, RFC 2132.
//
// Not supported: overloaded sname and file fields (option 52; what stands there is ignored), long options (RFC 3396).
//
//   | op 1 | htype 1 | hlen 1 | hops 1 | xid 4 | secs 2 | flags 2 | ciaddr 4 | yiaddr 4 | siaddr 4 | giaddr 4 |
//   | chaddr 16 | sname 64 | file 128 | magic cookie 4 | options ... |

import { copy, get32, put16, put32 } from "./bytes.ts";
import { HARDWARE_ADDRESS_BYTES } from "./ethernet.ts";

const OP = 0;
const HTYPE = 1;
const HLEN = 2;
const XID = 4;
const SECS = 8;
const FLAGS = 10;
const CIADDR = 12;
const YIADDR = 16;
const CHADDR = 28;
const COOKIE = 236;
const OPTIONS = 240;
/** BOOTP's minimum (RFC 1542 §2.1), which old relays insist on. */
export const DHCP_BYTES = 300;

const BOOTREQUEST = 1;
const BOOTREPLY = 2;
const HTYPE_ETHERNET = 1;
const FLAG_BROADCAST = 0x8000;
const MAGIC_COOKIE = 0x63825363;

/** Values of option 53 (RFC 2132 §9.6). */
export const DHCPDISCOVER = 1;
export const DHCPOFFER = 2;
export const DHCPREQUEST = 3;
export const DHCPDECLINE = 4;
export const DHCPACK = 5;
export const DHCPNAK = 6;
export const DHCPRELEASE = 7;

const OPTION_PAD = 0;
const OPTION_SUBNET_MASK = 1;
const OPTION_ROUTER = 3;
const OPTION_DNS = 6;
const OPTION_HOST_NAME = 12;
const OPTION_DOMAIN = 15;
const OPTION_NTP = 42;
const OPTION_REQUESTED_ADDRESS = 50;
const OPTION_LEASE_TIME = 51;
const OPTION_MESSAGE_TYPE = 53;
const OPTION_SERVER = 54;
const OPTION_PARAMETERS = 55;
const OPTION_MAX_SIZE = 57;
const OPTION_T1 = 58;
const OPTION_T2 = 59;
const OPTION_CLIENT = 61;
const OPTION_END = 255;
const MOST_ADDRESSES = 4;
const MOST_NAME_BYTES = 64;
/** RFC 2132 §9.10: as large as one frame holds. */
const LARGEST_MESSAGE = 1472;

/** What a server says. Addresses are numbers, 0 for none; times are seconds, 0 for none. */
export interface DhcpReply {
  readonly type: number;
  readonly transaction: number;
  readonly yourAddress: number;
  readonly server: number;
  readonly subnetMask: number;
  readonly router: number;
  readonly dns: readonly number[];
  readonly ntp: readonly number[];
  readonly domain: string;
  readonly leaseSeconds: number;
  readonly renewalSeconds: number;
  readonly rebindingSeconds: number;
}

/** What the client says. */
export interface DhcpRequest {
  readonly type: number;
  readonly transaction: number;
  readonly hardware: Uint8Array;
  readonly seconds: number;
  /** The address in use, for renewals and releases; else 0. */
  readonly clientAddress: number;
  readonly requestedAddress: number;
  readonly server: number;
  readonly hostName: string;
}

/** Parses a server's message to the station `hardware`. Null for anything else and for damaged options. */
export function parseDhcp(bytes: Uint8Array, hardware: Uint8Array): DhcpReply | null {
  if (bytes.length < OPTIONS || bytes[OP] !== BOOTREPLY || bytes[HLEN] !== HARDWARE_ADDRESS_BYTES)
    return null;
  if (get32(bytes, COOKIE) !== MAGIC_COOKIE) return null;
  for (let i = 0; i < HARDWARE_ADDRESS_BYTES; i++) {
    if (bytes[CHADDR + i] !== hardware[i]) return null;
  }
  let type = 0;
  let server = 0;
  let subnetMask = 0;
  let router = 0;
  let dns: number[] = [];
  let ntp: number[] = [];
  let domain = "";
  let leaseSeconds = 0;
  let renewalSeconds = 0;
  let rebindingSeconds = 0;
  let at = OPTIONS;
  while (at < bytes.length && bytes[at] !== OPTION_END) {
    const code = bytes[at];
    if (code === OPTION_PAD) {
      at += 1;
      continue;
    }
    if (at + 1 >= bytes.length) return null;
    const length = bytes[at + 1];
    const from = at + 2;
    if (from + length > bytes.length) return null;
    const word = length >= 4 ? get32(bytes, from) : 0;
    if (code === OPTION_MESSAGE_TYPE && length === 1) type = bytes[from];
    else if (code === OPTION_SERVER) server = word;
    else if (code === OPTION_SUBNET_MASK) subnetMask = word;
    else if (code === OPTION_ROUTER) router = word;
    else if (code === OPTION_DNS) dns = addresses(bytes, from, length);
    else if (code === OPTION_NTP) ntp = addresses(bytes, from, length);
    else if (code === OPTION_DOMAIN) domain = text(bytes, from, length);
    else if (code === OPTION_LEASE_TIME) leaseSeconds = word;
    else if (code === OPTION_T1) renewalSeconds = word;
    else if (code === OPTION_T2) rebindingSeconds = word;
    at = from + length;
  }
  return {
    type,
    transaction: get32(bytes, XID),
    yourAddress: get32(bytes, YIADDR),
    server,
    subnetMask,
    router,
    dns,
    ntp,
    domain,
    leaseSeconds,
    renewalSeconds,
    rebindingSeconds,
  };
}

/** The message of a client, DHCP_BYTES or more long. */
export function writeDhcp(request: DhcpRequest): Uint8Array {
  const { hardware, hostName } = request;
  const bytes = new Uint8Array(DHCP_BYTES + MOST_NAME_BYTES);
  bytes[OP] = BOOTREQUEST;
  bytes[HTYPE] = HTYPE_ETHERNET;
  bytes[HLEN] = HARDWARE_ADDRESS_BYTES;
  put32(bytes, XID, request.transaction);
  put16(bytes, SECS, Math.min(0xffff, request.seconds));
  // RFC 2131 §4.1: our stack takes unicasts to the offered address, so a broadcast need not be asked for; some servers
  // do not resolve addresses that are not in use yet, and are helped by it.
  put16(bytes, FLAGS, request.clientAddress === 0 ? FLAG_BROADCAST : 0);
  put32(bytes, CIADDR, request.clientAddress);
  copy(hardware, 0, bytes, CHADDR, HARDWARE_ADDRESS_BYTES);
  put32(bytes, COOKIE, MAGIC_COOKIE);
  let at = putBytes(bytes, OPTIONS, OPTION_MESSAGE_TYPE, [request.type]);
  // RFC 2132 §9.14: hardware type and address.
  at = putBytes(bytes, at, OPTION_CLIENT, [HTYPE_ETHERNET, ...hardware]);
  if (request.requestedAddress !== 0)
    at = putWord(bytes, at, OPTION_REQUESTED_ADDRESS, request.requestedAddress);
  if (request.server !== 0) at = putWord(bytes, at, OPTION_SERVER, request.server);
  if (request.type === DHCPDISCOVER || request.type === DHCPREQUEST) {
    at = putBytes(bytes, at, OPTION_MAX_SIZE, [LARGEST_MESSAGE >> 8, LARGEST_MESSAGE & 0xff]);
    const wanted = [OPTION_SUBNET_MASK, OPTION_ROUTER, OPTION_DNS, OPTION_DOMAIN, OPTION_NTP];
    at = putBytes(bytes, at, OPTION_PARAMETERS, [...wanted, OPTION_LEASE_TIME, OPTION_T1, OPTION_T2]);
    if (hostName !== "") {
      const name = new TextEncoder().encode(hostName).slice(0, MOST_NAME_BYTES);
      at = putBytes(bytes, at, OPTION_HOST_NAME, [...name]);
    }
  }
  bytes[at] = OPTION_END;
  return bytes.slice(0, Math.max(DHCP_BYTES, at + 1));
}

function putBytes(into: Uint8Array, at: number, code: number, bytes: readonly number[]): number {
  into[at] = code;
  into[at + 1] = bytes.length;
  for (let i = 0; i < bytes.length; i++) into[at + 2 + i] = bytes[i]!;
  return at + 2 + bytes.length;
}

function putWord(into: Uint8Array, at: number, code: number, value: number): number {
  into[at] = code;
  into[at + 1] = 4;
  put32(into, at + 2, value);
  return at + 6;
}

function addresses(bytes: Uint8Array, from: number, length: number): number[] {
  const found: number[] = [];
  for (let at = 0; at + 4 <= length && found.length < MOST_ADDRESSES; at += 4)
    found.push(get32(bytes, from + at));
  return found;
}

function text(bytes: Uint8Array, from: number, length: number): string {
  let out = "";
  for (let i = 0; i < length; i++) {
    const code = bytes[from + i]!;
    if (code !== 0) out += String.fromCharCode(code);
  }
  return out;
}
