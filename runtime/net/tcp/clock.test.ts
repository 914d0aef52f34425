// A clock that goes on while frames are dealt with, as a real one does: timestamps must not go back (RFC 7323 §5.3), or
// the peer throws good segments away as old ones.

import { expect, it } from "vitest";
import { NetworkInterface } from "../interface.ts";
import { LEFT, RIGHT, readStream, writeStream } from "../testing/two-stacks.ts";
import { VirtualWire } from "../testing/virtual-wire.ts";
import type { Environment } from "../time.ts";
import { parseTcp } from "../wire/tcp.ts";
import { TcpLayer } from "./layer.ts";

/** Virtual time that passes by itself, a little at each look at it, besides what the wire makes of it. */
class RestlessClock implements Environment {
  private readonly wire: VirtualWire;
  private extraMs = 0;
  constructor(wire: VirtualWire) {
    this.wire = wire;
  }
  nowMs(): number {
    this.extraMs += 0.7;
    return this.wire.nowMs() + this.extraMs;
  }
  random32(): number {
    return this.wire.random32();
  }
}

it("makes no segment older than the one before it, and none is refused for its age", async () => {
  const wire = new VirtualWire(1);
  const stacks = [LEFT, RIGHT].map((address, i) => {
    const environment = new RestlessClock(wire);
    const net = new NetworkInterface(i === 0 ? wire.left : wire.right, { address, environment });
    wire.drive(net);
    // Writers wait for room, so that the acknowledgments of one poll have them go on in the middle of it.
    return new TcpLayer(net, { sendBytes: 6000 });
  });
  const [left, right] = stacks as [TcpLayer, TcpLayer];
  const newest = new Map<number, number>();
  let segments = 0;
  wire.tap = (frame) => {
    const header = frame[23] === 6 ? parseTcp(frame, 34, frame.length, 0x0a000001, 0x0a000002) : null;
    if (header === null || !header.hasTimestamps) return;
    segments += 1;
    const before = newest.get(header.sourcePort) ?? header.timestamp;
    expect((header.timestamp - before) | 0).toBeGreaterThanOrEqual(0);
    newest.set(header.sourcePort, header.timestamp);
  };
  const listener = await right.listen(80);
  const counts: number[] = [];
  const serve = async () => {
    const connection = await listener.accept();
    writeStream(connection, 2, 60_000, 9000);
    counts.push(await readStream(connection, 1));
  };
  const ask = async () => {
    const connection = await left.connect(RIGHT, 80);
    writeStream(connection, 1, 60_000, 7000);
    counts.push(await readStream(connection, 2));
  };
  serve();
  ask();
  await wire.run(() => counts.length === 2, 600_000);
  expect(counts).toEqual([60_000, 60_000]);
  expect(segments).toBeGreaterThan(80);
  expect([left.counters.unacceptable, right.counters.unacceptable]).toEqual([0, 0]);
});
