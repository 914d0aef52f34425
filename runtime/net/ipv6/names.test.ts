// Names with addresses of both families: what is asked, in what order addresses come, who wins a race to connect, and how
// neighbours find us by name. RFC 3596, 6724, 8305, 6762.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DnsResolver } from "../dns/resolver.ts";
import { startMdns } from "../mdns/start.ts";
import { FakeDatagrams } from "../testing/fake-datagrams.ts";
import { hexOf, PEER_HARDWARE, ScriptedLink6 } from "../testing/scripted-link6.ts";
import { RIGHT6, TwoStacks6 } from "../testing/two-stacks6.ts";
import { type ConnectOptions, NetError, type TcpConnection, type Transport } from "../transport.ts";
import { UdpLayer } from "../udp.ts";
import {
  addressRecord,
  addressRecord6,
  DNS_RESPONSE,
  type DnsRecord,
  nameRecord,
  parseDns,
  TYPE_A,
  TYPE_AAAA,
  TYPE_CNAME,
  textRecord,
  writeDns,
} from "../wire/dns.ts";
import { parseIpv6Address } from "./address.ts";
import { BesideIpv4 } from "./beside-ipv4.ts";
import { NamesOverIpv6 } from "./names.ts";
import { interleaved, race } from "./racing.ts";
import { UdpOverIpv6 } from "./udp.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const GLOBAL = "2001:db8:ffff::9";
const four = (name: string, last: number) => addressRecord(name, 0x01020300 + last, 60, false);
const six = (name: string, text: string) => addressRecord6(name, parseIpv6Address(text)!, 60, false);

/** A resolver of both families at a station with a router; `serve` gives the records for a type, null for silence. */
function resolverOf(serve: (type: number, server: string) => DnsRecord[] | null, hasRouter = true) {
  const link = new ScriptedLink6().settle();
  const prefix = `0304 40c0 00015180 00003840 00000000 ${hexOf("2001:db8:1::")}`;
  if (hasRouter) {
    const router = `86000000 40000708 00000000 00000000 0101${PEER_HARDWARE} ${prefix}`;
    link.receive({ destination: "ff02::1", payload: router }).pass(2000);
  }
  const asked: string[] = [];
  const datagrams = new FakeDatagrams((bytes, address, port) => {
    const question = parseDns(bytes)!;
    const { type } = question.questions[0]!;
    asked.push(`${type === TYPE_AAAA ? "AAAA" : "A"} at ${address}:${port}`);
    const answers = serve(type, address);
    if (answers === null) return [];
    return [{ bytes: writeDns({ ...question, flags: DNS_RESPONSE, answers }), address, port }];
  });
  const environment = { nowMs: () => 0, random32: () => 1 };
  const resolver = new DnsResolver({ datagrams, servers: ["9.9.9.9"], environment });
  resolver.beside = new NamesOverIpv6(link.ipv6, resolver);
  return { resolver, asked, link };
}

describe("a name", () => {
  it("is asked for by both families at once, and the answers are remembered apart", async () => {
    const { resolver, asked } = resolverOf((type) =>
      type === TYPE_A ? [four("x.example", 4)] : [six("x.example", GLOBAL)],
    );
    expect(await resolver.resolve("x.example")).toEqual([GLOBAL, "1.2.3.4"]);
    expect(await resolver.resolve("X.example.")).toEqual([GLOBAL, "1.2.3.4"]);
    expect(asked).toEqual(["A at 9.9.9.9:53", "AAAA at 9.9.9.9:53"]);
  });
  it("that is an address is its own answer", async () => {
    const { resolver, asked } = resolverOf(() => null);
    expect(await resolver.resolve("fe80::1")).toEqual(["fe80::1"]);
    expect(asked).toEqual([]);
  });
  it("leads to its addresses by way of aliases, of which only those of the right length count", async () => {
    const { resolver } = resolverOf((type) => [
      nameRecord("x.example", TYPE_CNAME, "y.example", 60, false),
      ...(type === TYPE_AAAA
        ? [{ ...textRecord("y.example", new Uint8Array(4), 60, false), type }, six("y.example", GLOBAL)]
        : []),
    ]);
    expect(await resolver.resolve("x.example")).toEqual([GLOBAL]);
  });
  it("is not waited for when one family has answered and the other is silent (RFC 8305 §3)", async () => {
    for (const [silent, afterMs, expected] of [
      [TYPE_AAAA, 50, "1.2.3.4"],
      [TYPE_A, 500, GLOBAL],
    ] as const) {
      const { resolver } = resolverOf((type) =>
        type === silent ? null : [type === TYPE_A ? four("x.example", 4) : six("x.example", GLOBAL)],
      );
      let found: string[] = [];
      resolver.resolve("x.example").then((addresses) => {
        found = addresses;
      });
      await vi.advanceTimersByTimeAsync(afterMs - 1);
      expect(found).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect(found).toEqual([expected]);
      await vi.advanceTimersByTimeAsync(20_000);
    }
  });
  it("of no addresses does not exist; of silence nobody knows", async () => {
    const nothing = resolverOf(() => []);
    await expect(nothing.resolver.resolve("x.example")).rejects.toMatchObject({ code: "name-not-found" });
    const silence = resolverOf(() => null);
    const looking = expect(silence.resolver.resolve("x.example")).rejects.toMatchObject({
      code: "timed-out",
    });
    await vi.advanceTimersByTimeAsync(20_000);
    await looking;
  });
  it("in .local is asked for at the groups of both", async () => {
    const { resolver, asked } = resolverOf((type) =>
      type === TYPE_A ? [four("l.local", 4)] : [six("l.local", "fe80::7")],
    );
    expect(await resolver.resolve("l.local")).toEqual(["fe80::7", "1.2.3.4"]);
    expect(asked).toEqual(["A at 224.0.0.251:5353", "AAAA at ff02::fb:5353"]);
  });
  it("is asked for at a router's servers when those of IPv4 do not answer (RFC 8106)", async () => {
    const { resolver, asked, link } = resolverOf((type, server) =>
      server === "9.9.9.9" ? null : type === TYPE_A ? [four("x.example", 4)] : [],
    );
    const rest = `1903 0000 00000e10 ${hexOf("2001:db8::53")}`;
    link.receive({ destination: "ff02::1", payload: `86000000 40000708 00000000 00000000 ${rest}` });
    const looking = resolver.resolve("x.example");
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await looking).toEqual(["1.2.3.4"]);
    expect(asked.slice(2)).toEqual(["A at 2001:db8::53:53", "AAAA at 2001:db8::53:53"]);
  });
});

describe("addresses (RFC 6724)", () => {
  const serve = (type: number) =>
    type === TYPE_A ? [four("x.local", 4)] : ["fd00::1", GLOBAL, "fe80::5"].map((a) => six("x.local", a));
  it("that can be reached come first, unique local ones behind IPv4", async () => {
    expect(await resolverOf(serve).resolver.resolve("x.local")).toEqual([
      GLOBAL,
      "fe80::5",
      "1.2.3.4",
      "fd00::1",
    ]);
  });
  it("that cannot be reached come last", async () => {
    expect(await resolverOf(serve, false).resolver.resolve("x.local")).toEqual([
      "fe80::5",
      "1.2.3.4",
      "fd00::1",
      GLOBAL,
    ]);
  });
  it("of both families are tried by turns (RFC 8305 §4)", () => {
    expect(interleaved(["a:", "b:", "c:", "1", "2"])).toEqual(["a:", "1", "b:", "2", "c:"]);
    expect(interleaved(["1", "2", "a:"])).toEqual(["1", "a:", "2"]);
  });
});

describe("connecting by name (RFC 8305 §5)", () => {
  /** A connection of which only the end can be seen. */
  class End {
    aborted = false;
    readonly remoteAddress: string;
    constructor(remoteAddress: string) {
      this.remoteAddress = remoteAddress;
    }
    abort(): void {
      this.aborted = true;
    }
  }
  /** Each address answers after so many milliseconds: as said, by a refusal when negative. */
  function attempts(answers: Record<string, number>) {
    const log: string[] = [];
    const ends: End[] = [];
    let nowMs = 0;
    const clock = setInterval(() => {
      nowMs += 10;
    }, 10);
    const transport = {
      connect: (host: string, _port: number, _options: ConnectOptions) =>
        new Promise<TcpConnection>((resolve, reject) => {
          log.push(`${host} at ${nowMs}`);
          const afterMs = answers[host]!;
          setTimeout(() => {
            const end = new End(host);
            ends.push(end);
            if (afterMs > 0) resolve(end as unknown as TcpConnection);
            else reject(new NetError("refused", host));
          }, Math.abs(afterMs));
        }),
    } as unknown as Transport;
    const hosts = Object.keys(answers);
    const connecting = race(transport, hosts, 80, {});
    return { connecting, log, ends, stop: () => clearInterval(clock) };
  }
  it("takes the first address when it answers soon", async () => {
    const { connecting, log, stop } = attempts({ "::1": 200, "1.1.1.1": 10 });
    await vi.advanceTimersByTimeAsync(1000);
    expect((await connecting).remoteAddress).toBe("::1");
    expect(log).toEqual(["::1 at 0"]);
    stop();
  });
  it("tries the next after a quarter of a second, and ends what comes too late", async () => {
    const { connecting, log, ends, stop } = attempts({ "::1": 900, "1.1.1.1": 100, "::2": 100 });
    await vi.advanceTimersByTimeAsync(2000);
    expect((await connecting).remoteAddress).toBe("1.1.1.1");
    expect(log).toEqual(["::1 at 0", "1.1.1.1 at 250"]);
    expect(ends.map((end) => `${end.remoteAddress} ${end.aborted}`)).toEqual(["1.1.1.1 false", "::1 true"]);
    stop();
  });
  it("tries the next at once when one refuses", async () => {
    const { connecting, log, stop } = attempts({ "::1": -50, "1.1.1.1": 100 });
    await vi.advanceTimersByTimeAsync(1000);
    expect((await connecting).remoteAddress).toBe("1.1.1.1");
    expect(log).toEqual(["::1 at 0", "1.1.1.1 at 50"]);
    stop();
  });
  it("fails when all have, with what the last said", async () => {
    const { connecting, stop } = attempts({ "::1": -300, "1.1.1.1": -10 });
    const failing = expect(connecting).rejects.toMatchObject({ code: "refused", message: "::1" });
    await vi.advanceTimersByTimeAsync(1000);
    await failing;
    stop();
  });
});

describe("our name among neighbours (RFC 6762)", () => {
  it("is found by IPv6, with each address of ours", async () => {
    vi.useRealTimers();
    const stacks = await new TwoStacks6(1).settle();
    const { wire } = stacks;
    const sides = [
      { net: stacks.leftNet, ipv6: stacks.left6, udp: new UdpLayer(stacks.leftNet) },
      { net: stacks.rightNet, ipv6: stacks.right6, udp: new UdpLayer(stacks.rightNet) },
    ] as const;
    for (const { net, ipv6, udp } of sides) new UdpOverIpv6(net, ipv6, udp);
    const [asker, lamp] = sides;
    const names: string[] = [];
    const beside = new BesideIpv4(lamp.ipv6);
    const options = { name: "lamp", onName: (name: string) => names.push(name), beside };
    const mdns = await startMdns(lamp.net, lamp.udp, options);
    await wire.run(() => names.length > 0, 10_000);
    expect(names).toEqual(["lamp.local"]);
    // What is said of it goes to both groups.
    const heard = new Set<string>();
    const socket = await asker.udp.bind(5353, { group: "224.0.0.251" });
    asker.ipv6.joinGroup("ff02::fb");
    const listen = async () => {
      for (;;) {
        const { bytes, address } = await socket.receive();
        const types = parseDns(bytes)!.answers.map((record) => record.type);
        heard.add(`${address} ${types.join()}`);
      }
    };
    listen().catch(() => {});
    await wire.run(() => false, 2000);
    expect(heard).toEqual(new Set(["10.0.0.2 1,28", `${RIGHT6} 1,28`]));
    const resolver = new DnsResolver({ datagrams: asker.udp, servers: [], environment: wire });
    resolver.beside = new NamesOverIpv6(asker.ipv6, resolver);
    let found: string[] = [];
    resolver.resolve("lamp.local").then((addresses) => {
      found = addresses;
    });
    await wire.run(() => found.length > 0, 10_000);
    expect(found).toEqual([RIGHT6, "10.0.0.2"]);
    mdns.stop();
    socket.close();
  });
});
