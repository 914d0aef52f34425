// Random packets of IPv6, with checksums that hold, into a whole station: nothing makes it throw or say more than it was
// told, and what it says is well-formed. Damage that checksums find is runtime/net/ipv6/ipv6.test.ts's.

import { expect, test } from "vitest";
import { TcpOverIpv6 } from "../../runtime/net/ipv6/tcp.ts";
import { UdpOverIpv6 } from "../../runtime/net/ipv6/udp.ts";
import { TcpLayer } from "../../runtime/net/tcp/layer.ts";
import {
  frameOf,
  hexOf,
  OWN_LINK,
  PEER_HARDWARE,
  ScriptedLink6,
} from "../../runtime/net/testing/scripted-link6.ts";
import { SeededRandom } from "../../runtime/net/testing/virtual-wire.ts";
import { UdpLayer } from "../../runtime/net/udp.ts";
import { put16 } from "../../runtime/net/wire/bytes.ts";
import { addToSum } from "../../runtime/net/wire/checksum.ts";
import { Ipv6Packet, parseIpv6, pseudoHeaderSum6 } from "../../runtime/net/wire/ipv6.ts";
import { parseTcp6, TcpHeader } from "../../runtime/net/wire/tcp.ts";

const ROUNDS = 4000;
const HEADER_AT = 14;
/** Where the checksum stands in what follows the headers. */
const CHECKSUMS: Readonly<Record<number, number>> = { 6: 16, 17: 6, 58: 2 };

const router = `86000000 40c00708 00000000 00000000 0101${PEER_HARDWARE}
  0304 40c0 00015180 00003840 00000000 ${hexOf("2001:db8:1::")} 0501 0000 00000514
  1903 0000 00000e10 ${hexOf("2001:db8::53")}`.replaceAll("\n", "");
/** A SYN with all options, and a segment with data. */
const syn = "2328 0050 00000001 00000000 a002 7000 0000 0000 020405a0 0402 080a 00000001 00000000 01030302";
const data = "2329 0050 00000001 00000001 5018 7000 0000 0000 68656c6c6f";
const quoted = `60000000 0014 06 40 ${hexOf(OWN_LINK)} ${hexOf("fe80::2")} ${data.slice(0, 48)}`;
const FRAMES = [
  { payload: `80000000 12340007 ${"61".repeat(24)}` },
  { payload: `87000000 00000000 ${hexOf(OWN_LINK)} 0101${PEER_HARDWARE}` },
  { payload: `88000000 60000000 ${hexOf("fe80::2")} 0201${PEER_HARDWARE}` },
  { destination: "ff02::1", payload: router },
  { destination: "ff02::1", hopLimit: 1, payload: `82000000 03e80000 ${hexOf("::")} 02000000` },
  { destination: "ff02::1", hopLimit: 1, payload: `82000000 03e80000 ${hexOf("ff02::fb")}` },
  { payload: `02000000 00000514 ${quoted}` },
  { payload: `01040000 00000000 ${quoted}` },
  { protocol: 6, payload: syn },
  { protocol: 6, payload: data },
  { protocol: 17, payload: "0009 0007 000c 0000 6869 7979" },
  { protocol: 17, first: 44, extensions: "1100000100000007", payload: "00".repeat(16) },
  { protocol: 17, first: 44, extensions: "1100001000000007", payload: "0009 0007 0018 0000" },
  { protocol: 17, first: 0, extensions: "2b00010400000000 1100000000000000", payload: "00".repeat(8) },
].map(frameOf);

/** Makes the checksum of what follows the headers right, as far as there is one. */
function seal(frame: Uint8Array): void {
  const packet = parseIpv6(frame, HEADER_AT, frame.length, new Ipv6Packet());
  if (packet === null || packet.outcome !== "whole") return;
  const { payloadAt, payloadEnd, protocol } = packet;
  const at = payloadAt + (CHECKSUMS[protocol] ?? frame.length);
  if (at + 2 > payloadEnd) return;
  put16(frame, at, 0);
  const pseudo = pseudoHeaderSum6(frame, HEADER_AT, protocol, payloadEnd - payloadAt);
  put16(frame, at, ~addToSum(pseudo, frame, payloadAt, payloadEnd) & 0xffff);
}

test("random packets are taken or dropped, and answered by no more than well-formed ones", async () => {
  const random = new SeededRandom(7);
  const link = new ScriptedLink6().settle();
  const tcp = new TcpLayer(link.net, { connections: 20 });
  const udp = new UdpLayer(link.net);
  new TcpOverIpv6(link.net, link.ipv6, tcp);
  new UdpOverIpv6(link.net, link.ipv6, udp);
  await tcp.listen(80, { backlog: 4 });
  await udp.bind(7);
  link.ipv6.joinGroup("ff02::fb");
  link.pass(5000);
  link.mac.sent.length = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const frame = FRAMES[random.below(FRAMES.length)]!.slice();
    // Mostly behind the addresses: another station's packets tell nothing.
    const from = random.below(8) === 0 ? HEADER_AT : HEADER_AT + 40;
    for (let n = random.below(5); n > 0; n--)
      frame[from + random.below(frame.length - from)] = random.below(3) === 0 ? 255 : random.below(256);
    const cut = random.below(6) === 0 ? HEADER_AT + random.below(frame.length - HEADER_AT) : frame.length;
    const bytes = frame.slice(0, cut);
    if (random.below(8) > 0) seal(bytes);
    link.mac.waiting.push(bytes);
    link.net.poll();
    // What has waited for a neighbour may follow its answer.
    expect(link.mac.sent.length).toBeLessThanOrEqual(16);
    for (const sent of link.mac.sent.splice(0)) {
      const packet = parseIpv6(sent, HEADER_AT, sent.length, new Ipv6Packet())!;
      const { outcome, protocol, payloadAt, payloadEnd } = packet;
      expect(outcome).toBe("whole");
      const pseudo = pseudoHeaderSum6(sent, HEADER_AT, protocol, payloadEnd - payloadAt);
      expect(addToSum(pseudo, sent, payloadAt, payloadEnd)).toBe(0xffff);
    }
    if (round % 50 === 0) link.pass(3000);
    link.mac.sent.length = 0;
  }
  const { counters } = link.ipv6;
  expect(counters.received).toBe(ROUNDS);
  expect(tcp.connectionCount()).toBeLessThanOrEqual(20);
  // That something has come through everywhere.
  for (const seen of [counters.echoRequests, counters.fragments, counters.groupQueries, counters.icmpErrors])
    expect(seen).toBeGreaterThan(50);
  expect(link.net.counters.tcpSegments).toBeGreaterThan(50);
  expect(link.net.counters.udpDelivered + link.net.counters.udpQueueFull).toBeGreaterThan(50);
});

test("every flipped bit of a segment or of its addresses is noticed", () => {
  const frame = frameOf({ protocol: 6, payload: data });
  seal(frame);
  const parsed = () => parseTcp6(frame, HEADER_AT, HEADER_AT + 40, frame.length, new TcpHeader());
  expect(parsed()?.sourcePort).toBe(0x2329);
  for (let bit = 8 * (HEADER_AT + 8); bit < 8 * frame.length; bit++) {
    frame[bit >> 3] = frame[bit >> 3]! ^ (1 << (bit & 7));
    expect(parsed(), `bit ${bit}`).toBeNull();
    frame[bit >> 3] = frame[bit >> 3]! ^ (1 << (bit & 7));
  }
});
