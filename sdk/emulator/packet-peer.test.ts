// Tests of the packet peer: against a scripted responder, which errs on purpose, and against QEMU's own network.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PATIENCE_MS } from "../../test/patience.ts";
import { arpFrame, checksum, type EchoPacket, echoFrame, parseFrame } from "./frames.ts";
import { Machine } from "./machine.ts";
import { type Link, NoAnswer, PacketPeer } from "./packet-peer.ts";
import { FrameReader, StreamLink, withLength } from "./stream-link.ts";

const TARGET_MAC = "02:00:00:00:00:99";
const TARGET_IP = "10.0.0.2";
const PEER_IP = "10.0.0.1";

/** Answers ARP and echo for 10.0.0.2; `spoil` may change each reply's frame or drop it (null). */
function responder(spoil: (reply: EchoPacket) => Uint8Array | null = echoFrame): Link {
  let deliver: (frame: Uint8Array) => void = () => {};
  const answer = (frame: Uint8Array): Uint8Array | null => {
    const packet = parseFrame(frame);
    if (packet.kind === "arp" && packet.operation === "request" && packet.targetIp === TARGET_IP) {
      const { senderMac: targetMac, senderIp: targetIp } = packet;
      return arpFrame({
        operation: "reply",
        senderMac: TARGET_MAC,
        senderIp: TARGET_IP,
        targetMac,
        targetIp,
      });
    }
    if (packet.kind !== "echo" || packet.type !== "request") return null;
    return spoil({
      ...packet,
      type: "reply",
      sourceMac: TARGET_MAC,
      destinationMac: packet.sourceMac,
      sourceIp: packet.destinationIp,
      destinationIp: packet.sourceIp,
    });
  };
  return {
    send(frame) {
      const reply = answer(frame);
      if (reply) setImmediate(() => deliver(reply));
    },
    onFrame(handler) {
      deliver = handler;
    },
  };
}

const ping = (link: Link, count = 3) =>
  new PacketPeer(link, { ip: PEER_IP }).ping(TARGET_IP, { count, timeoutMs: 250 });

describe("the packet peer", () => {
  it("counts right replies and gives a round-trip time for each", async () => {
    const report = await ping(responder());
    expect(report).toMatchObject({ targetMac: TARGET_MAC, sent: 3, received: 3, faults: [] });
    expect(report.roundTripsMs).toHaveLength(3);
  });

  it("counts a missing reply as lost", async () => {
    const report = await ping(responder((reply) => (reply.sequence === 2 ? null : echoFrame(reply))));
    expect(report).toMatchObject({ sent: 3, received: 2, faults: [] });
  });

  const wrong: [string, (reply: EchoPacket) => Partial<EchoPacket>, RegExp][] = [
    ["identifier", (reply) => ({ identifier: reply.identifier ^ 1 }), /identifier/],
    ["sequence", (reply) => ({ sequence: reply.sequence + 1 }), /sequence/],
    ["payload", (reply) => ({ payload: reply.payload.slice(1) }), /payload/],
    ["source address", () => ({ sourceIp: "10.0.0.3" }), /source 10\.0\.0\.3/],
    ["destination address", () => ({ destinationIp: "10.0.0.9" }), /destination 10\.0\.0\.9/],
    ["source hardware address", () => ({ sourceMac: "02:00:00:00:00:55" }), /source hardware address/],
    ["destination hardware address", () => ({ destinationMac: TARGET_MAC }), /destination hardware address/],
    ["time to live of zero", () => ({ timeToLive: 0 }), /time to live/],
  ];
  it.each(wrong)("rejects a reply with a wrong %s and says so", async (_name, change, fault) => {
    const report = await ping(
      responder((reply) => echoFrame({ ...reply, ...change(reply) })),
      1,
    );
    expect(report.received).toBe(0);
    expect(report.faults.join("\n")).toMatch(fault);
  });

  it.each([
    ["IPv4 header", 14 + 8],
    ["ICMP", 14 + 20 + 20],
  ])("rejects a reply whose %s checksum is wrong", async (name, offset) => {
    const report = await ping(
      responder((reply) => {
        const frame = echoFrame(reply);
        frame[offset]! ^= 0x10;
        return frame;
      }),
      1,
    );
    expect(report.received).toBe(0);
    expect(report.faults).toEqual([`${name} checksum is wrong`]);
  });

  it("gives up on a target that never answers ARP", async () => {
    const silent: Link = { send() {}, onFrame() {} };
    await expect(ping(silent)).rejects.toThrow(NoAnswer);
  });

  it("answers ARP for its own address only", () => {
    const sent: Uint8Array[] = [];
    let deliver: (frame: Uint8Array) => void = () => {};
    const link: Link = { send: (frame) => sent.push(frame), onFrame: (handler) => (deliver = handler) };
    new PacketPeer(link, { ip: PEER_IP, mac: "02:00:00:00:00:07" });
    const ask = { operation: "request", senderMac: TARGET_MAC, senderIp: TARGET_IP, targetMac: "" } as const;
    deliver(arpFrame({ ...ask, targetIp: "10.0.0.77" }));
    expect(sent).toEqual([]);
    deliver(arpFrame({ ...ask, targetIp: PEER_IP }));
    expect(parseFrame(sent[0]!)).toMatchObject({
      operation: "reply",
      senderMac: "02:00:00:00:00:07",
      targetMac: TARGET_MAC,
    });
  });
});

describe("frames", () => {
  it("computes the checksum of RFC 1071's example", () => {
    // Section 3: the sum of these bytes is ddf2, and the checksum is its complement.
    expect(checksum([0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7])).toBe(0x220d);
  });

  it("pads an odd number of bytes with zero", () => {
    expect(checksum([0x12, 0x34, 0x56])).toBe(checksum([0x12, 0x34, 0x56, 0x00]));
  });

  it("calls every truncation of a good frame faulty, and never throws", () => {
    const whole = echoFrame({
      ...{ type: "request", sourceMac: TARGET_MAC, destinationMac: TARGET_MAC, timeToLive: 1 },
      ...{
        sourceIp: PEER_IP,
        destinationIp: TARGET_IP,
        identifier: 1,
        sequence: 2,
        payload: new Uint8Array(30),
      },
    });
    expect(parseFrame(whole).kind).toBe("echo");
    for (let length = 0; length < whole.length; length += 1) {
      expect(parseFrame(whole.subarray(0, length)).kind).toBe("faulty");
    }
  });
});

describe("the stream to the emulator", () => {
  it("cuts frames out of pieces of any size", () => {
    const stream = Buffer.concat([withLength(Uint8Array.of(1, 2, 3)), withLength(Uint8Array.of(4))]);
    const reader = new FrameReader();
    const frames = [...stream].flatMap((byte) => reader.push(Uint8Array.of(byte)));
    expect(frames).toEqual([Uint8Array.of(1, 2, 3), Uint8Array.of(4)]);
    expect(new FrameReader().push(stream)).toHaveLength(2);
  });

  it("refuses an impossible length instead of waiting for it", () => {
    expect(() => new FrameReader().push(Uint8Array.of(0xff, 0, 0, 0))).toThrow(RangeError);
  });

  it("carries a ping to the gateway of QEMU's own network", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ingot-wire-"));
    const link = await StreamLink.listen(join(folder, "wire"));
    const { path } = link;
    // A hub inside QEMU joins our wire to its user-mode network, whose gateway answers pings by itself.
    const machine = new Machine({
      machine: "cubieboard",
      lifetimeMs: PATIENCE_MS,
      extra: [
        ...["-netdev", "user,id=inside", "-netdev", "hubport,hubid=0,id=a,netdev=inside"],
        ...["-netdev", `stream,id=wire,server=off,addr.type=unix,addr.path=${path}`],
        ...["-netdev", "hubport,hubid=0,id=b,netdev=wire"],
      ],
    });
    try {
      const report = await new PacketPeer(link, { ip: "10.0.2.15" }).ping("10.0.2.2", {
        count: 3,
        timeoutMs: 3000,
      });
      expect(report).toMatchObject({ received: 3, faults: [] });
    } finally {
      await machine.kill();
      link.close();
      rmSync(folder, { recursive: true });
    }
  });
});
