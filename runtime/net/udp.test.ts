// UDP sockets on our stack: two interfaces joined by hand, frame by frame.

import { describe, expect, it } from "vitest";
import { NetworkInterface } from "./interface.ts";
import { fromHex } from "./testing/hex.ts";
import { ScriptedMac } from "./testing/scripted-mac.ts";
import { UdpLayer } from "./udp.ts";
import { parseUdp, writeUdp } from "./wire/udp.ts";

function station(hardware: string, address: string) {
  const mac = new ScriptedMac(fromHex(hardware));
  const environment = { nowMs: () => 0, random32: () => 77 };
  const net = new NetworkInterface(mac, { address, environment });
  return { mac, net, udp: new UdpLayer(net) };
}

function pair() {
  const a = station("020000000001", "10.0.2.1");
  const b = station("020000000002", "10.0.2.2");
  const run = () => {
    for (let turn = 0; turn < 10; turn++) {
      b.mac.waiting.push(...a.mac.sent.splice(0));
      a.mac.waiting.push(...b.mac.sent.splice(0));
      a.net.poll();
      b.net.poll();
    }
  };
  return { a, b, run };
}

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (from: Uint8Array) => new TextDecoder().decode(from);

describe("UDP on the stack", () => {
  it("carries datagrams both ways, resolving addresses on the way", async () => {
    const { a, b, run } = pair();
    const server = await b.udp.bind(53);
    const client = await a.udp.bind(0);
    expect(client.send(bytes("question"), "10.0.2.2", 53)).toBe(true);
    run();
    const asked = await server.receive();
    expect([text(asked.bytes), asked.address, asked.port]).toEqual([
      "question",
      "10.0.2.1",
      client.localPort,
    ]);
    const answered = client.receive();
    server.send(bytes("answer"), asked.address, asked.port);
    run();
    expect(text((await answered).bytes)).toBe("answer");
    expect(client.localPort).toBe(49152 + 77);
  });

  it("answers a datagram to a closed port with an error that quotes it, which is counted there", async () => {
    const { a, b, run } = pair();
    const client = await a.udp.bind(0);
    client.send(bytes("x"), "10.0.2.2", 9);
    run();
    expect(b.net.counters.udpNoSocket).toBe(1);
    expect(a.net.counters.icmpErrors).toBe(1);
  });

  it("sends at most ten errors at once", async () => {
    const { a, b, run } = pair();
    const client = await a.udp.bind(0);
    client.send(bytes("x"), "10.0.2.2", 9);
    run();
    for (let i = 0; i < 20; i++) client.send(bytes("x"), "10.0.2.2", 9);
    run();
    expect(b.net.counters.udpNoSocket).toBe(21);
    expect(a.net.counters.icmpErrors).toBe(10);
  });

  it("queues as many datagrams as asked, and counts the others", async () => {
    const { a, b, run } = pair();
    const server = await b.udp.bind(7, { queue: 2 });
    const client = await a.udp.bind(0);
    for (let i = 0; i < 4; i++) client.send(bytes(`${i}`), "10.0.2.2", 7);
    run();
    expect(b.net.counters.udpQueueFull).toBe(2);
    expect(text((await server.receive()).bytes)).toBe("0");
    expect(text((await server.receive()).bytes)).toBe("1");
  });

  it("receives broadcasts, and multicasts of groups that were joined", async () => {
    const { a, b, run } = pair();
    const server = await b.udp.bind(5353, { group: "224.0.0.251" });
    const client = await a.udp.bind(0, { broadcast: true });
    client.send(bytes("everybody"), "255.255.255.255", 5353);
    client.send(bytes("subnet"), "10.0.2.255", 5353);
    client.send(bytes("others"), "224.0.0.250", 5353);
    client.send(bytes("group"), "224.0.0.251", 5353);
    run();
    expect(text((await server.receive()).bytes)).toBe("everybody");
    expect(text((await server.receive()).bytes)).toBe("subnet");
    expect(text((await server.receive()).bytes)).toBe("group");
    expect(b.net.counters.ethernetNotForUs).toBe(1);
  });

  it("refuses at once what has no route or does not fit one packet", async () => {
    const { a } = pair();
    const client = await a.udp.bind(0);
    expect(client.send(bytes("x"), "192.168.1.1", 9)).toBe(false);
    expect(client.send(new Uint8Array(1473), "10.0.2.2", 9)).toBe(false);
    expect(client.send(new Uint8Array(1472), "10.0.2.2", 9)).toBe(true);
    expect(client.send(bytes("x"), "not an address", 9)).toBe(false);
  });

  it("gives a port once, and again after its close, which a waiting receive learns", async () => {
    const { a } = pair();
    const first = await a.udp.bind(123);
    await expect(a.udp.bind(123)).rejects.toMatchObject({ code: "address-in-use" });
    const waiting = expect(first.receive()).rejects.toMatchObject({ code: "closed" });
    first.close();
    await waiting;
    expect((await a.udp.bind(123)).localPort).toBe(123);
  });
});

describe("UDP headers (RFC 768)", () => {
  const SOURCE = 0x0a000201;
  const DESTINATION = 0x0a000202;
  function datagram(): Uint8Array {
    const into = new Uint8Array(8 + 3);
    into.set([97, 98, 99], 8);
    writeUdp(into, 0, SOURCE, 68, DESTINATION, 67, 3);
    return into;
  }

  it("parse as they were written", () => {
    const header = parseUdp(datagram(), 0, 11, SOURCE, DESTINATION)!;
    expect([header.sourcePort, header.destinationPort, header.dataAt, header.dataEnd]).toEqual([
      68, 67, 8, 11,
    ]);
  });

  it("are refused with any flipped bit, of the addresses too", () => {
    const whole = datagram();
    for (let bit = 0; bit < whole.length * 8; bit++) {
      whole[bit >> 3] ^= 1 << (bit & 7);
      expect(parseUdp(whole, 0, 11, SOURCE, DESTINATION), `bit ${bit}`).toBeNull();
      whole[bit >> 3] ^= 1 << (bit & 7);
    }
    expect(parseUdp(whole, 0, 11, SOURCE, DESTINATION + 1)).toBeNull();
  });

  it("may come without a checksum", () => {
    const whole = datagram();
    whole.set([0, 0], 6);
    expect(parseUdp(whole, 0, 11, SOURCE, DESTINATION)).not.toBeNull();
  });

  it("never carry a computed checksum of zero, which would mean none", () => {
    const into = new Uint8Array(10);
    for (let value = 0; value < 65536; value++) {
      into[8] = value >> 8;
      into[9] = value & 0xff;
      writeUdp(into, 0, 1, 2, 3, 4, 2);
      if (into[6] === 0 && into[7] === 0) throw new Error(`data ${value}`);
    }
  });

  for (const [name, length] of [
    ["shorter than a header", 7],
    ["longer than the datagram", 12],
  ] as const) {
    it(`are refused with a length ${name}`, () => {
      const whole = datagram();
      whole.set([0, length, 0, 0], 4);
      expect(parseUdp(whole, 0, 11, SOURCE, DESTINATION)).toBeNull();
    });
  }
});
