// Address resolution: who on this link has which hardware address. RFC 826, with RFC 5227 on probes and conflicts.
//
// Decides and remembers; sending is the interface's work, and datagrams that wait for an answer are pending.ts's.
// A full cache drops its oldest entry; an entry that nobody has confirmed for two minutes is forgotten.

import { ARP_REPLY, ARP_REQUEST, type ArpPacket } from "./wire/arp.ts";
import { isGroupAddress, sameHardwareAddress } from "./wire/ethernet.ts";

const CACHE_ENTRIES = 16;
/** RFC 1122 §2.3.2.1: out-of-date entries must be flushed. Asking again starts at half this age. */
const ENTRY_LIFETIME_MS = 120_000;
/** RFC 5227 §2.4 DEFEND_INTERVAL: at most one announcement in that time against who claims our address. */
const DEFEND_INTERVAL_MS = 10_000;
const UNKNOWN_HARDWARE = new Uint8Array(6);

class ArpEntry {
  protocol: number;
  hardware: Uint8Array;
  confirmedMs: number;

  constructor(protocol: number, hardware: Uint8Array, nowMs: number) {
    this.protocol = protocol;
    this.hardware = hardware;
    this.confirmedMs = nowMs;
  }
}

export class ArpCache {
  private readonly entries: ArpEntry[] = [];
  private oldest = 0;
  /** The entry of the last lookup: packets of one flow follow each other. */
  private last: ArpEntry | null = null;

  /** How many neighbours are remembered, 0 .. 16. */
  size(): number {
    return this.entries.length;
  }

  /** The hardware address of the neighbour with this IPv4 address, or null. */
  lookup(protocol: number, nowMs: number): Uint8Array | null {
    let entry = this.last;
    if (entry === null || entry.protocol !== protocol) entry = this.find(protocol);
    if (entry === null || nowMs - entry.confirmedMs > ENTRY_LIFETIME_MS) return null;
    this.last = entry;
    return entry.hardware;
  }

  /** True when the neighbour is known and should be asked again before its entry expires; then not for a while. */
  wantsConfirmation(protocol: number, nowMs: number): boolean {
    const entry = this.last;
    if (entry === null || entry.protocol !== protocol) return false;
    return nowMs - entry.confirmedMs > ENTRY_LIFETIME_MS / 2;
  }

  /** Corrects the entry for `protocol` if there is one (RFC 826, "Merge_flag"). True when there was. */
  correct(protocol: number, hardware: Uint8Array, nowMs: number): boolean {
    const entry = this.find(protocol);
    if (entry === null) return false;
    entry.hardware = hardware;
    entry.confirmedMs = nowMs;
    return true;
  }

  /** Adds an entry that is not there yet, in place of the oldest one when the cache is full. */
  add(protocol: number, hardware: Uint8Array, nowMs: number): void {
    const entry = new ArpEntry(protocol, hardware, nowMs);
    if (this.entries.length < CACHE_ENTRIES) {
      this.entries.push(entry);
      return;
    }
    this.entries[this.oldest] = entry;
    this.oldest = (this.oldest + 1) % CACHE_ENTRIES;
    this.last = null;
  }

  /** Forgets everybody: the cable was moved, or our address has changed. */
  clear(): void {
    this.entries.length = 0;
    this.oldest = 0;
    this.last = null;
  }

  private find(protocol: number): ArpEntry | null {
    for (let i = 0; i < this.entries.length; i++) {
      if (this.entries[i]!.protocol === protocol) return this.entries[i]!;
    }
    return null;
  }
}

/** Our side of the link. */
export class ArpIdentity {
  readonly hardware: Uint8Array;
  /** Our IPv4 address, 0 while there is none. */
  protocol: number;
  /** The address that is being tried out (RFC 5227 §2.1), 0 for none. */
  probing = 0;
  /** Set when somebody else has or tries the address of `probing`. */
  probeConflict = false;
  private defendedMs = -DEFEND_INTERVAL_MS;

  constructor(hardware: Uint8Array, protocol: number) {
    this.hardware = hardware;
    this.protocol = protocol;
  }

  /** RFC 5227 §2.4 (b): whether a claim to our address is to be answered by an announcement. */
  mayDefend(nowMs: number): boolean {
    if (nowMs - this.defendedMs < DEFEND_INTERVAL_MS) return false;
    this.defendedMs = nowMs;
    return true;
  }
}

/**
 * Takes a received packet: learns from it and returns the reply to send, or null. The steps are those of
 * RFC 826, "Packet Reception", after the address space checks that `parseArp` has made.
 */
export function receiveArp(
  packet: ArpPacket,
  own: ArpIdentity,
  cache: ArpCache,
  nowMs: number,
): ArpPacket | null {
  // No station has a group address, and our own packets may be echoed by the wire: neither teaches anything.
  if (isGroupAddress(packet.senderHardware)) return null;
  if (sameHardwareAddress(packet.senderHardware, own.hardware)) return null;
  const probe = packet.senderProtocol === 0;
  if (own.probing !== 0) {
    // RFC 5227 §2.1.1: the address is in use, or another host probes for it at this very time.
    const rival = probe && packet.operation === ARP_REQUEST && packet.targetProtocol === own.probing;
    if (packet.senderProtocol === own.probing || rival) own.probeConflict = true;
  }
  // Someone else claims our address (RFC 5227 §2.4). A reply would start a quarrel; an announcement defends.
  if (own.protocol !== 0 && packet.senderProtocol === own.protocol) {
    return own.mayDefend(nowMs) ? arpAnnouncement(own) : null;
  }
  // RFC 5227 §1.1: a probe names no sender, so there is nothing to remember; it still wants its answer.
  const merged = !probe && cache.correct(packet.senderProtocol, packet.senderHardware, nowMs);
  if (own.protocol === 0 || packet.targetProtocol !== own.protocol) return null;
  if (!merged && !probe) cache.add(packet.senderProtocol, packet.senderHardware, nowMs);
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
  return question(own.hardware, own.protocol, protocol);
}

/** RFC 5227 §2.1.1: the question whether anybody has `protocol`, that claims nothing. To be broadcast. */
export function arpProbe(protocol: number, own: ArpIdentity): ArpPacket {
  return question(own.hardware, 0, protocol);
}

/** RFC 5227 §2.3: "this address is mine", to be broadcast. */
export function arpAnnouncement(own: ArpIdentity): ArpPacket {
  return question(own.hardware, own.protocol, own.protocol);
}

function question(hardware: Uint8Array, senderProtocol: number, targetProtocol: number): ArpPacket {
  return {
    operation: ARP_REQUEST,
    senderHardware: hardware,
    senderProtocol,
    targetHardware: UNKNOWN_HARDWARE,
    targetProtocol,
  };
}
