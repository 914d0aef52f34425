// Where a packet goes next: the prefixes of the link and its routers. RFC 4861 §5.2, §6.3.4 and §6.3.6.
//
// Knows no hardware addresses. Bounded; time comes in as milliseconds.

import type { PrefixOption, RouterAdvertisement } from "../wire/ndp.ts";
import { commonBits, isLinkLocal, isMulticast6, sameAddress } from "./address.ts";

const PREFIXES = 8;
const ROUTERS = 4;
const FOR_EVER = 0xffff_ffff;

interface Prefix {
  readonly prefix: Uint8Array;
  readonly bits: number;
  untilMs: number;
}

interface Router {
  readonly address: Uint8Array;
  untilMs: number;
}

export class Routes {
  private prefixes: Prefix[] = [];
  private routers: Router[] = [];

  /** Takes what the router `from` says of itself and of what is on the link. */
  learn(from: Uint8Array, message: RouterAdvertisement, nowMs: number): void {
    this.routers = this.routers.filter((r) => r.untilMs > nowMs && !sameAddress(r.address, from));
    // RFC 4861 §6.3.4: a lifetime of 0 says that it is no default router any more.
    if (message.lifetimeSeconds > 0 && this.routers.length < ROUTERS)
      this.routers.push({ address: from, untilMs: nowMs + 1000 * message.lifetimeSeconds });
    for (const option of message.prefixes) this.learnPrefix(option, nowMs);
  }

  private learnPrefix({ prefix, bits, onLink, validSeconds }: PrefixOption, nowMs: number): void {
    if (!onLink || bits > 128 || isLinkLocal(prefix)) return;
    const others = this.prefixes.filter(
      (p) => p.untilMs > nowMs && !(p.bits === bits && commonBits(p.prefix, prefix) >= bits),
    );
    this.prefixes = others;
    if (validSeconds === 0 || others.length === PREFIXES) return;
    others.push({
      prefix,
      bits,
      untilMs: validSeconds === FOR_EVER ? Infinity : nowMs + 1000 * validSeconds,
    });
  }

  /**
   * The neighbour that a packet to `destination` is handed to: itself when it is on the link, else a router; null when
   * there is no way. `isBad` tells of routers that do not answer: others come first (RFC 4861 §6.3.6).
   */
  nextHop(destination: Uint8Array, nowMs: number, isBad: (router: Uint8Array) => boolean): Uint8Array | null {
    if (isMulticast6(destination) || isLinkLocal(destination)) return destination;
    for (const { prefix, bits, untilMs } of this.prefixes)
      if (untilMs > nowMs && commonBits(prefix, destination) >= bits) return destination;
    let found: Uint8Array | null = null;
    for (const { address, untilMs } of this.routers) {
      if (untilMs <= nowMs) continue;
      if (!isBad(address)) return address;
      found ??= address;
    }
    return found;
  }

  /** How many default routers there are. */
  routerCount(nowMs: number): number {
    return this.routers.filter((r) => r.untilMs > nowMs).length;
  }

  /** Forgets everything: the cable was moved. */
  clear(): void {
    this.prefixes = [];
    this.routers = [];
  }
}
