// Our own addresses: how they are made, tried out, preferred, deprecated and lost. RFC 4862 §5.4 and §5.5, RFC 6724 §5.
//
// Decides; asking the neighbours is layer.ts's. Bounded. Time comes in as milliseconds, lifetimes as seconds.

import type { PrefixOption } from "../wire/ndp.ts";
import { commonBits, fromHardware, isLinkLocal, sameAddress } from "./address.ts";

const ADDRESSES = 8;
/** With identifiers of 64 bits only prefixes of 64 bits make an address (RFC 4862 §5.5.3 d). */
const PREFIX_BITS = 64;
/** RFC 4862 §5.5.3 e: what nobody has signed cannot shorten a life to less than this. */
const TWO_HOURS_MS = 7_200_000;
const FOR_EVER = 0xffff_ffff;

/** RFC 4862 §5.4: being tried out; ours; in use by another station. */
export const TENTATIVE = 0;
export const OURS = 1;
export const DUPLICATE = 2;

export class OwnAddress {
  readonly address: Uint8Array;
  state = TENTATIVE;
  /** When the neighbours are to be asked, or have had their time to object. */
  deadlineMs: number;
  /** How often they were asked. */
  probes = 0;
  preferredUntilMs = Infinity;
  validUntilMs = Infinity;

  constructor(address: Uint8Array, deadlineMs: number) {
    this.address = address;
    this.deadlineMs = deadlineMs;
  }
}

export class OwnAddresses {
  readonly all: OwnAddress[] = [];
  private readonly hardware: Uint8Array;

  constructor(hardware: Uint8Array) {
    this.hardware = hardware;
  }

  /** The entry for `address` in whatever state, or null. */
  find(address: Uint8Array): OwnAddress | null {
    for (let i = 0; i < this.all.length; i++)
      if (sameAddress(this.all[i]!.address, address)) return this.all[i]!;
    return null;
  }

  /** The link-local address if it is ours beyond doubt, else null. */
  linkLocal(): Uint8Array | null {
    const [first] = this.all;
    return first !== undefined && first.state === OURS && isLinkLocal(first.address) ? first.address : null;
  }

  /** True when packets to `address` are for us: it is ours beyond doubt. */
  has(address: Uint8Array): boolean {
    const entry = this.find(address);
    return entry !== null && entry.state === OURS;
  }

  /** Begins to try an address out, from `atMs` on. Null when it is there already, or there are too many. */
  tryOut(address: Uint8Array, atMs: number): OwnAddress | null {
    if (this.find(address) !== null || this.all.length === ADDRESSES) return null;
    const entry = new OwnAddress(address, atMs);
    this.all.push(entry);
    return entry;
  }

  /** What a router says of a prefix (RFC 4862 §5.5.3). The new address when it makes one, else null. */
  learn(option: PrefixOption, atMs: number, nowMs: number): OwnAddress | null {
    const { prefix, bits, validSeconds, preferredSeconds } = option;
    if (!option.autonomous || isLinkLocal(prefix) || preferredSeconds > validSeconds) return null;
    if (bits !== PREFIX_BITS) return null;
    const address = fromHardware(prefix, this.hardware);
    let entry = this.find(address);
    let isNew = false;
    if (entry === null) {
      if (validSeconds === 0) return null;
      entry = this.tryOut(address, atMs);
      if (entry === null) return null;
      isNew = true;
    }
    entry.preferredUntilMs = endOf(preferredSeconds, nowMs);
    const until = endOf(validSeconds, nowMs);
    const left = entry.validUntilMs - nowMs;
    if (isNew || validSeconds * 1000 > TWO_HOURS_MS || until > entry.validUntilMs) entry.validUntilMs = until;
    else if (left > TWO_HOURS_MS) entry.validUntilMs = nowMs + TWO_HOURS_MS;
    return isNew ? entry : null;
  }

  /** Forgets addresses whose life is over. True when there were some. */
  expire(nowMs: number): boolean {
    let lost = false;
    for (let i = this.all.length - 1; i >= 0; i--) {
      if (this.all[i]!.validUntilMs > nowMs) continue;
      this.all.splice(i, 1);
      lost = true;
    }
    return lost;
  }

  /** The address that packets to `destination` come from (RFC 6724 §5), or null when there is none that fits. */
  sourceFor(destination: Uint8Array, nowMs: number): Uint8Array | null {
    const local = isLinkLocal(destination) || (destination[0] === 0xff && (destination[1]! & 0x0f) === 2);
    let best: OwnAddress | null = null;
    for (let i = 0; i < this.all.length; i++) {
      const entry = this.all[i]!;
      // Rule 2: of the destination's scope; a link-local source is of no use beyond the link.
      if (entry.state !== OURS || isLinkLocal(entry.address) !== local) continue;
      if (best === null || isBetter(entry, best, destination, nowMs)) best = entry;
    }
    return best === null ? null : best.address;
  }

  /** When something here has its time; Infinity when nothing has. */
  nextDeadlineMs(): number {
    let next = Infinity;
    for (let i = 0; i < this.all.length; i++) {
      const { state, deadlineMs, validUntilMs } = this.all[i]!;
      if (state === TENTATIVE && deadlineMs < next) next = deadlineMs;
      if (validUntilMs < next) next = validUntilMs;
    }
    return next;
  }
}

/** RFC 6724 §5: rule 3, addresses that are not deprecated; rule 8, the longest common prefix. */
function isBetter(entry: OwnAddress, best: OwnAddress, destination: Uint8Array, nowMs: number): boolean {
  const preferred = entry.preferredUntilMs > nowMs;
  if (preferred !== best.preferredUntilMs > nowMs) return preferred;
  return commonBits(entry.address, destination) > commonBits(best.address, destination);
}

function endOf(seconds: number, nowMs: number): number {
  return seconds === FOR_EVER ? Infinity : nowMs + 1000 * seconds;
}
