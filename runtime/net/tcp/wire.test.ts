// Two stacks on a bad wire in virtual time: whatever it does to frames, the bytes arrive exactly as they were sent.

import { describe, expect, it } from "vitest";
import { exchange } from "../testing/exchange.ts";
import { RIGHT, readStream, TwoStacks, type TwoStacksOptions, writeStream } from "../testing/two-stacks.ts";
import { SeededRandom, type WireConditions } from "../testing/virtual-wire.ts";

const HOUR_MS = 3_600_000;

const CONDITIONS: [string, WireConditions, TwoStacksOptions, number][] = [
  ["a perfect wire", {}, {}, 200_000],
  ["loss of 1 %", { loss: 0.01 }, {}, 200_000],
  ["loss of 10 %", { loss: 0.1 }, {}, 100_000],
  ["loss of 40 %", { loss: 0.4 }, {}, 8_000],
  ["frames that overtake each other", { jitterMs: 20 }, {}, 200_000],
  ["every third frame twice", { duplicate: 0.33 }, {}, 200_000],
  ["damage to every tenth frame", { corrupt: 0.1 }, {}, 100_000],
  ["the smallest MTU there is", {}, { mtu: 68 }, 4_000],
  ["the smallest MTU and loss", { loss: 0.05, jitterMs: 3 }, { mtu: 68 }, 4_000],
  ["tiny windows", {}, { left: { receiveBytes: 300 }, right: { receiveBytes: 300 } }, 10_000],
  ["large windows on a long way", { delayMs: 200 }, { left: BIG(), right: BIG() }, 1_000_000],
  ["a narrow wire with a short queue", { bytesPerMs: 100, queueFrames: 8, delayMs: 20 }, {}, 200_000],
  ["all of it", { loss: 0.05, duplicate: 0.1, corrupt: 0.05, jitterMs: 30, delayMs: 10 }, {}, 50_000],
];

function BIG() {
  return { receiveBytes: 1 << 20, sendBytes: 1 << 20 };
}

describe("the stream is exact over", () => {
  for (const [name, conditions, options, count] of CONDITIONS) {
    it(name, async () => {
      await exchange(new TwoStacks(1, conditions, options), count, count >> 1, 5000);
    });
  }

  it("conditions made of forty seeds", async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = new SeededRandom(seed + 1000);
      const pick = (most: number) => (random.below(3) === 0 ? 0 : random.fraction() * most);
      const conditions = {
        delayMs: random.below(50),
        jitterMs: pick(30),
        loss: pick(0.2),
        duplicate: pick(0.3),
        corrupt: pick(0.1),
        bytesPerMs: random.below(4) === 0 ? 20 + random.below(2000) : undefined,
        queueFrames: 2 + random.below(50),
      };
      const options = {
        mtu: [68, 200, 576, 1500][random.below(4)],
        left: { receiveBytes: 400 + random.below(100_000), sendBytes: 1000 + random.below(100_000) },
        right: { receiveBytes: 400 + random.below(100_000), sendBytes: 1000 + random.below(100_000) },
      };
      const scale = options.mtu === 68 ? 1000 : 15_000;
      const what = `seed ${seed}: ${JSON.stringify({ conditions, options })}`;
      try {
        await exchange(
          new TwoStacks(seed, conditions, options),
          random.below(scale),
          random.below(scale),
          1 + random.below(4000),
        );
      } catch (error) {
        throw new Error(`${what}: ${String(error)}`);
      }
    }
  });
});

describe("a link that fails", () => {
  it("for two minutes delays the stream and does not break it", async () => {
    const stacks = new TwoStacks(5, { bytesPerMs: 100 });
    const { wire } = stacks;
    const [client, server] = await stacks.connect();
    let length = -1;
    writeStream(client, 1, 100_000, 1000);
    readStream(server, 1).then((count) => {
      length = count;
    });
    await wire.run(() => false, 300);
    wire.fromLeft = { loss: 1 };
    wire.fromRight = { loss: 1 };
    await wire.run(() => false, 120_000);
    expect(length).toBe(-1);
    wire.fromLeft = {};
    wire.fromRight = {};
    await wire.run(() => length >= 0, HOUR_MS);
    expect(length).toBe(100_000);
  });

  it("in one direction for ever ends the connection at both sides", async () => {
    const stacks = new TwoStacks(6);
    const [client, server] = await stacks.connect();
    stacks.wire.fromLeft = { loss: 1 };
    const codes: string[] = [];
    const note = (error: unknown) => {
      codes.push((error as { code: string }).code);
    };
    for (const end of [client, server]) {
      const read = async () => {
        await end.write(new Uint8Array(10));
        while ((await end.read()) !== null);
      };
      read().catch(note);
    }
    await stacks.wire.run(() => codes.length === 2, HOUR_MS);
    expect(codes).toContain("timed-out");
    expect(codes).toHaveLength(2);
    expect(stacks.left.connectionCount() + stacks.right.connectionCount()).toBe(0);
  });

  it("never was one: connecting to nobody is unreachable after three seconds of ARP", async () => {
    const stacks = new TwoStacks(7);
    let code = "";
    stacks.left.connect("10.0.0.9", 80).catch((error: { code: string }) => {
      code = error.code;
    });
    await stacks.wire.run(() => code !== "", HOUR_MS);
    expect(code).toBe("unreachable");
    expect(stacks.wire.nowMs()).toBe(1000 + 3000);
  });
});

describe("throughput", () => {
  const rates: [string, WireConditions, number][] = [
    ["100 Mbit/s, 1 ms", { bytesPerMs: 12_500 }, 0.9],
    ["10 Mbit/s, 20 ms, a queue of 20 frames", { bytesPerMs: 1250, delayMs: 10, queueFrames: 20 }, 0.85],
    ["100 Mbit/s, 1 ms, loss of 0.1 %", { bytesPerMs: 12_500, loss: 0.001 }, 0.6],
  ];
  for (const [name, conditions, share] of rates) {
    it(`over ${name} is at least ${share * 100} % of the wire`, async () => {
      const stacks = new TwoStacks(3, conditions);
      const tookMs = await exchange(stacks, 2_000_000, 0, 32_768);
      expect(2_000_000 / tookMs / conditions.bytesPerMs!).toBeGreaterThan(share);
    });
  }

  it("without loss resends nothing", async () => {
    const stacks = new TwoStacks(3, { bytesPerMs: 12_500 });
    await exchange(stacks, 1_000_000, 1_000_000, 32_768);
    expect(stacks.left.counters.retransmitted + stacks.right.counters.retransmitted).toBe(0);
  });
});

describe("a flood of SYNs", () => {
  it("does not keep others from connecting, by cookies", async () => {
    const stacks = new TwoStacks(8);
    const [first] = await stacks.connect(81);
    first.abort();
    const listener = await stacks.right.listen(80);
    // A hundred handshakes that are never finished.
    for (let i = 0; i < 100; i++) stacks.left.connect(RIGHT, 80, { timeoutMs: 1000 }).catch(() => {});
    stacks.wire.fromRight = { loss: 1 };
    await stacks.wire.run(() => false, 900);
    expect(stacks.right.counters.cookiesSent).toBeGreaterThan(30);
    stacks.wire.fromRight = {};
    let got = "";
    const serve = async () => {
      for (;;) {
        const connection = await listener.accept();
        const bytes = await connection.read();
        if (bytes !== null) got = new TextDecoder().decode(bytes);
      }
    };
    serve().catch(() => {});
    const knock = async () => {
      const connection = await stacks.left.connect(RIGHT, 80);
      await connection.write(new TextEncoder().encode("let me in"));
    };
    knock().catch(() => {});
    await stacks.wire.run(() => got !== "", 60_000);
    expect(got).toBe("let me in");
    expect(stacks.right.counters.cookiesAccepted).toBeGreaterThan(0);
  });

  it("of acknowledgments does not guess a cookie", async () => {
    const stacks = new TwoStacks(9);
    const [first] = await stacks.connect(81);
    first.abort();
    await stacks.right.listen(80);
    for (let i = 0; i < 100; i++) stacks.left.connect(RIGHT, 80, { timeoutMs: 1000 }).catch(() => {});
    stacks.wire.fromRight = { loss: 1 };
    await stacks.wire.run(() => false, 5000);
    const before = stacks.right.connectionCount();
    expect(stacks.right.counters.cookiesAccepted).toBe(0);
    expect(before).toBeLessThanOrEqual(64);
  });
});

describe("bounds", () => {
  it("connections are as many as allowed; others time out or are refused", async () => {
    const stacks = new TwoStacks(10, {}, { right: { connections: 10 } });
    await stacks.right.listen(80, { backlog: 100 });
    let open = 0;
    for (let i = 0; i < 15; i++) {
      stacks.left.connect(RIGHT, 80, { timeoutMs: 2000 }).then(
        () => {
          open += 1;
        },
        () => {},
      );
    }
    await stacks.wire.run(() => false, 5000);
    expect(open).toBe(10);
    expect(stacks.right.counters.tableFull).toBeGreaterThan(0);
  });

  it("a full backlog refuses", async () => {
    const stacks = new TwoStacks(11);
    await stacks.right.listen(80, { backlog: 2 });
    const codes: string[] = [];
    for (let i = 0; i < 4; i++) {
      stacks.left.connect(RIGHT, 80).then(
        () => codes.push("open"),
        (error: { code: string }) => codes.push(error.code),
      );
      await stacks.wire.run(() => codes.length === i + 1, 5000);
    }
    expect(codes).toEqual(["open", "open", "refused", "refused"]);
  });

  it("connections in TIME-WAIT make room for new ones", async () => {
    const stacks = new TwoStacks(12, {}, { left: { connections: 4 } });
    const listener = await stacks.right.listen(80);
    for (let i = 0; i < 20; i++) {
      let closed = false;
      const visit = async () => {
        const client = await stacks.left.connect(RIGHT, 80);
        const server = await listener.accept();
        client.closeWrite();
        await server.read();
        server.closeWrite();
        await client.read();
        closed = true;
      };
      visit().catch((error: unknown) => {
        throw error;
      });
      await stacks.wire.run(() => closed, 5000);
      expect(closed, `visit ${i}`).toBe(true);
    }
    expect(stacks.left.counters.timeWaitRecycled).toBeGreaterThan(10);
    expect(stacks.left.connectionCount()).toBeLessThanOrEqual(4);
  });
});
