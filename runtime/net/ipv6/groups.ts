// Which groups we listen to, and when neighbours are told: switches pass a group's packets only to who says so.
// RFC 3810 §6, RFC 2710 §4 where an older router asks.
//
// Decides; sending is layer.ts's. Bounded. Time comes in as milliseconds, chance as numbers 0 .. 1.

import {
  CHANGE_TO_EXCLUDE,
  CHANGE_TO_INCLUDE,
  type MldQuery,
  type MldRecord,
  MODE_IS_EXCLUDE,
} from "../wire/mld.ts";
import { isUnspecified, sameAddress } from "./address.ts";

export const MOST_GROUPS = 32;
/** RFC 3810 §9.1, §9.11. */
const ROBUSTNESS = 2;
const UNSOLICITED_INTERVAL_MS = 1000;
/** RFC 3810 §9.12: (robustness x 125 s) + 10 s, after which an older router is taken to be gone. */
const OLDER_ROUTER_MS = 260_000;

class Group {
  readonly address: Uint8Array;
  /** When a report is due; Infinity for none. */
  dueMs: number;
  /** How often the change is still to be said. */
  changes = ROBUSTNESS;
  leaving = false;

  constructor(address: Uint8Array, dueMs: number) {
    this.address = address;
    this.dueMs = dueMs;
  }
}

export class Groups {
  private readonly groups: Group[] = [];
  private readonly chance: () => number;
  private olderUntilMs = 0;

  constructor(chance: () => number) {
    this.chance = chance;
  }

  /** True for a group that we listen to. */
  has(address: Uint8Array): boolean {
    const group = this.find(address);
    return group !== null && !group.leaving;
  }

  /** Listens to a group from now on and says so at `dueMs`. False when there are too many. */
  join(address: Uint8Array, dueMs: number): boolean {
    const group = this.find(address);
    if (group === null) {
      if (this.groups.length === MOST_GROUPS) return false;
      this.groups.push(new Group(address, dueMs));
    } else if (group.leaving) {
      group.leaving = false;
      group.changes = ROBUSTNESS;
      group.dueMs = dueMs;
    }
    return true;
  }

  /** Listens to those groups no more that `isWanted` says false of, and says so at `nowMs`. */
  retain(isWanted: (group: Uint8Array) => boolean, nowMs: number): void {
    for (const group of this.groups) {
      if (group.leaving || isWanted(group.address)) continue;
      group.leaving = true;
      group.changes = ROBUSTNESS;
      group.dueMs = nowMs;
    }
  }

  /** Says everything again from `dueMs` on: there may be other neighbours, or we have an address to say it from. */
  repeat(dueMs: number): void {
    for (const group of this.groups) {
      group.changes = ROBUSTNESS;
      group.dueMs = dueMs;
    }
  }

  /** RFC 3810 §6.2: somebody asks who listens. */
  asked({ version, responseMs, group }: MldQuery, nowMs: number): void {
    if (version === 1) this.olderUntilMs = nowMs + OLDER_ROUTER_MS;
    for (const one of this.groups) {
      if (one.leaving || !(isUnspecified(group) || sameAddress(one.address, group))) continue;
      one.dueMs = Math.min(one.dueMs, nowMs + this.chance() * responseMs);
    }
  }

  /** RFC 3810 §8.2.1: true while only reports of version 1 are understood by everybody. */
  speaksVersion1(nowMs: number): boolean {
    return nowMs < this.olderUntilMs;
  }

  /** What is to be said now. It counts as said. */
  due(nowMs: number): MldRecord[] {
    const records: MldRecord[] = [];
    for (const group of this.groups) {
      if (group.dueMs > nowMs) continue;
      const change = group.leaving ? CHANGE_TO_INCLUDE : CHANGE_TO_EXCLUDE;
      records.push({ type: group.changes > 0 ? change : MODE_IS_EXCLUDE, group: group.address });
      group.changes = Math.max(0, group.changes - 1);
      group.dueMs = group.changes > 0 ? nowMs + this.chance() * UNSOLICITED_INTERVAL_MS : Infinity;
    }
    for (let i = this.groups.length - 1; i >= 0; i--)
      if (this.groups[i]!.leaving && this.groups[i]!.changes === 0) this.groups.splice(i, 1);
    return records;
  }

  nextDeadlineMs(): number {
    let next = Infinity;
    for (const { dueMs } of this.groups) if (dueMs < next) next = dueMs;
    return next;
  }

  private find(address: Uint8Array): Group | null {
    for (const group of this.groups) if (sameAddress(group.address, address)) return group;
    return null;
  }
}
