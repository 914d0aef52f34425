// Names: the wire format by bytes, and the resolver against servers by script.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeDatagrams } from "../testing/fake-datagrams.ts";
import { fromHex, toHex } from "../testing/hex.ts";
import { MemoryTransport } from "../testing/memory-transport.ts";
import { SeededRandom } from "../testing/virtual-wire.ts";
import {
  addressRecord,
  addressRecord6,
  DNS_RESPONSE,
  DNS_TRUNCATED,
  type DnsMessage,
  type DnsRecord,
  isDnsName,
  labelsOf,
  nameRecord,
  parseDns,
  TYPE_A,
  TYPE_CNAME,
  TYPE_PTR,
  TYPE_SRV,
  textRecord,
  writeDns,
} from "../wire/dns.ts";
import { DnsResolver, DnsTransport } from "./resolver.ts";

const SERVER = "192.168.1.1";
const SECOND = "8.8.8.8";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** The answer to `asked` with these records. */
function answer(asked: Uint8Array, answers: DnsRecord[], change: Partial<DnsMessage> = {}): Uint8Array {
  const question = parseDns(asked)!;
  return writeDns({
    id: question.id,
    flags: DNS_RESPONSE,
    questions: question.questions,
    answers,
    authorities: [],
    additionals: [],
    ...change,
  });
}

/** A resolver whose servers are this function: null for silence. */
function resolverOf(
  serve: (asked: Uint8Array, server: string) => Uint8Array | null,
  transport?: MemoryTransport,
) {
  const asked: string[] = [];
  const time = { nowMs: 0 };
  const random = new SeededRandom(5);
  const datagrams = new FakeDatagrams((bytes, address, port) => {
    asked.push(`${parseDns(bytes)!.questions[0]!.name} at ${address}:${port}`);
    const reply = serve(bytes, address);
    return reply === null ? [] : [{ bytes: reply, address, port }];
  });
  const environment = { nowMs: () => time.nowMs, random32: () => random.next32() };
  const resolver = new DnsResolver({ datagrams, transport, servers: [SERVER, SECOND], environment });
  return { resolver, asked, datagrams, time };
}

describe("resolving", () => {
  it("asks a server and remembers the answer for its time to live", async () => {
    const { resolver, asked, datagrams, time } = resolverOf((bytes) =>
      answer(bytes, [addressRecord("broker.example", 0x01020304, 60, false)]),
    );
    expect(await resolver.resolve("Broker.Example.")).toEqual(["1.2.3.4"]);
    expect(await resolver.resolve("broker.example")).toEqual(["1.2.3.4"]);
    expect(asked).toEqual(["broker.example at 192.168.1.1:53"]);
    expect(datagrams.open()).toBe(0);
    time.nowMs = 60_000;
    await resolver.resolve("broker.example");
    expect(asked).toHaveLength(2);
  });

  it("takes an address for its own answer", async () => {
    const { resolver, asked } = resolverOf(() => null);
    expect(await resolver.resolve("10.0.0.1")).toEqual(["10.0.0.1"]);
    expect(asked).toEqual([]);
  });

  it("follows aliases", async () => {
    const { resolver } = resolverOf((bytes) =>
      answer(bytes, [
        nameRecord("a.example", TYPE_CNAME, "b.example", 60, false),
        nameRecord("b.example", TYPE_CNAME, "c.example", 60, false),
        addressRecord("c.example", 5, 60, false),
        addressRecord("other.example", 6, 60, false),
      ]),
    );
    expect(await resolver.resolve("a.example")).toEqual(["0.0.0.5"]);
  });

  it("does not follow aliases in a circle", async () => {
    const { resolver } = resolverOf((bytes) =>
      answer(bytes, [nameRecord("a.example", TYPE_CNAME, "a.example", 60, false)]),
    );
    await expect(resolver.resolve("a.example")).rejects.toMatchObject({ code: "name-not-found" });
  });

  it("says that a name does not exist, and remembers that for a while", async () => {
    const { resolver, asked } = resolverOf((bytes) => answer(bytes, [], { flags: DNS_RESPONSE | 3 }));
    await expect(resolver.resolve("nobody.example")).rejects.toMatchObject({ code: "name-not-found" });
    await expect(resolver.resolve("nobody.example")).rejects.toMatchObject({ code: "name-not-found" });
    expect(asked).toHaveLength(1);
  });

  it("asks the next server when one is silent or fails, and gives up after three tries", async () => {
    const { resolver, asked } = resolverOf((bytes, server) =>
      server === SECOND ? answer(bytes, [], { flags: DNS_RESPONSE | 2 }) : null,
    );
    const looking = expect(resolver.resolve("x.example")).rejects.toMatchObject({ code: "timed-out" });
    await vi.advanceTimersByTimeAsync(1500);
    expect(asked).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(5000);
    await looking;
    expect(asked.map((line) => line.split(" ")[2])).toEqual([`${SERVER}:53`, `${SECOND}:53`, `${SERVER}:53`]);
  });

  it("asks once for all who want the same name", async () => {
    const { resolver, asked } = resolverOf((bytes) =>
      answer(bytes, [addressRecord("x.example", 1, 9, false)]),
    );
    await Promise.all([resolver.resolve("x.example"), resolver.resolve("x.example")]);
    expect(asked).toHaveLength(1);
  });

  const forged: [string, (bytes: Uint8Array) => Uint8Array][] = [
    ["another id", (bytes) => answer(bytes, [addressRecord("x.example", 666, 9, false)], { id: 1 })],
    [
      "another question",
      (bytes) =>
        answer(bytes, [addressRecord("x.example", 666, 9, false)], {
          questions: [{ name: "y.example", type: TYPE_A, class: 1 }],
        }),
    ],
    ["no response bit", (bytes) => answer(bytes, [addressRecord("x.example", 666, 9, false)], { flags: 0 })],
    ["noise", () => new Uint8Array([1, 2, 3])],
  ];
  for (const [name, forge] of forged) {
    it(`does not believe an answer with ${name} (RFC 5452)`, async () => {
      const { resolver } = resolverOf((bytes) => forge(bytes));
      const looking = expect(resolver.resolve("x.example")).rejects.toMatchObject({ code: "timed-out" });
      await vi.advanceTimersByTimeAsync(20_000);
      await looking;
    });
  }

  it("asks by TCP when the answer was cut off (RFC 7766)", async () => {
    vi.useRealTimers();
    const transport = new MemoryTransport({ chunkBytes: 7 });
    const listener = await transport.listen(53);
    listener.accept().then(async (connection) => {
      let asked = new Uint8Array(0);
      for (let some = await connection.read(); some !== null; some = await connection.read()) {
        asked = new Uint8Array([...asked, ...some]);
        if (asked.length >= 2 && asked.length === 2 + ((asked[0]! << 8) | asked[1]!)) break;
      }
      const records = Array.from({ length: 50 }, (_, i) => addressRecord("long.example", i + 1, 60, false));
      const reply = answer(asked.slice(2), records);
      await connection.write(new Uint8Array([reply.length >> 8, reply.length & 0xff, ...reply]));
    });
    const { resolver } = resolverOf(
      (bytes) => answer(bytes, [], { flags: DNS_RESPONSE | DNS_TRUNCATED }),
      transport,
    );
    expect(await resolver.resolve("long.example")).toHaveLength(50);
  });

  it("asks neighbours for names in .local (RFC 6762 §5.1)", async () => {
    const { resolver, asked } = resolverOf((bytes) =>
      writeDns({
        ...parseDns(bytes)!,
        flags: DNS_RESPONSE,
        answers: [addressRecord("lamp.local", 7, 10, true)],
      }),
    );
    expect(await resolver.resolve("lamp.local")).toEqual(["0.0.0.7"]);
    expect(asked).toEqual(["lamp.local at 224.0.0.251:5353"]);
  });

  it("is what a Transport by name connects with, address by address", async () => {
    vi.useRealTimers();
    const memory = new MemoryTransport();
    await memory.listen(80);
    const { resolver } = resolverOf((bytes) => answer(bytes, [addressRecord("x.example", 1, 9, false)]));
    const connection = await new DnsTransport(memory, resolver).connect("x.example", 80);
    expect(connection.remotePort).toBe(80);
  });

  it("keeps at most 64 names", async () => {
    const { resolver } = resolverOf((bytes) =>
      answer(bytes, [addressRecord(parseDns(bytes)!.questions[0]!.name, 1, 60, false)]),
    );
    for (let i = 0; i < 100; i++) await resolver.resolve(`n${i}.example`);
    expect(resolver.cache.size()).toBe(64);
  });
});

describe("DNS messages (RFC 1035 §4)", () => {
  const message: DnsMessage = {
    id: 0x1234,
    flags: 0x8400,
    questions: [{ name: "lamp.local", type: 255, class: 1 }],
    answers: [
      addressRecord("lamp.local", 0xc0a80107, 120, true),
      nameRecord("_http._tcp.local", TYPE_PTR, "My Lamp\\.1._http._tcp.local", 4500, false),
      nameRecord("My Lamp\\.1._http._tcp.local", TYPE_SRV, "lamp.local", 120, true, 80),
      textRecord("My Lamp\\.1._http._tcp.local", new Uint8Array([3, 97, 61, 98]), 4500, true),
      addressRecord6("lamp.local", new Uint8Array(16).fill(7), 120, true),
    ],
    authorities: [nameRecord("x.local", TYPE_CNAME, "lamp.local", 5, false)],
    additionals: [],
  };

  it("are parsed as they were written, with names compressed", () => {
    const bytes = writeDns(message);
    expect(parseDns(bytes)).toEqual(message);
    expect(bytes.length).toBeLessThan(210);
  });

  it("write a question in these bytes", () => {
    const question = { name: "a.bc", type: 1, class: 1 };
    const bytes = writeDns({
      id: 1,
      flags: 0x100,
      questions: [question],
      answers: [],
      authorities: [],
      additionals: [],
    });
    expect(toHex(bytes)).toBe(toHex(fromHex("0001 0100 0001 0000 0000 0000 01 61 02 6263 00 0001 0001")));
  });

  const hostile: [string, string][] = [
    ["a pointer to itself", "c00c"],
    ["a pointer forwards", "c01e"],
    ["a pointer into the header", "c000"],
    ["a label that leads out", "3f6161"],
    ["a label of a kind that does not exist", "8061"],
    ["a pointer cut off", "c0"],
    ["no end", "0161"],
  ];
  for (const [name, hex] of hostile) {
    it(`refuse ${name}`, () => {
      expect(parseDns(fromHex(`0001 8000 0001 0000 0000 0000 ${hex}`))).toBeNull();
    });
  }

  it("survive any damage", () => {
    const random = new SeededRandom(9);
    const whole = writeDns(message);
    for (let turn = 0; turn < 5000; turn++) {
      const bytes = whole.slice(0, random.below(4) === 0 ? random.below(whole.length) : whole.length);
      for (let flips = random.below(4); flips > 0; flips--)
        bytes[random.below(bytes.length + 1)] = random.below(256);
      parseDns(bytes);
    }
  });

  it("know which names they can carry", () => {
    expect(labelsOf("a\\.b.c\\\\d")).toEqual(["a.b", "c\\d"]);
    expect(isDnsName("a".repeat(63))).toBe(true);
    expect(isDnsName("a".repeat(64))).toBe(false);
    expect(isDnsName(`${"a".repeat(60)}.`.repeat(5))).toBe(false);
    expect(isDnsName("")).toBe(false);
  });
});
