// All connections of an interface, found by both addresses and ports. RFC 9293 §3.3.1.
//
// A hash table of chains, bounded by its user. No number of JavaScript holds address and both ports, and a string for
// each segment would cost more than all the rest.

import type { Tcb } from "./tcb.ts";

const SLOTS = 256;

/** One link of a chain. */
export class Entry {
  readonly tcb: Tcb;
  next: Entry | null;

  constructor(tcb: Tcb, next: Entry | null) {
    this.tcb = tcb;
    this.next = next;
  }
}

export class ConnectionTable {
  private readonly slots: (Entry | null)[] = [];
  private readonly hash: (remote: number, ports: number) => number;
  private count = 0;
  /** The connection found last: segments of one flow follow each other. */
  private last: Tcb | null = null;

  /** `hash` scatters a remote address and both ports over 32 bits. */
  constructor(hash: (remote: number, ports: number) => number) {
    this.hash = hash;
    for (let i = 0; i < SLOTS; i++) this.slots.push(null);
  }

  /** How many connections there are. */
  size(): number {
    return this.count;
  }

  find(remoteAddress: number, remotePort: number, localPort: number): Tcb | null {
    const { last } = this;
    if (last !== null && matches(last, remoteAddress, remotePort, localPort)) return last;
    let entry: Entry | null = this.slots[this.slot(remoteAddress, remotePort, localPort)]!;
    while (entry !== null) {
      if (matches(entry.tcb, remoteAddress, remotePort, localPort)) {
        this.last = entry.tcb;
        return entry.tcb;
      }
      entry = entry.next;
    }
    return null;
  }

  /** The chain that a connection with these numbers is in, for who knows it by more than numbers. */
  chain(remoteAddress: number, remotePort: number, localPort: number): Entry | null {
    return this.slots[this.slot(remoteAddress, remotePort, localPort)]!;
  }

  /** Adds a connection that is not there yet. */
  add(tcb: Tcb): void {
    const slot = this.slot(tcb.remoteAddress, tcb.remotePort, tcb.localPort);
    this.slots[slot] = new Entry(tcb, this.slots[slot]!);
    this.count += 1;
  }

  /** Removes a connection; nothing happens when it is not there. */
  remove(tcb: Tcb): void {
    if (this.last === tcb) this.last = null;
    const slot = this.slot(tcb.remoteAddress, tcb.remotePort, tcb.localPort);
    let before: Entry | null = null;
    let entry: Entry | null = this.slots[slot]!;
    while (entry !== null && entry.tcb !== tcb) {
      before = entry;
      entry = entry.next;
    }
    if (entry === null) return;
    if (before === null) this.slots[slot] = entry.next;
    else before.next = entry.next;
    this.count -= 1;
  }

  /** Calls `each` for every connection; it may remove the one it is called for. */
  forEach(each: (tcb: Tcb) => void): void {
    for (let slot = 0; slot < SLOTS; slot++) {
      let entry: Entry | null = this.slots[slot]!;
      while (entry !== null) {
        const tcb = entry.tcb;
        const next: Entry | null = entry.next;
        each(tcb);
        entry = next;
      }
    }
  }

  private slot(remoteAddress: number, remotePort: number, localPort: number): number {
    return this.hash(remoteAddress, (remotePort << 16) | localPort) % SLOTS;
  }
}

function matches(tcb: Tcb, remoteAddress: number, remotePort: number, localPort: number): boolean {
  return tcb.remotePort === remotePort && tcb.localPort === localPort && tcb.remoteAddress === remoteAddress;
}
