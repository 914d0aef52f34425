// Puts IPv4 fragments together again, and holds the pieces of IPv6's for ipv6/fragments.ts. RFC 791 §3.2 "An Example Reassembly Procedure", RFC 1122 §3.3.2.
//
// Bounded in datagrams, in bytes of each, in pieces of each, and in time. Pieces that overlap others make the whole
// datagram suspect, and it is dropped: honest senders do not make them (RFC 1858, RFC 8200 §4.5 for IPv6).

import { copy } from "./wire/bytes.ts";
import type { Ipv4Packet } from "./wire/ipv4.ts";

const DATAGRAMS = 4;
/** RFC 1122 §3.3.2 asks for 576 bytes at least. */
export const MAX_REASSEMBLED_BYTES = 16_384;
const PIECES = 32;
/** RFC 1122 §3.3.2: between 60 and 120 seconds; a shorter time, because a flood must not hold the table that long. */
const LIFETIME_MS = 15_000;

/** The pieces of one datagram, behind room for its header. */
export class Pieces {
  bytes = new Uint8Array(2048);
  /** Known from the last piece; -1 before. */
  total = -1;
  private readonly headBytes: number;
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private received = 0;

  constructor(headBytes: number) {
    this.headBytes = headBytes;
  }

  /**
   * Takes one piece: the `length` bytes at `at`, which belong at `from`. "repeated" changes nothing; after "bad" the
   * datagram cannot become whole.
   */
  take(
    bytes: Uint8Array,
    at: number,
    from: number,
    length: number,
    more: boolean,
  ): "whole" | "held" | "repeated" | "bad" {
    const to = from + length;
    // RFC 791 §3.2: all pieces but the last carry a multiple of eight bytes.
    if (length === 0 || (more && length % 8 !== 0) || to > MAX_REASSEMBLED_BYTES) return "bad";
    for (let i = 0; i < this.from.length; i++) {
      if (this.from[i] === from && this.to[i] === to) return "repeated";
      if (from < this.to[i]! && this.from[i]! < to) return "bad";
      if (!more && this.to[i]! > to) return "bad";
    }
    if (this.from.length === PIECES || (this.total >= 0 && to > this.total)) return "bad";
    if (!more) {
      if (this.total >= 0) return "bad";
      this.total = to;
    }
    this.makeRoom(this.headBytes + to);
    copy(bytes, at, this.bytes, this.headBytes + from, length);
    this.from.push(from);
    this.to.push(to);
    this.received += length;
    return this.received === this.total ? "whole" : "held";
  }

  private makeRoom(size: number): void {
    if (size <= this.bytes.length) return;
    let room = this.bytes.length;
    while (room < size) room *= 2;
    const grown = new Uint8Array(room);
    grown.set(this.bytes);
    this.bytes = grown;
  }
}

class Partial extends Pieces {
  readonly source: number;
  readonly destination: number;
  readonly protocol: number;
  readonly identification: number;
  readonly expiresMs: number;

  constructor(packet: Ipv4Packet, expiresMs: number) {
    super(0);
    this.source = packet.source;
    this.destination = packet.destination;
    this.protocol = packet.protocol;
    this.identification = packet.identification;
    this.expiresMs = expiresMs;
  }

  has(packet: Ipv4Packet): boolean {
    return (
      this.identification === packet.identification &&
      this.source === packet.source &&
      this.destination === packet.destination &&
      this.protocol === packet.protocol
    );
  }
}

export class Reassembly {
  private readonly partials: Partial[] = [];
  /** Datagrams given up: their time was over, a piece did not fit, or the table was full. */
  abandoned = 0;

  /**
   * Takes a fragment from `bytes`. When it completes a datagram, `packet` is changed to describe that datagram's
   * payload within the array that is returned; else null, and the piece was kept or dropped.
   */
  receive(bytes: Uint8Array, packet: Ipv4Packet, nowMs: number): Uint8Array | null {
    this.expire(nowMs);
    let partial: Partial | null = null;
    for (let i = 0; i < this.partials.length; i++) {
      if (this.partials[i]!.has(packet)) partial = this.partials[i]!;
    }
    if (partial === null) {
      if (this.partials.length === DATAGRAMS) this.abandon(this.partials[0]!);
      partial = new Partial(packet, nowMs + LIFETIME_MS);
      this.partials.push(partial);
    }
    const { payloadAt, payloadEnd, fragmentAt, moreFragments } = packet;
    const outcome = partial.take(bytes, payloadAt, fragmentAt, payloadEnd - payloadAt, moreFragments);
    if (outcome === "bad") this.abandon(partial);
    if (outcome !== "whole") return null;
    this.remove(partial);
    packet.payloadAt = 0;
    packet.payloadEnd = partial.total;
    return partial.bytes;
  }

  /** How many datagrams wait for pieces, 0 .. 4. */
  size(): number {
    return this.partials.length;
  }

  private expire(nowMs: number): void {
    while (this.partials.length > 0 && this.partials[0]!.expiresMs <= nowMs) this.abandon(this.partials[0]!);
  }

  private abandon(partial: Partial): void {
    this.abandoned += 1;
    this.remove(partial);
  }

  private remove(partial: Partial): void {
    this.partials.splice(this.partials.indexOf(partial), 1);
  }
}
