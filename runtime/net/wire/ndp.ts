// Neighbour discovery messages: solicitations and advertisements of neighbours and routers. RFC 4861 §4, RFC 8106 §5.1.
//
// Bodies behind the ICMPv6 header of four bytes. Redirects are not supported. Options that are not known are skipped;
// one of length 0 makes the whole message invalid (RFC 4861 §4.6).
//
//   solicitation   | reserved 4 | target 16 | options |          advertisement  | R S O flags 4 | target 16 | options |
//   router asked   | reserved 4 | options |
//   router says    | hop limit 1 | M O flags 1 | lifetime 2 | reachable ms 4 | retransmit ms 4 | options |

import { copy, get16, get32, put32, take } from "./bytes.ts";
import { HARDWARE_ADDRESS_BYTES } from "./ethernet.ts";
import { IPV6_ADDRESS_BYTES } from "./ipv6.ts";

export const ROUTER_SOLICITATION = 133;
export const ROUTER_ADVERTISEMENT = 134;
export const NEIGHBOUR_SOLICITATION = 135;
export const NEIGHBOUR_ADVERTISEMENT = 136;

/** RFC 4861 §6.1, §7.1: a message that a router has forwarded is none. */
export const NDP_HOP_LIMIT = 255;

/** Offsets from the ICMPv6 header. */
const FLAGS = 4;
const TARGET = 8;
const NEIGHBOUR_OPTIONS = 24;
const SOLICITATION_OPTIONS = 8;
const CURRENT_HOP_LIMIT = 4;
const LIFETIME = 6;
const REACHABLE = 8;
const RETRANSMIT = 12;
const ADVERTISEMENT_OPTIONS = 16;

/** First byte of a neighbour advertisement's flags (RFC 4861 §4.4). */
const FLAG_ROUTER = 0x80;
const FLAG_SOLICITED = 0x40;
const FLAG_OVERRIDE = 0x20;

/** Options (RFC 4861 §4.6), and their lengths in bytes. */
const SOURCE_LINK = 1;
const TARGET_LINK = 2;
const PREFIX = 3;
const MTU = 5;
const NAME_SERVERS = 25;
const LINK_BYTES = 8;
const PREFIX_BYTES = 32;
const FLAG_ON_LINK = 0x80;
const FLAG_AUTONOMOUS = 0x40;
/** A message holds more than anybody needs; the rest is passed over. */
const MOST_PREFIXES = 8;
const MOST_NAME_SERVERS = 4;

export interface NeighbourMessage {
  readonly isAdvertisement: boolean;
  readonly target: Uint8Array;
  /** The sender's (of a solicitation) or target's (of an advertisement) hardware address, or null. */
  readonly hardware: Uint8Array | null;
  readonly isRouter: boolean;
  readonly solicited: boolean;
  readonly override: boolean;
}

export interface PrefixOption {
  readonly prefix: Uint8Array;
  readonly bits: number;
  readonly onLink: boolean;
  readonly autonomous: boolean;
  /** Seconds; 0xffffffff for ever. */
  readonly validSeconds: number;
  readonly preferredSeconds: number;
}

export interface RouterAdvertisement {
  /** 0: not said, as in the next three. */
  readonly hopLimit: number;
  readonly reachableMs: number;
  readonly retransmitMs: number;
  readonly mtu: number;
  /** How long the sender is a default router, in seconds; 0: it is none. */
  readonly lifetimeSeconds: number;
  readonly hardware: Uint8Array | null;
  readonly prefixes: readonly PrefixOption[];
  readonly nameServers: readonly Uint8Array[];
}

/** Parses a neighbour message whose ICMPv6 header is at `at`. Null when lengths are wrong (RFC 4861 §7.1). */
export function parseNeighbour(bytes: Uint8Array, at: number, end: number): NeighbourMessage | null {
  const isAdvertisement = bytes[at] === NEIGHBOUR_ADVERTISEMENT;
  if (end - at < NEIGHBOUR_OPTIONS || !optionsFit(bytes, at + NEIGHBOUR_OPTIONS, end)) return null;
  const flags = isAdvertisement ? bytes[at + FLAGS]! : 0;
  const wanted = isAdvertisement ? TARGET_LINK : SOURCE_LINK;
  return {
    isAdvertisement,
    target: take(bytes, at + TARGET, IPV6_ADDRESS_BYTES),
    hardware: linkOption(bytes, at + NEIGHBOUR_OPTIONS, end, wanted),
    isRouter: (flags & FLAG_ROUTER) !== 0,
    solicited: (flags & FLAG_SOLICITED) !== 0,
    override: (flags & FLAG_OVERRIDE) !== 0,
  };
}

/** Parses what a router says of itself and the link. Null when lengths are wrong (RFC 4861 §6.1.2). */
export function parseRouterAdvertisement(
  bytes: Uint8Array,
  at: number,
  end: number,
): RouterAdvertisement | null {
  if (end - at < ADVERTISEMENT_OPTIONS || !optionsFit(bytes, at + ADVERTISEMENT_OPTIONS, end)) return null;
  const prefixes: PrefixOption[] = [];
  const nameServers: Uint8Array[] = [];
  let mtu = 0;
  for (let option = at + ADVERTISEMENT_OPTIONS; option < end; option += 8 * bytes[option + 1]!) {
    const kind = bytes[option]!;
    const length = 8 * bytes[option + 1]!;
    if (kind === PREFIX && length === PREFIX_BYTES) {
      if (prefixes.length < MOST_PREFIXES) prefixes.push(readPrefix(bytes, option));
    } else if (kind === MTU && length === LINK_BYTES) {
      mtu = get32(bytes, option + 4);
    } else if (kind === NAME_SERVERS) {
      for (let from = option + 8; from + IPV6_ADDRESS_BYTES <= option + length; from += IPV6_ADDRESS_BYTES)
        if (nameServers.length < MOST_NAME_SERVERS) nameServers.push(take(bytes, from, IPV6_ADDRESS_BYTES));
    }
  }
  return {
    hopLimit: bytes[at + CURRENT_HOP_LIMIT]!,
    lifetimeSeconds: get16(bytes, at + LIFETIME),
    reachableMs: get32(bytes, at + REACHABLE),
    retransmitMs: get32(bytes, at + RETRANSMIT),
    mtu,
    hardware: linkOption(bytes, at + ADVERTISEMENT_OPTIONS, end, SOURCE_LINK),
    prefixes,
    nameServers,
  };
}

function readPrefix(bytes: Uint8Array, option: number): PrefixOption {
  return {
    bits: bytes[option + 2]!,
    onLink: (bytes[option + 3]! & FLAG_ON_LINK) !== 0,
    autonomous: (bytes[option + 3]! & FLAG_AUTONOMOUS) !== 0,
    validSeconds: get32(bytes, option + 4),
    preferredSeconds: get32(bytes, option + 8),
    prefix: take(bytes, option + 16, IPV6_ADDRESS_BYTES),
  };
}

/** RFC 4861 §4.6: lengths count units of eight bytes, and none is 0. */
function optionsFit(bytes: Uint8Array, from: number, end: number): boolean {
  let at = from;
  while (at + 2 <= end) {
    if (bytes[at + 1] === 0) return false;
    at += 8 * bytes[at + 1]!;
  }
  return at === end;
}

function linkOption(bytes: Uint8Array, from: number, end: number, kind: number): Uint8Array | null {
  for (let at = from; at < end; at += 8 * bytes[at + 1]!)
    if (bytes[at] === kind) return take(bytes, at + 2, HARDWARE_ADDRESS_BYTES);
  return null;
}

/** Writes the body of a neighbour solicitation at `at`; `hardware` is null for an address that is being tried. */
export function writeSolicitation(
  into: Uint8Array,
  at: number,
  target: Uint8Array,
  hardware: Uint8Array | null,
): number {
  put32(into, at + FLAGS, 0);
  copy(target, 0, into, at + TARGET, IPV6_ADDRESS_BYTES);
  return hardware === null
    ? at + NEIGHBOUR_OPTIONS
    : writeLink(into, at + NEIGHBOUR_OPTIONS, SOURCE_LINK, hardware);
}

/** Writes the body of a neighbour advertisement of ours, which overrides what was known. */
export function writeAdvertisement(
  into: Uint8Array,
  at: number,
  target: Uint8Array,
  hardware: Uint8Array,
  solicited: boolean,
): number {
  put32(into, at + FLAGS, 0);
  into[at + FLAGS] = FLAG_OVERRIDE | (solicited ? FLAG_SOLICITED : 0);
  copy(target, 0, into, at + TARGET, IPV6_ADDRESS_BYTES);
  return writeLink(into, at + NEIGHBOUR_OPTIONS, TARGET_LINK, hardware);
}

/** Writes the body of a router solicitation from an address of ours. */
export function writeRouterSolicitation(into: Uint8Array, at: number, hardware: Uint8Array): number {
  put32(into, at + FLAGS, 0);
  return writeLink(into, at + SOLICITATION_OPTIONS, SOURCE_LINK, hardware);
}

function writeLink(into: Uint8Array, at: number, kind: number, hardware: Uint8Array): number {
  into[at] = kind;
  into[at + 1] = 1;
  copy(hardware, 0, into, at + 2, HARDWARE_ADDRESS_BYTES);
  return at + LINK_BYTES;
}
