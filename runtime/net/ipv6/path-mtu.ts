// How large packets may be on the way to stations beyond the link, as routers have said. RFC 8201.
//
// Only remembers; whether such an error can be true is looked at by who has sent the packet. Bounded: the oldest makes
// room, and its way is found out anew.

import { IPV6_LEAST_MTU } from "../wire/ipv6.ts";
import { sameAddress } from "./address.ts";

const PATHS = 16;
/** RFC 8201 §4: after ten minutes a larger packet is tried. */
const LIFETIME_MS = 600_000;

interface Path {
  readonly destination: Uint8Array;
  readonly mtu: number;
  readonly untilMs: number;
}

export class PathMtus {
  private paths: Path[] = [];

  /** What the way to `destination` takes, at most `linkMtu`. */
  find(destination: Uint8Array, linkMtu: number, nowMs: number): number {
    for (let i = 0; i < this.paths.length; i++) {
      const path = this.paths[i]!;
      if (sameAddress(path.destination, destination) && path.untilMs > nowMs)
        return Math.min(linkMtu, path.mtu);
    }
    return linkMtu;
  }

  /** Takes what an error says. False when it says nothing new, or less than every link must carry (RFC 8201 §4). */
  learn(destination: Uint8Array, mtu: number, linkMtu: number, nowMs: number): boolean {
    if (mtu < IPV6_LEAST_MTU || mtu >= this.find(destination, linkMtu, nowMs)) return false;
    this.paths = this.paths.filter((p) => p.untilMs > nowMs && !sameAddress(p.destination, destination));
    if (this.paths.length === PATHS) this.paths.shift();
    this.paths.push({ destination, mtu, untilMs: nowMs + LIFETIME_MS });
    return true;
  }

  /** True while nothing is known: most stations speak to their own link only. */
  isEmpty(): boolean {
    return this.paths.length === 0;
  }

  /** Forgets everything: the cable was moved. */
  clear(): void {
    this.paths = [];
  }
}
