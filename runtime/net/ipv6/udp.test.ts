// One UDP socket over both families: what it hears, what it says, and errors about ports that nobody has opened.

import { expect, it } from "vitest";
import { fromHex, toHex } from "../testing/hex.ts";
import { frameOf, OWN_LINK, PEER_HARDWARE, PEER_LINK, ScriptedLink6 } from "../testing/scripted-link6.ts";
import { UdpLayer } from "../udp.ts";
import { writeUdp6 } from "../wire/udp.ts";
import { UdpOverIpv6 } from "./udp.ts";

function setUp() {
  const link = new ScriptedLink6().settle();
  const udp = new UdpLayer(link.net);
  new UdpOverIpv6(link.net, link.ipv6, udp);
  link.net.configure(0x0a00_0001, 24, 0);
  return { link, udp };
}

/** A datagram from port 9 of the peer, with its checksum. */
function datagram(port: number, data: string, destination = OWN_LINK): Uint8Array {
  const frame = frameOf({ destination, protocol: 17, payload: `${"00".repeat(8)}${data}` });
  writeUdp6(frame, 14, 54, 9, port, data.length / 2);
  return frame;
}

it("hears datagrams of IPv6 and answers them from the same port", async () => {
  const { link, udp } = setUp();
  const socket = await udp.bind(7);
  link.mac.waiting.push(datagram(7, "cafe"));
  link.net.poll();
  const got = await socket.receive();
  expect([toHex(got.bytes), got.address, got.port]).toEqual(["cafe", PEER_LINK, 9]);
  expect(socket.send(got.bytes, got.address, got.port)).toBe(true);
  expect(link.sent()[0]).toMatch(/> ff02::1:ff00:2 255 87/);
  const hardware = `88000000 60000000 fe80000000000000 0000000000000002 0201${PEER_HARDWARE}`;
  link.receive({ payload: hardware });
  const [answer] = link.mac.sent;
  expect(toHex(answer!.slice(54, 58))).toBe("00070009");
  expect(link.sent()[0]).toMatch(/^020000000002 fe80::ff:fe00:1 > fe80::2 64 00070009000a.{4}cafe$/);
});

it("hears groups that it has joined, and sends to them within the link", async () => {
  const { link, udp } = setUp();
  link.mac.waiting.push(datagram(5353, "01", "ff02::fb"));
  link.net.poll();
  expect(link.ipv6.counters.notForUs).toBe(1);
  const socket = await udp.bind(5353);
  link.ipv6.joinGroup("ff02::fb");
  link.mac.waiting.push(datagram(5353, "02", "ff02::fb"));
  link.net.poll();
  expect(toHex((await socket.receive()).bytes)).toBe("02");
  expect(socket.send(fromHex("03"), "ff02::fb", 5353)).toBe(true);
  expect(link.sent()[0]).toMatch(/^3333000000fb fe80::ff:fe00:1 > ff02::fb 1 14e914e90009.{4}03$/);
});

it("tells a peer of a port that nobody has opened (RFC 4443 §3.1), and nobody of a damaged datagram", () => {
  const { link } = setUp();
  link.receive({ payload: `87000000 00000000 fe80000000000000 0000fffffe000001 0101${PEER_HARDWARE}` });
  link.receive({ payload: `87000000 00000000 fe80000000000000 000000fffe000001 0101${PEER_HARDWARE}` });
  link.sent();
  link.mac.waiting.push(datagram(7, "cafe"));
  link.net.poll();
  expect(link.sent()[0]).toMatch(/^020000000002 fe80::ff:fe00:1 > fe80::2 64 010400000000000060/);
  const damaged = datagram(7, "cafe");
  damaged[62] = 1;
  const unsummed = datagram(7, "cafe");
  unsummed.fill(0, 60, 62);
  link.mac.waiting.push(damaged, unsummed);
  link.net.poll();
  expect(link.sent()).toEqual([]);
  expect(link.net.counters.udpMalformed).toBe(2);
});

it("refuses what is no address, no group, or too long", async () => {
  const { link, udp } = setUp();
  const socket = await udp.bind(7);
  expect(
    ["10.0.0", "::", "fe80::1%eth0", "2001:db8::1"].map((to) => socket.send(fromHex("00"), to, 9)),
  ).toEqual([false, false, false, false]);
  expect(socket.send(new Uint8Array(1453), PEER_LINK, 9)).toBe(false);
  expect(socket.send(new Uint8Array(1452), PEER_LINK, 9)).toBe(true);
  expect(() => link.ipv6.joinGroup("fe80::1")).toThrow("no multicast group");
  expect(link.sent()).toHaveLength(1);
});
