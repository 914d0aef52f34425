// The parts of ingot/debug that need no board: the log's tail, the chart, the capture's format, ping, the command line.

import { describe, expect, test } from "vitest";
import { NetworkInterface } from "../net/interface.ts";
import { parseIpv4Address } from "../net/ipv4-address.ts";
import { TcpLayer } from "../net/tcp/layer.ts";
import { TwoStacks } from "../net/testing/two-stacks.ts";
import { VirtualWire } from "../net/testing/virtual-wire.ts";
import { BootChart } from "./boot-chart.ts";
import { Capture } from "./capture.ts";
import { CommandReader } from "./command-reader.ts";
import { LogTail } from "./log-tail.ts";
import { ping } from "./ping.ts";

test("the tail of the log keeps what was said last", () => {
  const log = new LogTail(10);
  for (const text of ["first\n", "second\n", "third\n"]) log.add(text);
  expect(log.text()).toBe("second\nthird\n");
  log.add("a line that is longer than all of it\n");
  expect(log.text()).toBe("a line that is longer than all of it\n");
});

test("the boot chart shows when things happened, and how long each took", () => {
  const chart = new BootChart();
  chart.mark("console", 1);
  chart.mark("address", 3);
  chart.mark("serving", 4);
  expect(chart.lines()).toEqual([
    `      1.0 ms |${"#".repeat(10)}${" ".repeat(31)}| console`,
    `      3.0 ms |${" ".repeat(10)}${"#".repeat(20)}${" ".repeat(11)}| address`,
    `      4.0 ms |${" ".repeat(30)}${"#".repeat(10)} | serving`,
  ]);
});

describe("a capture", () => {
  test("has each frame in pcap's form, and leaves the debug port out", async () => {
    const stacks = new TwoStacks(1);
    const capture = new Capture(stacks.rightNet, 8081);
    await stacks.connect(80);
    const whole = Buffer.concat([(await capture.read())!, ...(await drain(capture))]);
    expect(whole.subarray(0, 24).toString("hex")).toBe("d4c3b2a1020004000000000000000000ffff000001000000");
    const frames = framesOf(whole);
    // ARP question and answer, then the handshake.
    expect(frames.map((frame) => frame.readUInt16BE(12))).toEqual([0x0806, 0x0806, 0x0800, 0x0800, 0x0800]);
    expect(frames[2]!.readUInt16BE(36)).toBe(80);

    const other = new TwoStacks(1);
    const quiet = new Capture(other.rightNet, 80);
    await other.connect(80);
    const left = framesOf(Buffer.concat([(await quiet.read())!, ...(await drain(quiet))]));
    expect(left.map((frame) => frame.readUInt16BE(12))).toEqual([0x0806, 0x0806]);
  });

  test("loses frames rather than memory when nobody reads, and stops when it is cancelled", async () => {
    const wire = new VirtualWire(1, {});
    const link = new NetworkInterface(wire.left, { address: "10.0.0.1", environment: wire });
    const capture = new Capture(link, 1);
    for (let i = 0; i < 200; i++) link.tap!(new Uint8Array(1514), 1514);
    expect(capture.lost).toBeGreaterThan(100);
    capture.cancel();
    expect(link.tap).toBeNull();
    expect((await drain(capture)).length).toBe(201 - capture.lost);
  });
});

async function drain(capture: Capture): Promise<Uint8Array[]> {
  capture.cancel();
  const pieces: Uint8Array[] = [];
  for (let piece = await capture.read(); piece !== null; piece = await capture.read()) pieces.push(piece);
  return pieces;
}

function framesOf(pcap: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 24; at < pcap.length; ) {
    const length = pcap.readUInt32LE(at + 8);
    expect(pcap.readUInt32LE(at + 12)).toBe(length);
    frames.push(pcap.subarray(at + 16, at + 16 + length));
    at += 16 + length;
  }
  return frames;
}

describe("ping", () => {
  test("measures the round trip, and tells when nobody is there", async () => {
    const stacks = new TwoStacks(1, { delayMs: 5 });
    let times: (number | null)[] = [];
    void ping(stacks.leftNet, parseIpv4Address("10.0.0.2")!, 1).then((measured) => {
      times = measured;
    });
    await stacks.wire.run(() => times.length > 0, 5000);
    // ARP's question and answer are part of the first one.
    expect(times).toEqual([expect.closeTo(20, 0)]);
    expect(stacks.leftNet.onEchoReply).toBeNull();
    expect(await ping(stacks.leftNet, parseIpv4Address("192.168.9.9")!, 1)).toEqual([null]);
  });
});

test("the layers tell what is open, for the table of sockets", async () => {
  const stacks = new TwoStacks(1);
  await stacks.right.listen(9);
  const [client] = await stacks.connect(80);
  const ports: number[] = [];
  expect(stacks.right.inspect((tcb) => ports.push(tcb.remotePort))).toEqual([9]);
  expect(ports).toEqual([client.localPort]);
  expect(new TcpLayer(stacks.leftNet).inspect(() => {})).toEqual([]);
});

test("a line from the console is a command, whatever ends it", () => {
  const typed = [..." sockets \r\n\r\nheap\n"].map((c) => c.charCodeAt(0));
  const lines: string[] = [];
  const port = {
    write: () => 0,
    read: () => typed.shift() ?? -1,
    drain() {},
    enableReceiveInterrupt() {},
    setBaud: () => true,
  };
  const reader = new CommandReader(port, (line) => lines.push(line));
  expect(reader.poll()).toBe(true);
  expect(reader.poll()).toBe(false);
  expect(lines).toEqual(["sockets", "heap"]);
});
