// Ethernet II frames without FCS: parse and emit. IEEE 802.3 clause 3, RFC 894.
//
// Not supported: 802.3 length framing (RFC 1042) and VLAN tags (802.1Q); their frames parse, and nobody
// claims their type. Padding short frames to 60 bytes is the MAC's work.
//
//   | destination 6 | source 6 | type 2 | payload ...

import { copy, get16, put16 } from "./bytes.ts";

const DESTINATION = 0;
const SOURCE = 6;
const TYPE = 12;
export const ETHERNET_HEADER_BYTES = 14;

export const HARDWARE_ADDRESS_BYTES = 6;

/** EtherType values (IANA "IEEE 802 Numbers"). */
export const ETHERTYPE_IPV4 = 0x0800;
export const ETHERTYPE_ARP = 0x0806;

/** Bit 0 of the first byte sent: a group address, broadcast included (IEEE 802.3 §3.2.3). */
const GROUP_BIT = 1;

/** One parsed header. The same object may be filled again and again: whoever keeps an address copies it. */
export class EthernetFrame {
  readonly destination = new Uint8Array(HARDWARE_ADDRESS_BYTES);
  readonly source = new Uint8Array(HARDWARE_ADDRESS_BYTES);
  type = 0;
  /** Where the payload starts in the parsed bytes; it runs to their end and may carry padding. */
  payloadAt = 0;
}

/** Parses bytes `at` .. `end`-1 into `frame`. Null when they are shorter than a header. */
export function parseEthernet(
  bytes: Uint8Array,
  at: number,
  end: number,
  frame: EthernetFrame = new EthernetFrame(),
): EthernetFrame | null {
  if (end - at < ETHERNET_HEADER_BYTES) return null;
  copy(bytes, at + DESTINATION, frame.destination, 0, HARDWARE_ADDRESS_BYTES);
  copy(bytes, at + SOURCE, frame.source, 0, HARDWARE_ADDRESS_BYTES);
  frame.type = get16(bytes, at + TYPE);
  frame.payloadAt = at + ETHERNET_HEADER_BYTES;
  return frame;
}

/** Writes a header at `at` and returns where the payload starts. */
export function emitEthernet(
  into: Uint8Array,
  at: number,
  destination: Uint8Array,
  source: Uint8Array,
  type: number,
): number {
  copy(destination, 0, into, at + DESTINATION, HARDWARE_ADDRESS_BYTES);
  copy(source, 0, into, at + SOURCE, HARDWARE_ADDRESS_BYTES);
  put16(into, at + TYPE, type);
  return at + ETHERNET_HEADER_BYTES;
}

/** True for multicast and broadcast addresses: legal as a destination, never as a source. */
export function isGroupAddress(address: Uint8Array): boolean {
  return (address[0] & GROUP_BIT) !== 0;
}

/** True for ff:ff:ff:ff:ff:ff. */
export function isBroadcast(address: Uint8Array): boolean {
  for (let i = 0; i < HARDWARE_ADDRESS_BYTES; i++) {
    if (address[i] !== 0xff) return false;
  }
  return true;
}

export function sameHardwareAddress(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < HARDWARE_ADDRESS_BYTES; i++) {
    if (a[i] !== b[i]) return false;
  }
  return true;
}
