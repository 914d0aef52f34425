// TCP over IPv6: two stacks on a bad wire, both families at one listener, and what routers and neighbours say of the way.

import { describe, expect, it } from "vitest";
import { TcpLayer } from "../tcp/layer.ts";
import { exchange } from "../testing/exchange.ts";
import { fromHex, toHex } from "../testing/hex.ts";
import {
  frameOf,
  hexOf,
  OWN_LINK,
  PEER_HARDWARE,
  PEER_LINK,
  ScriptedLink6,
} from "../testing/scripted-link6.ts";
import { LEFT, RIGHT, type TwoStacksOptions } from "../testing/two-stacks.ts";
import { LEFT6, RIGHT6, TwoStacks6 } from "../testing/two-stacks6.ts";
import { SeededRandom, type WireConditions } from "../testing/virtual-wire.ts";
import type { TcpConnection } from "../transport.ts";
import { ACK, parseTcp6, SYN, TcpHeader, writeTcp6 } from "../wire/tcp.ts";
import { TcpOverIpv6 } from "./tcp.ts";

const _HOUR_MS = 3_600_000;

const CONDITIONS: [string, WireConditions, TwoStacksOptions, number][] = [
  ["a perfect wire", {}, {}, 200_000],
  ["loss of 10 %", { loss: 0.1 }, {}, 100_000],
  ["frames that overtake each other", { jitterMs: 20 }, {}, 200_000],
  ["every third frame twice", { duplicate: 0.33 }, {}, 200_000],
  ["damage to every tenth frame", { corrupt: 0.1 }, {}, 100_000],
  ["the smallest MTU that a link may have", { loss: 0.02 }, { mtu: 1280 }, 50_000],
  ["an MTU that no link may have", { loss: 0.05, jitterMs: 3 }, { mtu: 120 }, 4_000],
  ["a narrow wire with a short queue", { bytesPerMs: 100, queueFrames: 8, delayMs: 20 }, {}, 200_000],
  ["all of it", { loss: 0.05, duplicate: 0.1, corrupt: 0.05, jitterMs: 30, delayMs: 10 }, {}, 50_000],
];

describe("the stream is exact over", () => {
  for (const [name, conditions, options, count] of CONDITIONS) {
    it(name, async () => {
      const stacks = await new TwoStacks6(1, {}, options).settle();
      stacks.wire.fromLeft = conditions;
      stacks.wire.fromRight = conditions;
      await exchange(stacks, count, count >> 1, 5000);
    });
  }

  it("conditions made of twelve seeds", async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const random = new SeededRandom(seed + 2000);
      const pick = (most: number) => (random.below(3) === 0 ? 0 : random.fraction() * most);
      const conditions = { jitterMs: pick(30), loss: pick(0.2), duplicate: pick(0.3), corrupt: pick(0.1) };
      const options = {
        mtu: [200, 1280, 1500][random.below(3)],
        left: { receiveBytes: 400 + random.below(100_000) },
      };
      const stacks = await new TwoStacks6(seed, {}, options).settle();
      stacks.wire.fromLeft = conditions;
      stacks.wire.fromRight = conditions;
      try {
        await exchange(stacks, random.below(15_000), random.below(15_000), 1 + random.below(4000));
      } catch (error) {
        throw new Error(`seed ${seed}: ${JSON.stringify({ conditions, options })}: ${String(error)}`);
      }
    }
  });
});

describe("one listener", () => {
  it("takes connections of both families, each with its own addresses", async () => {
    const stacks = await new TwoStacks6(2).settle();
    const listener = await stacks.right.listen(80);
    const accepted: TcpConnection[] = [];
    const connected: TcpConnection[] = [];
    for (const host of [RIGHT, RIGHT6]) {
      listener.accept().then((connection) => accepted.push(connection));
      stacks.left.connect(host, 80).then((connection) => connected.push(connection));
      await stacks.wire.run(() => accepted.length === connected.length && accepted.length > 0, 5000);
      await stacks.wire.run(() => false, 100);
    }
    const ends = (of: TcpConnection) => [of.localAddress, of.remoteAddress];
    expect(connected.map(ends)).toEqual([
      [LEFT, RIGHT],
      [LEFT6, RIGHT6],
    ]);
    expect(accepted.map(ends)).toEqual([
      [RIGHT, LEFT],
      [RIGHT6, LEFT6],
    ]);
    for (const [i, connection] of connected.entries()) {
      await connection.write(new Uint8Array([i + 1]));
      let heard: Uint8Array | null = null;
      accepted[i]!.read().then((bytes) => {
        heard = bytes;
      });
      await stacks.wire.run(() => heard !== null, 5000);
      expect(heard).toEqual(new Uint8Array([i + 1]));
    }
    connected[1]!.abort();
    await stacks.wire.run(() => stacks.right.connectionCount() === 1, 5000);
    expect(stacks.right.connectionCount()).toBe(1);
  });

  it("that is not there refuses, and a station that is not there is unreachable", async () => {
    const stacks = await new TwoStacks6(3).settle();
    const codes: string[] = [];
    for (const host of [RIGHT6, "fe80::9", "2001:db8::1", "ff02::1", "::", "fe80::1%eth0"]) {
      stacks.left.connect(host, 81).catch((error: { code: string }) => {
        codes.push(error.code);
      });
      await stacks.wire.run(() => false, 10_000);
    }
    const no = "unreachable";
    expect(codes).toEqual(["refused", no, no, no, no, "name-not-found"]);
    expect(stacks.left.connectionCount()).toBe(0);
  });

  it("answers a flood of SYNs by cookies, and takes who brings one back", async () => {
    const stacks = await new TwoStacks6(4).settle();
    const [first] = await stacks.connect(81);
    first.abort();
    const listener = await stacks.right.listen(80);
    for (let i = 0; i < 100; i++) stacks.left.connect(RIGHT6, 80, { timeoutMs: 1000 }).catch(() => {});
    stacks.wire.fromRight = { loss: 1 };
    await stacks.wire.run(() => false, 900);
    expect(stacks.right.counters.cookiesSent).toBeGreaterThan(30);
    stacks.wire.fromRight = {};
    let got = "";
    const serve = async () => {
      for (;;) {
        const bytes = await (await listener.accept()).read().catch(() => null);
        if (bytes !== null) got = new TextDecoder().decode(bytes);
      }
    };
    serve().catch(() => {});
    const knock = async () => {
      await (await stacks.left.connect(RIGHT6, 80)).write(new TextEncoder().encode("let me in"));
    };
    knock().catch(() => {});
    await stacks.wire.run(() => got !== "", 60_000);
    expect(got).toBe("let me in");
    expect(stacks.right.counters.cookiesAccepted).toBeGreaterThan(0);
  });
});

/** A station that listens at port 80, and a peer far away, behind a router, whose segments are written by hand. */
class Far {
  readonly link = new ScriptedLink6().settle();
  readonly tcp: TcpLayer;
  readonly own = "2001:db8:1::ff:fe00:1";
  readonly peer = "2001:db8:ffff::9";
  connection: TcpConnection | null = null;
  private iss = 0;

  constructor() {
    const { link } = this;
    const prefix = `0304 40c0 00015180 00003840 00000000 ${hexOf("2001:db8:1::")}`;
    const router = `86000000 40000708 00000000 00000000 0101${PEER_HARDWARE} ${prefix}`;
    link.receive({ destination: "ff02::1", payload: router }).pass(2000);
    this.tcp = new TcpLayer(link.net);
    new TcpOverIpv6(link.net, link.ipv6, this.tcp);
  }

  /** The peer sends a segment; numbers count from its SYN, 1000, and ours. */
  gives(flags: number, sequence: number, ack: number, options: Partial<TcpHeader> = {}): void {
    const header = Object.assign(new TcpHeader(), options);
    header.sourcePort = 9000;
    header.destinationPort = 80;
    header.sequence = 1000 + sequence;
    header.acknowledgment = (this.iss + ack) >>> 0;
    header.flags = flags;
    header.window = 60_000;
    const bytes = header.mss > 0 ? 24 : 20;
    const frame = frameOf({
      source: this.peer,
      destination: this.own,
      protocol: 6,
      payload: "00".repeat(bytes),
    });
    writeTcp6(frame, 14, 54, header, 0);
    this.link.mac.waiting.push(frame);
    this.link.net.poll();
  }

  /** Segments sent since the last call: [sequence, data bytes]. */
  sent(): [number, number][] {
    return this.link.mac.sent.splice(0).map((frame) => {
      const header = parseTcp6(frame, 14, 54, frame.length, new TcpHeader())!;
      if (header.has(SYN)) this.iss = header.sequence;
      return [(header.sequence - this.iss) >>> 0, header.dataEnd - header.dataAt];
    });
  }

  async establish(mss = 1440): Promise<this> {
    const listener = await this.tcp.listen(80);
    this.link.sent();
    this.gives(SYN, 0, 0, { mss });
    expect(this.sent()).toEqual([[0, 0]]);
    this.gives(ACK, 1, 1);
    this.connection = await listener.accept();
    return this;
  }

  /** A router says that a frame of ours was too big. */
  tooBig(frame: Uint8Array, mtu: number): void {
    const quoted = toHex(frame.slice(14, 14 + 1232));
    const rest = mtu.toString(16).padStart(8, "0");
    this.link.receive({
      source: "2001:db8:2::1",
      destination: this.own,
      payload: `02000000 ${rest} ${quoted}`,
    });
  }
}

describe("the path MTU (RFC 8201)", () => {
  it("is the link's at first, and says our MSS (RFC 8200 §8.3)", async () => {
    const far = await new Far().establish();
    far.connection!.write(new Uint8Array(3000)).catch(() => {});
    expect(far.sent()).toEqual([
      [1, 1440],
      [1441, 1440],
      [2881, 120],
    ]);
  });

  it("shrinks when a router says so, and what was too big goes out again in pieces", async () => {
    const far = await new Far().establish();
    far.connection!.write(new Uint8Array(2880)).catch(() => {});
    const [first] = far.link.mac.sent;
    far.sent();
    far.tooBig(first!, 1400);
    expect(far.sent()[0]).toEqual([1, 1340]);
    expect(far.link.ipv6.mtuTo(fromHex(hexOf(far.peer)))).toBe(1400);
    expect(far.link.ipv6.mtuTo(fromHex(hexOf(PEER_LINK)))).toBe(1500);
    // RFC 8201 §4: after ten minutes larger ones are tried.
    far.link.pass(601_000);
    expect(far.link.ipv6.mtuTo(fromHex(hexOf(far.peer)))).toBe(1500);
  });

  it("is known to the next connection from its start", async () => {
    const far = await new Far().establish();
    far.connection!.write(new Uint8Array(1440)).catch(() => {});
    const [first] = far.link.mac.sent;
    far.sent();
    far.tooBig(first!, 1300);
    far.connection!.abort();
    far.link.sent();
    far.gives(SYN, 5000, 0, { mss: 1440 });
    const [answer] = far.link.mac.sent;
    // What we can take has not changed.
    expect(parseTcp6(answer!, 14, 54, answer!.length, new TcpHeader())!.mss).toBe(1440);
    far.tcp.forEachConnection((tcb) => expect(tcb.segmentBytes).toBe(1240));
  });

  it.each([
    ["is below what every link carries", 1279],
    ["is not smaller than what is known", 1500],
  ])("stays when what a router says %s", async (_, mtu) => {
    const far = await new Far().establish();
    far.connection!.write(new Uint8Array(1440)).catch(() => {});
    const [first] = far.link.mac.sent;
    far.sent();
    far.tooBig(first!, mtu);
    expect(far.sent()).toEqual([]);
    expect(far.link.ipv6.mtuTo(fromHex(hexOf(far.peer)))).toBe(1500);
  });

  it("stays when the error is about nothing that is under way", async () => {
    const far = await new Far().establish();
    far.connection!.write(new Uint8Array(1440)).catch(() => {});
    const [first] = far.link.mac.sent;
    far.sent();
    const forged = first!.slice();
    // Another sequence number, another port, and another sender.
    for (const at of [59, 57, 37]) {
      forged[at] = forged[at]! ^ 0x40;
      far.tooBig(forged, 1300);
    }
    far.gives(ACK, 1, 1441);
    far.tooBig(first!, 1300);
    expect(far.sent()).toEqual([]);
    expect(far.link.ipv6.mtuTo(fromHex(hexOf(far.peer)))).toBe(1500);
  });
});

describe("neighbours", () => {
  it("that acknowledge are not asked whether they are there (RFC 4861 §7.3.1)", async () => {
    const far = await new Far().establish();
    for (let second = 0; second < 60; second++) {
      far.connection!.write(new Uint8Array(1)).catch(() => {});
      far.sent();
      far.gives(ACK, 1, 2 + second);
      far.link.pass(1000);
      expect(far.link.mac.sent).toEqual([]);
    }
  });

  it("are not spoken to as one by segments to many, or from nobody (RFC 9293 §3.9.2.3)", async () => {
    const far = new Far();
    await far.tcp.listen(80);
    far.link.sent();
    for (const fields of [{ destination: "ff02::1" }, { source: "::", destination: OWN_LINK }]) {
      const frame = frameOf({ ...fields, protocol: 6, payload: "00".repeat(20) });
      const header = new TcpHeader();
      header.destinationPort = 80;
      header.flags = SYN;
      writeTcp6(frame, 14, 54, header, 0);
      far.link.mac.waiting.push(frame);
    }
    far.link.net.poll();
    expect(far.link.sent()).toEqual([]);
    expect(far.link.net.counters.tcpMalformed).toBe(2);
  });
});
