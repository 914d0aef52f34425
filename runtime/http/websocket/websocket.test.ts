// WebSocket: known frames and keys of RFC 6455, both sides against each other, and what breaks its rules.

import { expect, test } from "vitest";
import { MemoryTransport } from "../../net/testing/memory-transport.ts";
import { Incoming } from "../incoming.ts";
import { serve } from "../server/serve.ts";
import { ManualClock, settle } from "../testing/manual-clock.ts";
import { RawClient } from "../testing/raw-client.ts";
import { makeFrame, parseFrameHead } from "./frame.ts";
import { acceptKey, acceptWebSocket, connectWebSocket } from "./handshake.ts";
import { sha1 } from "./sha1.ts";
import { WebSocket } from "./socket.ts";

const bytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const hex = (data: Uint8Array) => Buffer.from(data).toString("hex");

test("SHA-1 is that of FIPS 180", () => {
  expect(hex(sha1(bytes("abc")))).toBe("a9993e364706816aba3e25717850c26c9cd0d89d");
  expect(hex(sha1(bytes("a".repeat(119))))).toBe("ee971065aaa017e0632a8ca6c77bb3bf8b1dfc56");
});

test("the key of RFC 6455 §1.3 is answered as it says", () => {
  expect(acceptKey("dGhlIHNhbXBsZSBub25jZQ==")).toBe("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
});

test("frames are those of RFC 6455 §5.7", () => {
  expect(hex(makeFrame(1, bytes("Hello"), null))).toBe("810548656c6c6f");
  expect(hex(makeFrame(1, bytes("Hello"), bytes("\x37\xfa\x21\x3d")))).toBe("818537fa213d7f9f4d5158");
  expect(hex(makeFrame(2, new Uint8Array(256), null).subarray(0, 4))).toBe("827e0100");
  expect(hex(makeFrame(2, new Uint8Array(65536), null).subarray(0, 10))).toBe("827f0000000000010000");
});

test.each([125, 126, 65535, 65536])("a frame of %i bytes is read as it was written", (length) => {
  for (const mask of [null, new Uint8Array([1, 2, 3, 4])]) {
    const frame = makeFrame(2, new Uint8Array(length), mask);
    const head = parseFrameHead(frame, 0, frame.length, mask !== null);
    expect(head).toMatchObject({ opcode: 2, isLast: true, length, headBytes: frame.length - length });
    for (let end = 0; end < frame.length - length; end++) {
      expect(parseFrameHead(frame, 0, end, mask !== null)).toBe(null);
    }
  }
});

async function pair(serveSocket: (socket: WebSocket) => Promise<void>, chunkBytes = 0) {
  const transport = new MemoryTransport({ chunkBytes });
  const clock = new ManualClock();
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const options = { clock, maxMessageBytes: 100_000, protocols: ["b", "a"] };
  await serve({ port: 80, transport, clock, log }, (request) =>
    acceptWebSocket(request, serveSocket, options),
  );
  return { transport, clock, lines };
}

test.each([0, 1, 1000])("messages go both ways, in pieces of %i bytes", async (chunkBytes) => {
  const { transport, clock, lines } = await pair(async (socket) => {
    for await (const message of socket) await socket.send(message);
  }, chunkBytes);
  const socket = await connectWebSocket("ws://h/x", {
    transport,
    clock,
    protocols: ["a", "b"],
    maxMessageBytes: 100_000,
  });
  expect(socket.protocol).toBe("b");
  for (const message of ["", "caf\u00e9", "x".repeat(66_000), new Uint8Array([1, 2, 3])]) {
    await socket.send(message);
    expect(await socket.receive()).toEqual(message);
  }
  await socket.close(3000, "bye");
  expect(await socket.receive()).toBe(null);
  expect([socket.closeCode, lines]).toEqual([3000, []]);
  await expect(socket.send("late")).rejects.toThrow("closed");
});

/** Sends frames to a server that only receives; gives the code it closes with. */
async function codeFor(...frames: (Uint8Array | string)[]): Promise<number> {
  const { transport } = await pair(async (socket) => {
    while ((await socket.receive()) !== null);
  });
  const client = await RawClient.connect(transport, 80);
  await client.send(
    "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
  );
  await settle();
  const start = client.received.indexOf("\r\n\r\n") + 4;
  for (const frame of frames) {
    await client.connection.write(typeof frame === "string" ? bytes(frame) : frame).catch(() => undefined);
  }
  await settle();
  expect(client.ended).toBe("closed");
  const answer = client.received.slice(start);
  expect(answer.charCodeAt(0)).toBe(0x88);
  return answer.charCodeAt(2) * 256 + answer.charCodeAt(3);
}

const M = new Uint8Array([0, 0, 0, 0]);
test.each([
  ["a frame without a mask", 1002, ["\x81\x01a"]],
  ["a reserved bit", 1002, ["\xc1\x80\0\0\0\0"]],
  ["an unknown kind", 1002, ["\x83\x80\0\0\0\0"]],
  ["a ping in parts", 1002, ["\x09\x80\0\0\0\0"]],
  ["a long ping", 1002, [makeFrame(9, new Uint8Array(126), M)]],
  ["a length longer than it must be", 1002, ["\x81\xfe\0\x05\0\0\0\0hello"]],
  ["a continuation of nothing", 1002, ["\x80\x80\0\0\0\0"]],
  ["a message within a message", 1002, ["\x01\x80\0\0\0\0", "\x81\x80\0\0\0\0"]],
  ["text that is no UTF-8", 1007, [makeFrame(1, new Uint8Array([0xc3]), M)]],
  ["half a closing code", 1002, [makeFrame(8, new Uint8Array(1), M)]],
  ["a closing code that is not sent", 1002, [makeFrame(8, new Uint8Array([3, 237]), M)]],
  ["a message beyond the limit", 1009, [makeFrame(2, new Uint8Array(100_001), M).subarray(0, 500)]],
  ["a length beyond all sense", 1002, ["\x82\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0"]],
  ["an orderly end", 4001, [makeFrame(8, new Uint8Array([0x0f, 0xa1]), M)]],
  ["an orderly end without a code", 1000, [makeFrame(8, new Uint8Array(0), M)]],
])("%s is answered with %i", async (_what, code, frames) => {
  expect(await codeFor(...frames)).toBe(code);
});

test("a message in parts, with a ping between them, is one message", async () => {
  const got: unknown[] = [];
  const { transport, clock } = await pair(async (socket) => {
    for await (const message of socket) got.push(message);
  });
  const tcp = (await connectWebSocket("ws://h/", { transport, clock })) as unknown as {
    tcp: RawClient["connection"];
  };
  // Half of a two-byte character in each part.
  for (const frame of ["\x01\x82\0\0\0\0a\xc3", "\x89\x81\0\0\0\0p", "\x80\x81\0\0\0\0\xa9"])
    await tcp.tcp.write(bytes(frame));
  await settle();
  expect(got).toEqual(["a\u00e9"]);
  expect(await tcp.tcp.read()).toEqual(bytes("\x8a\x01p"));
});

test("a silent peer is pinged, then given up", async () => {
  let ended = 0;
  const { transport, clock } = await pair(async (socket) => {
    await socket.receive();
    ended = socket.closeCode;
  });
  const peer = await connectWebSocket("ws://h/", { transport, clock });
  void peer.receive();
  await clock.advance(120_000);
  expect(ended).toBe(0);
  const silent = await connectWebSocket("ws://h/", { transport, clock, pingMs: 1e9 });
  await clock.advance(61_000);
  expect([silent.closeCode, ended]).toEqual([1006, 1006]);
});

test("requests that are none for a WebSocket are refused", async () => {
  const { transport } = await pair(async () => undefined);
  const client = await RawClient.connect(transport, 80);
  await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  await settle();
  expect(client.received).toMatch(/^HTTP\/1\.1 426 .*\r\nupgrade: websocket\r\n/);
  await expect(connectWebSocket("wss://h/", { transport })).rejects.toThrow("wss:// needs TLS");
});

test("whatever bytes arrive, the socket ends or waits, and never fails otherwise", async () => {
  let seed = 1;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  for (let round = 0; round < 300; round++) {
    const transport = new MemoryTransport();
    const listener = await transport.listen(1);
    const there = await transport.connect("", 1);
    const here = await listener.accept();
    const socket = new WebSocket(here, new Incoming(here), false, new ManualClock(), "", {
      maxMessageBytes: 1000,
    });
    const noise = new Uint8Array(1 + Math.floor(random() * 60));
    for (let i = 0; i < noise.length; i++) noise[i] = random() * 256;
    // Half of them begin well.
    if (round % 2 === 0)
      noise.set([0x80 | Math.floor(random() * 3), 0x80 | Math.floor(random() * 127)].slice(0, noise.length));
    await there.write(noise);
    there.closeWrite();
    for (let i = 0; i < 20; i++) if ((await socket.receive()) === null) break;
    expect(await socket.receive()).toBe(null);
  }
});
