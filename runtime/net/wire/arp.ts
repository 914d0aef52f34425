// ARP packets for IPv4 over Ethernet: parse and emit. RFC 826, "Packet format".
//
// Not supported: any other pair of hardware and protocol, and reverse ARP.
//
//   | hrd 2 | pro 2 | hln 1 | pln 1 | op 2 | sha 6 | spa 4 | tha 6 | tpa 4 |

import { copy, get16, get32, put16, put32, take } from "./bytes.ts";
import { ETHERTYPE_IPV4, HARDWARE_ADDRESS_BYTES } from "./ethernet.ts";

// Field names are those of RFC 826.
const HRD = 0;
const PRO = 2;
const HLN = 4;
const PLN = 5;
const OP = 6;
const SHA = 8;
const SPA = 14;
const THA = 18;
const TPA = 24;
export const ARP_BYTES = 28;

const HRD_ETHERNET = 1;
const IPV4_ADDRESS_BYTES = 4;

export const ARP_REQUEST = 1;
export const ARP_REPLY = 2;

export interface ArpPacket {
  /** ARP_REQUEST or ARP_REPLY. */
  readonly operation: number;
  readonly senderHardware: Uint8Array;
  readonly senderProtocol: number;
  readonly targetHardware: Uint8Array;
  readonly targetProtocol: number;
}

/** Parses bytes `at` .. `end`-1; what follows 28 bytes is padding. Null for another kind of ARP or a short one. */
export function parseArp(bytes: Uint8Array, at: number, end: number): ArpPacket | null {
  if (end - at < ARP_BYTES) return null;
  // RFC 826, "Packet Reception": the two checks on the address spaces and their optional lengths.
  if (get16(bytes, at + HRD) !== HRD_ETHERNET || bytes[at + HLN] !== HARDWARE_ADDRESS_BYTES) return null;
  if (get16(bytes, at + PRO) !== ETHERTYPE_IPV4 || bytes[at + PLN] !== IPV4_ADDRESS_BYTES) return null;
  const operation = get16(bytes, at + OP);
  if (operation !== ARP_REQUEST && operation !== ARP_REPLY) return null;
  return {
    operation,
    senderHardware: take(bytes, at + SHA, HARDWARE_ADDRESS_BYTES),
    senderProtocol: get32(bytes, at + SPA),
    targetHardware: take(bytes, at + THA, HARDWARE_ADDRESS_BYTES),
    targetProtocol: get32(bytes, at + TPA),
  };
}

/** Writes `packet` at `at` and returns where it ends. */
export function emitArp(into: Uint8Array, at: number, packet: ArpPacket): number {
  put16(into, at + HRD, HRD_ETHERNET);
  put16(into, at + PRO, ETHERTYPE_IPV4);
  into[at + HLN] = HARDWARE_ADDRESS_BYTES;
  into[at + PLN] = IPV4_ADDRESS_BYTES;
  put16(into, at + OP, packet.operation);
  copy(packet.senderHardware, 0, into, at + SHA, HARDWARE_ADDRESS_BYTES);
  put32(into, at + SPA, packet.senderProtocol);
  copy(packet.targetHardware, 0, into, at + THA, HARDWARE_ADDRESS_BYTES);
  put32(into, at + TPA, packet.targetProtocol);
  return at + ARP_BYTES;
}
