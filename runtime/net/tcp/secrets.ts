// Numbers that outsiders must not guess: initial sequence numbers (RFC 6528), timestamps, and SYN cookies, which let a
// handshake be finished without remembering its start (RFC 4987 §3.6).
//
//   cookie   | minute, modulo 32   5 bits | MSS, an index   3 bits | keyed hash   24 bits |

import type { Environment } from "../time.ts";
import { get32 } from "../wire/bytes.ts";
import { keyedHash } from "./keyed-hash.ts";

/** RFC 6528 §3: the clock of initial numbers ticks every 4 microseconds. */
const ISS_TICKS_PER_MS = 250;
const COOKIE_PERIOD_MS = 64_000;
/** How many periods a cookie is good for, the current one included. */
const COOKIE_PERIODS = 2;
const PERIOD_MASK = 0x1f;
const HASH_MASK = 0x00ff_ffff;
/** What eight values of an MSS can be; others are rounded down. */
const COOKIE_MSS = [216, 536, 966, 1220, 1360, 1440, 1452, 1460];

/** A purpose of the hash behind those of cookies, which end at 12. */
const FOLD = 16;

export class Secrets {
  private readonly key0: number;
  private readonly key1: number;

  constructor(environment: Environment) {
    this.key0 = environment.random32();
    this.key1 = environment.random32();
  }

  /** The initial number of a connection (RFC 6528 §3). */
  initialSequence(local: number, remote: number, ports: number, nowMs: number): number {
    return (Math.floor(nowMs * ISS_TICKS_PER_MS) + this.hash(local, remote, ports, 1)) >>> 0;
  }

  /** Where a connection's timestamps start (RFC 7323 §5.4). */
  timestampOffset(local: number, remote: number, ports: number): number {
    return this.hash(local, remote, ports, 2);
  }

  /** Scatters connections over the slots of a table, so that nobody can aim at one slot. */
  slot(remote: number, ports: number): number {
    return this.hash(0, remote, ports, 3);
  }

  /** A number that stands for the sixteen bytes of an address, and for those of another that `before` stands for. */
  fold(address: Uint8Array, before: number): number {
    const half = this.hash(before, get32(address, 0), get32(address, 4), FOLD);
    return this.hash(half, get32(address, 8), get32(address, 12), FOLD);
  }

  /** The initial number that stands for a handshake whose SYN had number `irs` and said `mss`. */
  cookie(local: number, remote: number, ports: number, irs: number, mss: number, nowMs: number): number {
    let index = COOKIE_MSS.length - 1;
    while (index > 0 && COOKIE_MSS[index]! > mss) index--;
    const period = Math.floor(nowMs / COOKIE_PERIOD_MS);
    const head = ((period & PERIOD_MASK) << 27) | (index << 24);
    return (head | this.cookieHash(local, remote, ports, irs, period, index)) >>> 0;
  }

  /** The MSS that a cookie carries which has come back, or 0 when it is none of ours or too old. */
  openCookie(
    local: number,
    remote: number,
    ports: number,
    irs: number,
    cookie: number,
    nowMs: number,
  ): number {
    const current = Math.floor(nowMs / COOKIE_PERIOD_MS);
    const index = (cookie >>> 24) & 7;
    for (let age = 0; age < COOKIE_PERIODS; age++) {
      const period = current - age;
      if ((period & PERIOD_MASK) !== cookie >>> 27) continue;
      const expected = this.cookieHash(local, remote, ports, irs, period, index);
      return (cookie & HASH_MASK) === expected ? COOKIE_MSS[index]! : 0;
    }
    return 0;
  }

  private cookieHash(
    local: number,
    remote: number,
    ports: number,
    irs: number,
    period: number,
    index: number,
  ): number {
    const first = this.hash(local, remote, ports, 4);
    return this.hash(first, irs, period, index + 5) & HASH_MASK;
  }

  private hash(a: number, b: number, c: number, purpose: number): number {
    return keyedHash(this.key0, this.key1, a, b, c, purpose);
  }
}
