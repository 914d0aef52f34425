// Ethernet II frames without FCS: parse and emit. IEEE 802.3 clause 3, RFC 894.
//
// Not supported: 802.3 length framing (RFC 1042) and VLAN tags (802.1Q); their frames parse, and nobody
// claims their type. Padding short frames to 60 bytes is the MAC's work.
//
//   | destination 6 | source 6 | type 2 | payload ...

import { copy, get16, get32, put16, take } from "./bytes.ts";

const DESTINATION = 0;
const SOURCE = 6;
const TYPE = 12;
export const ETHERNET_HEADER_BYTES = 14;

export const HARDWARE_ADDRESS_BYTES = 6;

/** EtherType values (IANA "IEEE 802 Numbers"). */
export const ETHERTYPE_IPV4 = 0x0800;
export const ETHERTYPE_ARP = 0x0806;
export const ETHERTYPE_IPV6 = 0x86dd;

/** Bit 0 of the first byte sent: a group address, broadcast included (IEEE 802.3 §3.2.3). */
const GROUP_BIT = 1;
/** One parsed header. The same object is filled again and again. Addresses stay in the bytes: see below. */
export class EthernetFrame {
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

// The address of a frame's receiver, in the bytes of a frame that begins at 0.

/** True when the frame is for the station with this address. */
export function isFrameTo(bytes: Uint8Array, address: Uint8Array): boolean {
  return (
    get32(bytes, DESTINATION + 2) === get32(address, 2) && get16(bytes, DESTINATION) === get16(address, 0)
  );
}

/** True when the frame is for all stations: ff:ff:ff:ff:ff:ff. */
export function isBroadcast(bytes: Uint8Array): boolean {
  return get32(bytes, DESTINATION) === 0xffff_ffff && get16(bytes, DESTINATION + 4) === 0xffff;
}

/** RFC 1112 §6.4: the low 23 bits of the group behind 01-00-5e. */
export function groupHardware(group: number): Uint8Array {
  return new Uint8Array([0x01, 0x00, 0x5e, (group >>> 16) & 0x7f, (group >>> 8) & 0xff, group & 0xff]);
}

/** True when the frame is for this IPv4 group: the low 23 bits of it behind 01-00-5e (RFC 1112 §6.4). */
export function isFrameToIpv4Group(bytes: Uint8Array, group: number): boolean {
  return (
    get16(bytes, DESTINATION) === 0x0100 &&
    get32(bytes, DESTINATION + 2) === 0x5e00_0000 + (group & 0x7f_ffff)
  );
}

/** True when the frame says that a group has sent it, which none can. */
export function isFrameFromGroup(bytes: Uint8Array): boolean {
  return (bytes[SOURCE]! & GROUP_BIT) !== 0;
}

/** The station that has sent the frame. */
export function senderOf(bytes: Uint8Array): Uint8Array {
  return take(bytes, SOURCE, HARDWARE_ADDRESS_BYTES);
}

/** True for multicast and broadcast addresses: legal as a destination, never as a source. */
export function isGroupAddress(address: Uint8Array): boolean {
  return (address[0] & GROUP_BIT) !== 0;
}

export function sameHardwareAddress(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < HARDWARE_ADDRESS_BYTES; i++) {
    if (a[i] !== b[i]) return false;
  }
  return true;
}
