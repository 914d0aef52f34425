// Server-sent events: what is sent, and when a client is given up.

import { expect, test } from "vitest";
import { MemoryTransport } from "../net/testing/memory-transport.ts";
import { EventStream } from "./event-stream.ts";
import { serve } from "./server/serve.ts";
import { ManualClock, settle } from "./testing/manual-clock.ts";
import { RawClient } from "./testing/raw-client.ts";

const decoder = new TextDecoder();

async function next(stream: EventStream): Promise<string | null> {
  const piece = await stream.read();
  return piece === null ? null : decoder.decode(piece);
}

test("messages have a line for each line of data, and their fields", async () => {
  const stream = new EventStream({ clock: new ManualClock() });
  stream.send("a\r\nb\rc\n", { event: "x", id: "7", retryMs: 100 });
  stream.send("");
  stream.close();
  expect(await next(stream)).toBe("event: x\nid: 7\nretry: 100\ndata: a\ndata: b\ndata: c\ndata: \n\n");
  expect(await next(stream)).toBe("data: \n\n");
  expect(await next(stream)).toBe(null);
  expect(stream.send("late")).toBe(false);
});

test("what would begin another field is refused", () => {
  const stream = new EventStream({ clock: new ManualClock() });
  expect(() => stream.send("a", { event: "x\ndata: y" })).toThrow(TypeError);
  expect(() => stream.send("a", { id: "x\ry" })).toThrow(TypeError);
});

test("silence is filled with comments", async () => {
  const clock = new ManualClock();
  const stream = new EventStream({ clock, keepAliveMs: 1000 });
  await clock.advance(999);
  stream.send("x");
  await clock.advance(999);
  expect(await next(stream)).toBe("data: x\n\n");
  await clock.advance(1);
  expect(await next(stream)).toBe(":\n\n");
});

test("a client that does not keep up is given up", async () => {
  let closed = 0;
  const stream = new EventStream({ clock: new ManualClock(), bufferBytes: 100, onClose: () => closed++ });
  let sent = 0;
  while (stream.send("0123456789") && sent < 100) sent++;
  expect(sent).toBe(5);
  expect([stream.isClosed, closed]).toEqual([true, 1]);
});

test("messages reach the client while the response goes on, and its end is noticed", async () => {
  const transport = new MemoryTransport();
  const clock = new ManualClock();
  let stream: EventStream | null = null;
  await serve({ port: 80, transport, clock }, () => {
    stream = new EventStream({ clock });
    return stream.response;
  });
  const peer = await RawClient.connect(transport, 80);
  await peer.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  await settle();
  stream!.send("one");
  await settle();
  expect(peer.received).toContain("content-type: text/event-stream\r\n");
  expect(peer.received).toMatch(/\r\n\r\nb\r\ndata: one\n\n\r\n$/);
  peer.connection.abort();
  stream!.send("two");
  await settle();
  expect(stream!.isClosed).toBe(true);
});
