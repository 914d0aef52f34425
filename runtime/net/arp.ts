// Address resolution: who on this link has which hardware address. RFC 826, with RFC 5227 on probes.
//
// Decides and remembers; sending is the interface's work. Entries do not expire: a full cache drops its
// oldest one, and any ARP packet from a neighbour corrects its entry.

import { ARP_REPLY, ARP_REQUEST, type ArpPacket } from "./wire/arp.ts";
import { isGroupAddress, sameHardwareAddress } from "./wire/ethernet.ts";

const CACHE_ENTRIES = 16;
const UNKNOWN_HARDWARE = new Uint8Array(6);

export class ArpCache {
  private readonly protocols: number[] = [];
  private readonly hardwares: Uint8Array[] = [];
  private oldest = 0;

  /** How many neighbours are known, 0 .. 16. */
  size(): number {
    return this.protocols.length;
  }

  /** The hardware address of the neighbour with this IPv4 address, or null. */
  lookup(protocol: number): Uint8Array | null {
    const i = this.indexOf(protocol);
    return i < 0 ? null : this.hardwares[i];
  }

  /** Corrects the entry for `protocol` if there is one (RFC 826, "Merge_flag"). True when there was. */
  correct(protocol: number, hardware: Uint8Array): boolean {
    const i = this.indexOf(protocol);
    if (i < 0) return false;
    this.hardwares[i] = hardware;
    return true;
  }

  /** Adds an entry that is not there yet, in place of the oldest one when the cache is full. */
  add(protocol: number, hardware: Uint8Array): void {
    if (this.protocols.length < CACHE_ENTRIES) {
      this.protocols.push(protocol);
      this.hardwares.push(hardware);
      return;
    }
    this.protocols[this.oldest] = protocol;
    this.hardwares[this.oldest] = hardware;
    this.oldest = (this.oldest + 1) % CACHE_ENTRIES;
  }

  private indexOf(protocol: number): number {
    for (let i = 0; i < this.protocols.length; i++) {
      if (this.protocols[i] === protocol) return i;
    }
    return -1;
  }
}

/** Our side of the link. */
export interface ArpIdentity {
  readonly hardware: Uint8Array;
  readonly protocol: number;
}

/**
 * Takes a received packet: learns from it and returns the reply to send, or null. The steps are those of
 * RFC 826, "Packet Reception", after the address space checks that `parseArp` has made.
 */
export function receiveArp(packet: ArpPacket, own: ArpIdentity, cache: ArpCache): ArpPacket | null {
  // No station has a group address, and our own packets may be echoed by the wire: neither teaches anything.
  if (isGroupAddress(packet.senderHardware)) return null;
  if (sameHardwareAddress(packet.senderHardware, own.hardware)) return null;
  // Someone else claims our address (RFC 5227 §2.4). To answer would only start a quarrel.
  if (packet.senderProtocol === own.protocol) return null;
  // RFC 5227 §1.1: a probe names no sender, so there is nothing to remember; it still wants its answer.
  const probe = packet.senderProtocol === 0;
  const merged = !probe && cache.correct(packet.senderProtocol, packet.senderHardware);
  if (packet.targetProtocol !== own.protocol) return null;
  if (!merged && !probe) cache.add(packet.senderProtocol, packet.senderHardware);
  if (packet.operation !== ARP_REQUEST) return null;
  return {
    operation: ARP_REPLY,
    senderHardware: own.hardware,
    senderProtocol: own.protocol,
    targetHardware: packet.senderHardware,
    targetProtocol: packet.senderProtocol,
  };
}

/** The question "who has `protocol`?", to be broadcast. */
export function arpQuestion(protocol: number, own: ArpIdentity): ArpPacket {
  return {
    operation: ARP_REQUEST,
    senderHardware: own.hardware,
    senderProtocol: own.protocol,
    targetHardware: UNKNOWN_HARDWARE,
    targetProtocol: protocol,
  };
}
