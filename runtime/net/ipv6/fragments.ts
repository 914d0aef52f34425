// Puts packets of IPv6 together again that came in pieces. RFC 8200 §4.5, RFC 5722 for overlaps.
//
// Bounded in packets, in bytes and pieces of each, and in time. The extension headers in front of the pieces are dealt
// with already; what becomes whole has none of them. Pieces that overlap make the packet, and whatever else comes of
// it, go to nothing without a word.

import { Pieces } from "../fragments.ts";
import { copy, get16, get32, put16 } from "../wire/bytes.ts";
import {
  destinationOf,
  FRAGMENT_BYTES,
  IPV6_HEADER_BYTES,
  type Ipv6Packet,
  isPacketBetween,
  NEXT_HEADER,
  PAYLOAD_LENGTH,
  sourceOf,
} from "../wire/ipv6.ts";

const PACKETS = 4;
/** RFC 8200 §4.5, from the piece that came first. */
const LIFETIME_MS = 60_000;
const MOST_PAYLOAD = 65_535;
/** In the fragment header: | next header 1 | 0 1 | offset, 0, more 2 | identification 4 |. */
const OFFSET = 2;
const OFFSET_MASK = 0xfff8;
const MORE = 1;
const IDENTIFICATION = 4;
/** As much of the first piece as an error about it can quote. */
const QUOTED_BYTES = 1232;

/** What a piece has come to. */
export type Fragmented =
  | "held"
  | "whole"
  /** It is thrown away, and nothing else is known of it. */
  | "dropped"
  /** Its length, or its place, cannot be: ICMPv6 parameter problem at `problemAt`. */
  | "bad-field";

class Partial {
  readonly source: Uint8Array;
  readonly destination: Uint8Array;
  readonly identification: number;
  readonly expiresMs: number;
  pieces: Pieces | null = new Pieces(IPV6_HEADER_BYTES);
  /** The first piece, for whoever is told that the others have not come; null before. */
  first: Uint8Array | null = null;

  constructor(source: Uint8Array, destination: Uint8Array, identification: number, expiresMs: number) {
    this.source = source;
    this.destination = destination;
    this.identification = identification;
    this.expiresMs = expiresMs;
  }
}

export class Reassembly6 {
  /** After "whole": the packet, with a header of forty bytes, and one past its last byte. */
  whole = new Uint8Array(0);
  wholeEnd = 0;
  /** After "bad-field": which field, from the start of the header. */
  problemAt = 0;
  /** Packets given up: a piece did not fit, their time was over, or the table was full. */
  abandoned = 0;
  private readonly partials: Partial[] = [];

  /** Takes the piece that `packet` describes, from `bytes`. */
  receive(bytes: Uint8Array, packet: Ipv6Packet, nowMs: number): Fragmented {
    const { headerAt, payloadAt, payloadEnd } = packet;
    const field = get16(bytes, payloadAt + OFFSET);
    const from = field & OFFSET_MASK;
    const more = (field & MORE) !== 0;
    const dataAt = payloadAt + FRAGMENT_BYTES;
    const length = payloadEnd - dataAt;
    if (more && length % 8 !== 0) {
      this.problemAt = PAYLOAD_LENGTH;
      return "bad-field";
    }
    if (from + length > MOST_PAYLOAD) {
      this.problemAt = payloadAt + OFFSET - headerAt;
      return "bad-field";
    }
    const partial = this.find(bytes, headerAt, get32(bytes, payloadAt + IDENTIFICATION), nowMs);
    const { pieces } = partial;
    if (pieces === null) return "dropped";
    const outcome = pieces.take(bytes, dataAt, from, length, more);
    if (outcome === "bad") {
      this.abandoned += 1;
      partial.pieces = null;
      partial.first = null;
      return "dropped";
    }
    if (from === 0 && partial.first === null) {
      partial.first = bytes.slice(headerAt, Math.min(payloadEnd, headerAt + QUOTED_BYTES));
      copy(bytes, headerAt, pieces.bytes, 0, IPV6_HEADER_BYTES);
      // RFC 8200 §4.5: the first piece says what is in the packet.
      pieces.bytes[NEXT_HEADER] = bytes[payloadAt]!;
    }
    if (outcome !== "whole") return "held";
    this.partials.splice(this.partials.indexOf(partial), 1);
    put16(pieces.bytes, PAYLOAD_LENGTH, pieces.total);
    this.whole = pieces.bytes;
    this.wholeEnd = IPV6_HEADER_BYTES + pieces.total;
    return "whole";
  }

  /** When `expired` next gives something; Infinity when nothing waits. */
  nextDeadlineMs(): number {
    return this.partials.length === 0 ? Infinity : this.partials[0]!.expiresMs;
  }

  /**
   * Forgets a packet whose time is over and returns its first piece, of which the sender is to be told; an empty array
   * when that has not come, null when no time is over.
   */
  expired(nowMs: number): Uint8Array | null {
    if (this.nextDeadlineMs() > nowMs) return null;
    const partial = this.partials.shift()!;
    if (partial.pieces !== null) this.abandoned += 1;
    return partial.first ?? new Uint8Array(0);
  }

  /** How many packets wait for pieces, or are remembered as bad, 0 .. 4. */
  size(): number {
    return this.partials.length;
  }

  private find(bytes: Uint8Array, headerAt: number, identification: number, nowMs: number): Partial {
    for (const partial of this.partials) {
      const { source, destination } = partial;
      if (partial.identification !== identification) continue;
      if (isPacketBetween(bytes, headerAt, source, destination)) return partial;
    }
    if (this.partials.length === PACKETS) {
      if (this.partials.shift()!.pieces !== null) this.abandoned += 1;
    }
    const partial = new Partial(
      sourceOf(bytes, headerAt),
      destinationOf(bytes, headerAt),
      identification,
      nowMs + LIFETIME_MS,
    );
    this.partials.push(partial);
    return partial;
  }
}
