// Who takes what arrives at an interface: protocols over IPv4, IPv6, and those who only look. Contracts only.

import type { IcmpMessage } from "./wire/icmp.ts";
import type { Ipv4Packet } from "./wire/ipv4.ts";

/** A protocol over IPv4. */
export interface Ipv4Handler {
  /** Takes a datagram: bytes `packet.payloadAt` .. `packet.payloadEnd`-1. Both are reused after it returns. */
  receive(bytes: Uint8Array, packet: Ipv4Packet): void;
  /**
   * Something on the way could not deliver the datagram of ours that `quoted` describes: an ICMP error by type and
   * code, or a neighbour that does not answer ARP. Anyone could have forged it.
   */
  receiveError(bytes: Uint8Array, quoted: Ipv4Packet, type: number, code: number, nextHopMtu: number): void;
  /** The transmit queue has room again after `canSend` was false. */
  transmitReady(): void;
}

/** IPv6, which is beside IPv4 where an application wants it. */
export interface FrameHandler {
  /** Takes the frame in bytes 0 .. `length`-1, for whatever station; they are reused after it returns. */
  frameArrived(bytes: Uint8Array, length: number): void;
}

/** Sees each frame, bytes 0 .. `length`-1, which are reused after it returns. */
export type FrameTap = (bytes: Uint8Array, length: number) => void;

/** Sees each echo reply to us; `bytes` are reused after it returns. */
export type EchoListener = (message: IcmpMessage, source: number) => void;
