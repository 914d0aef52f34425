// Which neighbour has which hardware address, and whether it still answers. RFC 4861 §7.2 and §7.3.
//
// Decides and remembers; sending is layer.ts's. Bounded: the entry that was used longest ago makes room, and few packets
// wait for an answer. Time comes in as milliseconds.

import { sameHardwareAddress } from "../wire/ethernet.ts";
import type { NeighbourMessage } from "../wire/ndp.ts";
import { sameAddress } from "./address.ts";

const ENTRIES = 16;
/** RFC 4861 §7.2.2 asks for one at least. */
const WAITING_PACKETS = 3;
/** RFC 4861 §10. */
const MAX_MULTICAST_SOLICIT = 3;
const MAX_UNICAST_SOLICIT = 3;
const DELAY_FIRST_PROBE_MS = 5000;
export const DEFAULT_REACHABLE_MS = 30_000;
export const DEFAULT_RETRANSMIT_MS = 1000;

/** RFC 4861 §7.3.2. STALE is also what REACHABLE becomes by time, which shows when the entry is used. */
export const INCOMPLETE = 0;
export const REACHABLE = 1;
export const STALE = 2;
export const DELAY = 3;
export const PROBE = 4;

export class Neighbour {
  readonly address: Uint8Array;
  /** Null while INCOMPLETE. */
  hardware: Uint8Array | null = null;
  state = INCOMPLETE;
  isRouter = false;
  /** End of REACHABLE; of DELAY; of the wait for an answer in INCOMPLETE and PROBE. */
  deadlineMs = Infinity;
  tries = 0;
  usedMs: number;
  /** Whole frames that wait for `hardware`, the oldest first. */
  waiting: Uint8Array[] = [];

  constructor(address: Uint8Array, nowMs: number) {
    this.address = address;
    this.usedMs = nowMs;
  }
}

export class Neighbours {
  /** RFC 4861 §6.3.2: a router may say other times. */
  reachableMs = DEFAULT_REACHABLE_MS;
  retransmitMs = DEFAULT_RETRANSMIT_MS;
  private readonly entries: Neighbour[] = [];

  /** The entry for `address`, or null. */
  find(address: Uint8Array): Neighbour | null {
    for (let i = 0; i < this.entries.length; i++)
      if (sameAddress(this.entries[i]!.address, address)) return this.entries[i]!;
    return null;
  }

  /** The entry that a packet to `address` is to be sent by; with a new one a question must go out (`isNew`). */
  use(address: Uint8Array, nowMs: number): Neighbour {
    let entry = this.find(address);
    if (entry === null) entry = this.add(address, nowMs);
    entry.usedMs = nowMs;
    if (entry.state === REACHABLE && entry.deadlineMs <= nowMs) entry.state = STALE;
    if (entry.state === STALE) {
      // RFC 4861 §7.3.3: it is used as it is; if nothing confirms it soon, the neighbour is asked.
      entry.state = DELAY;
      entry.deadlineMs = nowMs + DELAY_FIRST_PROBE_MS;
    }
    return entry;
  }

  /** True when the first question for this entry has not been sent; then it counts as sent. */
  wantsQuestion(entry: Neighbour, nowMs: number): boolean {
    if (entry.state !== INCOMPLETE || entry.tries > 0) return false;
    entry.tries = 1;
    entry.deadlineMs = nowMs + this.retransmitMs;
    return true;
  }

  /** Keeps a frame until the neighbour has answered; the newest says most of what its sender wants now. */
  hold(entry: Neighbour, frame: Uint8Array): void {
    if (entry.waiting.length === WAITING_PACKETS) entry.waiting.shift();
    entry.waiting.push(frame);
  }

  /**
   * A solicitation or a router's message named the hardware address of its sender (RFC 4861 §7.2.3, §6.3.4). The entry
   * has frames to be sent when it was waited for.
   */
  heard(address: Uint8Array, hardware: Uint8Array, nowMs: number): Neighbour {
    let entry = this.find(address);
    if (entry === null) entry = this.add(address, nowMs);
    if (entry.hardware === null || !sameHardwareAddress(entry.hardware, hardware)) {
      entry.hardware = hardware;
      entry.state = STALE;
      entry.deadlineMs = Infinity;
    }
    return entry;
  }

  /** RFC 4861 §7.2.5. The entry that it was about, or null when nobody had asked. */
  advertised(message: NeighbourMessage, nowMs: number): Neighbour | null {
    const entry = this.find(message.target);
    // An advertisement that nobody has asked for makes no entry.
    if (entry === null) return null;
    const { hardware } = message;
    if (entry.state === INCOMPLETE) {
      if (hardware === null) return null;
      entry.hardware = hardware;
      this.settle(entry, message.solicited, nowMs);
      entry.isRouter = message.isRouter;
      return entry;
    }
    const same = hardware === null || sameHardwareAddress(hardware, entry.hardware!);
    if (!message.override && !same) {
      // I. Another address that claims no right: the one known is no longer sure.
      if (entry.state === REACHABLE) entry.state = STALE;
      return entry;
    }
    if (!same) entry.hardware = hardware;
    if (message.solicited) this.settle(entry, true, nowMs);
    else if (!same) this.settle(entry, false, nowMs);
    entry.isRouter = message.isRouter;
    return entry;
  }

  /** RFC 4861 §7.3.1: a protocol above has seen that what we send arrives. */
  confirm(address: Uint8Array, nowMs: number): void {
    const entry = this.find(address);
    if (entry !== null && entry.state !== INCOMPLETE) this.settle(entry, true, nowMs);
  }

  /**
   * An entry whose time has come: it is to be asked, at its hardware address if that is known; or `given up`, when
   * `tries` is over the limit: then it is forgotten here. Null when nothing is due.
   */
  due(nowMs: number): Neighbour | null {
    for (let i = 0; i < this.entries.length; i++) {
      const entry = this.entries[i]!;
      if (entry.deadlineMs > nowMs || entry.state === REACHABLE || entry.state === STALE) continue;
      if (entry.state === DELAY) {
        entry.state = PROBE;
        entry.tries = 0;
      }
      entry.tries += 1;
      entry.deadlineMs = nowMs + this.retransmitMs;
      if (isGivenUp(entry)) this.entries.splice(i, 1);
      return entry;
    }
    return null;
  }

  /** When `due` next returns something; Infinity when nothing waits. */
  nextDeadlineMs(): number {
    let next = Infinity;
    for (let i = 0; i < this.entries.length; i++) {
      const entry = this.entries[i]!;
      if (entry.state !== REACHABLE && entry.state !== STALE && entry.deadlineMs < next)
        next = entry.deadlineMs;
    }
    return next;
  }

  /** How many are remembered, 0 .. 16. */
  size(): number {
    return this.entries.length;
  }

  /** Forgets everybody: the cable was moved. */
  clear(): void {
    this.entries.length = 0;
  }

  private settle(entry: Neighbour, reachable: boolean, nowMs: number): void {
    entry.state = reachable ? REACHABLE : STALE;
    entry.deadlineMs = reachable ? nowMs + this.reachableMs : Infinity;
    entry.tries = 0;
  }

  private add(address: Uint8Array, nowMs: number): Neighbour {
    if (this.entries.length === ENTRIES) {
      let oldest = 0;
      for (let i = 1; i < ENTRIES; i++)
        if (this.entries[i]!.usedMs < this.entries[oldest]!.usedMs) oldest = i;
      this.entries.splice(oldest, 1);
    }
    const entry = new Neighbour(address, nowMs);
    this.entries.push(entry);
    return entry;
  }
}

/** True when an entry that `due` returned has been asked often enough. */
export function isGivenUp(entry: Neighbour): boolean {
  return entry.tries > (entry.state === PROBE ? MAX_UNICAST_SOLICIT : MAX_MULTICAST_SOLICIT);
}
