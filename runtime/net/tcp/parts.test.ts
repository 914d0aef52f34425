// The parts of TCP that stand alone: rings, ranges, secrets, headers.

import { describe, expect, it } from "vitest";
import { SeededRandom } from "../testing/virtual-wire.ts";
import { ACK, PSH, parseTcp, SYN, TcpHeader, tcpHeaderBytes, writeTcp } from "../wire/tcp.ts";
import { ByteRing } from "./byte-ring.ts";
import { Congestion } from "./congestion.ts";
import { keyedHash } from "./keyed-hash.ts";
import { ReceiveQueue } from "./receive-queue.ts";
import { RoundTrip } from "./round-trip.ts";
import { Scoreboard } from "./scoreboard.ts";
import { Secrets } from "./secrets.ts";
import { add, after, before, distance } from "./sequence.ts";

describe("sequence numbers (RFC 9293 §3.4)", () => {
  it("count on over the end", () => {
    expect(add(0xffff_ffff, 2)).toBe(1);
    expect(distance(0xffff_fffe, 3)).toBe(5);
    expect(distance(3, 0xffff_fffe)).toBe(-5);
    expect(before(0xffff_ffff, 0)).toBe(true);
    expect(after(0, 0xffff_ffff)).toBe(true);
  });
});

describe("a byte ring", () => {
  it("gives back what went in, for any mix of pushes, placements and reads", () => {
    const random = new SeededRandom(7);
    const ring = new ByteRing(5000);
    let written = 0;
    let read = 0;
    for (let turn = 0; turn < 5000; turn++) {
      if (random.below(2) === 0) {
        const bytes = Uint8Array.from({ length: random.below(3000) }, (_, i) => (written + i) % 251);
        written += ring.push(bytes, 0, bytes.length);
      } else {
        const view = ring.head();
        const count = random.below(view.length + 1);
        for (let i = 0; i < count; i++) {
          if (view[i] !== (read + i) % 251) throw new Error(`byte ${read + i}`);
        }
        ring.consume(count);
        read += count;
      }
      expect(ring.length).toBe(written - read);
      expect(ring.length).toBeLessThanOrEqual(5000);
    }
    expect(read).toBeGreaterThan(100_000);
  });

  it("keeps what was placed behind its end when it grows", () => {
    const ring = new ByteRing(100_000);
    ring.push(new Uint8Array(1500).fill(1), 0, 1500);
    ring.consume(1400);
    ring.place(1000, new Uint8Array(900).fill(3), 0, 900);
    ring.place(1900, new Uint8Array(30_000).fill(4), 0, 30_000);
    ring.place(100, new Uint8Array(900).fill(2), 0, 900);
    ring.extend(31_800);
    const all = new Uint8Array(31_900);
    ring.copyTo(0, 31_900, all, 0);
    expect([all[99], all[100], all[999], all[1000], all[1899], all[1900], all[31_899]]).toEqual([
      1, 2, 2, 3, 3, 4, 4,
    ]);
  });
});

describe("the receive queue", () => {
  it("puts a stream together from pieces in any order", () => {
    for (let seed = 1; seed <= 50; seed++) {
      const random = new SeededRandom(seed);
      const queue = new ReceiveQueue(10_000);
      const start = 0xffff_ff00;
      let nxt = start;
      const bytes = Uint8Array.from({ length: 3000 }, (_, i) => i % 251);
      for (let turn = 0; turn < 3000 && distance(start, nxt) < 3000; turn++) {
        const done = distance(start, nxt);
        const from = done + (random.below(8) === 0 ? 0 : random.below(Math.min(400, 3000 - done)));
        const to = Math.min(3000, from + 1 + random.below(200));
        nxt = add(nxt, queue.receive(nxt, add(start, from), bytes, from, to));
      }
      expect(distance(start, nxt), `seed ${seed}`).toBe(3000);
      expect(queue.gaps()).toBe(0);
      const all = new Uint8Array(3000);
      queue.ring.copyTo(0, 3000, all, 0);
      expect(Buffer.compare(Buffer.from(all), Buffer.from(bytes)), `seed ${seed}`).toBe(0);
    }
  });
});

describe("the scoreboard (RFC 6675)", () => {
  const BASE = 0xffff_fff0;
  const board = (...ranges: [number, number][]) => {
    const made = new Scoreboard();
    for (const [left, right] of ranges) made.add(add(BASE, left), add(BASE, right));
    return made;
  };
  const cases: [string, [number, number][], string][] = [
    [
      "separate ranges in order",
      [
        [30, 40],
        [10, 20],
      ],
      "10-20 30-40",
    ],
    [
      "ranges that touch",
      [
        [10, 20],
        [20, 30],
      ],
      "10-30",
    ],
    [
      "ranges that overlap",
      [
        [10, 20],
        [30, 40],
        [15, 35],
      ],
      "10-40",
    ],
    [
      "a range within another",
      [
        [10, 40],
        [20, 30],
      ],
      "10-40",
    ],
    [
      "a range around others",
      [
        [20, 30],
        [40, 50],
        [10, 60],
      ],
      "10-60",
    ],
  ];
  for (const [name, ranges, expected] of cases) {
    it(`keeps ${name}`, () => expect(board(...ranges).relativeTo(BASE)).toBe(expected));
  }

  it("says whether a range was news", () => {
    const made = board([10, 40]);
    expect(made.add(add(BASE, 20), add(BASE, 30))).toBe(false);
    expect(made.add(add(BASE, 20), add(BASE, 50))).toBe(true);
  });

  it("forgets what is acknowledged", () => {
    const made = board([10, 20], [30, 40]);
    made.advance(add(BASE, 25));
    expect(made.relativeTo(BASE)).toBe("30-40");
  });

  it("calls lost what three ranges, or more than two segments, have come after", () => {
    const lost = (made: Scoreboard) => distance(BASE, made.lostBefore(BASE, 10));
    expect(lost(board([10, 20], [30, 40]))).toBe(0);
    expect(lost(board([10, 15], [30, 35], [50, 55]))).toBe(10);
    expect(lost(board([10, 31]))).toBe(10);
    expect(lost(board([10, 20], [30, 51]))).toBe(30);
  });

  it("counts as under way what is neither lost nor known, and what was sent again", () => {
    const made = board([10, 20], [30, 40], [50, 60]);
    const pipe = (repaired: number) => made.pipe(BASE, add(BASE, 70), add(BASE, 30), add(BASE, repaired));
    // Missing: 0-10, 20-30 (lost), 40-50, 60-70.
    expect(pipe(0)).toBe(20);
    expect(pipe(10)).toBe(30);
    expect(pipe(30)).toBe(40);
  });

  it("is bounded", () => {
    const made = new Scoreboard();
    for (let i = 0; i < 100; i++) made.add(add(BASE, 20 * i), add(BASE, 20 * i + 10));
    expect(made.size()).toBe(64);
  });
});

describe("round trips (RFC 6298 §2)", () => {
  it("follow the RFC's formulas", () => {
    const trip = new RoundTrip();
    expect(trip.rtoMs()).toBe(1000);
    trip.sample(400);
    expect(trip.rtoMs()).toBe(400 + 4 * 200);
    trip.sample(800);
    expect(trip.smoothedMs).toBe(450);
    expect(trip.rtoMs()).toBe(450 + 4 * (150 + 100));
  });

  it("back off up to a minute, and start over with a new sample", () => {
    const trip = new RoundTrip();
    for (let i = 0; i < 20; i++) trip.backOff();
    expect(trip.rtoMs()).toBe(60_000);
    trip.sample(10);
    expect(trip.rtoMs()).toBe(250);
  });
});

describe("the congestion window (RFC 5681)", () => {
  it("doubles each round trip at first, then grows by a segment", () => {
    const congestion = new Congestion();
    congestion.start(1000);
    expect(congestion.window).toBe(10_000);
    for (let i = 0; i < 5; i++) congestion.acknowledge(2000);
    expect(congestion.window).toBe(20_000);
    congestion.loss(20_000);
    expect(congestion.window).toBe(10_000);
    for (let i = 0; i < 5; i++) congestion.acknowledge(2000);
    expect(congestion.window).toBe(11_000);
  });

  it("is one segment after a timeout, and half of what was under way is where care begins", () => {
    const congestion = new Congestion();
    congestion.start(1000);
    congestion.timeout(8000, true);
    expect([congestion.window, congestion.threshold]).toEqual([1000, 4000]);
    congestion.timeout(1000, false);
    expect(congestion.threshold).toBe(4000);
  });
});

describe("secrets", () => {
  const random = new SeededRandom(3);
  const secrets = new Secrets({ nowMs: () => 0, random32: () => random.next32() });

  it("open cookies of now and of the period before, for nobody else", () => {
    const made = secrets.cookie(1, 2, 3, 4, 1460, 1_000_000);
    expect(secrets.openCookie(1, 2, 3, 4, made, 1_000_000)).toBe(1460);
    expect(secrets.openCookie(1, 2, 3, 4, made, 1_064_000)).toBe(1460);
    expect(secrets.openCookie(1, 2, 3, 4, made, 1_128_000)).toBe(0);
    expect(secrets.openCookie(1, 9, 3, 4, made, 1_000_000)).toBe(0);
    expect(secrets.openCookie(1, 2, 3, 5, made, 1_000_000)).toBe(0);
    expect(secrets.openCookie(1, 2, 3, 4, made ^ 1, 1_000_000)).toBe(0);
  });

  for (const [mss, kept] of [
    [100, 216],
    [536, 536],
    [1459, 1452],
    [9000, 1460],
  ] as const) {
    it(`round an MSS of ${mss} down to ${kept} in a cookie`, () => {
      const made = secrets.cookie(1, 2, 3, 4, mss, 5);
      expect(secrets.openCookie(1, 2, 3, 4, made, 5)).toBe(kept);
    });
  }

  it("give initial numbers that rise with time and differ by connection (RFC 6528)", () => {
    const first = secrets.initialSequence(1, 2, 3, 1000);
    expect(distance(first, secrets.initialSequence(1, 2, 3, 1001))).toBe(250);
    expect(secrets.initialSequence(1, 2, 4, 1000)).not.toBe(first);
  });

  it("come from a hash in which every input bit moves about half of the output", () => {
    const base = keyedHash(1, 2, 3, 4, 5, 6);
    for (let bit = 0; bit < 32; bit++) {
      const changed = base ^ keyedHash(1, 2, 3 ^ (1 << bit), 4, 5, 6);
      const moved = (changed >>> 0).toString(2).replaceAll("0", "").length;
      expect(moved, `bit ${bit}`).toBeGreaterThan(5);
    }
  });
});

describe("TCP headers", () => {
  const SOURCE = 0x0a000001;
  const DESTINATION = 0x0a000002;

  function write(change: (header: TcpHeader) => void, data = 3): Uint8Array {
    const header = new TcpHeader();
    header.sourcePort = 80;
    header.destinationPort = 50_000;
    header.sequence = 0xfedc_ba98;
    header.acknowledgment = 0x89ab_cdef;
    header.flags = ACK | PSH;
    header.window = 0xabcd;
    change(header);
    const bytes = new Uint8Array(tcpHeaderBytes(header) + data);
    bytes.fill(0x55, bytes.length - data);
    expect(writeTcp(bytes, 0, header, SOURCE, DESTINATION, data)).toBe(bytes.length);
    return bytes;
  }

  const parse = (bytes: Uint8Array) => parseTcp(bytes, 0, bytes.length, SOURCE, DESTINATION);

  const options: [string, (header: TcpHeader) => void, number][] = [
    ["no options", () => {}, 20],
    [
      "those of a SYN",
      (header) => {
        header.flags = SYN;
        header.mss = 1460;
        header.windowShift = 7;
        header.sackPermitted = true;
        header.hasTimestamps = true;
        header.timestamp = 0xffff_ffff;
        header.timestampEcho = 1;
      },
      40,
    ],
    [
      "SACK permitted alone",
      (header) => {
        header.sackPermitted = true;
      },
      24,
    ],
    [
      "timestamps and three SACK blocks",
      (header) => {
        header.hasTimestamps = true;
        header.timestamp = 5;
        header.timestampEcho = 6;
        header.sackBlocks = 3;
        for (let i = 0; i < 3; i++) {
          header.sackLeft[i] = 0xffff_fff0 + i;
          header.sackRight[i] = i + 1;
        }
      },
      60,
    ],
  ];
  for (const [name, change, headerBytes] of options) {
    it(`are parsed as written, with ${name}`, () => {
      const expected = new TcpHeader();
      change(expected);
      const header = parse(write(change))!;
      expect(header.dataAt).toBe(headerBytes);
      expect(header.dataEnd).toBe(headerBytes + 3);
      expect([header.sequence, header.acknowledgment, header.window]).toEqual([
        0xfedc_ba98, 0x89ab_cdef, 0xabcd,
      ]);
      for (const key of ["mss", "windowShift", "sackPermitted", "hasTimestamps", "sackBlocks"] as const) {
        expect(header[key], key).toBe(expected[key]);
      }
      expect(header.sackLeft.slice(0, header.sackBlocks)).toEqual(
        expected.sackLeft.slice(0, expected.sackBlocks),
      );
    });
  }

  it("are refused with any flipped bit", () => {
    const bytes = write(() => {});
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit >> 3] ^= 1 << (bit & 7);
      expect(parse(bytes), `bit ${bit}`).toBeNull();
      bytes[bit >> 3] ^= 1 << (bit & 7);
    }
  });

  it("survive every length of option, and never read outside", () => {
    const random = new SeededRandom(11);
    for (let turn = 0; turn < 3000; turn++) {
      const header = new TcpHeader();
      header.hasTimestamps = true;
      header.sackBlocks = 3;
      const bytes = new Uint8Array(60);
      writeTcp(bytes, 0, header, SOURCE, DESTINATION, 0);
      for (let i = 20; i < 60; i++) if (random.below(2) === 0) bytes[i] = random.below(12);
      // The checksum is made right again by hand, so that the options are looked at.
      bytes[16] = 0;
      bytes[17] = 0;
      let sum = (SOURCE >>> 16) + (SOURCE & 0xffff) + (DESTINATION >>> 16) + (DESTINATION & 0xffff) + 6 + 60;
      for (let i = 0; i < 60; i += 2) sum += (bytes[i]! << 8) | bytes[i + 1]!;
      while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
      bytes[16] = (~sum >> 8) & 0xff;
      bytes[17] = ~sum & 0xff;
      const parsed = parse(bytes);
      if (parsed !== null) {
        expect(parsed.windowShift).toBeLessThanOrEqual(14);
        expect(parsed.sackBlocks).toBeLessThanOrEqual(4);
      }
    }
  });
});
