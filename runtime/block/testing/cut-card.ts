// A card whose power is cut at a chosen write, in every way that cards are known to fail. For tests only.

import type { Storage } from "../storage.ts";

export const SECTOR = 512;
/** More than any test reaches. */
const SECTORS = 2 ** 32;
/** Sectors of an erase group in this model: small, so that a group holds a slot or a copy and nothing else. */
export const GROUP = 8;

export class PowerCut extends Error {}

/** What becomes of the write that is cut: the first `torn` bytes arrive, or it is as named. */
export type Damage = { torn: number } | "absent" | "complete" | "garbage" | "group";

export const DAMAGES: Damage[] = [
  "absent",
  "complete",
  { torn: 1 },
  { torn: 4 },
  // Inside a record: after its sequence number, inside slot A, between the slots, inside slot B.
  { torn: 12 },
  { torn: 17 },
  { torn: 64 },
  { torn: 66 },
  { torn: 256 },
  { torn: 511 },
  "garbage",
  "group",
];

export interface Cut {
  /** The write at which power goes, counted from 0. */
  readonly at: number;
  readonly damage: Damage;
  /** Which of the writes since the last flush arrive: bit i for the i-th. They arrive in reverse order. */
  readonly survivors: number;
}

export class CutCard implements Storage {
  readonly sectorCount: number;
  readonly medium: Map<number, Uint8Array>;
  private pending: { sector: number; bytes: Uint8Array }[] = [];
  private readonly cut: Cut | undefined;
  private off = false;
  writes = 0;
  /** For each write, how many writes before it were not flushed. */
  readonly unflushed: number[] = [];

  constructor(medium: Map<number, Uint8Array>, cut?: Cut, sectorCount = SECTORS) {
    this.sectorCount = sectorCount;
    this.medium = new Map(medium);
    this.cut = cut;
  }

  async read(sector: number, into: Uint8Array): Promise<void> {
    if (this.off) throw new PowerCut();
    for (let at = 0; at < into.length; at += SECTOR) {
      const wanted = sector + at / SECTOR;
      let from = this.medium.get(wanted);
      for (const write of this.pending) if (write.sector === wanted) from = write.bytes;
      if (from === undefined) into.fill(0, at, at + SECTOR);
      else into.set(from, at);
    }
  }

  /** A transfer of several sectors is as many writes: the power may go between them, and any of them may be lost. */
  async write(sector: number, from: Uint8Array): Promise<void> {
    for (let at = 0; at < from.length; at += SECTOR) {
      const bytes = from.slice(at, at + SECTOR);
      if (this.off) throw new PowerCut();
      if (this.cut?.at === this.writes) {
        this.fail(sector + at / SECTOR, bytes, this.cut);
        throw new PowerCut();
      }
      this.unflushed.push(this.pending.length);
      this.pending.push({ sector: sector + at / SECTOR, bytes });
      this.writes++;
    }
  }

  async flush(): Promise<void> {
    if (this.off) throw new PowerCut();
    for (const write of this.pending) this.medium.set(write.sector, write.bytes);
    this.pending = [];
  }

  private fail(sector: number, bytes: Uint8Array, cut: Cut): void {
    this.off = true;
    for (let i = this.pending.length - 1; i >= 0; i--) {
      const write = this.pending[i]!;
      if (((cut.survivors >> Math.min(i, 30)) & 1) === 1) this.medium.set(write.sector, write.bytes);
    }
    const old = this.medium.get(sector) ?? new Uint8Array(SECTOR);
    if (cut.damage === "absent") return;
    if (cut.damage === "complete") this.medium.set(sector, bytes);
    else if (cut.damage === "garbage") this.medium.set(sector, noise(sector));
    else if (cut.damage === "group") {
      const first = sector - (sector % GROUP);
      for (let s = first; s < first + GROUP; s++) this.medium.set(s, noise(s));
    } else {
      const torn = old.slice();
      torn.set(bytes.subarray(0, cut.damage.torn));
      this.medium.set(sector, torn);
    }
  }
}

function noise(seed: number): Uint8Array {
  const bytes = new Uint8Array(SECTOR);
  let x = seed * 2654435761 + 99;
  for (let i = 0; i < SECTOR; i++) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    bytes[i] = x >>> 24;
  }
  return bytes;
}
