// The server as clients see it: framing, persistence, limits, times. Over connections in memory, by a manual clock.

import { expect, test } from "vitest";
import { MemoryTransport } from "../../net/testing/memory-transport.ts";
import { Request } from "../request.ts";
import { Response } from "../response.ts";
import { ManualClock, settle } from "../testing/manual-clock.ts";
import { RawClient } from "../testing/raw-client.ts";
import type { Handler } from "./connection.ts";
import type { Limits } from "./options.ts";
import { serve } from "./serve.ts";

const GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
const post = (length: number, more = "") =>
  `POST / HTTP/1.1\r\nHost: h\r\nContent-Length: ${length}\r\n${more}\r\n`;
const echo: Handler = async (request) => new Response(await request.text());

async function start(handler: Handler, limits: Partial<Limits> = {}, chunkBytes = 0) {
  const transport = new MemoryTransport({ chunkBytes });
  const clock = new ManualClock();
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const server = await serve({ port: 80, transport, clock, limits, log }, handler);
  return { server, clock, lines, client: () => RawClient.connect(transport, 80) };
}

/** Sends `text`, ends, and gives what comes back. */
async function answer(handler: Handler, text: string, limits: Partial<Limits> = {}): Promise<string> {
  const answers = new Set<string>();
  for (const chunkBytes of [0, 1, 13]) {
    const { client } = await start(handler, limits, chunkBytes);
    const peer = await client();
    await peer.send(text);
    peer.connection.closeWrite();
    while (peer.ended === "no") await settle();
    answers.add(peer.received);
  }
  // However the bytes are cut, the answer is the same.
  expect([...answers]).toHaveLength(1);
  return [...answers][0]!;
}

const statuses = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map((m) => Number(m[1]));

test("a response has a status line, the fields of the handler, a date, a length and its body", async () => {
  const handler = () => new Response("hello", { status: 201, headers: { "X-A": "1" } });
  expect(await answer(handler, GET)).toBe(
    "HTTP/1.1 201 Created\r\nx-a: 1\r\ncontent-type: text/plain;charset=UTF-8\r\n" +
      "Date: Tue, 14 Nov 2023 22:13:21 GMT\r\ncontent-length: 5\r\n\r\nhello",
  );
});

test("requests sent ahead are answered in their order, whatever their handlers wait for", async () => {
  let waits = 3;
  const handler: Handler = async (request) => {
    for (let i = waits--; i > 0; i--) await null;
    return new Response(request.pathname);
  };
  const text = await answer(handler, GET.replace("/", "/a") + GET.replace("/", "/b"));
  expect(text.indexOf("/a")).toBeGreaterThan(0);
  expect(text.indexOf("/b")).toBeGreaterThan(text.indexOf("/a"));
});

test("HEAD has the fields of GET without the body, also when the body streams", async () => {
  const head = GET.replace("GET", "HEAD");
  expect(await answer(() => new Response("hello"), head)).toMatch(/content-length: 5\r\n\r\n$/);
  let cancelled = false;
  const source: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => ({
      next: async () => ({ done: false, value: new Uint8Array(5) }),
      return: async () => {
        cancelled = true;
        return { done: true, value: undefined };
      },
    }),
  };
  expect(await answer(() => new Response(source), head)).toMatch(/transfer-encoding: chunked\r\n\r\n$/);
  expect(cancelled).toBe(true);
});

test("bodies come by length or in chunks", async () => {
  expect(await answer(echo, `${post(5)}hello`)).toMatch(/\r\n\r\nhello$/);
  const chunked =
    "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";
  expect(await answer(echo, chunked + GET)).toMatch(/\r\n\r\nhelloHTTP\/1.1 200/);
});

test("a body that the handler does not read is skipped", async () => {
  expect(statuses(await answer(() => new Response("x"), `${post(5)}hello${GET}`))).toEqual([200, 200]);
});

test("of a long body that the handler does not read, the connection is closed instead", async () => {
  const text = await answer(() => new Response("x"), `${post(100_000)}${"z".repeat(1000)}`);
  expect(text).toContain("connection: close");
});

test("100 Continue is sent when the handler reads, and not when it does not", async () => {
  const { client } = await start(echo);
  const peer = await client();
  await peer.send(post(2, "Expect: 100-continue\r\n"));
  await settle();
  expect(peer.received).toBe("HTTP/1.1 100 Continue\r\n\r\n");
  await peer.send("hi");
  await settle();
  expect(statuses(peer.received)).toEqual([100, 200]);

  const careless = await start(() => new Response("no", { status: 403 }));
  const other = await careless.client();
  await other.send(post(2, "Expect: 100-continue\r\n"));
  await settle();
  expect(statuses(other.received)).toEqual([403]);
  expect(other.ended).toBe("closed");
});

test.each([
  ["BAD\r\n\r\n", 400],
  ["GET / HTTP/1.1\r\n\r\n", 400],
  ["GET nowhere HTTP/1.1\r\nHost: h\r\n\r\n", 400],
  ["GET * HTTP/1.1\r\nHost: h\r\n\r\n", 400],
  ["CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\n", 501],
  ["GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505],
  [`GET / HTTP/1.1\r\nHost: h\r\nX: ${"x".repeat(2000)}\r\n\r\n`, 431],
  [`GET / HTTP/1.1\r\nHost: h\r\nX: ${"x".repeat(2000)}`, 431],
  [post(101), 413],
  ["POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n" + "x".repeat(500), 413],
  ["POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400],
  ["POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400],
])("what begins with %.60j is answered with %i and the end", async (text, status) => {
  const received = await answer(echo, text, { headBytes: 1024, bodyBytes: 100 });
  expect(statuses(received)).toEqual([status]);
  expect(received).toContain("connection: close\r\n");
});

test("a handler that throws, or gives fields that cannot be sent, is answered 500 and logged", async () => {
  for (const handler of [
    () => {
      throw new Error("on purpose");
    },
    async () => {
      throw new Error("on purpose");
    },
    () => new Response("x", { statusText: "on\r\npurpose" }),
    () => new Response("x", { headers: { "transfer-encoding": "purpose" } }),
  ] as Handler[]) {
    const { client, lines, server } = await start(handler);
    const peer = await client();
    await peer.send(GET);
    await settle();
    expect(statuses(peer.received)).toEqual([500]);
    expect(peer.received).not.toContain("purpose");
    expect(lines[0]).toMatch(/^http: GET \/ failed: (Type)?Error/);
    expect(server.counters.failed).toBe(1);
  }
});

test("a body that fails half way ends in a reset, not in what looks whole", async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield new Uint8Array([65]);
    throw new Error("on purpose");
  }
  const { client, lines } = await start(() => new Response(broken()));
  const peer = await client();
  await peer.send(GET);
  await settle();
  expect(peer.ended).toBe("reset");
  expect(peer.received).not.toContain("\r\n0\r\n");
  expect(lines).toHaveLength(1);
});

test("HTTP/1.0 gets no chunks, and keeps the connection only when it asks for it", async () => {
  async function* body(): AsyncGenerator<Uint8Array> {
    yield new Uint8Array([65]);
  }
  const old = "GET / HTTP/1.0\r\n\r\n";
  expect(await answer(() => new Response(body()), old)).toMatch(/connection: close\r\n\r\nA$/);
  const kept = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
  expect(statuses(await answer(() => new Response("x"), kept + old + old))).toEqual([200, 200]);
});

test("after so many requests the connection is closed", async () => {
  const text = await answer(() => new Response("x"), GET + GET + GET, { requestsPerConnection: 2 });
  expect(statuses(text)).toEqual([200, 200]);
  expect(text.match(/connection: close/g)).toHaveLength(1);
});

test("who is idle, or slow with a head, a body or taking the response, is not waited for", async () => {
  const { client, clock, server } = await start(echo);
  const idle = await client();
  await idle.send(`${post(1)}x`);
  const slowHead = await client();
  await slowHead.send("GET / HT");
  const slowBody = await client();
  await slowBody.send(`${post(1000)}x`);
  const dripping = await client();
  await dripping.send(post(1000));
  for (let i = 0; i < 15; i++) {
    await clock.advance(1000);
    if (dripping.ended === "no") await dripping.send("x").catch(() => undefined);
  }
  expect(statuses(slowHead.received)).toEqual([408]);
  await clock.advance(2000);
  expect(idle.ended).toBe("closed");
  for (let i = 0; i < 20; i++) {
    await clock.advance(1000);
    if (dripping.ended === "no") await dripping.send("x").catch(() => undefined);
  }
  expect(statuses(slowBody.received)).toEqual([408]);
  expect(statuses(dripping.received)).toEqual([408]);
  expect(server.counters.timedOut).toBe(3);
  await clock.advance(5000);
  expect(server.connectionCount).toBe(0);
});

test("a client that does not take the response is reset", async () => {
  const transport = new MemoryTransport({ bufferBytes: 1000 });
  const clock = new ManualClock();
  const server = await serve({ port: 80, transport, clock }, () => new Response("x".repeat(5000)));
  const connection = await transport.connect("", 80);
  await connection.write(new TextEncoder().encode(GET));
  await clock.advance(31_000);
  expect(server.counters.timedOut).toBe(1);
  expect(server.connectionCount).toBe(0);
});

test("a handler that never answers is answered for with 503", async () => {
  const { client, clock, lines } = await start(() => new Promise<Response>(() => undefined));
  const peer = await client();
  await peer.send(GET);
  await clock.advance(61_000);
  expect(statuses(peer.received)).toEqual([503]);
  expect(lines).toEqual(["http: no response within 60000 ms"]);
});

test("beyond the limit an idle connection makes room; when none is idle, the answer is 503", async () => {
  let finish: (response: Response) => void = () => undefined;
  const { client, server } = await start(
    (request) => {
      if (request.pathname === "/") return new Response("x");
      return new Promise<Response>((resolve) => {
        finish = resolve;
      });
    },
    { connections: 2 },
  );
  const idle = await client();
  await idle.send(GET);
  const busy = await client();
  await busy.send(GET.replace("/", "/wait"));
  await settle();
  const third = await client();
  await third.send(GET.replace("/", "/wait"));
  await settle();
  expect(idle.ended).toBe("closed");
  const fourth = await client();
  await settle();
  expect(statuses(fourth.received)).toEqual([503]);
  expect(third.received).toBe("");
  finish(new Response("late"));
  await settle();
  expect(third.received).toContain("late");
  expect(server.counters.shed).toBe(2);
});

test("a server that closes answers what it has begun and ends the rest", async () => {
  let finish: (response: Response) => void = () => undefined;
  const { client, server } = await start(
    () =>
      new Promise<Response>((resolve) => {
        finish = resolve;
      }),
  );
  const idle = await client();
  const busy = await client();
  await busy.send(GET);
  await settle();
  let closed = false;
  void server.close().then(() => {
    closed = true;
  });
  await settle();
  expect([idle.ended, busy.ended, closed]).toEqual(["closed", "no", false]);
  finish(new Response("done"));
  await settle();
  expect(busy.received).toContain("connection: close\r\n\r\ndone");
  expect(closed).toBe(true);
});

test("a request knows its address in full and in parts", () => {
  const parts = (url: string) => {
    const request = new Request(url);
    return [request.url, request.pathname, request.search];
  };
  expect(parts("http://h/a/b?c=d?e")).toEqual(["http://h/a/b?c=d?e", "/a/b", "?c=d?e"]);
  expect(parts("http://h")).toEqual(["http://h", "/", ""]);
  expect(parts("http://h?x")).toEqual(["http://h?x", "/", "?x"]);
});
