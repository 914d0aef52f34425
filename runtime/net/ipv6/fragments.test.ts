// Packets in pieces: what becomes whole, what is told to their sender, and what goes to nothing. RFC 8200 §4.5, RFC 5722.

import { describe, expect, it } from "vitest";
import { toHex } from "../testing/hex.ts";
import { frameOf, hexOf, PEER_HARDWARE, PEER_LINK, ScriptedLink6 } from "../testing/scripted-link6.ts";
import { SeededRandom } from "../testing/virtual-wire.ts";
import { parseIpv6Address } from "./address.ts";

/** An echo request of 48 bytes with its checksum, and the answer to it. */
const REQUEST = toHex(frameOf({ payload: `80000000 12340007 ${"ab".repeat(40)}` }).slice(54));
const ANSWER = `020000000002 fe80::ff:fe00:1 > fe80::2 64 8100000012340007${"ab".repeat(40)}`;

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly more?: boolean;
  readonly id?: number;
  readonly source?: string;
  readonly destination?: string;
}

function setUp(): ScriptedLink6 {
  const link = new ScriptedLink6().settle();
  link.receive({ payload: `87000000 00000000 ${hexOf("fe80::ff:fe00:1")} 0101${PEER_HARDWARE}` });
  link.ipv6.confirm(parseIpv6Address(PEER_LINK)!);
  link.sent();
  return link;
}

function give(link: ScriptedLink6, ...pieces: Piece[]): string[] {
  for (const { from, to, more = to < 48, id = 7, source, destination } of pieces) {
    const field = (from | (more ? 1 : 0)).toString(16).padStart(4, "0");
    link.receive({
      ...(source === undefined ? {} : { source }),
      ...(destination === undefined ? {} : { destination }),
      protocol: 44,
      payload: `3a00${field}${id.toString(16).padStart(8, "0")}${REQUEST.slice(2 * from, 2 * to)}`,
    });
  }
  return link.sent();
}

describe("pieces", () => {
  it("become whole in whatever order they come, and how often", () => {
    expect(give(setUp(), { from: 0, to: 24 }, { from: 24, to: 48 })).toEqual([ANSWER]);
    expect(give(setUp(), { from: 24, to: 48 }, { from: 0, to: 24 })).toEqual([ANSWER]);
    const scattered = [40, 16, 0, 16, 8, 32, 24].map((from) => ({ from, to: from + 8 }));
    expect(give(setUp(), ...scattered)).toEqual([ANSWER]);
  });
  it("of other packets and senders are not mixed up with them", () => {
    const link = setUp();
    expect(give(link, { from: 0, to: 24 }, { from: 24, to: 48, id: 8 })).toEqual([]);
    expect(give(link, { from: 24, to: 48, source: "fe80::3" })).toEqual([]);
    expect(give(link, { from: 24, to: 48 })).toEqual([ANSWER]);
  });
  it("that overlap make nothing of the packet, nor of what else comes of it (RFC 5722)", () => {
    const link = setUp();
    expect(give(link, { from: 0, to: 24 }, { from: 16, to: 40 })).toEqual([]);
    expect(give(link, { from: 0, to: 24 }, { from: 24, to: 48 })).toEqual([]);
    expect(link.ipv6.counters.reassemblyAbandoned).toBe(1);
    link.pass(60_000);
    expect(give(link, { from: 0, to: 24 }, { from: 24, to: 48 })).toEqual([ANSWER]);
    // That time was over is told only of packets that might have become whole.
    expect(link.sent()).toEqual([]);
  });
  it("that lead out of the packet, or out of what we hold, go to nothing", () => {
    for (const piece of [
      { from: 40, to: 48, more: true },
      { from: 16_384, to: 16_392, more: true },
    ]) {
      const link = setUp();
      expect(give(link, { from: 24, to: 40, more: false }, piece)).toEqual([]);
      expect(give(link, { from: 0, to: 24 })).toEqual([]);
    }
  });
  it("that are no multiple of eight are told of, with the length's place", () => {
    const problem = /64 0400000000000004600000000012?/;
    expect(give(setUp(), { from: 0, to: 20, more: true })[0]).toMatch(problem);
  });
  it("that would make too long a packet are told of, with the offset's place", () => {
    const link = setUp();
    link.receive({ protocol: 44, payload: `3a00fff900000007${"00".repeat(16)}` });
    expect(link.sent()[0]).toMatch(/64 040000000000002a60/);
  });
  it("that wait for others in vain are told of after a minute, when the first has come", () => {
    const link = setUp();
    expect(give(link, { from: 0, to: 24 })).toEqual([]);
    link.pass(59_999);
    expect(link.sent().filter((line) => line.includes(" 64 03"))).toEqual([]);
    link.pass(1);
    const told = link.sent().filter((line) => line.includes(" 64 03"));
    expect(told[0]).toMatch(/^020000000002 fe80::ff:fe00:1 > fe80::2 64 030100000000000060/);
    expect(told[0]).toContain(REQUEST.slice(0, 48));
    const later = setUp();
    give(later, { from: 24, to: 48 });
    later.pass(61_000);
    expect(later.sent().filter((line) => line.includes(" 64 03"))).toEqual([]);
    expect(later.ipv6.counters.reassemblyAbandoned).toBe(1);
  });
  it("of five packets push the oldest out", () => {
    const link = setUp();
    for (let id = 1; id <= 5; id++) give(link, { from: 0, to: 24, id });
    expect(give(link, { from: 24, to: 48, id: 5 })).toEqual([ANSWER]);
    expect(give(link, { from: 24, to: 48, id: 1 })).toEqual([]);
  });
  it("in any sizes and order, with some lost and repeated, give the packet or nothing", () => {
    const random = new SeededRandom(3);
    const link = setUp();
    for (let id = 100; id < 300; id++) {
      const pieces: Piece[] = [];
      for (let from = 0; from < 48; ) {
        const to = Math.min(48, from + 8 * (1 + random.below(4)));
        pieces.splice(random.below(pieces.length + 1), 0, { from, to, id });
        from = to;
      }
      const isLost = random.below(3) === 0;
      if (isLost) pieces.splice(random.below(pieces.length), 1);
      else pieces.push(pieces[0]!);
      // The repeated piece begins a packet that never becomes whole.
      expect(give(link, ...pieces)).toEqual(isLost ? [] : [ANSWER]);
    }
  });
});
