// Reassembly: what becomes whole, what is dropped, and that nothing grows without end.

import { describe, expect, it } from "vitest";
import { MAX_REASSEMBLED_BYTES, Reassembly } from "./fragments.ts";
import { Ipv4Packet } from "./wire/ipv4.ts";

const WHOLE = Uint8Array.from({ length: 40 }, (_, i) => i + 1);

interface Piece {
  from: number;
  to: number;
  more?: boolean;
  identification?: number;
  source?: number;
}

/** Hands over bytes from .. to-1 of WHOLE; what the datagram became, as text, or null. */
function give(reassembly: Reassembly, piece: Piece, nowMs = 0): number[] | null {
  const packet = new Ipv4Packet();
  packet.source = piece.source ?? 0x0a000202;
  packet.destination = 0x0a00020f;
  packet.protocol = 17;
  packet.identification = piece.identification ?? 1;
  packet.fragment = true;
  packet.fragmentAt = piece.from;
  packet.moreFragments = piece.more ?? piece.to < WHOLE.length;
  packet.payloadAt = 2;
  packet.payloadEnd = 2 + piece.to - piece.from;
  const bytes = new Uint8Array(packet.payloadEnd);
  bytes.set(WHOLE.subarray(piece.from, piece.to), 2);
  const whole = reassembly.receive(bytes, packet, nowMs);
  return whole === null ? null : [...whole.subarray(packet.payloadAt, packet.payloadEnd)];
}

describe("reassembly (RFC 791 §3.2)", () => {
  const orders: [string, [number, number][]][] = [
    [
      "in order",
      [
        [0, 16],
        [16, 32],
        [32, 40],
      ],
    ],
    [
      "backwards",
      [
        [32, 40],
        [16, 32],
        [0, 16],
      ],
    ],
    [
      "with a repeated piece",
      [
        [0, 16],
        [0, 16],
        [32, 40],
        [16, 32],
      ],
    ],
  ];
  for (const [name, pieces] of orders) {
    it(`puts pieces together that come ${name}`, () => {
      const reassembly = new Reassembly();
      const results = pieces.map(([from, to]) => give(reassembly, { from, to }));
      expect(results.pop()).toEqual([...WHOLE]);
      expect(results.every((result) => result === null)).toBe(true);
      expect(reassembly.size()).toBe(0);
    });
  }

  it("keeps datagrams of different senders and identifications apart", () => {
    const reassembly = new Reassembly();
    give(reassembly, { from: 0, to: 16 });
    give(reassembly, { from: 16, to: 40, identification: 2 });
    give(reassembly, { from: 16, to: 40, source: 5 });
    expect(give(reassembly, { from: 16, to: 40 })).toEqual([...WHOLE]);
    expect(reassembly.size()).toBe(2);
  });

  const bad: [string, Piece[]][] = [
    [
      "overlap",
      [
        { from: 0, to: 16 },
        { from: 8, to: 24 },
      ],
    ],
    ["a middle piece of no multiple of eight bytes", [{ from: 0, to: 13, more: true }]],
    [
      "a piece behind the end",
      [
        { from: 16, to: 24, more: false },
        { from: 32, to: 40, more: true },
      ],
    ],
    [
      "two ends",
      [
        { from: 32, to: 40 },
        { from: 16, to: 24, more: false },
      ],
    ],
    ["an empty piece", [{ from: 0, to: 0, more: true }]],
  ];
  for (const [name, pieces] of bad) {
    it(`drops the datagram for ${name}`, () => {
      const reassembly = new Reassembly();
      for (const piece of pieces) expect(give(reassembly, piece)).toBeNull();
      expect(reassembly.abandoned).toBe(1);
      expect(reassembly.size()).toBe(0);
    });
  }

  it("holds four datagrams and gives up the oldest for a fifth", () => {
    const reassembly = new Reassembly();
    for (let id = 1; id <= 5; id++) give(reassembly, { from: 0, to: 16, identification: id });
    expect(reassembly.size()).toBe(4);
    expect(give(reassembly, { from: 16, to: 40, identification: 2 })).toEqual([...WHOLE]);
  });

  it("gives a datagram up after fifteen seconds", () => {
    const reassembly = new Reassembly();
    give(reassembly, { from: 0, to: 16 }, 0);
    expect(give(reassembly, { from: 16, to: 40 }, 15_000)).toBeNull();
    expect(reassembly.abandoned).toBe(1);
  });

  it("takes no more than its limit in bytes and in pieces", () => {
    const reassembly = new Reassembly();
    const packet = new Ipv4Packet();
    packet.fragment = true;
    packet.moreFragments = true;
    packet.payloadEnd = 8;
    packet.fragmentAt = MAX_REASSEMBLED_BYTES;
    reassembly.receive(new Uint8Array(8), packet, 0);
    expect(reassembly.abandoned).toBe(1);
    for (let i = 0; i < 33; i++) {
      packet.fragmentAt = 16 * i;
      reassembly.receive(new Uint8Array(8), packet, 0);
    }
    expect(reassembly.abandoned).toBe(2);
  });
});
