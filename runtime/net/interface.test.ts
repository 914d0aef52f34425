// The interface against a scripted MAC: what is answered, what is counted, and that nothing makes it throw.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pollSources } from "../loop/sources.ts";
import type { NetworkCounters } from "./counters.ts";
import { NetworkInterface } from "./interface.ts";
import { fromHex, toHex } from "./testing/hex.ts";
import { ScriptedMac } from "./testing/scripted-mac.ts";
import { checksum, checksumHolds } from "./wire/checksum.ts";
import { isFrameTo, parseEthernet, senderOf } from "./wire/ethernet.ts";
import { parseIcmp } from "./wire/icmp.ts";
import { emitIpv4, parseIpv4 } from "./wire/ipv4.ts";

const OWN = "020000000001";
const PEER = "020000000002";
const BROADCAST = "ffffffffffff";
const OWN_IP = "0a00020f";
const PEER_IP = "0a000202";

function setUp() {
  const mac = new ScriptedMac(fromHex(OWN));
  const time = { nowMs: 1000 };
  const environment = { nowMs: () => time.nowMs, random32: () => 4 };
  return { mac, time, net: new NetworkInterface(mac, { address: "10.0.2.15", environment }) };
}

interface ArpFields {
  to?: string;
  operation?: string;
  sender?: string;
  senderIp?: string;
  target?: string;
}

function arp(fields: ArpFields): Uint8Array {
  const { to = BROADCAST, operation = "0001", sender = PEER, senderIp = PEER_IP, target = OWN_IP } = fields;
  return fromHex(
    `${to} ${PEER} 0806 0001 0800 06 04 ${operation} ${sender} ${senderIp} 000000000000 ${target}`,
  );
}

interface PingFields {
  to?: string;
  source?: number;
  destination?: number;
  protocol?: number;
  type?: number;
  code?: number;
  data?: string;
  padding?: number;
}

function ping(fields: PingFields): Uint8Array {
  const data = fromHex(fields.data ?? "68656c6c6f");
  const bytes = new Uint8Array(14 + 20 + 8 + data.length + (fields.padding ?? 0));
  bytes.set(fromHex(`${fields.to ?? OWN} ${PEER} 0800`));
  emitIpv4(bytes, 14, {
    source: fields.source ?? 0x0a000202,
    destination: fields.destination ?? 0x0a00020f,
    protocol: fields.protocol ?? 1,
    payloadBytes: 8 + data.length,
  });
  bytes.set([fields.type ?? 8, fields.code ?? 0, 0, 0, 0x12, 0x34, 0, 7], 34);
  bytes.set(data, 42);
  const sum = checksum(bytes, 34, 42 + data.length);
  bytes[36] = sum >> 8;
  bytes[37] = sum & 0xff;
  return bytes;
}

describe("ARP", () => {
  it("answers a broadcast request for our address, to the one who asked", () => {
    const { mac, net } = setUp();
    mac.waiting.push(arp({}));
    expect(net.poll()).toBe(true);
    expect(mac.sent.map(toHex)).toEqual([
      `${PEER}${OWN}0806` + `0001080006040002${OWN}${OWN_IP}${PEER}${PEER_IP}`,
    ]);
  });

  it("answers a probe from 0.0.0.0 without remembering it (RFC 5227 §1.1)", () => {
    const { mac, net } = setUp();
    mac.waiting.push(arp({ senderIp: "00000000" }));
    net.poll();
    expect(mac.sent).toHaveLength(1);
    expect(net.resolve(0)).toBeNull();
  });

  const silent: [string, ArpFields][] = [
    ["a request for another address", { target: "0a000210" }],
    ["a reply", { operation: "0002" }],
    ["a sender with a group address", { sender: "010000000002" }],
    ["our own packet coming back", { sender: OWN }],
  ];
  for (const [name, fields] of silent) {
    it(`says nothing to ${name}`, () => {
      const { mac, net } = setUp();
      mac.waiting.push(arp(fields));
      net.poll();
      expect(mac.sent).toEqual([]);
      expect(net.counters.arpSeen).toBe(1);
    });
  }

  it("defends its address by an announcement, once in ten seconds (RFC 5227 §2.4)", () => {
    const { mac, net, time } = setUp();
    mac.waiting.push(arp({ senderIp: OWN_IP }), arp({ senderIp: OWN_IP }));
    net.poll();
    const announcement = `${BROADCAST}${OWN}0806` + `0001080006040001${OWN}${OWN_IP}000000000000${OWN_IP}`;
    expect(mac.sent.map(toHex)).toEqual([announcement]);
    time.nowMs += 10_000;
    mac.waiting.push(arp({ senderIp: OWN_IP }));
    net.poll();
    expect(mac.sent).toHaveLength(2);
  });

  it("notices that an address it tries is in use, or wanted by another (RFC 5227 §2.1.1)", () => {
    for (const answer of [
      arp({ senderIp: "0a000263", operation: "0002" }),
      arp({ senderIp: "00000000", target: "0a000263" }),
    ]) {
      const { mac, net } = setUp();
      net.probe(0x0a000263);
      expect(toHex(mac.sent[0])).toBe(
        `${BROADCAST}${OWN}0806` + `0001080006040001${OWN}00000000000000000000` + "0a000263",
      );
      expect(net.probeConflict()).toBe(false);
      mac.waiting.push(answer);
      net.poll();
      expect(net.probeConflict()).toBe(true);
    }
  });

  it("forgets a neighbour that nobody has confirmed for two minutes", () => {
    const { mac, net, time } = setUp();
    mac.waiting.push(arp({}));
    net.poll();
    time.nowMs += 120_000;
    expect(net.resolve(0x0a000202)).not.toBeNull();
    time.nowMs += 1;
    expect(net.resolve(0x0a000202)).toBeNull();
  });

  it("remembers who asked for us, and not who asked for others", () => {
    const { mac, net } = setUp();
    mac.waiting.push(arp({}), arp({ senderIp: "0a000203", target: "0a000204" }));
    net.poll();
    expect(toHex(net.resolve(0x0a000202)!)).toBe(PEER);
    expect(net.resolve(0x0a000203)).toBeNull();
  });

  it("asks for an unknown neighbour and has its address after the reply", () => {
    const { mac, net } = setUp();
    expect(net.resolve(0x0a000202)).toBeNull();
    expect(toHex(mac.sent[0])).toBe(
      `${BROADCAST}${OWN}0806` + `0001080006040001${OWN}${OWN_IP}000000000000${PEER_IP}`,
    );
    mac.waiting.push(arp({ to: OWN, operation: "0002" }));
    net.poll();
    expect(toHex(net.resolve(0x0a000202)!)).toBe(PEER);
  });

  it("corrects a known neighbour from any of its packets (RFC 826, merge)", () => {
    const { mac, net } = setUp();
    mac.waiting.push(arp({}), arp({ sender: "020000000009", target: "0a000277" }));
    net.poll();
    expect(toHex(net.resolve(0x0a000202)!)).toBe("020000000009");
  });

  it("keeps sixteen neighbours and forgets the oldest for the seventeenth", () => {
    const { mac, net } = setUp();
    for (let i = 0; i < 17; i++) mac.waiting.push(arp({ senderIp: `0a0001${(i + 16).toString(16)}` }));
    while (net.poll());
    expect(net.resolve(0x0a000110)).toBeNull();
    expect(net.resolve(0x0a000111)).not.toBeNull();
    expect(net.resolve(0x0a000120)).not.toBeNull();
  });
});

describe("ping", () => {
  for (const [name, data] of [
    ["an empty echo request", ""],
    ["an odd number of bytes", "010203"],
    ["the largest that fits a frame", "a5".repeat(1472)],
  ]) {
    it(`answers ${name}`, () => {
      const { mac, net } = setUp();
      mac.waiting.push(ping({ data }));
      net.poll();
      const reply = mac.sent[0];
      const frame = parseEthernet(reply, 0, reply.length)!;
      expect(isFrameTo(reply, fromHex(PEER))).toBe(true);
      expect(toHex(senderOf(reply))).toBe(OWN);
      const packet = parseIpv4(reply, frame.payloadAt, reply.length)!;
      expect([packet.source, packet.destination]).toEqual([0x0a00020f, 0x0a000202]);
      expect(packet.payloadEnd).toBe(reply.length);
      const message = parseIcmp(reply, packet.payloadAt, packet.payloadEnd)!;
      expect([message.type, message.identifier, message.sequence]).toEqual([0, 0x1234, 7]);
      expect(toHex(reply.subarray(message.dataAt))).toBe(data);
      expect(net.counters.echoRequests).toBe(1);
    });
  }

  it("does not send the link's padding back", () => {
    const { mac, net } = setUp();
    mac.waiting.push(ping({ data: "01", padding: 17 }));
    net.poll();
    expect(mac.sent[0]).toHaveLength(43);
    expect(checksumHolds(mac.sent[0], 34, 43)).toBe(true);
  });
});

describe("counters", () => {
  const badChecksum = ping({});
  badChecksum[45] ^= 1;
  const fragment = ping({ data: "00".repeat(8) });
  fragment[20] = 0x20;
  fragment.set([0, 0], 24);
  const sum = checksum(fragment, 14, 34);
  fragment.set([sum >> 8, sum & 0xff], 24);

  const cases: [string, Uint8Array, keyof NetworkCounters][] = [
    ["a runt", fromHex(`${OWN} ${PEER} 08`), "ethernetMalformed"],
    ["a group address as source", fromHex(`${OWN} ${BROADCAST} 0800`), "ethernetMalformed"],
    ["a frame to another station", ping({ to: "020000000007" }), "ethernetNotForUs"],
    ["a multicast frame", ping({ to: "01005e000001" }), "ethernetNotForUs"],
    ["IPv6", fromHex(`${OWN} ${PEER} 86dd 60`), "ethernetUnknownType"],
    ["a short ARP packet", arp({}).slice(0, 40), "arpMalformed"],
    ["a short IPv4 header", ping({}).slice(0, 30), "ipv4Malformed"],
    ["a datagram from the broadcast address", ping({ source: 0xffffffff }), "ipv4BadSource"],
    ["a datagram from a multicast address", ping({ source: 0xe0000001 }), "ipv4BadSource"],
    ["a datagram from 127.0.0.1", ping({ source: 0x7f000001 }), "ipv4BadSource"],
    ["a datagram from 0.0.0.0", ping({ source: 0 }), "ipv4BadSource"],
    ["a datagram for another host", ping({ destination: 0x0a000210 }), "ipv4NotForUs"],
    ["a ping to the broadcast address", ping({ to: BROADCAST, destination: 0xffffffff }), "ipv4NotForUs"],
    ["a datagram to us in a broadcast frame", ping({ to: BROADCAST }), "ipv4NotForUs"],
    ["a fragment", fragment, "ipv4Fragments"],
    ["UDP", ping({ protocol: 17 }), "ipv4UnknownProtocol"],
    ["a damaged ICMP message", badChecksum, "icmpMalformed"],
    ["an echo reply", ping({ type: 0 }), "icmpUnknownType"],
    ["an echo request with a code", ping({ code: 1 }), "icmpUnknownType"],
  ];
  for (const [name, frame, counter] of cases) {
    it(`has a name for ${name}`, () => {
      const { mac, net } = setUp();
      mac.waiting.push(frame);
      expect(net.poll()).toBe(true);
      expect(mac.sent).toEqual([]);
      expect(net.counters[counter]).toBe(1);
      expect(fates(net.counters)).toBe(1);
    });
  }

  it("counts an answer that the MAC would not take", () => {
    const { mac, net } = setUp();
    mac.transmitFree = false;
    for (let i = 0; i < 33; i++) mac.waiting.push(ping({}));
    while (net.poll());
    expect(net.counters.transmitBusy).toBe(1);
    expect(net.counters.framesSent).toBe(32);
    expect(mac.sent).toHaveLength(0);
    mac.transmitFree = true;
    net.poll();
    expect(mac.sent).toHaveLength(32);
  });
});

describe("polling", () => {
  it("finds nothing to do on a silent wire", () => {
    const { net } = setUp();
    expect(net.poll()).toBe(false);
  });

  it("takes at most sixteen frames in a turn and the rest in the next", () => {
    const { mac, net } = setUp();
    for (let i = 0; i < 20; i++) mac.waiting.push(ping({}));
    net.poll();
    expect(net.counters.framesReceived).toBe(16);
    net.poll();
    expect(net.counters.echoRequests).toBe(20);
  });

  it("refuses an address that no host can have", () => {
    const mac = new ScriptedMac(fromHex(OWN));
    for (const address of ["", "10.0.2", "10.0.2.256", "10.0.02.1", "224.0.0.1", "127.0.0.1", "10.0.2.1 "]) {
      expect(() => new NetworkInterface(mac, { address }), address).toThrow(RangeError);
    }
  });
});

describe("start", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function startUp() {
    const mac = new ScriptedMac(fromHex(OWN));
    return { mac, net: new NetworkInterface(mac, { address: "10.0.2.15" }) };
  }

  it("has the loop poll the interface and the MAC wake a sleeping processor", () => {
    const { mac, net } = startUp();
    net.start();
    mac.waiting.push(ping({}));
    expect(pollSources()).toBe(true);
    expect(net.counters.echoRequests).toBe(1);
    expect(mac.receiveInterrupt).toBe(true);
  });

  it("announces its address (RFC 5227 §2.3)", () => {
    const { mac, net } = startUp();
    net.start();
    expect(toHex(mac.sent[0]).slice(-20)).toBe(`000000000000${OWN_IP}`);
  });

  it("looks at the link at once and then every second", () => {
    const { mac, net } = startUp();
    mac.link = false;
    net.start();
    expect(net.linkUp()).toBe(false);
    mac.link = true;
    vi.advanceTimersByTime(999);
    expect(net.linkUp()).toBe(false);
    vi.advanceTimersByTime(1);
    expect(net.linkUp()).toBe(true);
    expect(net.counters.linkChanges).toBe(1);
  });

  it("asks an unknown next hop three times, a second apart, and then gives up", () => {
    const { mac, net } = startUp();
    net.start();
    mac.sent.length = 0;
    net.sendIpv4(0x0a000263, 17, 8);
    vi.advanceTimersByTime(10_000);
    expect(mac.sent.map((frame) => toHex(frame.subarray(38, 42)))).toEqual([
      "0a000263",
      "0a000263",
      "0a000263",
    ]);
    expect(net.counters.arpUnanswered).toBe(1);
  });
});

describe("hostile frames", () => {
  it("survives random bytes and damaged packets, and counts every one of them once", () => {
    const seed = 0x5eed;
    const random = randomNumbers(seed);
    const { mac, net } = setUp();
    const valid = [arp({}), ping({}), ping({ data: "00".repeat(60) })];
    const total = 20_000;
    for (let i = 0; i < total; i++) {
      mac.waiting.push(i % 2 === 0 ? noise(random) : damage(valid[random(valid.length)], random));
      expect(() => net.poll(), `seed ${seed}, frame ${i}`).not.toThrow();
    }
    expect(net.counters.framesReceived).toBe(total);
    expect(fates(net.counters)).toBe(total);
    // The damage must have reached every layer, or this test proves little.
    expect(net.counters.ipv4Malformed).toBeGreaterThan(100);
    expect(net.counters.icmpMalformed).toBeGreaterThan(100);
    expect(net.counters.arpMalformed).toBeGreaterThan(100);
    expect(net.counters.echoRequests).toBeGreaterThan(0);
  });
});

const NOT_A_FATE = [
  "linkChanges",
  "framesReceived",
  "framesSent",
  "transmitBusy",
  "sendRefused",
  "arpUnanswered",
  "reassemblyAbandoned",
];

/** How many received frames have met a named end. */
function fates(counters: NetworkCounters): number {
  let total = 0;
  for (const [name, count] of Object.entries(counters)) {
    if (!NOT_A_FATE.includes(name)) total += count;
  }
  return total;
}

/** Numbers 0 .. below-1 from a xorshift generator: the same ones for the same seed. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

function noise(random: (below: number) => number): Uint8Array {
  const bytes = new Uint8Array(1 + random(120));
  for (let i = 0; i < bytes.length; i++) bytes[i] = random(256);
  // Half of the noise carries headers good enough to reach the parsers behind Ethernet.
  if (bytes.length > 14 && random(2) === 0) {
    bytes.set(fromHex(`${OWN} ${PEER} 08${random(2) === 0 ? "00" : "06"}`));
  }
  return bytes;
}

function damage(frame: Uint8Array, random: (below: number) => number): Uint8Array {
  const bytes = frame.slice(0, random(4) === 0 ? 1 + random(frame.length) : frame.length);
  const flips = random(3);
  for (let i = 0; i < flips; i++) bytes[random(bytes.length)] = random(256);
  return bytes;
}
